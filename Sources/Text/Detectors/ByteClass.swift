/// What kinds of bytes occur in a text: the filter before all detectors.
struct ByteClass: OptionSet {
  let rawValue: UInt16

  static let lower = ByteClass(rawValue: 1)
  static let upper = ByteClass(rawValue: 2)
  static let digit = ByteClass(rawValue: 4)
  /// A byte of a character beyond ASCII.
  static let high = ByteClass(rawValue: 8)
  static let at = ByteClass(rawValue: 16)
  static let caret = ByteClass(rawValue: 32)
  static let slash = ByteClass(rawValue: 64)
  static let backslash = ByteClass(rawValue: 128)
  static let colon = ByteClass(rawValue: 256)
  static let dot = ByteClass(rawValue: 512)
  static let dash = ByteClass(rawValue: 1_024)
  static let comma = ByteClass(rawValue: 2_048)
  static let plus = ByteClass(rawValue: 4_096)
  static let equals = ByteClass(rawValue: 8_192)
  /// What separates words: blanks and the low line.
  static let blank = ByteClass(rawValue: 16_384)
  static let other = ByteClass(rawValue: 32_768)

  static let letter: ByteClass = [.lower, .upper, .high]

  /// The class of each byte.
  static let table: [UInt16] = (0..<256).map { byte in
    let kind: ByteClass =
      switch UInt8(byte) {
      case 0x61...0x7A: .lower
      case 0x41...0x5A: .upper
      case 0x30...0x39: .digit
      case 0x80...0xFF: .high
      case 0x40: .at
      case 0x5E: .caret
      case 0x2F: .slash
      case 0x5C: .backslash
      case 0x3A: .colon
      case 0x2E: .dot
      case 0x2D: .dash
      case 0x2C: .comma
      case 0x2B: .plus
      case 0x3D: .equals
      case 0x20, 0x5F, 0x09, 0x0A, 0x0D: .blank
      default: .other
      }
    return kind.rawValue
  }
}

/// What one pass over the bytes of a text tells.
struct TextHints {
  /// The classes that occur.
  private(set) var classes: ByteClass = []
  /// How many digits there are.
  private(set) var digits = 0
  /// How often the class changes, plus one: there are no more tokens.
  private(set) var changes = 1
  /// The length of the longest run of letters, digits, `+`, `/`, `-`, `_` and `=`.
  private(set) var longestRun = 0

  init(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt16>) {
    var all: UInt16 = 0
    var last: UInt16 = 0
    var run = 0
    let encoded =
      ByteClass.lower.rawValue | ByteClass.upper.rawValue | ByteClass.digit.rawValue | ByteClass.plus.rawValue
      | ByteClass.slash.rawValue | ByteClass.equals.rawValue | ByteClass.dash.rawValue
    for byte in text {
      let kind = table[Int(byte)]
      all |= kind
      digits &+= kind == ByteClass.digit.rawValue ? 1 : 0
      changes &+= kind == last ? 0 : 1
      last = kind
      run = kind & encoded != 0 ? run &+ 1 : 0
      longestRun = max(longestRun, run)
    }
    classes = ByteClass(rawValue: all)
  }

  /// Whether no detector can find anything: too few digits for a date, and no two letters for a word.
  var areNone: Bool {
    digits < 4 && classes.isDisjoint(with: ByteClass.letter) || classes.rawValue == 0
  }
}
