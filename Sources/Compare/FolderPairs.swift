public import Checks
internal import DICOM
internal import Dispatch
public import Findings
internal import Foundation
internal import GRDB
public import Pixels
public import Rules
internal import Synchronization
public import Text

/// Why two folders cannot be compared.
public enum PairingError: Error, Equatable, CustomStringConvertible {
  /// One folder lies in the other, or they are the same.
  case overlapping
  /// There is no DICOM file among the originals, or among the outputs.
  case noOriginals, noOutputs
  /// There is none that can be read among the originals, or among the outputs; with the system's words.
  case unreadableOriginals(String), unreadableOutputs(String)
  /// The outputs hold more of what identifies than the originals do.
  case swapped

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public var description: String {
    switch self {
    case .overlapping: "the folders of originals and outputs are the same, or one lies in the other"
    case .noOriginals: "there are no DICOM files among the originals"
    case .noOutputs: "there are no DICOM files among the outputs"
    case .unreadableOriginals(let words): "none of the originals can be read: \(words)"
    case .unreadableOutputs(let words): "none of the outputs can be read: \(words)"
    case .swapped:
      """
      the outputs hold more of what identifies than the originals: are the two folders swapped? The originals come \
      first; --not-swapped compares them all the same
      """
    }
  }
}

/// The pairs of two folders, and what was replaced by what.
public final class FolderPairs: Counterparts {
  /// How many pairs were found in which way, and how many files were left.
  public struct Summary: Sendable {
    /// Pairs, by how they were found, the surest first.
    public var pairs: [(method: PairingMethod, count: Int)] = []
    /// DICOM files of each side.
    public var originals = 0, outputs = 0
    /// Files of each side without a counterpart.
    public var unpairedOriginals = 0, unpairedOutputs = 0
    /// Files and folders of each side that the system does not show.
    public var unreadableOriginals = 0, unreadableOutputs = 0
  }

  let store: PairStore
  /// The values of the originals that identify, a person an entry.
  public let originalValues: IdentifierList
  private let unreadable: (originals: Int, outputs: Int)
  /// By how many days a patient's dates were moved, as a given map says and as was found.
  private let declared: [[UInt8]: Int]
  private let distances = Mutex<[[UInt8]: Int]>([:])
  /// How many neighbours are asked for at a time, and of how many such blocks the answers are kept.
  private static let (blockSize, mostBlocks) = (256, 32)
  private let blocks = Mutex<[Int: [Int: KnownOutput]]>([:])

  /// What the database has of an output.
  private struct KnownOutput {
    var original: OriginalFile?
    var remark: PairingRemark?
  }

  /// Reads two folders and pairs their files.
  ///
  /// - Parameters:
  ///   - uids: what is known of UIDs, from a given map.
  ///   - patients: what is known of patient ids.
  ///   - pictures: how pictures are decoded to pair by them; nil if not at all.
  ///   - mayBeSwapped: whether outputs that look more original than the originals are an error.
  /// - Throws: ``PairingError``, or the database's error.
  public init(
    originals: FolderWalk, outputs: FolderWalk, tables: StandardTables, uids: ValueMap? = nil,
    patients: ValueMap? = nil, pictures: PictureReader.Settings? = nil, mayBeSwapped: Bool = true,
    threads: Int
  ) throws {
    guard !originals.overlaps(outputs) else { throw PairingError.overlapping }
    store = try PairStore()
    declared = Dictionary(
      (patients?.rows ?? []).compactMap { row in row.offsetInDays.map { (row.original, $0) } },
      uniquingKeysWith: { first, _ in first })
    for (map, kind) in [(uids, MappedKind.uid), (patients, .patient)] {
      if let map { try store.add(map, kind) }
    }
    let before = try FolderPairs.read(originals, .original, tables, threads, store)
    guard before.files > 0 else {
      throw before.unreadable > 0 ? PairingError.unreadableOriginals(before.words) : .noOriginals
    }
    let after = try FolderPairs.read(outputs, .output, tables, threads, store)
    guard after.files > 0 else {
      throw after.unreadable > 0 ? PairingError.unreadableOutputs(after.words) : .noOutputs
    }
    originalValues = before.values.list
    unreadable = (before.unreadable, after.unreadable)
    if mayBeSwapped, after.looksMoreOriginal(than: before) { throw PairingError.swapped }
    try store.endAdding()
    try store.markTwice()
    try pairAll(tables, pictures, threads)
  }

  /// Pairs in one way after the other, as long as there are files on both sides to pair.
  private func pairAll(
    _ tables: StandardTables, _ pictures: PictureReader.Settings?, _ threads: Int
  ) throws {
    let agrees = "o.size = p.size AND (o.place = p.place OR o.place = 0 OR p.place = 0)"
    // Names that were given anew may be those of other originals, which pixels and content know better.
    let showsSame = agrees + " AND o.sample IS p.sample AND o.substance = p.substance"
    try tryAll([
      { try $0.pairByMap() },
      { if try $0.isAnyInstanceShared() { try $0.pair(by: "instance", .sopInstanceUID, resolves: true) } },
      { try $0.pair(by: "stem", .path, agreement: showsSame, resolves: false) },
      { try $0.pair(by: "name", .name, agreement: showsSame, resolves: false) },
      { try $0.pair(by: "sample", .pixelData, agreement: "o.size = p.size", resolves: false) },
      { try $0.pairByContent(tables, among: "pair IS NULL AND twice IS NULL AND substance != 0") },
      { try $0.pair(by: "stem", .path, agreement: agrees, resolves: false) },
      { try $0.pair(by: "name", .name, agreement: agrees, resolves: false) },
      { try $0.digestUnpaired(tables) },
      { try $0.pair(by: "pixels", .pixelData, resolves: false) },
      { if let pictures { try $0.pairByFingerprints(pictures, tables, threads: threads) } },
      // What nothing tells apart from others stays alone.
      { try $0.pair(by: "size || ',' || place || ',' || structure", .structure, resolves: false) },
    ])
    try store.partStrangers()
    try tryAll([
      // A copy would make it open which one is meant.
      { try $0.pairByContent(tables, among: "pair IS NULL AND twice IS NULL") },
      { try $0.pairByContent(tables, among: "pair IS NULL") },
      { try $0.pair(by: "stem", .pathAlone, resolves: false) },
      { try $0.markAmbiguous(by: "size || ',' || place || ',' || structure") },
    ])
  }

  private func tryAll(_ ways: [(PairStore) throws -> Void]) throws {
    for way in ways {
      guard try store.isAnyLeftOnBothSides() else { return }
      try way(store)
    }
  }

  /// Reads the files of a walk on several threads.
  private static func read(
    _ walk: FolderWalk, _ side: FileEntry.Side, _ tables: StandardTables, _ threads: Int, _ store: PairStore
  ) throws -> FolderReading {
    let shared = Mutex(FolderReading(walk, tables))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var reader = EntryReader(side, tables)
      while let batch = shared.withLock({ $0.takeBatch() }) {
        var made = FolderReading.Made()
        var entries: [FileEntry] = []
        for entry in batch.entries {
          if case .unreadable(let words) = entry.kind { made.unreadable.append(words) }
          guard entry.kind == .file else { continue }
          do throws(SystemError) {
            guard
              let read = try reader.read(
                number: entry.index, path: entry.path, relativePath: entry.relativePath)
            else { continue }
            entries.append(read.entry)
            made.files += 1
            made.identifying += read.entry.identifying
            if read.entry.isDeidentified { made.claims += 1 }
            if let values = read.values { made.values.append(values) }
          } catch {
            made.unreadable.append(error.text)
          }
        }
        do { try store.add(entries, side) } catch { made.failure = error }
        shared.withLock { $0.take(made, ofBatch: batch.number) }
      }
    }
    return try shared.withLock { reading in
      if let failure = reading.failure { throw failure }
      return reading
    }
  }

  /// How the pairs were found.
  public func summary() throws -> Summary {
    try store.database.unsafeRead { db in
      var summary = Summary()
      (summary.unreadableOriginals, summary.unreadableOutputs) = unreadable
      for row in try Row.fetchAll(
        db,
        sql: "SELECT method, COUNT(*) AS count FROM file WHERE side = 1 AND pair IS NOT NULL GROUP BY method")
      {
        let name: String = row["method"]
        if let method = PairingMethod(rawValue: name) { summary.pairs.append((method, row["count"])) }
      }
      summary.pairs.sort { $0.method < $1.method }
      for row in try Row.fetchAll(
        db, sql: "SELECT side, COUNT(*) AS count, SUM(pair IS NULL) AS alone FROM file GROUP BY side")
      {
        let side: Int = row["side"]
        if side == 0 {
          summary.originals = row["count"]
          summary.unpairedOriginals = row["alone"]
        } else {
          summary.outputs = row["count"]
          summary.unpairedOutputs = row["alone"]
        }
      }
      return summary
    }
  }

  // MARK: counterparts

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func original(ofOutput index: Int) throws -> OriginalFile? { try known(ofOutput: index).original }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func remark(onOutput index: Int) throws -> PairingRemark? { try known(ofOutput: index).remark }

  /// What the database has of an output, which is asked for along with its neighbours: the audit comes to them next.
  private func known(ofOutput index: Int) throws -> KnownOutput {
    try blocks.withLock { blocks in
      let number = index / FolderPairs.blockSize
      if let block = blocks[number] { return block[index, default: KnownOutput()] }
      let block = try block(number)
      if blocks.count >= FolderPairs.mostBlocks { blocks.removeAll(keepingCapacity: true) }
      blocks[number] = block
      return block[index, default: KnownOutput()]
    }
  }

  private func block(_ number: Int) throws -> [Int: KnownOutput] {
    try store.database.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT p.number AS own, p.pair, p.twice, p.ambiguous, p.alternatives, p.method, o.path
          FROM file p LEFT JOIN file o ON o.side = 0 AND o.number = p.pair
          WHERE p.side = 1 AND p.number >= ? AND p.number < ?
          """)
      let first = number * FolderPairs.blockSize
      var block: [Int: KnownOutput] = [:]
      let rows = try Row.fetchCursor(statement, arguments: [first, first + FolderPairs.blockSize])
      while let row = try rows.next() {
        var known = KnownOutput(remark: FolderPairs.remark(row))
        let name: String? = row["method"]
        if let path: Data = row["path"], let method = name.flatMap({ PairingMethod(rawValue: $0) }) {
          known.original = OriginalFile(
            path: Array(path),
            pairing: PairedOriginal(number: row["pair"], method: method, alternatives: row["alternatives"]))
        }
        block[row["own"]] = known
      }
      return block
    }
  }

  private static func remark(_ row: Row) -> PairingRemark? {
    if let other: Int = row["twice"] { return .duplicate(of: other) }
    if let alternatives: Int = row["ambiguous"] { return .ambiguous(alternatives: alternatives) }
    let pair: Int? = row["pair"]
    if pair == nil { return .unpaired }
    let alternatives: Int = row["alternatives"]
    return alternatives > 0 ? .ambiguous(alternatives: alternatives + 1) : nil
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func forEachOriginalRemark(_ body: (Int, PairingRemark) throws -> Void) throws {
    try store.database.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT number, pair, twice, ambiguous, 0 AS alternatives FROM file
          WHERE side = 0 AND (pair IS NULL OR twice IS NOT NULL) ORDER BY number
          """)
      while let row = try rows.next() {
        if let remark = FolderPairs.remark(row) { try body(row["number"], remark) }
      }
    }
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func output(ofInstance uid: [UInt8]) throws -> InstanceCounterpart? {
    guard let row = try row(ofInstance: uid) else { return nil }
    guard let instance: Data = row["instance"] else { return InstanceCounterpart.none }
    return .output(Array(instance))
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func files(ofInstance uid: [UInt8]) throws -> (original: [UInt8], output: [UInt8])? {
    guard let row = try row(ofInstance: uid), let output: Data = row["output"] else { return nil }
    let original: Data = row["original"]
    return (Array(original), Array(output))
  }

  /// The paths of the first original with a SOP Instance UID and of its output, and the output's UID; nil if there is no
  /// such original.
  private func row(ofInstance uid: [UInt8]) throws -> Row? {
    try store.database.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT p.instance, o.path AS original, p.path AS output
          FROM file o INDEXED BY instances LEFT JOIN file p ON p.side = 1 AND p.number = o.pair
          WHERE o.side = 0 AND o.instance = ? ORDER BY o.number LIMIT 1
          """)
      return try Row.fetchOne(statement, arguments: [uid.data])
    }
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func note(_ kind: MappedKind, _ original: [UInt8], became new: [UInt8], inFile index: Int) throws
    -> MappingOutcome
  {
    try store.note(kind, original, became: new, inFile: index)
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func replacement(of original: [UInt8], _ kind: MappedKind) throws -> [UInt8]? {
    try store.replacement(of: NotedMap.Key(kind: kind, value: original))?.new
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func declaredDistance(ofPatient id: [UInt8]) -> Int? { declared[id] }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func note(distance days: Int, ofPatient id: [UInt8]) { distances.withLock { $0[id] = days } }

  /// By how many days most dates of a patient were moved, or else the given map says; nil if neither is known.
  public func distance(ofPatient id: [UInt8]) -> Int? { distances.withLock { $0[id] } ?? declared[id] }
}
