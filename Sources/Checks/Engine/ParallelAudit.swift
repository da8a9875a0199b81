public import Cohort
internal import DICOM
internal import Dispatch
public import Findings
public import Pixels
internal import Synchronization
internal import Text

/// Audits the files of a walk on several threads and hands the results on in the order of the walk.
///
/// Memory does not grow with the number of files: results wait for those before them in at most ``mostBatches``
/// batches.
public struct ParallelAudit<Rendered: Sendable>: Sendable {
  /// How many entries a thread takes at a time.
  private static var batchSize: Int { 64 }
  /// How many batches are under way or wait to be written.
  private static var mostBatches: Int { 32 }

  /// What goes on while an audit runs.
  public struct Progress: Sendable {
    /// Entries that are done.
    public var entries = 0
    /// Bytes of the files that are done.
    public var bytes = 0
  }

  /// What a thread made of some entries.
  private struct Batch: Sendable {
    var tally = Tally()
    var rendered: [Rendered] = []
    /// What the files gave away, by their numbers.
    var learnt: [(file: Int, values: Set<LearntValue>)] = []
    var standings: [Standing] = []
    /// What the second pass found, by the files' numbers.
    var later: [(file: Int, result: FileResult)] = []
    /// What the files say in comparison with their originals.
    var facts: [(file: Int, path: ShownPath, facts: ComparisonFacts)] = []
    /// What the files contribute to the checks of the data set as a whole.
    var cohort: [CohortFacts] = []
    /// For each entry how many of the values that files gave away were looked for in it, if it holds none of them that
    /// it did not give away itself; else 0.
    var covered: [Int32] = []
    /// What is kept of files for later audits.
    var rows: [StoredRecord] = []
    var looks: [StoredLook] = []
  }

  /// What the threads share.
  private struct Shared: Sendable {
    var walk: FolderWalk
    var nextBatch = 0
    var nextWritten = 0
    var waiting: [Int: Batch] = [:]
    var tally = Tally()
    var progress = Progress()
    var failure: (any Error)?
    var isDrained = false
    var learnt = LearntValues()
    /// The values that files looked at now are searched for, and how many batches were taken in since they were put
    /// together.
    var early: EarlyValues?
    var batchesSinceEarly = 0
    var isSecondPass = false
    /// What each entry came to, by its number.
    var standings: [Standing] = []
    var comparison: ComparisonJudge?
    let cohort: CohortStore?
    let memory: FileMemory?
    /// As ``Batch/covered``, by the entry's number.
    var covered: [Int32] = []

    /// Takes in the batch that comes next in the order of the walk.
    mutating func take(_ batch: Batch, _ output: Output) {
      tally.merge(batch.tally)
      standings += batch.standings
      for one in batch.later { standings[one.file].add(one.result) }
      covered += batch.covered
      batchesSinceEarly += 1
      for one in batch.learnt { learnt.add(one.values, file: one.file) }
      guard failure == nil else { return }
      do {
        for one in batch.facts { try comparison?.take(one.facts, file: one.file, path: one.path) }
        try cohort?.add(batch.cohort)
        for one in batch.rendered { try output.write(one) }
        try memory?.put(batch.rows, batch.looks)
      } catch {
        failure = error
      }
    }

    /// The values so far, if it is time to look for them: making their forms is not to take longer than some of the
    /// files do.
    mutating func valuesToPrepare() -> LearntValues? {
      let known = early?.count ?? 0  // before the first time nothing is looked for
      guard !isSecondPass, learnt.values.count > known, batchesSinceEarly * 4 >= learnt.values.count else {
        return nil
      }
      batchesSinceEarly = 0
      return learnt
    }
  }

  private let rules: AuditRules
  private let threads: Int
  private let hidesNames: Bool
  private let hashes: Bool
  private let pictures: PictureReader.Settings?
  private let counterparts: (any Counterparts)?
  private let dates: DateScheme
  private let decisions: Decisions
  private let cohort: CohortStore?
  private let memory: FileMemory?

  /// Prepares an audit.
  ///
  /// - Parameters:
  ///   - hidesNames: whether reports name files by number only.
  ///   - hashes: whether to read every byte for a SHA-256 of each file.
  ///   - pictures: how each thread's worker looks at pictures; nil to leave them.
  ///   - counterparts: the originals to compare with; nil if there are none.
  ///   - dates: what has to be moved by one distance.
  ///   - decisions: what was decided about findings before.
  ///   - cohort: takes what files say, and compares them with each other; nil if nobody does.
  ///   - memory: what earlier audits found in the files, so that unchanged ones are not read again; nil if nothing is
  ///     kept. Not together with counterparts.
  public init(
    _ rules: AuditRules, threads: Int, hidesNames: Bool, hashes: Bool,
    pictures: PictureReader.Settings? = nil, counterparts: (any Counterparts)? = nil,
    dates: DateScheme = .patient, decisions: Decisions = .none, cohort: CohortStore? = nil,
    memory: FileMemory? = nil
  ) {
    self.memory = counterparts == nil ? memory : nil
    self.dates = dates
    self.cohort = cohort
    self.counterparts = counterparts
    self.rules = rules
    self.threads = threads
    self.hidesNames = hidesNames
    self.hashes = hashes
    self.pictures = pictures
    self.decisions = decisions
  }

  /// What becomes of results.
  public struct Output: Sendable {
    /// Makes of a result what is to be written; called on any thread.
    let render: @Sendable (FileResult, [EvidenceRecord]) -> Rendered?
    /// Takes what was rendered in the order of the walk; called by one thread at a time.
    let write: @Sendable (Rendered) throws -> Void

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public init(
      render: @escaping @Sendable (FileResult, [EvidenceRecord]) -> Rendered?,
      write: @escaping @Sendable (Rendered) throws -> Void
    ) {
      self.render = render
      self.write = write
    }
  }

  /// Runs the audit: all files, and, if some gave names away, those that do not hold all of them once more.
  ///
  /// - Parameters:
  ///   - isStopped: asked between files; once true, what is under way is finished and the rest left.
  ///   - first: takes the result of every entry.
  ///   - second: takes, of the second pass, the results of files in which something was found.
  ///   - progress: told after each batch.
  /// - Throws: what `write` throws; the audit ends there.
  public func run(
    _ walk: FolderWalk, isStopped: @Sendable () -> Bool, first: Output, second: Output,
    progress: @Sendable (Progress) -> Void
  ) throws -> Tally {
    let shared = Mutex(
      Shared(
        walk: walk, comparison: counterparts.map { ComparisonJudge($0, dates) }, cohort: cohort,
        memory: memory))
    inOrder(shared, isStopped, pictures, first, progress) { entries, early, auditor in
      var batch = Batch()
      auditor.early = early
      for entry in entries where !isStopped() {
        let (found, evidence) = try audit(entry, &auditor)
        var result = found
        decisions.mark(&result, name: entry.relativePath)
        if let facts = auditor.cohortFacts { batch.cohort.append(facts) }
        if let row = auditor.row { batch.rows.append(row) }
        if let facts = auditor.facts { batch.facts.append((entry.index, result.path, facts)) }
        batch.tally.add(result)
        batch.standings.append(Standing(result))
        batch.covered.append(auditor.holdsOthers ? 0 : Int32(early?.count ?? 0))
        if !auditor.learnt.isEmpty { batch.learnt.append((entry.index, auditor.learnt)) }
        if let made = first.render(result, evidence) { batch.rendered.append(made) }
      }
      return batch
    }
    try judgeOriginals(shared, isStopped, first)
    let (learnt, standings, covered) = shared.withLock { state in
      state.walk = walk
      state.nextBatch = 0
      state.nextWritten = 0
      state.isDrained = false
      state.isSecondPass = true
      return (state.learnt, state.standings, state.covered)
    }
    let left = covered.indices.map { learnt.needsSecondLook($0, covered: Int(covered[$0])) }
    let keepsLooks = memory?.keepsLearnt == true && !learnt.values.isEmpty
    if left.contains(true) || keepsLooks, !isStopped() {
      findRepeated(learnt, standings, left, shared, isStopped, second)
    }
    try judgeFacts(shared, second)
    return try shared.withLock { state in
      if let failure = state.failure { throw failure }
      if let cohort { state.tally.add(try cohort.summary(isStopped: isStopped())) }
      return state.tally
    }
  }

  /// The second pass: looks for what other files gave away in each file that was audited before they did, and in those
  /// that hold some of it, of which all places are told here.
  ///
  /// - Parameter left: for each entry, by its number, whether it is to be looked at.
  private func findRepeated(
    _ learnt: LearntValues, _ standings: [Standing], _ left: [Bool], _ shared: borrowing Mutex<Shared>,
    _ isStopped: @Sendable () -> Bool, _ output: Output
  ) {
    let needles = NeedleSet(IdentifierList(learnt.values), options: rules.needleOptions)
    let digest = memory?.digest(of: learnt)
    inOrder(shared, isStopped, nil, output, { _ in }) { entries, _, auditor in
      var batch = Batch()
      for entry in entries where !isStopped() && entry.kind == .file && entry.index < left.count {
        guard left[entry.index] else {
          if let memory, let digest { batch.looks.append(memory.row(for: [], at: entry, digest: digest)) }
          continue
        }
        let own = learnt.files[entry.index] ?? []  // most files give nothing away
        guard var (result, evidence) = try look(entry, needles, own: Set(own), digest, &auditor, &batch)
        else { continue }
        if learnt.isFull {
          result.notChecked.append(
            NotChecked(
              .tooManyElements, at: .file, lengthInBytes: 0,
              message: "Only \(LearntValues.mostValues) of the values that files gave away were looked for."))
        }
        decisions.mark(&result, name: entry.relativePath)
        batch.tally.addLater(result, after: standings[entry.index])
        batch.later.append((entry.index, result))
        if let made = output.render(result, evidence) { batch.rendered.append(made) }
        evidence = []
      }
      return batch
    }
  }

  /// Looks at a file for what others gave away, unless an earlier audit did, for the same; nil if there is none of it.
  private func look(
    _ entry: WalkEntry, _ needles: NeedleSet, own: Set<Int>, _ digest: Int64?, _ auditor: inout FileAuditor,
    _ batch: inout Batch
  ) throws -> (FileResult, [EvidenceRecord])? {
    if let memory, let digest, let findings = try memory.look(at: entry, digest: digest) {
      guard !findings.isEmpty else { return nil }
      var result = FileResult(index: entry.index, path: shown(entry))
      result.findings = findings
      return (result, [])
    }
    let found = auditor.findRepeated(
      needles, own: own, index: entry.index, path: entry.path, name: entry.relativePath, shown: shown(entry))
    if let memory, let digest {
      let findings = found?.0.findings ?? []  // nothing was found
      batch.looks.append(memory.row(for: findings, at: entry, digest: digest))
    }
    return found
  }

  /// Says of the originals what pairing has to say, as entries behind those of the walk.
  private func judgeOriginals(
    _ shared: borrowing Mutex<Shared>, _ isStopped: @Sendable () -> Bool, _ output: Output
  ) throws {
    guard let counterparts, !isStopped() else { return }
    try counterparts.forEachOriginalRemark { number, remark in
      var report = CheckReport(
        descriptions: rules.checks.descriptions, file: ShownPath(original: number), key: rules.key,
        writesEvidence: rules.writesEvidence, profile: rules.profile, tables: rules.tables)
      for (place, check) in rules.checks.pairChecks.enumerated() {
        report.speaker = rules.checks.pairIndex[place]
        check.examine(remark, isOutput: false, &report)
      }
      let found = report.finish()
      guard !found.findings.isEmpty else { return }
      try shared.withLock { state in
        guard state.failure == nil else { return }
        var result = FileResult(index: state.standings.count, path: ShownPath(original: number))
        result.kind = .original
        result.findings = found.findings
        decisions.mark(&result, name: Array(result.path.description.utf8))
        state.tally.add(result)
        state.standings.append(Standing(result))
        if let made = output.render(result, found.evidence) { try output.write(made) }
      }
    }
  }

  /// Says what files say that does not fit together.
  private func judgeFacts(_ shared: borrowing Mutex<Shared>, _ output: Output) throws {
    guard counterparts != nil else { return }
    try shared.withLock { state in
      guard state.failure == nil, let pending = try state.comparison?.finish() else { return }
      var rest = pending[...]
      while let first = rest.first {
        let own = rest.prefix { $0.file == first.file }
        rest = rest.dropFirst(own.count)
        guard first.file < state.standings.count else { continue }
        var report = CheckReport(
          descriptions: rules.checks.descriptions, file: first.path, key: rules.key,
          writesEvidence: rules.writesEvidence, profile: rules.profile, tables: rules.tables)
        for one in own {
          report.speaker = rules.checks.place(of: one.check)
          report.add(one.severity, at: one.place, value: one.value[...], one.message)
        }
        let found = report.finish()
        guard !found.findings.isEmpty else { continue }
        var result = FileResult(index: first.file, path: first.path)
        result.findings = found.findings
        decisions.mark(&result, name: Array(first.path.description.utf8))
        if rest.isEmpty, let dropped = state.comparison?.dropped, dropped > 0 {
          result.notChecked = [
            NotChecked(
              .tooManyElements, at: .file, lengthInBytes: 0,
              message: "\(dropped) further findings of this kind are not listed.")
          ]
        }
        state.tally.addLater(result, after: state.standings[first.file])
        state.standings[first.file].add(result)
        if let made = output.render(result, found.evidence) { try output.write(made) }
      }
    }
  }

  /// Has threads work on the entries of the walk, and hands on what they make in the order of the walk.
  private func inOrder(
    _ shared: borrowing Mutex<Shared>, _ isStopped: @Sendable () -> Bool, _ pictures: PictureReader.Settings?,
    _ output: Output, _ progress: @Sendable (Progress) -> Void,
    work: @Sendable ([WalkEntry], EarlyValues?, inout FileAuditor) throws -> Batch
  ) {
    let room = DispatchSemaphore(value: Self.mostBatches)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var auditor = FileAuditor(
        rules, pictures: pictures.map { PictureReader($0) }, counterparts: counterparts,
        cohort: cohort?.rules, memory: memory)
      while true {
        room.wait()
        prepareEarly(shared)
        let (number, entries, early) = take(shared, isStopped)
        guard !entries.isEmpty else {
          room.signal()
          break
        }
        let batch: Batch
        do {
          batch = try work(entries, early, &auditor)
        } catch {
          shared.withLock { $0.failure = $0.failure ?? error }
          for _ in 0..<threads { room.signal() }
          break
        }
        shared.withLock { state in
          state.waiting[number] = batch
          while let next = state.waiting.removeValue(forKey: state.nextWritten) {
            state.nextWritten += 1
            state.take(next, output)
            room.signal()
          }
          state.progress.entries = state.tally.entries
          state.progress.bytes = state.tally.coverage.total
          progress(state.progress)
        }
      }
      shared.withLock { auditor.count(into: &$0.tally) }
    }
  }

  /// Puts together what files gave away so far, if it is time to.
  private func prepareEarly(_ shared: borrowing Mutex<Shared>) {
    guard let learnt = shared.withLock({ $0.valuesToPrepare() }) else { return }
    let early = EarlyValues(learnt, options: rules.needleOptions)
    shared.withLock { state in
      if early.count > state.early?.count ?? 0 { state.early = early }
    }
  }

  /// The next entries of the walk with the number of their batch, and what to look for in them; none at the end.
  private func take(_ shared: borrowing Mutex<Shared>, _ isStopped: @Sendable () -> Bool) -> (
    Int, [WalkEntry], EarlyValues?
  ) {
    shared.withLock { state in
      guard !isStopped(), state.failure == nil, !state.isDrained else { return (0, [], nil) }
      var entries: [WalkEntry] = []
      entries.reserveCapacity(Self.batchSize)
      while entries.count < Self.batchSize, let entry = state.walk.next() { entries.append(entry) }
      state.isDrained = entries.count < Self.batchSize
      guard !entries.isEmpty else { return (0, [], nil) }
      defer { state.nextBatch += 1 }
      return (state.nextBatch, entries, state.early)
    }
  }

  private func shown(_ entry: WalkEntry) -> ShownPath {
    hidesNames ? ShownPath(hidden: entry.index) : ShownPath(entry.relativePath)
  }

  private func audit(_ entry: WalkEntry, _ auditor: inout FileAuditor) throws -> (
    FileResult, [EvidenceRecord]
  ) {
    let shown = shown(entry)
    auditor.learnt = []
    auditor.facts = nil
    auditor.row = nil
    auditor.cohortFacts = nil
    if entry.kind == .file, let memory {
      return try auditor.audit(entry, shown: shown, memory)
    }
    if entry.kind == .file {
      let audited = auditor.audit(
        index: entry.index, path: entry.path, name: entry.relativePath, shown: shown, hashes: hashes,
        original: try counterparts?.original(ofOutput: entry.index),
        remark: try counterparts?.remark(onOutput: entry.index))
      if let failure = auditor.failure { throw failure }
      return audited
    }
    var result = FileResult(index: entry.index, path: shown)
    if let gap = entry.kind.gap { result.notChecked = [gap] }
    return (result, [])
  }
}
