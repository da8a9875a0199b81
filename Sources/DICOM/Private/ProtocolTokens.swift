/// The tokens of a Siemens XProtocol text, in place.
///
/// A string inside a string doubles its quotation marks: one level down `"` is written `""`, below that `""""`.
/// Instead of undoing that, the reader of a string's content counts as many for one.
struct ProtocolTokens {
  /// A token and its bytes.
  enum Token {
    /// `<Name>` or `<Type."name">`: the type's bytes, and the name's if there is one.
    case tag(type: Range<Int>, name: Range<Int>?)
    case open
    case close
    /// The content of a string, and whether quotation marks in it are doubled.
    case text(Range<Int>, hasQuotes: Bool)
    case word(Range<Int>)
    /// `### ASCCONV BEGIN`, at its first byte.
    case assignments(Int)
    /// A byte that begins no token, to the end of its line.
    case stray(Range<Int>)
  }

  private let view: ByteView
  private let end: Int
  private let quotes: Int
  /// Where the next token is looked for.
  var position: Int

  /// Reads the tokens of a range in which `quotes` quotation marks stand for one.
  init(_ view: ByteView, _ range: Range<Int>, quotes: Int) {
    self.view = view
    self.quotes = quotes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next token; nil at the end.
  mutating func next() -> Token? {
    while position < end, ByteView.isBlank(view[position]) { position += 1 }
    guard position < end else { return nil }
    switch view[position] {
    case UInt8(ascii: "{"):
      position += 1
      return .open
    case UInt8(ascii: "}"):
      position += 1
      return .close
    case UInt8(ascii: "<"): return tag()
    case UInt8(ascii: "\""): return text()
    case UInt8(ascii: "#") where view.has("### ASCCONV BEGIN", at: position): return .assignments(position)
    default: return word()
    }
  }

  /// How many quotation marks there are from an offset on.
  private func run(at offset: Int) -> Int {
    var count = 0
    while offset + count < end, view[offset + count] == UInt8(ascii: "\"") { count += 1 }
    return count
  }

  private mutating func tag() -> Token {
    let start = position + 1
    var offset = start
    while offset < end, isTypeCharacter(view[offset]) { offset += 1 }
    let type = start..<offset
    if view[offset] == UInt8(ascii: ">"), offset < end {
      position = offset + 1
      return .tag(type: type, name: nil)
    }
    if view[offset] == UInt8(ascii: "."), run(at: offset + 1) >= quotes {
      let name = content(from: offset + 1 + quotes)
      if view[name.next] == UInt8(ascii: ">"), name.next < end {
        position = name.next + 1
        return .tag(type: type, name: name.range)
      }
    }
    return stray()
  }

  private func isTypeCharacter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F
  }

  /// A string's content from behind its opening mark: up to the first marks that are not doubled.
  private func content(from start: Int) -> (range: Range<Int>, next: Int, hasQuotes: Bool) {
    var offset = start
    var hasQuotes = false
    while true {
      offset = view.first(UInt8(ascii: "\""), in: offset..<max(offset, end))
      guard offset < end else { return (start..<end, end, hasQuotes) }
      let marks = run(at: offset) / quotes
      if marks % 2 == 1 {
        let close = offset + (marks - 1) * quotes
        return (start..<close, close + quotes, hasQuotes || marks > 1)
      }
      if marks > 0 { hasQuotes = true }
      offset += max(1, marks * quotes)
    }
  }

  private mutating func text() -> Token {
    guard run(at: position) >= quotes else { return stray() }
    let found = content(from: position + quotes)
    position = found.next
    return .text(found.range, hasQuotes: found.hasQuotes)
  }

  private mutating func word() -> Token {
    let start = position
    while position < end, !ByteView.isBlank(view[position]) {
      let byte = view[position]
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: "\"")
      {
        break
      }
      position += 1
    }
    return .word(start..<position)
  }

  private mutating func stray() -> Token {
    let start = position
    position = min(end, view.first(0x0A, in: start..<end) + 1)
    return .stray(start..<position)
  }
}
