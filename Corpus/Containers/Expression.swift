/// A value that is built: containers in containers, written inside out.
///
/// ```
/// (0025,101B) OB @ prefixed(gzip("set NOTES \"for Avery\"\n"))
/// ```
///
/// A term is a text in quotation marks (with `\n`, `\"`, `\\` and `\x41`), a number, or the name of a container with
/// its arguments in parentheses; `+` puts bytes behind bytes.
struct Expression {
  /// What a term comes to.
  enum Term {
    case bytes([UInt8])
    case number(Int)
    case entry(SiemensHeader.Entry)
  }

  private let source: [UInt8]
  private let line: Int
  private var position = 0

  /// The bytes that an expression comes to.
  static func bytes(_ text: Substring, _ line: Int) throws(NotationError) -> [UInt8] {
    var expression = Expression(source: Array(text.utf8), line: line)
    let bytes = try expression.sum()
    guard expression.peek == nil else { throw expression.expected("nothing behind the expression") }
    guard case .bytes(let value) = bytes else { throw expression.expected("bytes") }
    return value
  }

  private init(source: [UInt8], line: Int) {
    self.source = source
    self.line = line
  }

  private func expected(_ what: String) -> NotationError {
    NotationError(line: line, expected: "\(what) at character \(position + 1) of the expression")
  }

  private var peek: UInt8? {
    mutating get {
      while position < source.count, source[position] == 0x20 { position += 1 }
      return position < source.count ? source[position] : nil
    }
  }

  private mutating func take(_ character: Character) throws(NotationError) {
    guard peek == character.asciiValue else { throw expected("'\(character)'") }
    position += 1
  }

  private mutating func sum() throws(NotationError) -> Term {
    var sum = try term()
    while peek == UInt8(ascii: "+") {
      position += 1
      guard case .bytes(let left) = sum, case .bytes(let right) = try term() else {
        throw expected("bytes on both sides of '+'")
      }
      sum = .bytes(left + right)
    }
    return sum
  }

  private mutating func term() throws(NotationError) -> Term {
    guard let first = peek else { throw expected("a term") }
    if first == UInt8(ascii: "\"") { return .bytes(try text()) }
    let start = position
    while position < source.count, Expression.isWordCharacter(source[position]) { position += 1 }
    let word = String(decoding: source[start..<position], as: UTF8.self)
    if let number = Int(word) { return .number(number) }
    guard !word.isEmpty else { throw expected("a text, a number or a container") }
    try take("(")
    var arguments: [Term] = []
    while peek != UInt8(ascii: ")") {
      if !arguments.isEmpty { try take(",") }
      arguments.append(try sum())
    }
    try take(")")
    return try call(word, Arguments(arguments, name: word, line: line))
  }

  private static func isWordCharacter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private mutating func text() throws(NotationError) -> [UInt8] {
    try take("\"")
    var bytes: [UInt8] = []
    while position < source.count, source[position] != UInt8(ascii: "\"") {
      guard source[position] == UInt8(ascii: "\\") else {
        bytes.append(source[position])
        position += 1
        continue
      }
      guard position + 1 < source.count else { throw expected("a character behind \\") }
      position += 2
      switch source[position - 1] {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "x"):
        guard position + 2 <= source.count,
          let byte = UInt8(String(decoding: source[position..<position + 2], as: UTF8.self), radix: 16)
        else { throw expected("two hexadecimal digits") }
        bytes.append(byte)
        position += 2
      default: bytes.append(source[position - 1])
      }
    }
    try take("\"")
    return bytes
  }

  private func call(_ name: String, _ arguments: Arguments) throws(NotationError) -> Term {
    switch name {
    case "entry":
      return .entry(
        SiemensHeader.Entry(
          name: try arguments.bytes(0), vr: try arguments.bytes(1), items: try arguments.allBytes(from: 2)))
    case "csa1": return .bytes(SiemensHeader.bytes(ofType: 1, try arguments.entries()))
    case "csa2": return .bytes(SiemensHeader.bytes(ofType: 2, try arguments.entries()))
    case "lines": return .bytes(Array(try arguments.allBytes(from: 0).joined(separator: [0x0A])) + [0x0A])
    case "gzip":
      return .bytes(
        Packing.gzip(try arguments.bytes(0), name: arguments.count > 1 ? try arguments.bytes(1) : []))
    case "zip": return .bytes(Packing.zip(name: try arguments.bytes(0), try arguments.bytes(1)))
    case "padded":
      let bytes = try arguments.bytes(1)
      return .bytes(bytes + [UInt8](repeating: 0, count: max(0, try arguments.number(0) - bytes.count)))
    default: break
    }
    let content = try arguments.bytes(0)
    switch name {
    case "zlib": return .bytes(Packing.zlib(content))
    case "prefixed": return .bytes(Packing.littleEndian(content.count, 4) + content)
    case "base64": return .bytes(Packing.base64(content))
    case "hex": return .bytes(Packing.hexadecimal(content))
    case "utf16": return .bytes([0xFF, 0xFE] + Packing.utf16(content, isBigEndian: false))
    case "utf16bare": return .bytes(Packing.utf16(content, isBigEndian: false))
    case "utf16be": return .bytes([0xFE, 0xFF] + Packing.utf16(content, isBigEndian: true))
    case "reversed": return .bytes(content.reversed())
    case "quoted": return .bytes(content.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] })
    case "certificate": return .bytes(Certificate.bytes(commonName: content))
    case "elements", "implicit", "item", "file": return .bytes(try dataSet(name, content))
    default: throw expected("a container that is known, not '\(name)'")
    }
  }

  /// A data set of case text: bare with VRs or without, as an item, or as a file.
  private func dataSet(_ form: String, _ text: [UInt8]) throws(NotationError) -> [UInt8] {
    let nodes = try Notation(String(decoding: text, as: UTF8.self)).nodes
    var encoder = Encoder()
    encoder.isExplicit = form == "elements" || form == "file"
    let bytes = encoder.bytes(of: nodes)
    switch form {
    case "item": return [0xFE, 0xFF, 0x00, 0xE0] + Packing.littleEndian(bytes.count, 4) + bytes
    case "file":
      var syntax = Node(group: 0x0002, element: 0x0010, vr: "UI")
      syntax.value = Array("1.2.840.10008.1.2.1".utf8)
      return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + Encoder().bytes(of: [syntax]) + bytes
    default: return bytes
    }
  }

  /// What stands in a container's parentheses.
  private struct Arguments {
    private let terms: [Term]
    private let name: String
    private let line: Int

    init(_ terms: [Term], name: String, line: Int) {
      self.terms = terms
      self.name = name
      self.line = line
    }

    var count: Int { terms.count }

    private func wrong(_ what: String, _ index: Int) -> NotationError {
      NotationError(line: line, expected: "\(what) as argument \(index + 1) of '\(name)'")
    }

    func bytes(_ index: Int) throws(NotationError) -> [UInt8] {
      guard index < terms.count, case .bytes(let bytes) = terms[index] else { throw wrong("bytes", index) }
      return bytes
    }

    func number(_ index: Int) throws(NotationError) -> Int {
      guard index < terms.count, case .number(let number) = terms[index] else {
        throw wrong("a number", index)
      }
      return number
    }

    func allBytes(from start: Int) throws(NotationError) -> [[UInt8]] {
      var all: [[UInt8]] = []
      for index in terms.indices.dropFirst(start) { all.append(try bytes(index)) }
      return all
    }

    func entries() throws(NotationError) -> [SiemensHeader.Entry] {
      try terms.enumerated().map { index, term throws(NotationError) in
        guard case .entry(let entry) = term else { throw wrong("an entry", index) }
        return entry
      }
    }
  }
}
