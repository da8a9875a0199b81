internal import DICOM
internal import Dispatch
public import Pixels
public import Rules
internal import Synchronization
internal import Text

/// Takes the results of a run, in the order of the key's rows; called by one thread at a time.
protocol ScoreSink: AnyObject {
  /// Takes the results of one row for one file, or for none.
  ///
  /// - Parameter first: the number of the first check among all results, from 0.
  func take(_ file: ScoredFile, first: Int) throws
  /// Takes the strict results that came last, by the numbers of the checks.
  func take(dates: [PendingDate]) throws
}

/// A shifted date that was judged when all files were read.
struct PendingDate: Sendable {
  /// The number of the check among all results, and that of its row in the key.
  let number: Int, row: Int
  let scored: ScoredCheck
  let days: Int
  let patient: String
  let shownPath: String?
  /// Why it does not pass strictly; nil if it does, or is not judged yet.
  var reason: StrictReason?
}

/// Scores outputs by an answer key.
public struct ScoreRun: Sendable {
  /// How a run goes.
  public struct Settings: Sendable {
    /// How many threads work.
    public var threads = 1
    /// How pictures are looked at; nil to leave them out.
    public var pictures: PictureReader.Settings?
    /// Whether pictures are looked at where the key has no text in them.
    public var looksAtAllPictures = false

    /// Whether the outputs are known to be of the key's data: then a key none of whose rows has a file is no error, but
    /// all its rows miss theirs. An anonymizer may have taken every UID out.
    public var belongsToKey = false

    /// One thread, no pictures.
    public init() {}
  }

  /// How many rows a thread takes at a time.
  private static let batchSize = 16
  /// How many batches are under way or wait.
  private static let mostBatches = 32

  let key: AnswerKey
  let uids: IdentifierMap
  let patients: IdentifierMap
  let outputs: [OutputEntry]
  let tables: StandardTables
  let settings: Settings
  /// Makes what looks at pictures, one a thread; it gives nil where they are left out.
  var makePictures: @Sendable () -> (any PictureLooking)?

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - uids: the map of UIDs.
  ///   - patients: the map of patient ids.
  ///   - outputs: all files of the anonymizer's output.
  public init(
    key: AnswerKey, uids: IdentifierMap, patients: IdentifierMap, outputs: [OutputEntry],
    tables: StandardTables,
    settings: Settings
  ) {
    self.key = key
    self.uids = uids
    self.patients = patients
    self.outputs = outputs
    self.tables = tables
    self.settings = settings
    makePictures = { settings.pictures.map { PictureReader($0) } }
  }

  /// What the threads share while they work.
  private struct State: Sendable {
    var nextBatch = 0
    var nextTaken = 0
    var waiting: [Int: [ScoredFile]] = [:]
    var failure: (any Error)?
    var totals: RunTotals
  }

  /// Scores everything.
  ///
  /// - Parameters:
  ///   - writers: take all results.
  ///   - isStopped: asked between files; once true, the rest is left.
  ///   - progress: told how many rows are done.
  /// - Throws: ``ScoreError`` for a key or maps that do not fit the outputs, and what writers throw.
  public func run(
    _ writers: ScoreWriters, isStopped: @Sendable () -> Bool, progress: @Sendable (Int, Int) -> Void
  ) throws -> ScoreSummary {
    let rows = try key.rows()
    try uids.requireDistinct(rows.map(\.instance), what: "instances")
    let index = OutputIndex(outputs, dictionary: tables, threads: settings.threads)
    let shared = FileScorer.Shared(
      tables: tables, official: officialJudge(try ScoreWords(tables.folder)),
      strict: StrictJudge(uids: uids, patients: patients),
      pixels: PixelJudge(comparison: TextComparison(try ScoreWords(tables.folder))),
      leaks: try leakSearch(rows), looksAtAllPictures: settings.looksAtAllPictures)
    let plan = try plan(rows, index)
    let state = Mutex(State(totals: RunTotals(offsets: PatientOffsets(declared: patients.offsets))))
    let sinks = writers
    let batches = (rows.count + ScoreRun.batchSize - 1) / ScoreRun.batchSize
    DispatchQueue.concurrentPerform(iterations: settings.threads) { _ in
      let scorer = FileScorer(shared: shared, pictures: makePictures())
      while true {
        let taken: Int? = state.withLock { state in
          guard state.failure == nil, state.nextBatch < batches,
            state.nextBatch < state.nextTaken + ScoreRun.mostBatches
          else { return state.failure != nil || state.nextBatch >= batches ? nil : -1 }
          state.nextBatch += 1
          return state.nextBatch - 1
        }
        guard let batch = taken else { return }
        guard batch >= 0 else {
          usleepBriefly()
          continue
        }
        let result = Result { try score(batch, rows, plan, scorer, isStopped) }
        state.withLock { state in
          switch result {
          case .failure(let error): state.failure = state.failure ?? error
          case .success(let files): state.waiting[batch] = files
          }
          while state.failure == nil, let files = state.waiting.removeValue(forKey: state.nextTaken) {
            state.nextTaken += 1
            do {
              for file in files { try state.totals.take(file, sinks.all) }
            } catch {
              state.failure = error
            }
            progress(min(rows.count, state.nextTaken * ScoreRun.batchSize), rows.count)
          }
        }
      }
    }
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      var summary = try state.totals.finish(sinks.all)
      complete(&summary, rows, index, plan)
      summary.isInterrupted = isStopped()
      summary.differences = try met(state.totals, summary)
      return summary
    }
  }

  private func officialJudge(_ words: ScoreWords) -> OfficialJudge {
    OfficialJudge(comparison: TextComparison(words), uids: uids, patients: patients)
  }

  /// Which files belong to each row.
  ///
  /// - Throws: ``ScoreError`` if none does: the key is for other data.
  private func plan(_ rows: [AnswerRow], _ index: OutputIndex) throws(ScoreError) -> [[Int]] {
    let plan = rows.map { row -> [Int] in
      guard let new = uids.newByOld[row.instance], applies(row) else { return [] }
      return index.files[new, default: []]
    }
    guard !settings.belongsToKey else { return plan }
    guard index.instances > 0 else {
      throw ScoreError("the outputs hold no DICOM files (\(outputs.count) files were found)")
    }
    guard plan.contains(where: { !$0.isEmpty }) else {
      let mapped = rows.count { uids.newByOld[$0.instance] != nil }
      throw ScoreError(
        mapped == 0
          ? "the UID map has none of the \(rows.count) instances of the key: key and map are not for the same data"
          : "none of the \(index.instances) DICOM files of the outputs belongs to the \(rows.count) rows of the key: they are not for the same data"
      )
    }
    return plan
  }

  /// Whether a row's scope can be found in the maps.
  private func applies(_ row: AnswerRow) -> Bool {
    switch row.scope {
    case nil, "<Instance>"?: true
    case "<Series>"?: uids.newByOld[row.series] != nil
    case "<Study>"?, "<Patient>"?: uids.newByOld[row.study] != nil
    default: false
    }
  }

  /// Collects what the key knows of the originals, on several threads.
  private func leakSearch(_ rows: [AnswerRow]) throws -> LeakSearch {
    let originals = Mutex(KnownOriginals(tables))
    let failure: Mutex<(any Error)?> = Mutex(nil)
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: settings.threads) { _ in
      while true {
        let start = next.withLock { next in
          defer { next += 64 }
          return next
        }
        guard start < rows.count, failure.withLock({ $0 == nil }) else { return }
        let part = rows[start..<min(start + 64, rows.count)]
        do {
          let checks = try key.checks(of: part)
          originals.withLock { originals in
            for (row, checks) in zip(part, checks) { originals.add(checks, patient: row.patient) }
          }
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return originals.withLock { originals in
      for (old, new) in patients.newByOld.sorted(by: { $0.key < $1.key }) where old != new {
        originals.add(.identifier, old, patient: old)
      }
      return LeakSearch(originals, uids: uids)
    }
  }

  private func score(
    _ batch: Int, _ rows: [AnswerRow], _ plan: [[Int]], _ scorer: FileScorer, _ isStopped: () -> Bool
  ) throws -> [ScoredFile] {
    let start = batch * ScoreRun.batchSize
    let part = rows[start..<min(start + ScoreRun.batchSize, rows.count)]
    guard !isStopped() else { return [] }
    var scored: [ScoredFile] = []
    for (index, checks) in zip(part.indices, try key.checks(of: part)) {
      let files = plan[index]
      if files.isEmpty { scored.append(scorer.scoreMissing(rows[index], checks)) }
      for file in files {
        do throws(SystemError) {
          scored.append(
            try scorer.score(
              rows[index], checks, outputs[file], number: file, isOneOfSeveral: files.count > 1))
        } catch {
          scored.append(scorer.scoreMissing(rows[index], checks))
        }
      }
    }
    return scored
  }

  private func complete(
    _ summary: inout ScoreSummary, _ rows: [AnswerRow], _ index: OutputIndex, _ plan: [[Int]]
  ) {
    let used = Set(plan.joined())
    summary.rows = rows.count
    summary.matched = plan.count { !$0.isEmpty }
    summary.missing = rows.count - summary.matched
    summary.instances = index.instances
    summary.unmatched = index.instances - used.count
    summary.otherFiles = index.others
    summary.unreadable += index.unreadable.map { outputs[$0].shownPath }
    summary.repeatedInstances = index.files.values.count { $0.count > 1 }
    summary.sharedUIDs = uids.shared.count
    summary.sharedPatientIDs = patients.shared.count
  }

  /// The differences that were met, with what the table says of them.
  private func met(_ totals: RunTotals, _ summary: ScoreSummary) throws -> [MetDifference] {
    var counts = totals.differences
    counts[.unmappedFile] = summary.unmatched
    counts[.seriesTie] = totals.series.ties
    counts[.categoryMissing] = summary.official.withoutCategory.total
    counts[.noDiscrepancies] = summary.official.all.failed + summary.official.all.blank == 0 ? 1 : 0
    return try ScoreDifference.load(tables.folder).compactMap { difference in
      guard let known = KnownDifference(rawValue: difference.id.description), let count = counts[known],
        count > 0
      else { return nil }
      return MetDifference(difference: difference, count: count)
    }
  }
}
