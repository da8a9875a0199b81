/// `text-marks.csv`: words that announce, or are part of, something that identifies.
public enum TextMarks {
  /// What a word announces or is.
  public enum Kind: String, CaseIterable, Sendable {
    /// A title before a name. Value 1 if it is a word of imaging as well.
    case title
    /// A title behind a name.
    case degree
    /// A month; its value is the number.
    case month
    /// A day of the week.
    case weekday
    /// Announces a name. Value 1 if a mark must follow.
    case nameLabel = "name-label"
    /// Announces who did something: `performed by`.
    case actorLabel = "actor-label"
    /// Stands before a birth name or date.
    case birthLabel = "birth-label"
    /// Announces a record's number. Value 1 if a mark must follow.
    case numberLabel = "number-label"
    /// Announces a telephone's number.
    case phoneLabel = "phone-label"
    /// Announces an age.
    case ageLabel = "age-label"
    /// Stands behind an age: years. Value 1 if it is one letter.
    case ageUnit = "age-unit"
    /// Announces a national number; its value is the place in the list of schemes, 0 for any.
    case nationalLabel = "national-label"
    /// Announces a device's or an implant's number.
    case serialLabel = "serial-label"
    /// A kind of street. Value 1 if it stands before the street's name, 2 if before or behind it.
    case street
    /// A kind of institution. Value 1 if it is one alone.
    case institution
    /// A kind of network address.
    case networkLabel = "network-label"
    /// A part of a surname in small letters.
    case particle
    /// A number in words; its value is the number, or 100 or 1000.
    case number
    /// A word that is no name though it may look like one.
    case plain
  }

  private static let names = Kind.allCases.map { Array($0.rawValue.utf8) }

  static func list(_ folder: ResourceFolder) throws(TableError) -> WordList {
    try WordList(
      "text-marks.csv", in: folder, header: "word,kind,value,source",
      expected:
        "words with one of \(Kind.allCases.map(\.rawValue).joined(separator: ", ")), a value of 0 to 1000 and a source"
    ) { bytes, _, comma in
      let end = WordList.end(bytes, comma + 1)
      guard let parsed = parse(UnsafeBufferPointer(rebasing: bytes[(comma + 1)..<end])), parsed.left > 0
      else { return nil }
      return end
    }
  }

  /// Takes what stands behind a word: `month,3,…`; also returns how many bytes the source has. Nil for what is none.
  static func parse(_ rest: UnsafeBufferPointer<UInt8>) -> (kind: Kind, value: Int, left: Int)? {
    guard let comma = rest.firstIndex(of: 0x2C) else { return nil }
    guard let kind = names.firstIndex(where: { $0.elementsEqual(rest[..<comma]) }) else { return nil }
    var value = 0
    var place = comma + 1
    while place < rest.count, rest[place] != 0x2C {
      guard rest[place] &- 0x30 < 10, value <= 100 else { return nil }
      value = value * 10 + Int(rest[place] - 0x30)
      place += 1
    }
    guard place > comma + 1, value <= 1_000 else { return nil }
    return (Kind.allCases[kind], value, rest.count - place - 1)
  }
}
