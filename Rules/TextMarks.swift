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
    /// A kind of street. Value 1 if it stands before the street's name.
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

  /// Calls `body` with each word, folded to capitals without accents, with its kind and value.
  ///
  /// - Throws: ``TableError`` with file and row.
  public static func load(
    _ folder: ResourceFolder, _ body: (_ word: ArraySlice<UInt8>, Kind, Int) -> Void
  ) throws(TableError) {
    let table = try CSVTable(
      "text-marks.csv", bytes: folder.bytes(of: "text-marks.csv"),
      columns: ["word", "kind", "value", "source"])
    try table.forEachRow { row throws(TableError) in
      guard let kind = Kind(rawValue: row.text(1)) else {
        throw row.error(expected: Kind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard let value = Int(row.text(2)), (0...1_000).contains(value) else {
        throw row.error(expected: "a value of 0 to 1000")
      }
      guard !row[0].isEmpty, !row[3].isEmpty else { throw row.error(expected: "a word and a source") }
      body(row[0], kind, value)
    }
  }
}
