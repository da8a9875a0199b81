import Checks
import Corpus
import DICOM
import Findings
import Foundation
import Rules
import Testing

/// A row of the table of planted identifiers.
struct PlantedRow: Sendable, CustomTestStringConvertible {
  let row: Planted
  var testDescription: String { row.id }

  /// The rows, or why they could not be read.
  static let loaded = Result {
    try Planted.all(in: Judging.root + "/Corpus/Planted", bases: Judging.bases.get())
  }

  /// The rows; none if they could not be read, which a test of its own reports.
  static var all: [PlantedRow] {
    switch loaded {
    case .success(let rows): rows.map { PlantedRow(row: $0) }
    case .failure: []
    }
  }
}

/// A finding as the table has it: check, place and severity.
struct PlacedFinding: Hashable, CustomStringConvertible {
  let check: String
  let place: String
  let severity: Severity

  init(_ finding: Finding) {
    check = finding.check.description
    severity = finding.severity
    place =
      switch finding.place {
      case .file: "file"
      case .bytes(let range): "bytes \(range.lowerBound)-\(range.upperBound)"
      default: finding.place.text
      }
  }

  var description: String { "\(check) \(place) \(severity.rawValue)" }
}

/// What is found in a case: audited as a file of its name where it has one.
func found(in one: Case) throws -> [PlacedFinding] {
  let rules = try Judging.rules(
    profile: one.profile, options: one.options, identifiers: one.identifiers)
  guard !one.fileName.isEmpty else {
    return Judging.result(one.bytes, rules).findings.map { PlacedFinding($0) }
  }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  let file = folder.appendingPathComponent(one.fileName)
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  defer {
    do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
  }
  try Data(one.bytes).write(to: file)
  var auditor = FileAuditor(rules)
  let result = auditor.audit(
    index: 0, path: Array(file.path.utf8), name: Array(one.fileName.utf8),
    shown: ShownPath(Array("case.dcm".utf8)), hashes: false)
  return result.0.findings.map { PlacedFinding($0) }
}

@Test func theTableOfPlantedIdentifiersIsLongEnough() throws {
  let rows = try PlantedRow.loaded.get()
  #expect(rows.count >= 110)
  #expect(Set(rows.map(\.id)).count == rows.count)
  let ids = Set(Judging.checks.descriptions.map(\.id.description))
  for row in rows { #expect(Set(row.checks).isSubset(of: ids), "\(row.id)") }
}

@Test(arguments: PlantedRow.all)
func aPlantedIdentifierIsFoundAtItsPlaceAndNothingInItsCleanTwin(_ named: PlantedRow) throws {
  let row = named.row
  let least = try #require(Severity(rawValue: row.severity))
  let findings = try found(in: row.flagged)
  let twin = try found(in: row.clean)
  let speaks = findings.contains {
    $0.place == row.place && row.checks.contains($0.check) && $0.severity <= least
  }
  #expect(speaks == row.knownGap.isEmpty, "found: \(findings)")
  let weighty = Set(twin.filter { $0.severity != .note }.map { "\($0.check) \($0.place)" })
  #expect(weighty == Set(row.carrier))
  let atPlace = Set(twin.filter { $0.place == row.place }.map(\.check))
  #expect(atPlace.isDisjoint(with: row.checks))
}
