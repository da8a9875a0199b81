import Corpus
import DICOM
import Findings
import Foundation
import Rules
import Testing

/// A plain reading of Table E.1-1 and of the CT image's modules, to compare the program with.
struct PlainTable: Sendable {
  struct Row: Sendable {
    let tag: String
    let cells: [String]
  }

  let columns: [String]
  let rows: [Row]
  /// The strictest type of each attribute at the top level of a CT image.
  let types: [String: String]

  init() throws {
    func lines(_ name: String) throws -> [[String]] {
      try String(contentsOfFile: Judging.root + "/Rules/Tables/" + name, encoding: .utf8).split(
        separator: "\n"
      ).map {
        PlainTable.cells(String($0))
      }
    }
    let table = try lines("PS3.15-2026c-E.1-1.csv")
    columns = table[0]
    rows = table.dropFirst().filter { !$0[0].contains("x") && !$0[0].contains("g") }.map {
      Row(tag: $0[0], cells: $0)
    }
    let modules = Set(try lines("PS3.3-iod-module.csv").filter { $0[0] == "ct-image" }.map { $0[1] })
    var types: [String: String] = [:]
    for line in try lines("PS3.3-module-attribute.csv")
    where modules.contains(line[0]) && !line[1].contains(".") {
      types[line[2]] = min(types[line[2]] ?? "9", line[3])
    }
    self.types = types
  }

  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// What Table E.1-1a makes of a code.
  func action(_ row: Row, column: String?, isNested: Bool) -> String {
    let option = column.flatMap { columns.firstIndex(of: $0) }.map { row.cells[$0] } ?? ""
    let code = option.isEmpty ? row.cells[4] : option
    let type = (isNested ? nil : types[row.tag])?.prefix(1) ?? "3"
    switch code {
    case "Z/D": return type == "1" ? "D" : "Z"
    case "X/Z": return type == "3" ? "X" : "Z"
    case "X/D": return type == "1" ? "D" : "X"
    case "X/Z/D": return type == "1" ? "D" : type == "2" ? "Z" : "X"
    case "X/Z/U*": return type == "1" ? "U" : type == "2" ? "Z" : "X"
    default: return code
    }
  }
}

private let values = [
  "PN": "Morgan^Avery", "DA": "20190305", "TM": "101112", "DT": "20190305101112", "LO": "Westwood 7",
  "SH": "W-7",
  "UI": "1.3.12.2.1107.5.2.32.35999.2007030911283212345600", "CS": "WEST", "IS": "7", "DS": "7", "AS": "045Y",
  "AE": "CT04", "LT": "Westwood", "ST": "Westwood", "UT": "Westwood", "UC": "Westwood",
  "UR": "http://w.example",
  "US": "7", "SS": "7", "UL": "7", "SL": "7", "FL": "7", "FD": "7", "OB": "= 57 65", "OW": "= 57 65",
  "UN": "= 57 65",
  "OF": "= 57 65 73 74", "OL": "= 57 65 73 74", "OD": "= 57 65 73 74 57 65 73 74", "AT": "(0010,0010)",
]

private let columnOfOption: [String: String?] = [
  "": nil, "clean-graphics": "clean_graphics", "clean-structured-content": "clean_structured_content",
  "clean-descriptors": "clean_descriptors",
  "retain-longitudinal-full-dates": "retain_longitudinal_full_dates",
  "retain-longitudinal-modified-dates": "retain_longitudinal_modified_dates",
  "retain-patient-characteristics": "retain_patient_characteristics",
  "retain-device-identity": "retain_device_identity", "retain-uids": "retain_uids",
  "retain-safe-private": "retain_safe_private", "retain-institution-identity": "retain_institution_identity",
]

/// Writes every row of the table into one data set and judges it.
@Test(arguments: columnOfOption.keys.sorted(), [true, false])
func everyRowOfTheTableIsJudgedByItsAction(_ option: String, _ isNested: Bool) throws {
  let table = try PlainTable()
  let tables = try Judging.tables.get()
  for isEmpty in [false, true] {
    var lines: [String] = []
    var rows: [(row: PlainTable.Row, vr: String)] = []
    for row in table.rows {
      guard let tag = Tag(row.tag), tag.group >= 0x0008, tag != .dataSetTrailingPadding else { continue }
      let vr = tables.attribute(tag)?.vrs.first?.description ?? "LO"
      rows.append((row, vr))
      let filled = vr == "SQ" ? "" : try #require(values[vr], "a value of VR \(vr)")
      lines.append("\(row.tag) \(vr) \(isEmpty ? "" : filled)")
      if vr == "SQ", !isEmpty { lines += ["  item", "    (0008,0100) SH 1"] }
    }
    let options = option.isEmpty ? "" : "! options \(option)\n"
    let text =
      isNested
      ? options + "(0022,0015) SQ\n  item\n" + lines.map { "    " + $0 }.joined(separator: "\n")
      : options + lines.joined(separator: "\n")
    let one = try Case(name: option, check: "", text: text, bases: Judging.bases.get())
    let result = Judging.result(one.bytes, try Judging.rules(options: one.options))
    var found: [String: [String]] = [:]
    for finding in result.findings where ["attribute", "uid"].contains(finding.check.family) {
      found[finding.place.path?.description ?? "", default: []].append(
        "\(finding.check) \(finding.severity.rawValue)")
    }
    for (row, vr) in rows {
      let path = (isNested ? "(0022,0015)[0]." : "") + row.tag
      let action = table.action(row, column: columnOfOption[option] ?? nil, isNested: isNested)
      let got = found[path] ?? []
      let wanted = expected(action, vr: vr, isEmpty: isEmpty)
      #expect(wanted(got), "\(path) \(vr) \(action) \(isEmpty ? "empty" : "with a value"): \(got)")
    }
  }
}

/// What the issue of an action is for a value that is real, or for none.
private func expected(_ action: String, vr: String, isEmpty: Bool) -> ([String]) -> Bool {
  func has(_ check: String, _ severities: [String] = ["fail", "review"]) -> ([String]) -> Bool {
    { got in severities.contains { got.contains("\(check) \($0)") } }
  }
  func hasNone(_ check: String) -> ([String]) -> Bool { { got in !got.contains { $0.hasPrefix(check) } } }
  switch action {
  case "X": return has("attribute.removed-present", isEmpty ? ["note"] : ["fail"])
  case "Z": return isEmpty ? hasNone("attribute.") : has("attribute.not-emptied")
  case "D": return isEmpty ? has("attribute.dummy-missing", ["fail"]) : has("attribute.not-replaced")
  case "C": return isEmpty || vr == "SQ" ? hasNone("attribute.") : has("attribute.not-cleaned")
  case "U" where vr == "UI": return isEmpty ? has("uid.not-replaced") : has("uid.scanner-root", ["fail"])
  default: return hasNone("attribute.")
  }
}

@Test func anAbsentRowOfTypeOneIsFoundWhereADummyIsDue() throws {
  // RT Plan Label: D, type 1 in an RT plan.
  let one = try Case(
    name: "plan", check: "", text: "! sop-class 1.2.840.10008.5.1.4.1.1.481.5", bases: Judging.bases.get())
  let found = try Judging.found(one)
  #expect(found.contains("attribute.dummy-missing (300A,0002) fail"))
}
