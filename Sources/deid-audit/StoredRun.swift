internal import Checks
internal import Cohort
internal import Findings

/// A run on its way into a store: results are written some at a time. Used by one thread at a time.
///
/// A class, since the outputs of a run are one.
final class StoredRun {
  private let store: ResultStore
  private let strict: Bool
  private var waiting: [FileResult] = []
  private var areFilesDone = false
  /// The form in which results are written: records of another one are not found, and their files audited anew.
  private static let recordForm = "2"
  /// How many results are written at a time.
  private static let batch = 64

  init(_ store: ResultStore, strict: Bool) {
    self.store = store
    self.strict = strict
  }

  /// The key under which the store hashes values.
  func key(_ rules: AuditRules) throws(Failure) -> CohortKey { try tried { try store.key(rules.key) } }

  /// What earlier audits found in files by the same rules; nil where values are written, which no store has.
  func memory(_ options: AuditOptions, _ rules: AuditRules) throws(Failure) -> FileMemory? {
    guard options.evidence == nil else { return nil }
    let hashing = try key(rules)
    return try tried {
      let digest = try rules.digest(
        [
          DeidAudit.version, StoredRun.recordForm, "\(options.pixels)", options.ocrLanguages ?? "",
          options.textReader.rawValue,
          options.textReader == .paddle ? options.paddleDir : "", "\(options.hideNames)",
          "\(options.cohort.withoutCohort)",
        ], hashing)
      return FileMemory(
        store.records(rules: digest, key: hashing, secret: rules.key.map { StoreSecret($0) }),
        checks: rules.checks.descriptions)
    }
  }

  /// Begins the run.
  func begin(_ description: RunDescription) throws(Failure) { try tried { try store.begin(description) } }

  /// Takes in a result.
  func keep(_ result: FileResult) throws(Failure) {
    waiting.append(result)
    if waiting.count >= StoredRun.batch { try flush() }
  }

  /// What comes after was found by the second pass.
  func endFiles() throws(Failure) {
    guard !areFilesDone else { return }
    try flush()
    areFilesDone = true
  }

  /// Ends the run; one that was interrupted stays without an outcome.
  func end(_ cohort: CohortSummary?, _ verdict: Verdict) throws(Failure) {
    try flush()
    if verdict.reasons.contains(.interrupted) { return }
    try tried { try store.end(cohort, verdict.outcome) }
  }

  private func flush() throws(Failure) {
    let results = waiting
    waiting = []
    try tried { try store.add(results, isNew: !areFilesDone, strict: strict) }
  }

  private func tried<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
    do { return try body() } catch { throw Failure("The store cannot be written: \(error)") }
  }
}
