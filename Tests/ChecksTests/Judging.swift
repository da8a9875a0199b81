import Checks
import Corpus
import DICOM
import Findings
import Foundation
import Pixels
import Rules
import Text

/// The rules, loaded once for all tests of this target.
enum Judging {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let checks = AllChecks()
  static let tables: Result<StandardTables, any Error> = Result {
    try StandardTables(from: ResourceFolder(path: root + "/Rules/Tables"))
  }
  static let bases: Result<[String: String], any Error> = Result {
    try Case.texts(in: root + "/Corpus/Bases")
  }

  /// Rules of a profile with options.
  static func rules(
    profile: String = "basic", options: [String] = [], scope: Scope = .all, fromClaim: Bool = false,
    key: SiteKey? = nil, evidence: Bool = false, identifiers: [String] = []
  ) throws -> AuditRules {
    let tables = try tables.get()
    let source = try ProfileSource.named(
      profile, folder: ResourceFolder(path: root + "/Rules/Profiles"), tables: tables,
      checks: Set(checks.descriptions.map(\.id.description)))
    return try AuditRules(
      tables: tables, checks: checks, source: source,
      options: Set(options.compactMap { ProfileOption(rawValue: $0) }),
      areOptionsFromClaim: fromClaim, scope: scope, key: key, writesEvidence: evidence,
      identifiers: identifiers.isEmpty
        ? nil
        : IdentifierList(
          Array(identifiers.joined(separator: "\n").utf8), file: "list.csv", MonthNames(tables.words)))
  }

  /// Audits bytes.
  static func result(_ bytes: [UInt8], _ rules: AuditRules, shown: [Case.Shown] = []) -> FileResult {
    var auditor = FileAuditor(rules, pictures: shown.isEmpty ? nil : ShownPictures(shown))
    return auditor.audit(bytes, index: 0, shown: ShownPath(Array("case.dcm".utf8))).0
  }

  /// What was found in a case, in the form of its marks.
  static func found(_ one: Case) throws -> [String] {
    let rules = try rules(profile: one.profile, options: one.options, identifiers: one.identifiers)
    let results =
      one.pairs.isEmpty
      ? [result(one.bytes, rules, shown: one.shown)]
      : try Comparing.results(one.pairs, rules, shown: one.shown)
    return results.flatMap(\.findings).map {
      [$0.check.description, $0.place.path?.description ?? "", $0.severity.rawValue].filter { !$0.isEmpty }
        .joined(separator: " ")
    }.sorted()
  }

  /// What a case expects, with the severities that its checks have.
  static func expected(_ one: Case) -> [String] {
    one.marks.map { mark in
      let usual =
        checks.descriptions.first { $0.id.description == mark.check }?.severity.rawValue ?? "unknown check"
      return [mark.check, mark.path, mark.severity ?? usual].filter { !$0.isEmpty }.joined(separator: " ")
    }.sorted()
  }
}

extension CheckDescription {
  /// Whether the check judges single files; those that compare files have examples of several.
  var isOfOneFile: Bool { id.family != "cohort" }
}
