internal import DICOM

/// Table E.1-1 of PS3.15: what the Basic Profile and each option do to each attribute.
struct ConfidentialityTable: Sendable {
  /// The Basic Profile's action and those of the options for one attribute.
  struct Row: Sendable {
    let name: String
    let basic: Action
    let options: [ProfileOption: Action]
  }

  /// Rows for single attributes, by tag.
  let rows: [Tag: Row]
  /// Rows for repeating groups.
  let masks: [(mask: TagMask, row: Row)]
  /// The row for private elements.
  let privateElements: Row

  static let file = "PS3.15-2026c-E.1-1.csv"
  static let columns = [
    "tag", "name", "retired", "in_standard_composite_iod", "basic_profile", "retain_safe_private",
    "retain_uids",
    "retain_device_identity", "retain_institution_identity", "retain_patient_characteristics",
    "retain_longitudinal_full_dates", "retain_longitudinal_modified_dates", "clean_descriptors",
    "clean_structured_content", "clean_graphics",
  ]

  /// The options that have a column, and its place.
  private static let optionColumns: [(ProfileOption, Int)] = ProfileOption.allCases.compactMap { option in
    option.column.flatMap { columns.firstIndex(of: $0) }.map { (option, $0) }
  }

  init(_ folder: ResourceFolder, _ dictionary: DataDictionary) throws(TableError) {
    let table = try CSVTable(
      ConfidentialityTable.file, bytes: folder.bytes(of: ConfidentialityTable.file),
      columns: ConfidentialityTable.columns)
    var rows: [Tag: Row] = [:]
    var masks: [(mask: TagMask, row: Row)] = []
    var privateElements: Row?
    try table.forEachRow { line throws(TableError) in
      let row = try ConfidentialityTable.row(line)
      if let tag = TagMask.tag(line[0]) {
        guard dictionary.index(of: tag) >= 0 else { throw line.error(expected: "an attribute of PS3.6") }
        guard rows.updateValue(row, forKey: tag) == nil else { throw line.error(expected: "each tag once") }
      } else if line.text(0).hasPrefix("(gggg,eeee)") {
        privateElements = row
      } else if let mask = TagMask(line[0]) {
        masks.append((mask, row))
      } else {
        throw line.error(expected: "a tag, a mask such as (60xx,3000), or (gggg,eeee)")
      }
    }
    guard let privateElements else {
      throw TableError(file: ConfidentialityTable.file, row: 0, expected: "a row for private elements")
    }
    self.rows = rows
    self.masks = masks
    self.privateElements = privateElements
  }

  private static func row(_ line: CSVTable.Row) throws(TableError) -> Row {
    guard let basic = Action(rawValue: line.text(4)) else {
      throw line.error(expected: "an action code of Table E.1-1a for the Basic Profile")
    }
    var options: [ProfileOption: Action] = [:]
    for (option, column) in optionColumns where !line[column].isEmpty {
      guard let action = Action(rawValue: line.text(column)) else {
        throw line.error(expected: "an action code of Table E.1-1a for the option \(option.rawValue)")
      }
      options[option] = action
    }
    return Row(name: line.text(1), basic: basic, options: options)
  }
}
