/// Reads flat JSON objects, one a line, keys in the order that they have. RFC 8259.
struct JSONLinesReader {
  private let text: [Unicode.Scalar]
  private let file: String
  private var position = 0
  private var nextLine = 1
  private var lineStart = 0
  /// The line of the last object, from 1.
  private(set) var line = 1

  /// Takes a text.
  init(_ text: [Unicode.Scalar], file: String) {
    self.text = text
    self.file = file
  }

  /// The next object; nil behind the last. `null` is an empty value, numbers are as they are written.
  mutating func object() throws(IdentifierListError) -> [(key: String, value: String)]? {
    while position < text.count, text[position].properties.isWhitespace {
      if text[position] == "\n" {
        nextLine += 1
        lineStart = position + 1
      }
      position += 1
    }
    guard position < text.count else { return nil }
    line = nextLine
    try take("{", "an object in braces")
    var pairs: [(key: String, value: String)] = []
    if isNext("}") {
      position += 1
      return pairs
    }
    while true {
      skipBlanks()
      let key = try string("a key in quotes")
      try take(":", "a colon behind a key")
      skipBlanks()
      pairs.append((key, IdentifierList.trimmed(try value())))
      if isNext("}") {
        position += 1
        break
      }
      try take(",", "a comma or a brace behind a value")
    }
    skipBlanks()
    guard position == text.count || isLineEnd(text[position]) else {
      throw error("the end of the line behind an object")
    }
    return pairs
  }

  private func error(_ expected: String) -> IdentifierListError {
    IdentifierListError(file: file, line: line, column: position - lineStart + 1, expected: expected)
  }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  private mutating func skipBlanks() {
    while position < text.count, text[position] == " " || text[position] == "\t" { position += 1 }
  }

  private mutating func isNext(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    return position < text.count && text[position] == scalar
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ expected: String) throws(IdentifierListError) {
    guard isNext(scalar) else { throw error(expected) }
    position += 1
  }

  private mutating func value() throws(IdentifierListError) -> String {
    guard position < text.count else { throw error("a value") }
    if text[position] == "\"" { return try string("a value") }
    let start = position
    while position < text.count, !",} \t\r\n".unicodeScalars.contains(text[position]) { position += 1 }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: text[start..<position])
    let written = String(word)
    if written == "null" { return "" }
    if written == "true" || written == "false" { return written }
    guard Double(written) != nil else {
      position = start
      throw error("text in quotes, a number or null")
    }
    return written
  }

  private mutating func string(_ expected: String) throws(IdentifierListError) -> String {
    guard position < text.count, text[position] == "\"" else { throw error(expected) }
    position += 1
    var string = String.UnicodeScalarView()
    while position < text.count, !isLineEnd(text[position]) {
      let scalar = text[position]
      position += 1
      switch scalar {
      case "\"": return String(string)
      case "\\": string.append(try escaped())
      default: string.append(scalar)
      }
    }
    throw error("a quote at the end of text")
  }

  private mutating func escaped() throws(IdentifierListError) -> Unicode.Scalar {
    guard position < text.count else { throw error("an escape of JSON") }
    let scalar = text[position]
    position += 1
    switch scalar {
    case "\"", "\\", "/": return scalar
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicode()
    default: throw error("an escape of JSON")
    }
  }

  private mutating func unicode() throws(IdentifierListError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), position + 1 < text.count, text[position] == "\\",
      text[position + 1] == "u"
    else { throw error("a pair of surrogates") }
    position += 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("a pair of surrogates") }
    return scalar
  }

  private mutating func hexadecimal() throws(IdentifierListError) -> UInt32 {
    guard position + 4 <= text.count else { throw error("four hexadecimal digits") }
    var number: UInt32 = 0
    for scalar in text[position..<position + 4] {
      guard let digit = Character(scalar).hexDigitValue else { throw error("four hexadecimal digits") }
      number = number << 4 | UInt32(digit)
    }
    position += 4
    return number
  }
}
