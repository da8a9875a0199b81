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
      case 0x20, 0x09, 0x0A, 0x0D: .blank
      default: .other
      }
    return kind.rawValue
  }
}

/// What one pass over the bytes of a text tells.
struct TextHints {
  /// The classes that occur.
  let classes: ByteClass
  /// How many digits there are.
  let digits: Int
  /// How often the class changes, plus one: there are no more tokens.
  let changes: Int
  /// The length of the longest run of letters, digits, `+`, `/`, `-` and `=`.
  let longestRun: Int
  /// How many digits stand together at most.
  let longestNumber: Int
  /// The length of the longest run of digits and of the marks and blanks that stand in dates and numbers.
  let longestRow: Int

  init(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt16>) {
    var all: UInt16 = 0
    var (digits, changes) = (0, 1)
    // Where the present run of each kind begins.
    var (run, row) = (0, 0)
    var (longestRun, longestNumber, longestRow) = (0, 0, 0)
    let digit = ByteClass.digit.rawValue
    let encoded =
      ByteClass.lower.rawValue | ByteClass.upper.rawValue | digit | ByteClass.plus.rawValue
      | ByteClass.slash.rawValue | ByteClass.equals.rawValue | ByteClass.dash.rawValue
    let inRow =
      digit | ByteClass.slash.rawValue | ByteClass.dash.rawValue | ByteClass.dot.rawValue
      | ByteClass.plus.rawValue | ByteClass.blank.rawValue | ByteClass.colon.rawValue
    var place = 0
    // Bytes of one class at a time: words are long.
    while place < text.count {
      let start = place
      let kind = table[Int(text[place])]
      repeat { place &+= 1 } while place < text.count && table[Int(text[place])] == kind
      all |= kind
      changes &+= 1
      if kind & encoded == 0 { run = place } else { longestRun = max(longestRun, place &- run) }
      if kind & inRow == 0 { row = place } else { longestRow = max(longestRow, place &- row) }
      if kind == digit {
        digits &+= place &- start
        longestNumber = max(longestNumber, place &- start)
      }
    }
    classes = ByteClass(rawValue: all)
    self.digits = digits
    self.changes = changes
    self.longestRun = longestRun
    self.longestNumber = longestNumber
    self.longestRow = longestRow
  }

  /// Whether no detector can find anything: too few digits for a date, and no two letters for a word.
  var areNone: Bool {
    classes.isDisjoint(with: ByteClass.letter) && (digits < 4 || longestNumber < 2)
  }
}
