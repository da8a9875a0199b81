public import DICOM

/// What a profile says of the values of one concept in structured content.
public struct ContentRule: Sendable {
  /// The concept's meaning, as the table has it.
  public let meaning: PublicName
  /// The action in force. X/D is D here: whether a template demands the item stands in no table.
  public let action: Action
  /// Whether the action is an option's.
  public let option: ProfileOption?
}

/// The concept of a content item, as its name's code gives it, without padding.
public struct ContentConcept: Hashable, Sendable {
  /// Code Value, Long Code Value or URN Code Value.
  public var code: [UInt8] = []
  /// Coding Scheme Designator.
  public var scheme: [UInt8] = []

  /// A concept without a code yet.
  public init() {}
}

/// Table E.3.4-1 of PS3.15: what the Basic Profile and each option do to content items, by the concept of their name.
struct StructuredContentTable: Sendable {
  /// One concept.
  struct Row: Sendable {
    let meaning: String
    let basic: Action
    let options: [ProfileOption: Action]
  }

  /// The rows of each concept; where a concept has several value types, the one that protects most.
  let rows: [ContentConcept: Row]

  static let file = "PS3.15-2026c-E.3.4-1.csv"
  static let columns = [
    "code_value", "coding_scheme", "code_meaning", "value_type", "retired", "in_standard_template",
    "basic_profile", "retain_uids", "retain_device_identity", "retain_institution_identity",
    "retain_patient_characteristics", "retain_longitudinal_full_dates", "retain_longitudinal_modified_dates",
    "clean_descriptors",
  ]

  private static let optionColumns: [(ProfileOption, Int)] = ProfileOption.allCases.compactMap { option in
    option.column.flatMap { columns.firstIndex(of: $0) }.map { (option, $0) }
  }

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      StructuredContentTable.file, bytes: folder.bytes(of: StructuredContentTable.file),
      columns: StructuredContentTable.columns)
    var rows: [ContentConcept: Row] = [:]
    try table.forEachRow { line throws(TableError) in
      guard let basic = Action(rawValue: line.text(6)) else {
        throw line.error(expected: "an action code for the Basic Profile")
      }
      var options: [ProfileOption: Action] = [:]
      for (option, column) in StructuredContentTable.optionColumns where !line[column].isEmpty {
        guard let action = Action(rawValue: line.text(column)) else {
          throw line.error(expected: "an action code for the option \(option.rawValue)")
        }
        options[option] = action
      }
      var concept = ContentConcept()
      concept.code = Array(line[0])
      concept.scheme = Array(line[1])
      // The rows of one concept differ in value type only; X asks more than D, and an option that is missing in one of
      // them keeps nothing.
      if let known = rows[concept] {
        options = options.filter { known.options[$0.key] == $0.value }
        rows[concept] = Row(
          meaning: known.meaning, basic: known.basic == .x ? .x : basic, options: options)
      } else {
        rows[concept] = Row(meaning: line.text(2), basic: basic, options: options)
      }
    }
    self.rows = rows
  }

  /// The rules of all concepts under a profile's options.
  func rules(_ options: Set<ProfileOption>) -> [ContentConcept: ContentRule] {
    rows.mapValues { row in
      let named = ProfileOption.allCases.filter { options.contains($0) && row.options[$0] != nil }
      // C keeps less than K does.
      let option = named.first { row.options[$0] == .c } ?? named.first
      let action = option.flatMap { row.options[$0] } ?? row.basic
      return ContentRule(
        meaning: PublicName(fromTable: row.meaning), action: action == .xd ? .d : action, option: option)
    }
  }
}
