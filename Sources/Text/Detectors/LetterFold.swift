/// Folds characters beyond ASCII to capitals without accents, as the tables' words are written.
enum LetterFold {
  /// What a character is in a word.
  enum Kind {
    /// A mark or a blank: no part of a word.
    case none
    case small
    /// A capital, or a letter of a script without capitals.
    case capital
    /// An ideograph, a syllable or a sound of Chinese, Japanese or Korean.
    case ideographic
  }

  /// Two letters, or one and a blank, for each character from U+00C0 to U+017F; two blanks for no letter.
  private static let latin = Array(
    ("A A A A A A AEC E E E E I I I I D N O O O O O   O U U U U Y THSS"
      + "A A A A A A AEC E E E E I I I I D N O O O O O   O U U U U Y THY "
      + "A A A A A A C C C C C C C C D D D D E E E E E E E E E E G G G G "
      + "G G G G H H H H I I I I I I I I I I     J J K K   L L L L L L   "
      + "  L L N N N N N N   N N O O O O O O OEOER R R R R R S S S S S S "
      + "S S T T T T     U U U U U U U U U U U U W W Y Y Y Z Z Z Z Z Z S ").utf8)

  /// The capital letters without accents of U+0386 to U+03CE that are others than themselves.
  private static let greek: [UInt32: UInt32] = [
    0x386: 0x391, 0x388: 0x395, 0x389: 0x397, 0x38A: 0x399, 0x38C: 0x39F, 0x38E: 0x3A5, 0x38F: 0x3A9,
    0x390: 0x399, 0x3AA: 0x399, 0x3AB: 0x3A5, 0x3AC: 0x391, 0x3AD: 0x395, 0x3AE: 0x397, 0x3AF: 0x399,
    0x3B0: 0x3A5, 0x3C2: 0x3A3, 0x3CA: 0x399, 0x3CB: 0x3A5, 0x3CC: 0x39F, 0x3CD: 0x3A5, 0x3CE: 0x3A9,
  ]

  /// Reads the character at a place in UTF-8 text: its value and length; a length of 1 and U+FFFD for what is none.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(text[place])
    let length =
      first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, place + length <= text.count else { return (0xFFFD, 1) }
    if length == 1 { return (first, 1) }
    var value = first & (0x7F >> UInt32(length))
    for next in 1..<length {
      guard text[place + next] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(text[place + next] & 0x3F)
    }
    return (value, length)
  }

  /// What a character beyond ASCII is.
  static func kind(_ value: UInt32) -> Kind {
    switch value {
    case 0xDF...0xF6, 0xF8...0xFF: .small
    case 0xC0...0xD6, 0xD8...0xDE: .capital
    case 0x100...0x17F: latin[Int(value - 0xC0) * 2] == 0x20 ? .none : value % 2 == 1 ? .small : .capital
    case 0x218...0x21B: value % 2 == 1 ? .small : .capital
    case 0x300...0x36F: .small
    case 0x386, 0x388...0x38F, 0x391...0x3AB: .capital
    case 0x390, 0x3AC...0x3CE: .small
    case 0x400...0x42F: .capital
    case 0x430...0x45F: .small
    case 0x460...0x52F: value % 2 == 1 ? .small : .capital
    case 0x531...0x556, 0x5D0...0x5EA, 0x620...0x64A, 0x660...0x6D3, 0x900...0xDFF: .capital
    // A Thai word may begin with a vowel that is spoken behind the consonant.
    case 0xE01...0xE30, 0xE32...0xE33, 0xE40...0xE45: .capital
    case 0x561...0x587: .small
    case 0x64B...0x65F, 0xE31, 0xE34...0xE3A, 0xE46...0xE4E: .small
    // Joiners of scripts whose letters change their shape.
    case 0x200C...0x200D: .small
    case 0x10A0...0x10FF: .capital
    case 0x3005, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFF66...0xFF9D, 0x20000...0x2FFFF:
      .ideographic
    default: .none
    }
  }

  /// The hash of a word with a character beyond ASCII behind it.
  @inline(__always)
  static func hash(_ hash: UInt64, _ value: UInt32) -> UInt64 {
    var result = hash
    fold(value) { result = WordTable.hash(result, $0) }
    return result
  }

  /// Calls `body` with each byte of a word as the tables have it; the word stands in a range of a text.
  static func fold(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (UInt8) -> Void) {
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = text[place]
      if byte < 0x80 {
        // An apostrophe in a name is no part of it in the tables.
        if byte != 0x27 { body(byte & 0xDF) }
        place += 1
      } else {
        let (value, length) = scalar(text, place)
        if value != 0x2019 { fold(value, body) }
        place += length
      }
    }
  }

  /// Calls `body` with each byte of a folded character beyond ASCII; no more than it has itself.
  @inline(__always)
  private static func fold(_ value: UInt32, _ body: (UInt8) -> Void) {
    switch value {
    case 0xC0...0x17F:
      let place = Int(value - 0xC0) * 2
      body(latin[place])
      if latin[place + 1] != 0x20 { body(latin[place + 1]) }
    case 0x218, 0x219: body(0x53)
    case 0x21A, 0x21B: body(0x54)
    // Accents that stand as characters of their own, and joiners.
    case 0x300...0x36F, 0x200C...0x200D: break
    case 0x386...0x3CE: whole(greek[value] ?? (value >= 0x3B1 ? value - 32 : value), body)
    case 0x401, 0x451: whole(0x415, body)
    case 0x430...0x44F: whole(value - 32, body)
    case 0x450...0x45F: whole(value - 80, body)
    case 0x460...0x52F: whole(value & ~1, body)
    case 0x561...0x586: whole(value - 48, body)
    default: whole(value, body)
    }
  }

  /// Calls `body` with a character's bytes in UTF-8 as they are.
  @inline(__always)
  private static func whole(_ value: UInt32, _ body: (UInt8) -> Void) {
    if value < 0x800 {
      body(UInt8(0xC0 | value >> 6))
    } else {
      if value < 0x1_0000 {
        body(UInt8(0xE0 | value >> 12))
      } else {
        body(UInt8(0xF0 | value >> 18))
        body(UInt8(0x80 | value >> 12 & 0x3F))
      }
      body(UInt8(0x80 | value >> 6 & 0x3F))
    }
    body(UInt8(0x80 | value & 0x3F))
  }
}
