internal import DICOM

/// Whose words a text is, as far as its element's name tells.
public enum TextOrigin: String, Sendable, CaseIterable {
  /// What equipment and programs say of themselves: makers, models, versions, dates on which they were built.
  case device
  /// What a code, a scheme or a registry is called.
  case code
  /// A name of a person, though the VR does not say so.
  case person
}

/// `text-contexts.csv`: whose words the texts of attributes and private elements are.
struct TextOriginTable: Sendable {
  private let attributes: TagTable
  private let elements: ElementsByCreator<TextOrigin>

  init(_ folder: ResourceFolder, _ dictionary: DataDictionary) throws(TableError) {
    let table = try CSVTable(
      "text-contexts.csv", bytes: folder.bytes(of: "text-contexts.csv"),
      columns: ["kind", "name", "creator", "context", "source"])
    var tags: [(tag: Tag, origin: TextOrigin)] = []
    var elements = ElementsByCreator<TextOrigin>()
    try table.forEachRow { row throws(TableError) in
      guard let origin = TextOrigin(rawValue: row.text(3)) else {
        throw row.error(expected: TextOrigin.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard !row.field(4).isEmpty else { throw row.error(expected: "a source") }
      if row.field(0, is: "attribute") {
        guard row.field(2).isEmpty,
          let entry = dictionary.entries.first(where: { $0.keywordBytes.elementsEqual(row.field(1)) })
        else { throw row.error(expected: "a keyword of PS3.6 and no creator") }
        tags.append((entry.tag, origin))
      } else {
        guard row.field(0, is: "private-element"), !row.field(2).isEmpty, let mask = TagMask(row.field(1))
        else {
          throw row.error(expected: "attribute, or private-element with an element such as (0029,xx10)")
        }
        elements.insert(row.text(2), mask, origin)
      }
    }
    var attributes = TagTable(capacity: tags.count)
    // Every origin is one of all.
    for one in tags { attributes.insert(one.tag, TextOrigin.allCases.firstIndex(of: one.origin)!) }
    self.attributes = attributes
    self.elements = elements
  }

  func origin(of tag: Tag) -> TextOrigin? {
    let index = attributes.index(of: tag)
    return index < 0 ? nil : TextOrigin.allCases[index]
  }

  func origin(creator: String, tag: Tag) -> TextOrigin? { elements.entry(creator: creator, tag: tag) }
}
