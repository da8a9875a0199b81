public import DICOM

/// What an attribute that refers to something by its number leads to.
public struct NumberedReference: Sendable {
  /// The attribute that holds the numbers there are, such as ROI Number (3006,0022); Number of Frames (0028,0008) says
  /// how many there are.
  public let target: Tag
  /// The sequence whose item names the instance with the numbers, where neither the file nor an item around the
  /// reference does; nil if there is none.
  public let holder: Tag?
}

/// `reference-numbers.csv`.
struct ReferenceNumberTable: Sendable {
  private let references: [Tag: NumberedReference]
  private let targets: Set<Tag>

  init(_ folder: ResourceFolder, _ dictionary: DataDictionary) throws(TableError) {
    let name = "reference-numbers.csv"
    let table = try CSVTable(
      name, bytes: folder.bytes(of: name),
      columns: ["tag", "keyword", "names", "names_keyword", "of", "source"])
    var references: [Tag: NumberedReference] = [:]
    try table.forEachRow { row throws(TableError) in
      guard let tag = Tag(row.text(0)), dictionary.entry(for: tag)?.keyword.description == row.text(1),
        references[tag] == nil
      else { throw row.error(expected: "an attribute of the dictionary, once") }
      guard let target = Tag(row.text(2)),
        dictionary.entry(for: target)?.keyword.description == row.text(3)
      else { throw row.error(expected: "the attribute that is referred to, with its keyword") }
      let holder = Tag(row.text(4))
      guard row.text(4).isEmpty || holder.flatMap({ dictionary.entry(for: $0) })?.vrs == [.sq] else {
        throw row.error(expected: "a sequence, or nothing")
      }
      references[tag] = NumberedReference(target: target, holder: holder)
    }
    self.references = references
    targets = Set(references.values.map(\.target))
  }

  func reference(_ tag: Tag) -> NumberedReference? { references[tag] }

  func isTarget(_ tag: Tag) -> Bool { targets.contains(tag) }
}
