/// `person-names.csv`: given names and surnames of many countries with how common they are.
public enum PersonNames {
  /// What the table says of a word. PS3.15 knows no such list; the sources stand in `SOURCES.md`.
  public struct Facts: Sendable {
    /// How common it is as a given name: 0 (it is none) to 9.
    public let given: UInt8
    /// How common it is as a surname: 0 (it is none) to 9.
    public let surname: UInt8
    /// Whether it is a word of everyday English too.
    public let isEveryday: Bool
    /// Whether it is a word of imaging too.
    public let isImaging: Bool
    /// Whether a disease or a sign is named so.
    public let isEponym: Bool
  }

  /// Calls `body` with each name, folded to capitals without accents, and what the table says of it.
  ///
  /// - Throws: ``TableError`` with file and row.
  public static func load(
    _ folder: ResourceFolder, _ body: (_ name: UnsafeBufferPointer<UInt8>, Facts) -> Void
  ) throws(TableError) {
    let file = "person-names.csv"
    let bytes = try folder.bytes(of: file)
    // Ninety thousand rows at every start of a run: without the general reader.
    let badRow = bytes.withUnsafeBufferPointer { read($0, body) }
    if let badRow {
      let expected =
        badRow == 1 ? "the columns name,given,surname,also" : "a name, two digits, not both 0, and d, e or v"
      throw TableError(file: file, row: badRow, expected: expected)
    }
  }

  /// Reads all rows; returns the first that is wrong.
  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ name: UnsafeBufferPointer<UInt8>, Facts) -> Void
  ) -> Int? {
    let header = Array("name,given,surname,also\n".utf8)
    guard bytes.starts(with: header) else { return 1 }
    var start = header.count
    var row = 2
    while start < bytes.count {
      var comma = start
      while comma < bytes.count, bytes[comma] != 0x2C { comma += 1 }
      guard comma > start, comma + 4 < bytes.count, bytes[comma + 2] == 0x2C, bytes[comma + 4] == 0x2C,
        let given = digit(bytes[comma + 1]), let surname = digit(bytes[comma + 3]), given + surname > 0
      else { return row }
      var end = comma + 5
      var marks: UInt8 = 0
      while end < bytes.count, bytes[end] != 0x0A {
        switch bytes[end] {
        case 0x64: marks |= 1
        case 0x65: marks |= 2
        case 0x76: marks |= 4
        default: return row
        }
        end += 1
      }
      body(
        UnsafeBufferPointer(rebasing: bytes[start..<comma]),
        Facts(
          given: given, surname: surname, isEveryday: marks & 1 != 0, isImaging: marks & 4 != 0,
          isEponym: marks & 2 != 0))
      start = end + 1
      row += 1
    }
    return nil
  }

  private static func digit(_ byte: UInt8) -> UInt8? { (0x30...0x39).contains(byte) ? byte - 0x30 : nil }
}

/// `imaging-words.csv`: words of the standard and of coded concepts that are no names.
public enum ImagingWords {
  /// Calls `body` with each word, folded to capitals without accents.
  ///
  /// - Throws: ``TableError`` with file and row.
  public static func load(
    _ folder: ResourceFolder, _ body: (_ word: ArraySlice<UInt8>) -> Void
  ) throws(TableError) {
    let table = try CSVTable(
      "imaging-words.csv", bytes: folder.bytes(of: "imaging-words.csv"), columns: ["word", "source"])
    try table.forEachRow { row throws(TableError) in
      guard !row[0].isEmpty, !row[1].isEmpty else { throw row.error(expected: "a word and its source") }
      body(row[0])
    }
  }
}
