internal import DICOM
internal import Findings
internal import Foundation
internal import GRDB
internal import Rules

/// All facts, as the checks read them.
struct CohortView {
  let database: Database
  let rules: CohortRules
  /// Whether the run was stopped before all files were read.
  let isStopped: Bool

  /// The rows of a query, one after another.
  ///
  /// - Throws: SQLite's error, and what `body` throws.
  func forEach(_ sql: String, _ arguments: StatementArguments = [], _ body: (Row) throws -> Void) throws {
    let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
    while let row = try rows.next() { try body(row) }
  }

  /// The first number of a query.
  func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
    // A query for a count has a row.
    try Int.fetchOne(database, sql: sql, arguments: arguments)!
  }

  /// The numbers of the files of a query that has them in its first column.
  func files(_ sql: String, _ arguments: StatementArguments = []) throws -> [Int64] {
    try Int64.fetchAll(database, sql: sql, arguments: arguments)
  }

  /// The values in a column of traits.
  static func traits(_ data: Data) -> [CohortFacts.Trait] {
    data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - 8, by: 9).map { place in
        CohortFacts.Trait(
          slot: Int(bytes[place]),
          value: Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 1, as: Int64.self)))
      }
    }
  }

  /// An attribute of the table.
  func attribute(_ slot: Int) -> CohortAttribute { rules.table.attributes[slot] }
}

/// Collects what the checks of the data set find.
struct CohortReport {
  private let view: CohortView
  private var about: CheckDescription?
  private var summary = CohortSummary()
  private var listed = 0

  /// How many findings of a check are listed.
  private static var mostFindings: Int { 200 }

  init(_ view: CohortView) { self.view = view }

  mutating func begin(_ about: CheckDescription) {
    self.about = about
    listed = 0
  }

  /// Whether one finding more of the check is counted and not listed; counts it then.
  ///
  /// Asked before the files of a finding are looked up, since there may be a million.
  mutating func leavesOut() -> Bool {
    guard listed >= CohortReport.mostFindings else { return false }
    leaveOut(1)
    return true
  }

  /// Counts findings that are not listed.
  mutating func leaveOut(_ count: Int) {
    guard count > 0, let about, inForce(.review, about.id) != nil else { return }
    summary.unlisted[about.id, default: 0] += count
  }

  /// Reports an attribute, or files as such.
  ///
  /// - Parameters:
  ///   - tag: the attribute; nil if it is about files.
  ///   - files: the numbers of the files that are named, the others' count in `count`.
  ///   - entity: a hash of what the finding is about, for the fingerprint.
  mutating func add(
    _ severity: Severity, _ tag: Tag?, _ message: Message, files: [Int64], count: Int? = nil,
    entity: Int64 = 0
  ) throws {
    guard let about, let severity = inForce(severity, about.id) else { return }
    guard listed < CohortReport.mostFindings else {
      summary.unlisted[about.id, default: 0] += 1
      return
    }
    listed += 1
    let place = Place.between(
      tag.map { ElementPath([], $0) }, keyword: tag.flatMap { view.rules.tables.attribute($0)?.keyword })
    let value = withUnsafeBytes(of: entity.littleEndian) { Array($0) }
    let finding = Finding(
      check: about.id, severity: severity, place: place, message: message, citation: about.source,
      fingerprint: Fingerprint(
        check: about.id, place: place, creator: [], value: value[...], key: view.rules.siteKey))
    summary.findings.append(
      CohortFinding(
        finding: finding, files: try names(of: files), fileCount: count ?? Set(files).count))
  }

  private func names(of files: [Int64]) throws -> [ShownPath] {
    try Set(files).sorted().prefix(CohortFinding.mostFiles).map { file in
      let path = try String.fetchOne(
        view.database, sql: "SELECT path FROM instance WHERE file = ?", arguments: [file])
      // Every number comes from a row of this table.
      return path!.isEmpty ? ShownPath(hidden: Int(file)) : ShownPath(shown: path!)
    }
  }

  private func inForce(_ severity: Severity, _ check: CheckID) -> Severity? {
    switch view.rules.profile.severity(ofCheck: check.description) {
    case nil: severity
    case .fail: .fail
    case .review: .review
    case .note: .note
    case .off: nil
    }
  }

  /// How easily persons are told apart, once it was measured.
  var risk: RiskSummary? { summary.risk }

  /// Takes in how easily persons are told apart.
  mutating func take(_ risk: RiskSummary) { summary.risk = risk }

  /// The summary with what was counted.
  consuming func finish() throws -> CohortSummary {
    summary.files = try view.number("SELECT COUNT(*) FROM instance")
    summary.patients = try view.number("SELECT COUNT(DISTINCT patient) FROM vector WHERE patient <> 0")
    summary.studies = try view.number("SELECT COUNT(DISTINCT study) FROM vector WHERE study <> 0")
    summary.series = try view.number("SELECT COUNT(DISTINCT series) FROM vector WHERE series <> 0")
    summary.instances = try view.number("SELECT COUNT(DISTINCT uid) FROM instance WHERE uid <> 0")
    summary.filesWithoutPatientID = try view.number(
      "SELECT COUNT(*) FROM instance JOIN vector ON vector.id = vector WHERE unnamed = 1")
    return summary
  }
}
