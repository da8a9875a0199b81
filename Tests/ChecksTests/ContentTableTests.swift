import Checks
import Corpus
import DICOM
import Findings
import Foundation
import Rules
import Testing

/// A plain reading of Table E.3.4-1, to compare the program with.
private struct PlainContentTable: Sendable {
  static let shared = Result { try PlainContentTable() }

  let columns: [String]
  /// The rows of each concept: several where its items have several value types.
  let concepts: [(key: String, rows: [[String]])]

  private init() throws {
    let text = try String(
      contentsOfFile: Judging.root + "/Rules/Tables/PS3.15-2026c-E.3.4-1.csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map { PlainTable.cells(String($0)) }
    columns = lines[0]
    var concepts: [String: [[String]]] = [:]
    for line in lines.dropFirst() { concepts["\(line[0]) \(line[1])", default: []].append(line) }
    self.concepts = concepts.map { ($0.key, $0.value) }.sorted { $0.key < $1.key }
  }

  /// The strictest action that the rows of a concept ask for under an option: X before D before C before K.
  func action(of rows: [[String]], column: String?) -> String {
    let codes = rows.map { row in
      let own = column.flatMap { columns.firstIndex(of: $0) }.map { row[$0] } ?? ""
      return own.isEmpty ? row[6] : own
    }.map { $0 == "X/D" ? "D" : $0 }
    return ["X", "D", "C", "K"].first { codes.contains($0) } ?? "none"
  }
}

private let optionColumns: [(option: String?, column: String?)] = [
  (nil, nil), ("retain-uids", "retain_uids"), ("retain-device-identity", "retain_device_identity"),
  ("retain-institution-identity", "retain_institution_identity"),
  ("retain-patient-characteristics", "retain_patient_characteristics"),
  ("retain-longitudinal-full-dates", "retain_longitudinal_full_dates"),
  ("retain-longitudinal-modified-dates", "retain_longitudinal_modified_dates"),
  ("clean-descriptors", "clean_descriptors"),
]

/// The checks that speak of a content item under an action.
private let checksOfAction: [String: Set<String>] = [
  "X": ["content.removed-present"], "D": ["content.not-replaced"], "C": ["attribute.not-cleaned"], "K": [],
]

@Test(arguments: optionColumns.indices)
func everyConceptOfTheTableIsJudgedByItsActionUnderAnOption(_ place: Int) throws {
  let table = try PlainContentTable.shared.get()
  let (option, column) = optionColumns[place]
  #expect(table.concepts.count > 200)
  let rules = try Judging.rules(options: ["clean-structured-content"] + (option.map { [$0] } ?? []))
  for (key, rows) in table.concepts {
    let text = """
      (0040,A730) SQ
        item
          (0040,A040) CS TEXT
          (0040,A043) SQ
            item
              (0008,0100) SH \(rows[0][0])
              (0008,0102) SH \(rows[0][1])
          (0040,A160) UT Westwood 7731
      """
    let one = try Case(name: key, check: "", text: text, bases: Judging.bases.get())
    let found = Judging.result(one.bytes, rules).findings.filter { $0.place.path?.tag == .textValue }
    let checks = Set(found.map(\.check.description))
    let action = table.action(of: rows, column: column)
    #expect(checks == checksOfAction[action], "\(key) under \(action)")
  }
}

/// Where the value of each type stands, with something real in it, and the least that an action makes of it.
@Test(
  arguments: [
    // value type, element, action X, action D
    ("PNAME", "(0040,A123) PN Morgan^Avery", "fail", "fail"),
    ("DATETIME", "(0040,A120) DT 20190305101112", "fail", "review"),
    ("DATE", "(0040,A121) DA 20190305", "fail", "review"),
    ("TIME", "(0040,A122) TM 101112", "fail", "review"),
    // A dummy for a UID is a new one, as this is.
    ("UIDREF", "(0040,A124) UI 2.25.123456789012345678901234567890123456", "fail", nil),
    ("TEXT", "(0040,A160) UT Westwood", "fail", "review"),
  ] as [(String, String, String, String?)])
func eachValueTypeIsJudgedWhereItsValueStands(_ type: String, _ element: String, _ x: String, _ d: String?)
  throws
{
  let rules = try Judging.rules(options: ["clean-structured-content"])
  for (code, severity) in [("121435", x), ("121008", d)] as [(String, String?)] {
    let text = """
      (0040,A730) SQ
        item
          (0040,A040) CS \(type)
          (0040,A043) SQ
            item
              (0008,0100) SH \(code)
              (0008,0102) SH DCM
          \(element)
      """
    let one = try Case(name: type, check: "", text: text, bases: Judging.bases.get())
    let found = Judging.result(one.bytes, rules).findings.filter {
      $0.place.path?.description.hasPrefix("(0040,A730)[0].(0040,A1") == true && $0.severity != .note
    }
    #expect(found.map(\.severity.rawValue) == (severity.map { [$0] } ?? []), "\(type) \(code)")
  }
}
