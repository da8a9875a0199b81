internal import ArgumentParser
internal import Checks
internal import Cohort
internal import Foundation

/// What a run takes about the data set as a whole.
struct CohortOptions: ParsableArguments {
  @Option(
    help:
      "From how many patients on a class of patients who are alike is large enough; smaller ones are to review. Without it \(CohortRules.usualSmallestClass), and a note."
  )
  var k: Int?
  @Option(help: "An SQLite file of mode 0600 that keeps what was found, for 'query', 'diff' and 'decide'.")
  var store: String?
  @Flag(help: "Do not compare files with each other.") var withoutCohort = false

  func validate() throws {
    if let k, !(2...1_000_000).contains(k) { throw ValidationError("--k takes 2 to 1000000") }
  }

  /// Where files' facts are kept while the audit runs; nil if files are not compared.
  ///
  /// - Parameter hashing: the key under which values are hashed; nil for one of the run's own.
  /// - Throws: ``Failure`` if the scratch file cannot be made.
  func scratch(_ rules: AuditRules, _ hashing: CohortKey?) throws -> CohortStore? {
    guard !withoutCohort else { return nil }
    do {
      return try CohortStore(
        CohortRules(
          tables: rules.tables, profile: rules.profile, key: rules.key, smallestClass: k, hashing: hashing),
        folder: NSTemporaryDirectory())
    } catch {
      throw Failure("The files cannot be compared with each other. \(error)")
    }
  }

  /// The store that keeps what is found; nil if none was asked for.
  ///
  /// - Parameter strict: whether what is to review counts as failing.
  /// - Throws: ``Failure`` if it cannot be opened.
  func results(strict: Bool) throws(Failure) -> StoredRun? {
    guard let store else { return nil }
    do { return StoredRun(try ResultStore(path: store, mustExist: false), strict: strict) } catch {
      throw Failure(error is ResultStoreError ? "\(error)" : "\(store): the store cannot be used: \(error)")
    }
  }
}
