internal import Rules

/// What the tables say of a word, in 32 bits: a word is looked up for every word of every text.
struct WordFacts {
  var bits: UInt32 = 0

  static let imaging: UInt32 = 1 << 8
  static let everyday: UInt32 = 1 << 9
  static let eponym: UInt32 = 1 << 10
  // What a text with the word is looked through for.
  /// A name that is no word of imaging.
  static let nameHint: UInt32 = 1 << 11
  /// A title, or a label of names.
  static let nameMark: UInt32 = 1 << 12
  /// A month or a number in words.
  static let dateMark: UInt32 = 1 << 13
  /// A kind of street or institution.
  static let placeMark: UInt32 = 1 << 14
  /// A label of a number, a unit of age, a part of a host's name.
  static let labelMark: UInt32 = 1 << 15

  /// How common it is as a given name, 0 to 9.
  var given: Int { Int(bits & 0xF) }
  /// How common it is as a surname, 0 to 9.
  var surname: Int { Int(bits >> 4 & 0xF) }
  var isImaging: Bool { bits & WordFacts.imaging != 0 }
  var isEveryday: Bool { bits & WordFacts.everyday != 0 }
  var isEponym: Bool { bits & WordFacts.eponym != 0 }
  var isName: Bool { bits & 0xFF != 0 }

  /// What the word announces or is, if anything.
  var mark: TextMarks.Kind? {
    let number = Int(bits >> 16 & 0x1F)
    return number == 0 ? nil : WordFacts.kinds[number - 1]
  }
  /// The value that goes with the mark.
  var value: Int { Int(bits >> 21) }

  /// Which detectors look for something in a text with a mark.
  private static func hint(_ kind: TextMarks.Kind) -> UInt32 {
    switch kind {
    case .title, .nameLabel, .actorLabel, .birthLabel: nameMark
    case .month, .number: dateMark
    case .street, .institution: placeMark
    case .numberLabel, .phoneLabel, .ageLabel, .ageUnit, .nationalLabel, .serialLabel, .networkLabel:
      labelMark
    case .degree, .weekday, .particle, .plain: 0
    }
  }

  private static let kinds = TextMarks.Kind.allCases

  /// The bits of a name.
  static func name(_ facts: PersonNames.Facts) -> UInt32 {
    UInt32(facts.given) | UInt32(facts.surname) << 4 | (facts.isImaging ? imaging : nameHint)
      | (facts.isEveryday ? everyday : 0) | (facts.isEponym ? eponym : 0)
  }

  /// The bits of a mark.
  static func mark(_ kind: TextMarks.Kind, _ value: Int) -> UInt32 {
    // Every case is one of all cases.
    UInt32(kinds.firstIndex(of: kind)! + 1) << 16 | UInt32(value) << 21 | hint(kind)
  }
}
