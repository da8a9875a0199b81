import Checks
import Cohort
import Corpus
import DICOM
import Findings
import Foundation
import Rules
import Testing

/// Audits of several files together, in memory.
enum Cohorts {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let checks = AllChecks()
  static let tables: Result<StandardTables, any Error> = Result {
    try StandardTables(from: ResourceFolder(path: root + "/Rules/Tables"))
  }
  static let bases: Result<[String: String], any Error> = Result {
    try Case.texts(in: root + "/Corpus/Bases")
  }
  /// Options under which what the examples say may stay.
  static let options: [ProfileOption] = [
    .retainFullDates, .retainPatientCharacteristics, .retainDeviceIdentity, .retainInstitutionIdentity,
    .cleanDescriptors,
  ]

  static func rules(_ options: [ProfileOption] = options) throws -> AuditRules {
    let tables = try tables.get()
    let source = try ProfileSource.named(
      "basic", folder: ResourceFolder(path: root + "/Rules/Profiles"), tables: tables,
      checks: Set(checks.descriptions.map(\.id.description)))
    return try AuditRules(
      tables: tables, checks: checks, source: source, options: Set(options), areOptionsFromClaim: false,
      scope: .attributes, key: nil, writesEvidence: false)
  }

  /// What is said of files together.
  static func summary(
    _ files: [(name: String, bytes: [UInt8])], _ rules: AuditRules, smallestClass: Int? = nil
  ) throws -> CohortSummary {
    let cohort = CohortRules(
      tables: rules.tables, profile: rules.profile, key: rules.key, smallestClass: smallestClass)
    let store = try CohortStore(cohort, folder: NSTemporaryDirectory())
    var auditor = FileAuditor(rules, cohort: cohort)
    for (index, file) in files.enumerated() {
      _ = auditor.audit(
        file.bytes, index: index, shown: ShownPath(Array(file.name.utf8)), name: Array(file.name.utf8))
      if let facts = auditor.cohortFacts { try store.add([facts]) }
    }
    return try store.summary(isStopped: false)
  }

  /// The files of an example, with `next` between them.
  static func files(_ text: String) throws -> [(name: String, bytes: [UInt8])] {
    try text.components(separatedBy: "\nnext\n").enumerated().map { index, part in
      let one = try Case(name: "FILE\(index)", check: "", text: part, bases: bases.get())
      return ("FILE\(index)", one.bytes)
    }
  }
}

/// An example of a check's description.
struct CohortExample: Sendable, CustomTestStringConvertible {
  let check: CheckDescription
  let text: String
  let isFlagged: Bool
  var testDescription: String { "\(check.id): \(text)" }

  static let all: [CohortExample] = CohortChecks.descriptions.flatMap { about in
    about.flagged.map { CohortExample(check: about, text: $0, isFlagged: true) }
      + about.clean.map { CohortExample(check: about, text: $0, isFlagged: false) }
  }
}

@Test(arguments: CohortExample.all)
func anExampleOfFilesIsFlaggedOrNot(_ example: CohortExample) throws {
  let summary = try Cohorts.summary(Cohorts.files(example.text), Cohorts.rules())
  let own = summary.findings.filter { $0.finding.check == example.check.id }
  if example.isFlagged {
    #expect(own.contains { $0.finding.severity == example.check.severity }, "\(summary.findings)")
    #expect(own.allSatisfy { !$0.files.isEmpty || $0.fileCount == 0 })
  } else {
    #expect(!own.contains { $0.finding.severity != .note || example.check.severity == .note }, "\(own)")
  }
}
