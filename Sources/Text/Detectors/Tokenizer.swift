/// Takes a text apart into words and numbers, and looks every word up while it reads its letters.
struct Tokenizer {
  private let text: UnsafeBufferPointer<UInt8>
  private let classes: UnsafeBufferPointer<UInt16>
  private let words: WordLookup
  private var place = 0

  init(_ text: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt16>, _ words: WordLookup) {
    self.text = text
    self.classes = classes
    self.words = words
  }

  /// Writes the tokens; returns how many, and all bits of all words' facts.
  mutating func run(into tokens: UnsafeMutableBufferPointer<Token>) -> (count: Int, facts: UInt32) {
    var count = 0
    var facts: UInt32 = 0
    let letters = ByteClass.letter.rawValue
    while place < text.count, count < tokens.count {
      let kind = classes[Int(text[place])]
      if kind == ByteClass.digit.rawValue {
        let start = place
        while place < text.count, classes[Int(text[place])] == ByteClass.digit.rawValue { place += 1 }
        tokens.initializeElement(
          at: count,
          to: Token(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: place),
            facts: WordFacts(),
            shape: .number, length: UInt8(min(255, place - start))))
        count += 1
      } else if kind & letters != 0 {
        guard let token = word() else { continue }
        facts |= token.facts.bits
        // `J. Xyzzy` needs no word of a list.
        if token.isInitial, place < text.count, text[place] == 0x2E { facts |= WordFacts.nameMark }
        tokens.initializeElement(at: count, to: token)
        count += 1
      } else {
        place += 1
      }
    }
    return (count, facts)
  }

  /// Reads a word; nil, one character further, if there is none.
  private mutating func word() -> Token? {
    let start = place
    var hash = WordTable.emptyHash
    var shape: Token.Shape = []
    var length = 0
    loop: while place < text.count {
      let byte = text[place]
      switch byte {
      case 0x61...0x7A:
        if length > 0 || (place + 1 < text.count && text[place + 1] &- 0x61 < 26) {
          shape.insert(.innerSmall)
        }
        // The rest of most words.
        let first = place
        var letter = byte
        repeat {
          hash = WordTable.hash(hash, letter & 0xDF)
          place += 1
          letter = place < text.count ? text[place] : 0
        } while letter &- 0x61 < 26
        length += place - first
        continue
      case 0x41...0x5A:
        if length == 0 {
          shape.insert(.capital)
        } else {
          if endsAtCapital(length, shape, from: start) { break loop }
          shape.insert(.innerCapital)
        }
        hash = WordTable.hash(hash, byte)
        place += 1
      case 0x27 where isApostrophe(length, bytes: 1):
        place += 1
        continue
      case 0x80...0xFF:
        let (value, bytes) = LetterFold.scalar(text, place)
        if value == 0x2019, isApostrophe(length, bytes: 3) {
          place += 3
          continue
        }
        let kind = LetterFold.kind(value)
        switch kind {
        case .none:
          if length == 0 { place += bytes }
          break loop
        case .ideographic:
          if length > 0, !shape.contains(.ideographic) { break loop }
          shape.formUnion([.ideographic, .capital])
        case .capital:
          if shape.contains(.ideographic) { break loop }
          shape.insert(length == 0 ? .capital : value < 0x500 ? .innerCapital : .innerSmall)
        case .small:
          if shape.contains(.ideographic) { break loop }
          if length > 0 { shape.insert(.innerSmall) }
        }
        hash = LetterFold.hash(hash, value)
        place += bytes
      default: break loop
      }
      length += 1
    }
    guard length > 0 else { return nil }
    return Token(
      start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: place),
      facts: words.facts(hash, text, start..<place),
      shape: shape, length: UInt8(min(255, length)))
  }

  /// Whether a capital behind a small letter begins a new word: `HeadNeck`, but not `McDonald`.
  private func endsAtCapital(_ length: Int, _ shape: Token.Shape, from start: Int) -> Bool {
    guard classes[Int(text[place - 1])] == ByteClass.lower.rawValue, length > 1 else { return false }
    let isPrefix =
      shape.contains(.capital) && (length == 2 || length == 3)
      && (text[start] == 0x4D && (text[place - 1] == 0x63) || text[start] == 0x44 || text[start] == 0x4C)
    return !isPrefix
  }

  /// `O'Brien` and `D'Angelo` are words; in `Patient's` and `T2'` one ends.
  private func isApostrophe(_ length: Int, bytes: Int) -> Bool {
    length == 1 && place + bytes < text.count
      && classes[Int(text[place + bytes])] & ByteClass.letter.rawValue != 0
  }
}
