import Corpus
import DICOM
import Findings
import Foundation
import Rules
import Testing

/// A plain reading of Table E.1-1 and of the modules' attribute types, to compare the program with.
struct PlainTable: Sendable {
  struct Row: Sendable {
    let tag: String
    let cells: [String]
  }

  /// Elements that stand for the rows of repeating groups.
  private static let members = [
    "(50xx,xxxx)": ["(5000,2500)", "(500E,3000)"], "(60xx,3000)": ["(6000,3000)", "(601E,3000)"],
    "(60xx,4000)": ["(6000,4000)", "(600A,4000)"],
  ]

  static let shared = Result { try PlainTable() }

  let columns: [String]
  let rows: [Row]
  /// A SOP class for each IOD.
  let sopClasses: [(uid: String, iod: String)]
  private let modules: [String: Set<String>]
  private let topLevel: [(module: Substring, tag: Substring, type: Substring)]

  private init() throws {
    func lines(_ name: String) throws -> [Substring] {
      try String(contentsOfFile: Judging.root + "/Rules/Tables/" + name, encoding: .utf8).split(
        separator: "\n")
    }
    let table = try lines("PS3.15-2026c-E.1-1.csv").map { PlainTable.cells(String($0)) }
    columns = table[0]
    rows = table.dropFirst().flatMap { cells in
      // The row of all private attributes is tested with the private checks.
      cells[0].contains("g")
        ? [] : (PlainTable.members[cells[0]] ?? [cells[0]]).map { Row(tag: $0, cells: cells) }
    }.sorted { $0.tag < $1.tag }
    var seen: Set<String> = []
    sopClasses = try lines("PS3.3-sop-class-iod.csv").dropFirst().map { PlainTable.cells(String($0)) }
      .filter { seen.insert($0[1]).inserted }.map { ($0[0], $0[1]) }
    var modules: [String: Set<String>] = [:]
    for line in try lines("PS3.3-iod-module.csv").dropFirst() {
      let fields = line.split(separator: ",")
      modules[String(fields[0]), default: []].insert(String(fields[1]))
    }
    self.modules = modules
    topLevel = try lines("PS3.3-module-attribute.csv").dropFirst().compactMap { line in
      let ends = line.split(separator: ",", maxSplits: 2)
      guard !ends[1].utf8.contains(0x2E) else { return nil }
      return (ends[0], ends[2].dropFirst().prefix(11), ends[2].dropFirst(14))
    }
  }

  /// The strictest type of each attribute at the top level of an IOD.
  func types(of iod: String) -> [String: String] {
    let modules = modules[iod] ?? []
    var types: [String: String] = [:]
    for line in topLevel where modules.contains(String(line.module)) {
      types[String(line.tag)] = min(types[String(line.tag)] ?? "9", String(line.type))
    }
    return types
  }

  static func cells(_ line: String) -> [String] {
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

  /// What Table E.1-1a makes of a row's code under options, for an attribute of a type.
  ///
  /// Of two options that name a row, the one that keeps less holds: C before K.
  func action(_ row: Row, columns wanted: [String], type: String?) -> String {
    let named = wanted.compactMap { columns.firstIndex(of: $0) }.map { row.cells[$0] }.filter { !$0.isEmpty }
    let type = (type ?? "3").prefix(1)
    switch named.contains("C") ? "C" : named.first ?? row.cells[4] {
    case "Z/D": return type == "1" ? "D" : "Z"
    case "X/Z": return type == "3" ? "X" : "Z"
    case "X/D": return type == "1" ? "D" : "X"
    case "X/Z/D": return type == "1" ? "D" : type == "2" ? "Z" : "X"
    case "X/Z/U*": return type == "1" ? "U" : type == "2" ? "Z" : "X"
    case let code: return code
    }
  }
}

private let values = [
  "PN": "Morgan^Avery", "DA": "20190305", "TM": "101112", "DT": "20190305101112", "LO": "Zyrqex 7",
  "SH": "Zyrqex",
  "UI": "1.3.12.2.1107.5.2.32.35999.2007030911283212345600", "CS": "ZYRQEX", "IS": "7", "DS": "7",
  "AS": "045Y",
  "AE": "ZYRQEX", "LT": "Zyrqex", "ST": "Zyrqex", "UT": "Zyrqex", "UC": "Zyrqex",
  "UR": "http://w.example",
  "US": "7", "SS": "7", "UL": "7", "SL": "7", "FL": "7", "FD": "7", "OB": "= 57 65", "OW": "= 57 65",
  "UN": "= 57 65",
  "OF": "= 57 65 73 74", "OL": "= 57 65 73 74", "OD": "= 57 65 73 74 57 65 73 74", "AT": "(0010,0010)",
]

/// The options of Table E.1-1 and their columns.
private let columnOfOption = [
  "clean-graphics": "clean_graphics", "clean-structured-content": "clean_structured_content",
  "clean-descriptors": "clean_descriptors",
  "retain-longitudinal-full-dates": "retain_longitudinal_full_dates",
  "retain-longitudinal-modified-dates": "retain_longitudinal_modified_dates",
  "retain-patient-characteristics": "retain_patient_characteristics",
  "retain-device-identity": "retain_device_identity", "retain-uids": "retain_uids",
  "retain-safe-private": "retain_safe_private", "retain-institution-identity": "retain_institution_identity",
]

/// No option, each option, and each two that do not exclude each other.
private let optionSets: [[String]] = {
  let names = columnOfOption.keys.sorted()
  let pairs = names.indices.flatMap { first in names[(first + 1)...].map { [names[first], $0] } }
  return [[]] + names.map { [$0] } + pairs.filter { !$0.allSatisfy { $0.hasSuffix("-dates") } }
}()

private let ctImage = "1.2.840.10008.5.1.4.1.1.2"

@Test(arguments: optionSets)
func everyRowOfTheTableIsJudgedByItsActionUnderOptions(_ options: [String]) throws {
  let sopClass = (ctImage, "ct-image")
  for isEmpty in [false, true] {
    try judgeEveryRow(options, sopClass, isNested: false, isEmpty: isEmpty)
    // Two options at once say nothing new about nesting.
    if options.count < 2 { try judgeEveryRow(options, sopClass, isNested: true, isEmpty: isEmpty) }
  }
}

@Test func everyRowOfTheTableIsJudgedByItsTypeInEveryIOD() throws {
  let table = try PlainTable.shared.get()
  #expect(table.sopClasses.count > 150)
  for sopClass in table.sopClasses {
    try judgeEveryRow([], sopClass, isNested: false, isEmpty: false)
  }
}

/// Writes every row of the table into one data set and judges it.
private func judgeEveryRow(
  _ options: [String], _ sopClass: (uid: String, iod: String), isNested: Bool, isEmpty: Bool
) throws {
  let table = try PlainTable.shared.get()
  let types = table.types(of: sopClass.iod)
  let tables = try Judging.tables.get()
  var lines: [String] = []
  var rows: [(row: PlainTable.Row, vr: String)] = []
  for row in table.rows {
    guard let tag = Tag(row.tag), tag != .dataSetTrailingPadding, !isNested || tag.group >= 0x0008 else {
      continue
    }
    let vr = tables.attribute(tag)?.vrs.first?.description ?? "LO"
    rows.append((row, vr))
    let filled = vr == "SQ" ? "" : try #require(values[vr], "a value of VR \(vr)")
    lines.append("\(row.tag) \(vr) \(isEmpty ? "" : filled)")
    if vr == "SQ", !isEmpty { lines += ["  item", "    (0008,0100) SH 1"] }
  }
  var text = sopClass.uid == ctImage ? "" : "! sop-class \(sopClass.uid)\n"
  if !options.isEmpty { text += "! options \(options.joined(separator: " "))\n" }
  text +=
    isNested
    ? "(0022,0015) SQ\n  item\n" + lines.map { "    " + $0 }.joined(separator: "\n")
    : lines.joined(separator: "\n")
  let one = try Case(name: "rows", check: "", text: text, bases: Judging.bases.get())
  let result = Judging.result(one.bytes, try Judging.rules(options: one.options))
  var found: [String: [String]] = [:]
  // That command and directory groups stand in a data set is a matter of its own.
  for finding in result.findings
  where ["attribute", "uid", "text"].contains(finding.check.family)
    && finding.check.description != "attribute.foreign-group"
  {
    found[finding.place.path?.description ?? "", default: []].append(
      "\(finding.check) \(finding.severity.rawValue)")
  }
  let columns = options.compactMap { columnOfOption[$0] }
  for (row, vr) in rows {
    let path = (isNested ? "(0022,0015)[0]." : "") + row.tag
    let action = table.action(row, columns: columns, type: isNested ? nil : types[row.tag])
    let got = found[path] ?? []
    let wanted = expected(action, vr: vr, isEmpty: isEmpty)
    #expect(
      wanted(got), "\(sopClass.iod) \(path) \(vr) \(action) \(isEmpty ? "empty" : "with a value"): \(got)")
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
