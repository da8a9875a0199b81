/// What Annex E says of the attributes that the cohort uses: `Cohort/attributes.csv`, the rows of PS3.15 Table E.1-1.
///
/// A table of its own, since the corpus takes nothing from the program that it tests; a test compares the two.
struct AttributeActions {
  /// What the table says of an attribute.
  struct Row {
    let name: String
    let vr: String
    /// The basic profile's action; K where the table does not list the attribute.
    let basic: String
    /// The actions of options, by the option's column.
    let options: [(option: String, action: String)]
  }

  /// The options that the clean twin claims.
  static let claimed = [
    "clean_pixel_data", "clean_graphics", "clean_structured_content", "clean_descriptors",
    "retain_longitudinal_modified_dates", "retain_patient_characteristics",
  ]
  private static let columns = [
    "tag", "name", "vr", "basic", "retain_uids", "retain_device_identity", "retain_institution_identity",
    "retain_patient_characteristics", "retain_longitudinal_full_dates", "retain_longitudinal_modified_dates",
    "clean_descriptors", "clean_structured_content", "clean_graphics",
  ]

  private let rows: [UInt32: Row]

  /// Reads the table.
  init() throws {
    var rows: [UInt32: Row] = [:]
    for fields in try CohortTable("attributes.csv", columns: AttributeActions.columns).rows {
      let (group, element) = try Notation.tag(fields[column: "tag"][...], 0)
      let options = AttributeActions.columns.dropFirst(4).compactMap { option in
        fields[column: option].isEmpty ? nil : (option, fields[column: option])
      }
      rows[UInt32(group) << 16 | UInt32(element)] = Row(
        name: fields[column: "name"], vr: fields[column: "vr"], basic: fields[column: "basic"],
        options: options)
    }
    self.rows = rows
  }

  /// What the table says of an attribute; private ones are removed.
  ///
  /// - Throws: ``CohortError`` where the table has no row for a standard attribute.
  func row(of element: DraftElement) throws -> Row {
    if element.group % 2 == 1 {
      return Row(
        name: element.element < 0x100 ? "Private Creator" : "Private element", vr: element.vr, basic: "X",
        options: [("retain_safe_private", "C")])
    }
    guard let row = rows[element.number] else {
      throw CohortError(description: "attributes.csv: expected a row for \(element.tagText)")
    }
    return row
  }

  /// The action that a right anonymizer takes with the claimed options: one letter, K where it keeps the element.
  func resolved(_ row: Row, type: Int) -> String {
    for claimed in AttributeActions.claimed {
      if let action = row.options.first(where: { $0.option == claimed })?.action { return action }
    }
    return AttributeActions.plain(row.basic, type: type)
  }

  /// The one of several actions that an attribute's type in the IOD leaves. PS3.15 Table E.1-1a.
  static func plain(_ action: String, type: Int) -> String {
    let choices = action.split(separator: "/").map(String.init)
    guard choices.count > 1, let last = choices.last else { return action }
    switch (type, choices.first) {
    case (1, _): return last == "U*" ? "U" : last
    case (2, _): return choices.contains("Z") ? "Z" : choices[0]
    default: return choices[0]
    }
  }
}
