/// One set of characters that a data set can use. PS3.3 tables C.12-2 to C.12-5.
enum Repertoire: UInt8, CaseIterable, Sendable {
  /// ISO-IR 6.
  case ascii
  /// ISO-IR 14, JIS X 0201's lower half: yen sign for backslash, overline for tilde.
  case romaji
  /// ISO-IR 13, JIS X 0201's upper half: half-width katakana.
  case katakana
  /// ISO-IR 100, 101, 109, 110, 144, 127, 126, 138, 148, 203: upper halves of ISO 8859-1 to 9, and 15.
  case latin1, latin2, latin3, latin4, cyrillic, arabic, greek, hebrew, latin5, latin9
  /// ISO-IR 166, TIS 620.
  case thai
  /// ISO-IR 87, JIS X 0208: two bytes of the lower half a character.
  case kanji
  /// ISO-IR 159, JIS X 0212: two bytes of the lower half a character.
  case supplementaryKanji
  /// ISO-IR 149, KS X 1001: two bytes of the upper half a character.
  case hangul
  /// ISO-IR 58, GB 2312: two bytes of the upper half a character.
  case hanzi
  /// ISO_IR 192: Unicode, one to four bytes a character.
  case utf8
  /// One, two or four bytes a character.
  case gb18030
  /// One or two bytes a character.
  case gbk

  /// Whether it is used alone, without escapes. PS3.5 section 6.1.2.5.4.
  var isWhole: Bool { self == .utf8 || self == .gb18030 || self == .gbk }

  /// Whether a character is two bytes of one half.
  var isPairs: Bool {
    switch self {
    case .kanji, .supplementaryKanji, .hangul, .hanzi: true
    default: false
    }
  }

  /// Whether escapes put it into the lower half, bytes 21 to 7E.
  var isLowerHalf: Bool {
    switch self {
    case .ascii, .romaji, .kanji, .supplementaryKanji: true
    default: false
    }
  }

  /// The sets that escape sequences select, by what follows the escape (1B).
  private static let escapes: [(sequence: [UInt8], set: Repertoire)] = [
    ([0x28, 0x42], .ascii), ([0x28, 0x4A], .romaji), ([0x29, 0x49], .katakana), ([0x2D, 0x41], .latin1),
    ([0x2D, 0x42], .latin2), ([0x2D, 0x43], .latin3), ([0x2D, 0x44], .latin4), ([0x2D, 0x4C], .cyrillic),
    ([0x2D, 0x47], .arabic), ([0x2D, 0x46], .greek), ([0x2D, 0x48], .hebrew), ([0x2D, 0x4D], .latin5),
    ([0x2D, 0x62], .latin9), ([0x2D, 0x54], .thai), ([0x24, 0x42], .kanji),
    ([0x24, 0x28, 0x44], .supplementaryKanji), ([0x24, 0x29, 0x43], .hangul), ([0x24, 0x29, 0x41], .hanzi),
  ]

  /// The set that an escape sequence at `index` selects, and the sequence's length with the escape in
  /// bytes; nil if PS3.3 has no such sequence.
  static func escape(in bytes: ArraySlice<UInt8>, at index: Int) -> (set: Repertoire, lengthInBytes: Int)? {
    let rest = bytes[(index + 1)...]
    for (sequence, set) in escapes where rest.starts(with: sequence) { return (set, 1 + sequence.count) }
    return nil
  }

  /// The characters of a set of pairs; nil if it is not one, or the C library does not have it.
  var pairTable: PairTable? {
    switch self {
    case .kanji: PairTable.kanji
    case .supplementaryKanji: PairTable.supplementaryKanji
    case .hangul: PairTable.hangul
    case .hanzi: PairTable.hanzi
    case .gbk: PairTable.gbk
    case .gb18030: PairTable.gb18030
    default: nil
    }
  }

  /// Whether there is what it takes to decode it. Sets of pairs come from the C library.
  var isAvailable: Bool {
    switch self {
    case .kanji, .supplementaryKanji, .hangul, .hanzi, .gbk: pairTable != nil
    case .gb18030: pairTable != nil && QuadTable.gb18030 != nil
    default: true
    }
  }
}
