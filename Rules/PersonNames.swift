/// `person-names.csv`: given names and surnames of many countries with how common they are. PS3.15 knows no such list;
/// the sources stand in `SOURCES.md`.
public enum PersonNames {
  /// What the table says of a word.
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

  static func list(_ folder: ResourceFolder) throws(TableError) -> WordList {
    try WordList(
      "person-names.csv", in: folder, header: "name,given,surname,also",
      expected: "names, two digits, not both 0, and d, e or v"
    ) { bytes, _, comma in
      guard comma + 4 < bytes.count, bytes[comma + 2] == 0x2C, bytes[comma + 4] == 0x2C,
        bytes[comma + 1] &- 0x30 < 10, bytes[comma + 3] &- 0x30 < 10,
        bytes[comma + 1] &+ bytes[comma + 3] > 0x60
      else { return nil }
      var end = comma + 5
      while end < bytes.count, bytes[end] != 0x0A {
        guard bytes[end] == 0x64 || bytes[end] == 0x65 || bytes[end] == 0x76 else { return nil }
        end += 1
      }
      return end
    }
  }

  /// Takes what stands behind a name: `7,2,d`.
  static func facts(_ rest: UnsafeBufferPointer<UInt8>) -> Facts {
    Facts(
      given: rest[0] - 0x30, surname: rest[2] - 0x30, isEveryday: rest.contains(0x64),
      isImaging: rest.contains(0x76), isEponym: rest.contains(0x65))
  }
}

/// `imaging-words.csv`: words of the standard and of coded concepts that are no names.
enum ImagingWords {
  static func list(_ folder: ResourceFolder) throws(TableError) -> WordList {
    try WordList(
      "imaging-words.csv", in: folder, header: "word,source", expected: "words with their source"
    ) { bytes, _, comma in
      let end = WordList.end(bytes, comma + 1)
      return end > comma + 1 ? end : nil
    }
  }
}
