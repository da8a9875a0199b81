internal import Rules

/// A word or a number in a text.
struct Token {
  /// How a token is written.
  struct Shape: OptionSet {
    let rawValue: UInt8
    /// Digits only; else letters only.
    static let number = Shape(rawValue: 1)
    /// The first letter is a capital, or of a script without capitals.
    static let capital = Shape(rawValue: 2)
    /// A letter behind the first is a capital.
    static let innerCapital = Shape(rawValue: 4)
    /// A letter behind the first is small.
    static let innerSmall = Shape(rawValue: 8)
    static let ideographic = Shape(rawValue: 16)
  }

  /// Where it begins and ends, in bytes of the text.
  let start: UInt32
  let end: UInt32
  /// What the tables say of it; nothing of a number.
  let facts: WordFacts
  let shape: Shape
  /// Its characters, 255 at most.
  let length: UInt8

  var isNumber: Bool { shape.contains(.number) }
  var isWord: Bool { !shape.contains(.number) }
  var mark: TextMarks.Kind? { facts.mark }
  /// `Doe`, or `DOE`, or of a script without capitals.
  var isCapitalised: Bool { shape.contains(.capital) }
  /// `DOE`.
  var isAllCapitals: Bool { shape.contains(.capital) && !shape.contains(.innerSmall) && length > 1 }
  /// `Doe`.
  var isTitleCase: Bool { shape.contains(.capital) && shape.contains(.innerSmall) }
  /// A single letter.
  var isInitial: Bool { length == 1 && isWord && isCapitalised && !shape.contains(.ideographic) }
}

/// A text taken apart, as the detectors see it.
struct TextScan {
  let text: UnsafeBufferPointer<UInt8>
  let tokens: UnsafeBufferPointer<Token>
  let hints: TextHints
  let classes: UnsafeBufferPointer<UInt16>
  let context: TextContext
  /// All bits of all words' facts.
  let facts: UInt32
  let words: WordLookup

  /// Whether a byte is a letter, or a part of a character beyond ASCII.
  func isLetter(_ byte: UInt8) -> Bool { classes[Int(byte)] & ByteClass.letter.rawValue != 0 }

  /// Whether a byte is a digit.
  func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Where the token before a place ends; 0 before the first.
  func gapStart(_ index: Int) -> Int { index == 0 ? 0 : Int(tokens[index - 1].end) }

  /// What stands between a token and the one before it.
  func gap(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      rebasing: text[gapStart(index)..<(index < tokens.count ? Int(tokens[index].start) : text.count)])
  }

  /// Whether exactly these bytes stand between a token and the one before it.
  func gap(_ index: Int, is bytes: StaticString) -> Bool {
    let gap = gap(index)
    guard gap.count == bytes.utf8CodeUnitCount else { return false }
    for place in 0..<gap.count where gap[place] != bytes.utf8Start[place] { return false }
    return true
  }

  /// Whether nothing but blanks stands between a token and the one before it, and at least one.
  func isBlankGap(_ index: Int) -> Bool {
    let gap = gap(index)
    for byte in gap where byte != 0x20 && byte != 0x5F && byte != 0x09 && byte != 0x0A && byte != 0x0D {
      return false
    }
    return !gap.isEmpty
  }

  /// Whether one of some bytes stands between a token and the one before it.
  func gap(_ index: Int, has bytes: StaticString) -> Bool {
    let gap = gap(index)
    for place in 0..<bytes.utf8CodeUnitCount where gap.contains(bytes.utf8Start[place]) { return true }
    return false
  }

  /// Whether a token touches the one before it.
  func isGlued(_ index: Int) -> Bool {
    index > 0 && index < tokens.count && tokens[index].start == tokens[index - 1].end
  }

  /// The byte behind a token; 0 at the end.
  func byte(after index: Int) -> UInt8 {
    let place = Int(tokens[index].end)
    return place < text.count ? text[place] : 0
  }

  /// The byte before a token; 0 at the beginning.
  func byte(before index: Int) -> UInt8 {
    let place = Int(tokens[index].start)
    return place > 0 ? text[place - 1] : 0
  }

  /// The number that a token's digits make; nil for a word and for more than 18 digits.
  func number(_ index: Int) -> Int? {
    guard index >= 0, index < tokens.count, tokens[index].isNumber, tokens[index].length <= 18 else {
      return nil
    }
    return number(Int(tokens[index].start), Int(tokens[index].length))
  }

  /// The number that so many digits make.
  func number(_ start: Int, _ count: Int) -> Int {
    var number = 0
    for place in start..<start + count { number = number &* 10 &+ Int(text[place] &- 0x30) }
    return number
  }

  /// The mark of a token; nil outside.
  func mark(_ index: Int) -> TextMarks.Kind? { tokens.indices.contains(index) ? tokens[index].mark : nil }

  /// From one token to another.
  func range(_ first: Int, _ last: Int) -> Range<Int> { Int(tokens[first].start)..<Int(tokens[last].end) }

  /// The first place of some bytes from a place on.
  func find(_ bytes: StaticString, from start: Int = 0) -> Int? {
    let count = bytes.utf8CodeUnitCount
    guard text.count >= start + count else { return nil }
    for place in start...(text.count - count) where text[place] == bytes.utf8Start[0] {
      var length = 1
      while length < count, text[place + length] == bytes.utf8Start[length] { length += 1 }
      if length == count { return place }
    }
    return nil
  }
}
