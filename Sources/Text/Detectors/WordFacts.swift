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

/// All words of the tables by their hashes: open addressing, a fingerprint and the facts in one entry.
///
/// Words are folded to capitals without accents, as ``LetterFold`` does.
struct WordTable: Sendable {
  private var entries: [UInt64]
  private let mask: Int

  /// The hash of no letters.
  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of a word and one more byte: FNV-1a.
  @inline(__always)
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Loads the tables.
  ///
  /// - Throws: ``TableError`` with file and row.
  init(_ folder: ResourceFolder) throws(TableError) {
    var filled = WordTable(1 << 18)
    try PersonNames.load(folder) { filled.add($0, WordFacts.name($1)) }
    try ImagingWords.load(folder) { word in word.withUnsafeBufferPointer { filled.add($0, WordFacts.imaging) }
    }
    for term in try HarmlessAnnotations(folder).terms.keys where term.utf8.count > 1 {
      Array(term.utf8).withUnsafeBufferPointer { filled.add($0, WordFacts.imaging) }
    }
    try TextMarks.load(folder) { word, kind, value in
      word.withUnsafeBufferPointer { filled.add($0, WordFacts.mark(kind, value)) }
    }
    self = filled
  }

  private init(_ size: Int) {
    entries = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ bits: UInt32) {
    var hash = WordTable.emptyHash
    for byte in word { hash = WordTable.hash(hash, byte) }
    var place = WordTable.place(hash) & mask
    let print = UInt64(UInt32(truncatingIfNeeded: hash) | 1)
    while entries[place] != 0, entries[place] >> 32 != print { place = (place + 1) & mask }
    // A mark replaces another: the last one counts.
    let old = UInt32(truncatingIfNeeded: entries[place])
    let merged = bits >> 16 == 0 ? old | bits : old & 0x7FF | bits
    entries[place] = print << 32 | UInt64(merged)
  }

  @inline(__always)
  fileprivate static func place(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 40)
  }

  /// Calls `body` with the table for as long as it takes.
  func withLookup(_ body: (WordLookup) -> Void) {
    entries.withUnsafeBufferPointer { body(WordLookup(entries: $0, mask: mask)) }
  }
}

/// The words' table while a text is looked through: without counting references for every word.
struct WordLookup {
  fileprivate let entries: UnsafeBufferPointer<UInt64>
  fileprivate let mask: Int

  /// What the tables say of the word with a hash; nothing if it is in none.
  @inline(__always)
  func facts(_ hash: UInt64) -> WordFacts {
    var place = WordTable.place(hash) & mask
    let print = UInt64(UInt32(truncatingIfNeeded: hash) | 1)
    while entries[place] != 0 {
      if entries[place] >> 32 == print { return WordFacts(bits: UInt32(truncatingIfNeeded: entries[place])) }
      place = (place + 1) & mask
    }
    return WordFacts()
  }
}
