public import DICOM
internal import Synchronization

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
    guard let mask = TagMask(row.field(1)) else {
      throw row.error(expected: "an element such as (0029,xx10)")
    }
    insert(row.text(0), mask, entry)
  }

  /// Adds an element of a creator.
  mutating func insert(_ creator: String, _ mask: TagMask, _ entry: Entry) {
    creators[creator, default: [:]][mask.value & 0xFFFF_00FF] = entry
  }

  private static func key(_ tag: Tag) -> UInt32 { tag.rawValue & 0xFFFF_00FF }
}

/// The private dictionary, and `private-elements.csv` with the names that it lacks. All rows are checked when they are
/// loaded; a creator's rows become entries when it is met.
final class PrivateDictionary: Sendable {
  private let table: CSVTable
  private let more: CSVTable
  private let met: Mutex<[String: [UInt32: PrivateEntry]]> = Mutex([:])

  init(_ folder: ResourceFolder) throws(TableError) {
    table = try CSVTable(
      "private-dictionary.csv", bytes: folder.bytes(of: "private-dictionary.csv"),
      columns: ["private_creator", "data_element", "vr", "vm", "name", "retired"])
    more = try CSVTable(
      "private-elements.csv", bytes: folder.bytes(of: "private-elements.csv"),
      columns: ["private_creator", "data_element", "vr", "vm", "name", "source"])
    for table in [table, more] {
      try table.forEachRow { row throws(TableError) in
        guard TagMask(row.field(1)) != nil else {
          throw row.error(expected: "an element such as (0029,xx10)")
        }
      }
    }
  }

  func entry(creator: String, tag: Tag) -> PrivateEntry? { entries(of: creator)[tag.rawValue & 0xFFFF_00FF] }

  func hasCreator(_ creator: String) -> Bool { !entries(of: creator).isEmpty }

  private func entries(of creator: String) -> [UInt32: PrivateEntry] {
    met.withLock { met in
      if let known = met[creator] { return known }
      var entries: [UInt32: PrivateEntry] = [:]
      for table in [table, more] {
        // Cannot fail: every row was read before.
        try! table.forEachRow(key: creator) { row throws(TableError) in
          // A few rows have masks over more than the block byte; they name no single element.
          guard let mask = TagMask(row[1]), row[1].count(where: { $0 == 0x78 }) == 2 else { return }
          entries[mask.value & 0xFFFF_00FF] = PrivateEntry(
            name: PublicName(fromTable: row.text(4)), vr: VR(row.text(2).prefix(2)))
        }
      }
      // A file may name any number of creators that there are not.
      if !entries.isEmpty { met[creator] = entries }
      return entries
    }
  }
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
