public import Checks
internal import Compare
internal import DICOM
public import Findings
internal import Glibc
public import Pixels
internal import Rules
internal import Score
public import Text

/// Makes the scorecard of an anonymizer from what it made of a corpus with planted leaks.
///
/// The outputs are audited twice: alone, and with their originals; the answer key is scored; and each planted leak is
/// looked up in the output.
public struct ScorecardMaker {
  /// What was run on what.
  public struct Run: Sendable {
    /// The folders of the originals, of the outputs and of the key, and one for what is made on the way.
    public let originals: String, outputs: String, key: String, scratch: String
    /// The anonymizer.
    public let subject: Scorecard.Subject
    /// The seed and the number of persons.
    public let seed: UInt64, patients: Int

    /// Names a run.
    public init(
      originals: String, outputs: String, key: String, scratch: String, subject: Scorecard.Subject,
      seed: UInt64,
      patients: Int
    ) {
      self.originals = originals
      self.outputs = outputs
      self.key = key
      self.scratch = scratch
      self.subject = subject
      self.seed = seed
      self.patients = patients
    }
  }

  private let alone: AuditRules
  private let compared: (IdentifierList) throws -> AuditRules
  private let pictures: PictureReader.Settings
  private let threads: Int

  /// Prepares to make scorecards.
  ///
  /// - Parameters:
  ///   - alone: by what outputs are judged without their originals.
  ///   - compared: makes that by which they are judged with them: the same, and the originals' values to look for.
  ///   - pictures: how pictures are looked at.
  public init(
    alone: AuditRules, compared: @escaping (IdentifierList) throws -> AuditRules,
    pictures: PictureReader.Settings, threads: Int
  ) {
    self.alone = alone
    self.compared = compared
    self.pictures = pictures
    self.threads = threads
  }

  /// Makes a scorecard.
  ///
  /// - Parameters:
  ///   - isStopped: asked between files; a run that is stopped makes no scorecard.
  ///   - step: told what is being done.
  /// - Throws: ``BenchmarkError`` for a key that cannot be read, and the errors of pairing, of scoring and of making
  ///   the rules.
  public func card(
    of run: Run, toolVersion: String, startedAt: String, isStopped: @escaping @Sendable () -> Bool,
    step: (StaticString) -> Void
  ) throws -> Scorecard {
    let key = try PlantedKey(folder: run.key)
    step("Pairing the files")
    let pairs = try FolderPairs(
      originals: FolderWalk([run.originals]), outputs: FolderWalk([run.outputs]), tables: alone.tables,
      pictures: pictures, mayBeSwapped: false, threads: threads)
    step("Auditing the outputs alone")
    let (_, byScan) = try audit(run.outputs, alone, nil, isStopped)
    step("Auditing them with their originals")
    let (tally, byCompare) = try audit(run.outputs, compared(pairs.originalValues), pairs, isStopped)
    step("Scoring the answer key")
    let challenge = try score(run, pairs, isStopped)
    step("Looking up the planted leaks")
    let leaks = try self.leaks(run, key, pairs, byScan, byCompare)
    guard !isStopped() else { throw BenchmarkError("stopped before the end; no scorecard was made") }
    let summary = try pairs.summary()
    return Scorecard(
      toolVersion: toolVersion, startedAt: startedAt, subject: run.subject,
      corpus: .init(seed: run.seed, patients: run.patients, files: summary.originals),
      profile: ([alone.profile.name] + alone.profile.options.map(\.rawValue).sorted()).joined(
        separator: ", "),
      paired: summary.originals - summary.unpairedOriginals, unpairedOutputs: summary.unpairedOutputs,
      leaks: leaks, actions: ScorecardMaker.actions(tally), challenge: challenge,
      damage: try damage(run, key, pairs, byCompare))
  }

  private func audit(
    _ folder: String, _ rules: AuditRules, _ pairs: FolderPairs?, _ isStopped: @escaping @Sendable () -> Bool
  ) throws -> (Tally, ReportedPlaces) {
    let places = ReportedPlaces()
    let output = ParallelAudit<Bool>.Output(
      render: { result, _ in
        places.add(result)
        return nil
      }, write: { _ in })
    let tally = try ParallelAudit<Bool>(
      rules, threads: threads, hidesNames: false, hashes: false, pictures: pictures, counterparts: pairs
    ).run(FolderWalk([folder]), isStopped: isStopped, first: output, second: output, progress: { _ in })
    return (tally, places)
  }

  // MARK: leaks

  private func leaks(
    _ run: Run, _ key: PlantedKey, _ pairs: FolderPairs, _ byScan: ReportedPlaces, _ byCompare: ReportedPlaces
  ) throws -> [Scorecard.Leak] {
    var leaks: [String: Scorecard.Leak] = [:]
    for leak in key.leaks {
      leaks[leak.id] = Scorecard.Leak(
        id: leak.id, place: leak.place, form: leak.form, clause: leak.clause, action: leak.action)
    }
    let presence = LeakPresence(tables: alone.tables, pictures: PictureReader(pictures))
    try ScorecardMaker.forEachPlanted(run, key, pairs) { original, output, shown, places in
      let left =
        shown.map { presence.left(places, original: original, output: output, name: $0) }
        ?? places.map { _ in nil }
      for (place, isLeft) in zip(places, left) {
        guard leaks[place.leak] != nil else {
          throw BenchmarkError("key.csv: a leak '\(place.leak)' that leaks.csv does not have")
        }
        leaks[place.leak]?.planted += 1
        guard let isLeft, let shown else {
          leaks[place.leak]?.unknown += 1
          continue
        }
        guard isLeft else { continue }
        leaks[place.leak]?.left += 1
        let printed = ShownPath(Array(shown.utf8)).description
        if !byScan.contains(place.path, in: printed) { leaks[place.leak]?.unseenAlone += 1 }
        if !byCompare.contains(place.path, in: printed) { leaks[place.leak]?.unseenCompared += 1 }
      }
    }
    return key.leaks.compactMap { leaks[$0.id] }
  }

  private static func resolved(_ path: String) throws(BenchmarkError) -> [UInt8] {
    guard let resolved = realpath(path, nil) else {
      throw BenchmarkError("\(path): \(String(cString: strerror(errno)))")
    }
    defer { free(resolved) }
    return Array(String(cString: resolved).utf8) + [0x2F]
  }

  /// The path below a folder; nil if it is not below.
  private static func name(_ path: [UInt8], below folder: [UInt8]) -> String? {
    guard path.starts(with: folder) else { return nil }
    return String(decoding: path[folder.count...], as: UTF8.self)
  }

  // MARK: shares

  /// What counts as having done an action of Table E.1-1, beside what was demanded.
  private static func isDone(_ action: String, _ what: Disposition) -> Bool {
    switch (action, what) {
    case ("X", .removed), ("Z", .removed), ("Z", .emptied), ("Z", .replaced), ("D", .replaced): true
    case ("C", .removed), ("C", .emptied), ("C", .replaced), ("C", .cleanedInPart): true
    case ("U", .uidReplaced), ("U", .removed), ("K", .kept): true
    default: false
    }
  }

  private static func actions(_ tally: Tally) -> [Scorecard.Share] {
    let letters = ["X", "Z", "D", "C", "U", "K"]
    var asked = [String: Int](), done = [String: Int]()
    for use in tally.inventory.uses.values {
      for row in use.dispositions.rows {
        let action = row.action.description
        for (what, count) in zip(Disposition.allCases, row.counts) where what != .added {
          asked[action, default: 0] += count
          if isDone(action, what) { done[action, default: 0] += count }
        }
      }
    }
    return letters.compactMap { letter in
      asked[letter].map { Scorecard.Share(name: letter, asked: $0, done: done[letter, default: 0]) }
    }
  }

  /// What is damaged, by check; not where a leak was planted, which had to go whatever it stood in.
  private func damage(
    _ run: Run, _ key: PlantedKey, _ pairs: FolderPairs, _ byCompare: ReportedPlaces
  ) throws -> [Scorecard.Damage] {
    var planted: [String: Set<String>] = [:]
    try ScorecardMaker.forEachPlanted(run, key, pairs) { _, _, shown, places in
      if let shown { planted[ShownPath(Array(shown.utf8)).description] = Set(places.map(\.path)) }
    }
    let damages = byCompare.damages.filter { one in
      guard let path = one.path, let known = planted[one.file] else { return true }
      // A sequence may go for what stands in an item of it.
      return !known.contains { $0 == path || $0.hasPrefix(path + "[") }
    }
    let byCheck = Dictionary(grouping: damages, by: \.check)
    return alone.checks.descriptions.compactMap { check in
      guard let places = byCheck[check.id] else { return nil }
      return Scorecard.Damage(
        name: check.title.description, places: places.count, files: Set(places.map(\.file)).count)
    }
  }

  /// Gives each original in which something was planted, with its output, and its name below the outputs' folder; nil
  /// if it has none.
  private static func forEachPlanted(
    _ run: Run, _ key: PlantedKey, _ pairs: FolderPairs,
    _ body: ([UInt8], [UInt8], String?, [PlantedPlace]) throws -> Void
  ) throws {
    let originals = try resolved(run.originals)
    let outputs = try resolved(run.outputs)
    try pairs.forEachPair { original, output, _ in
      guard let name = name(original, below: originals), let places = key.places[name] else { return }
      try body(original, output, ScorecardMaker.name(output, below: outputs), places)
    }
  }

  // MARK: the challenge's actions

  private func score(
    _ run: Run, _ pairs: FolderPairs, _ isStopped: @escaping @Sendable () -> Bool
  ) throws -> [Scorecard.Share] {
    let uids = "\(run.scratch)/uids.csv", patients = "\(run.scratch)/patients.csv"
    try ScorecardMaker.writeMap(uids, .uid, pairs, all: "\(run.key)/uids.csv")
    try ScorecardMaker.writeMap(patients, .patient, pairs, all: "\(run.key)/patients.csv")
    var settings = ScoreRun.Settings()
    settings.threads = threads
    settings.pictures = pictures
    settings.belongsToKey = true
    var walk = try FolderWalk([run.outputs])
    var files: [OutputEntry] = []
    while let entry = walk.next() {
      guard entry.kind == .file else { continue }
      files.append(
        OutputEntry(path: entry.path, shownPath: ShownPath(entry.relativePath).description))
    }
    let summary = try ScoreRun(
      key: AnswerKey(path: "\(run.key)/answers.db"), uids: IdentifierMap(path: uids),
      patients: IdentifierMap(path: patients), outputs: files, tables: alone.tables, settings: settings
    ).run(ScoreWriters(), isStopped: isStopped, progress: { _, _ in })
    return ScoreAction.allCases.compactMap { action in
      guard let official = summary.official.actions[action], official.total > 0 else { return nil }
      return Scorecard.Share(
        name: action.rawValue, asked: official.total, done: official.passed,
        doneStrictly: summary.strict[action]?.passed)
    }
  }

  /// Writes the map that a participant of the challenge would give: what was replaced by what, as the pairs tell. What
  /// was not replaced stands for itself.
  ///
  /// - Parameter all: the key's own map, for the originals' identifiers.
  private static func writeMap(_ path: String, _ kind: MappedKind, _ pairs: FolderPairs, all: String) throws {
    var text = Array("id_old,id_new\n".utf8)
    // Ids of the corpus have no signs that a table of this kind would have to quote.
    for (row, _) in try PlantedKey.rows(of: all, ["id_old"]) {
      let old = Array(row[0].utf8)
      text += old + [0x2C] + (try pairs.replacement(of: old, kind) ?? old) + [0x0A]
    }
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    guard write(file, text, text.count) == text.count else {
      throw BenchmarkError("\(path): \(String(cString: strerror(errno)))")
    }
  }
}
