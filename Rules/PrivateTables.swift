public import DICOM

/// An element of the private dictionary.
public struct PrivateEntry: Sendable {
  /// The name.
  public let name: PublicName
  /// The VR; nil where the dictionary has none that PS3.5 knows.
  public let vr: VR?
}

/// A row of PS3.15 Table E.3.10-1.
public struct SafePrivateEntry: Sendable {
  /// The meaning.
  public let meaning: PublicName
  /// The VR; nil where the table has none that PS3.5 knows.
  public let vr: VR?
}

/// Elements by creator, group and element byte.
struct ElementsByCreator<Entry: Sendable>: Sendable {
  private var creators: [String: [UInt32: Entry]] = [:]

  func entry(creator: String, tag: Tag) -> Entry? {
    creators[creator]?[ElementsByCreator.key(tag)]
  }

  func hasCreator(_ creator: String) -> Bool { creators[creator] != nil }

  /// Adds a row of creator and `(0029,xx10)`.
  mutating func insert(_ row: CSVTable.Row, _ entry: Entry) throws(TableError) {
    guard let mask = TagMask(row[1]) else { throw row.error(expected: "an element such as (0029,xx10)") }
    creators[row.text(0), default: [:]][mask.value & 0xFFFF_00FF] = entry
  }

  private static func key(_ tag: Tag) -> UInt32 { tag.rawValue & 0xFFFF_00FF }
}

/// The private dictionary.
struct PrivateDictionary: Sendable {
  private var elements = ElementsByCreator<PrivateEntry>()

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "private-dictionary.csv", bytes: folder.bytes(of: "private-dictionary.csv"),
      columns: ["private_creator", "data_element", "vr", "vm", "name", "retired"])
    var elements = ElementsByCreator<PrivateEntry>()
    try table.forEachRow { row throws(TableError) in
      // A few rows have masks over more than the block byte; they name no single element.
      guard row[1].count(where: { $0 == 0x78 }) == 2 else { return }
      try elements.insert(
        row, PrivateEntry(name: PublicName(fromTable: row.text(4)), vr: VR(row.text(2).prefix(2))))
    }
    self.elements = elements
  }

  func entry(creator: String, tag: Tag) -> PrivateEntry? { elements.entry(creator: creator, tag: tag) }
  func hasCreator(_ creator: String) -> Bool { elements.hasCreator(creator) }
}

/// PS3.15 Table E.3.10-1: private elements that are known to be safe.
struct SafePrivateTable: Sendable {
  private var elements = ElementsByCreator<SafePrivateEntry>()

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "PS3.15-2026c-E.3.10-1.csv", bytes: folder.bytes(of: "PS3.15-2026c-E.3.10-1.csv"),
      columns: ["private_creator", "data_element", "vr", "vm", "meaning"])
    var elements = ElementsByCreator<SafePrivateEntry>()
    try table.forEachRow { row throws(TableError) in
      try elements.insert(
        row, SafePrivateEntry(meaning: PublicName(fromTable: row.text(4)), vr: VR(row.text(2).prefix(2))))
    }
    self.elements = elements
  }

  func entry(creator: String, tag: Tag) -> SafePrivateEntry? { elements.entry(creator: creator, tag: tag) }
  func hasCreator(_ creator: String) -> Bool { elements.hasCreator(creator) }
}
