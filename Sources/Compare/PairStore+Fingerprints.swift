internal import DICOM
internal import Dispatch
internal import Findings
internal import Foundation
internal import GRDB
internal import Pixels
internal import Rules
internal import Synchronization

/// Pairs by what files show once their pixels are decoded: transcoded, and encoded anew with loss or painted over.
extension PairStore {
  /// Pairs what nothing before has paired by fingerprints of decoded pixels.
  ///
  /// Pictures with the same samples are a pair whatever else they say; several with the same samples go by path, name
  /// and place, and then in their order. What only resembles is a pair if each is by far the nearest to the other,
  /// neither says that it is another one of its series, and a comparison finds the picture encoded with loss, in
  /// another scale or painted over. Loss is believed only of an encoding that has some: the noise of a second picture
  /// of the same place looks like it.
  func pairByFingerprints(
    _ settings: PictureReader.Settings, _ tables: StandardTables, threads: Int
  ) throws {
    let originals = try unpairedPictures(.original)
    let outputs = try unpairedPictures(.output)
    guard !originals.isEmpty, !outputs.isEmpty else { return }
    let candidates = ShownCandidates(
      originals: PairStore.shown(originals, settings, threads),
      outputs: PairStore.shown(outputs, settings, threads))
    try note(candidates.originals, .original)
    try note(candidates.outputs, .output)
    try pair(by: "pixels", .pixelFingerprint, resolves: false)
    let left = try ShownCandidates(
      originals: candidates.originals, outputs: stillUnpaired(candidates.outputs, .output))
    let known = Set(try stillUnpaired(candidates.originals, .original).map(\.file.number))
    let resembling = left.resembling().filter { known.contains($0.original.number) }
    let confirmed = PairStore.parallel(resembling, settings, threads) { reader, pair in
      let compared = reader.compare(original: pair.original.path, output: pair.output.path)
      let mayHaveLoss = PairStore.mayHaveLoss(pair.output.path, tables)
      return compared.showsSame(pixels: pair.pixels, mayHaveLoss: mayHaveLoss) ? pair : nil
    }
    try database.writeWithoutTransaction { db in
      for pair in confirmed {
        try db.execute(
          sql: "INSERT OR IGNORE INTO found VALUES (?, ?, 0)",
          arguments: [pair.original.number, pair.output.number])
      }
      try PairStore.settle(db, .pixelLikeness)
    }
  }

  /// Whether a file says that its pixels are encoded in a way that can lose some of them, by the names of PS3.6 Table
  ///
  private static func mayHaveLoss(_ path: [UInt8], _ tables: StandardTables) -> Bool {
    let file: FileBytes
    do throws(SystemError) { file = try FileBytes(path: path) } catch { return false }
    var reader = FileReader(file, dictionary: tables)
    while let event = reader.next() {
      guard case .element(let element) = event, element.tag.group == 0x0002 else { return false }
      guard element.tag == .transferSyntaxUID, let value = reader.value(of: element) else { continue }
      let uid = value.trimmed(for: .ui)
      guard uid.starts(with: "1.2.840.10008.1.2.4.".utf8), let name = tables.uidName(uid)?.description else {
        return false
      }
      return name.contains("Lossy") || !name.contains("Lossless")
    }
    return false
  }

  /// The files of a side that nothing has paired and that have pixel data.
  private func unpairedPictures(_ side: FileEntry.Side) throws -> [ShownFile.File] {
    try database.unsafeRead { db in
      try Row.fetchAll(
        db,
        sql: "SELECT number, path, place FROM file WHERE side = ? AND pair IS NULL AND pixels IS NOT NULL",
        arguments: [side.rawValue]
      ).map { row in
        let path: Data = row["path"]
        return ShownFile.File(number: row["number"], path: Array(path), place: row["place"])
      }
    }
  }

  private func stillUnpaired(_ files: [ShownFile], _ side: FileEntry.Side) throws -> [ShownFile] {
    let numbers = try database.unsafeRead { db in
      try Set(
        Int.fetchAll(
          db, sql: "SELECT number FROM file WHERE side = ? AND pair IS NULL", arguments: [side.rawValue]))
    }
    return files.filter { numbers.contains($0.file.number) }
  }

  /// Writes down the digests of decoded pixels in the place of those of their bytes, which had no counterpart. A picture
  /// of one value has none: it is anybody's.
  private func note(_ files: [ShownFile], _ side: FileEntry.Side) throws {
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: "UPDATE file SET pixels = NULL WHERE side = ? AND pair IS NULL", arguments: [side.rawValue])
      for one in files where !one.fingerprint.means.isFlat {
        try db.execute(
          sql: "UPDATE file SET pixels = ? WHERE side = ? AND number = ?",
          arguments: [one.fingerprint.digests.joined(separator: ","), side.rawValue, one.file.number])
      }
    }
  }

  /// Makes the fingerprints of files. Those that cannot be decoded have none; the audit says so of each.
  private static func shown(
    _ files: [ShownFile.File], _ settings: PictureReader.Settings, _ threads: Int
  ) -> [ShownFile] {
    parallel(files, settings, threads) { reader, file in
      do throws(FingerprintError) {
        return try reader.fingerprint(of: file.path).map { ShownFile(file: file, fingerprint: $0) }
      } catch {
        return nil
      }
    }
  }

  /// What some work makes of each of many, in their order, with a worker process a thread.
  private static func parallel<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ settings: PictureReader.Settings, _ threads: Int,
    _ work: @escaping @Sendable (PictureReader, Item) -> Result?
  ) -> [Result] {
    guard !items.isEmpty else { return [] }
    let made = Mutex<(next: Int, results: [Int: Result])>((0, [:]))
    DispatchQueue.concurrentPerform(iterations: min(threads, items.count)) { _ in
      let reader = PictureReader(settings)
      while true {
        let index = made.withLock { state in
          state.next += 1
          return state.next - 1
        }
        guard index < items.count else { return }
        guard let result = work(reader, items[index]) else { continue }
        made.withLock { $0.results[index] = result }
      }
    }
    let results = made.withLock { $0.results }
    return items.indices.compactMap { results[$0] }
  }
}

extension PictureComparison {
  /// Whether what was compared is the same picture, encoded in another way, in another scale, or painted over in parts
  /// that together are less than half of it.
  ///
  /// - Parameters:
  ///   - pixels: how many a frame has.
  ///   - mayHaveLoss: whether small differences all over may come from the output's encoding.
  fileprivate func showsSame(pixels: Int, mayHaveLoss: Bool) -> Bool {
    guard failure == nil, let first = elements.first(where: { $0.output.path.steps.isEmpty }) else {
      return false
    }
    let compared = first.frames.filter { $0.problem == nil }
    guard !compared.isEmpty || first.sameByteFrames > 0 else { return false }
    return compared.allSatisfy { frame in
      frame.likeness != .replaced && (frame.likeness != .lossy || mayHaveLoss)
        && 2 * frame.areas.reduce(0) { $0 + $1.rectangle.area } < pixels
    }
  }
}
