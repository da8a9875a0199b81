public import DICOM

/// A row of Table E.1-1, or of a profile, with the action that is in force.
public struct ProfileRow: Sendable {
  /// The tag; of a repeating group the lowest, and (0009,1000) for private elements.
  public let tag: Tag
  /// The tag or mask as the table prints it.
  public let shown: String
  /// The keyword, or the row's name.
  public let name: String
  /// The action, still to be resolved by the attribute's type.
  public let action: Action
}

/// Rows of Table E.1-1 that another edition has otherwise: those of tools that are built on it.
struct EarlierEdition: Sendable {
  static let file = "PS3.15-2023e-E.1-1-differences.csv"

  /// The action in 2023e of rows that differ; nil for rows that came later.
  private let rows: [Tag: Action?]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      EarlierEdition.file, bytes: folder.bytes(of: EarlierEdition.file),
      columns: ["tag", "name", "basic_profile_2023e"])
    var rows: [Tag: Action?] = [:]
    try table.forEachRow { line throws(TableError) in
      guard let tag = TagMask.tag(line[0]) else { throw line.error(expected: "a tag such as (0010,0020)") }
      let action = Action(rawValue: line.text(2))
      guard action != nil || line[2].isEmpty else { throw line.error(expected: "an action code, or nothing") }
      rows[tag] = .some(action)
    }
    self.rows = rows
  }

  /// The action of a row in that edition; nil if it had none.
  func action(_ tag: Tag, now: Action) -> Action? { rows[tag, default: now] }
}

extension StandardTables {
  /// What the Basic Profile of Table E.1-1 in the edition 2023e demands; nil if that has no row.
  public func basicAction2023(_ row: ProfileRow) -> Action? {
    if row.tag.isPrivate { return .x }
    let found = confidentiality.rows[row.tag] ?? confidentiality.masks.first { $0.mask.matches(row.tag) }?.row
    return found.flatMap { earlier.action(row.tag, now: $0.basic) }
  }
}
