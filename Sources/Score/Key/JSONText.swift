/// A value of JSON text, with numbers as they are written and the fields of objects in their order.
enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Field])

  /// A field of an object.
  struct Field: Equatable, Sendable {
    let name: String
    let value: JSONValue
  }

  /// The text of a string; nil for all else.
  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The last field of that name, as readers of JSON commonly take it; nil if there is none.
  subscript(name: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.name == name }?.value
  }
}

/// Reads JSON text (RFC 8259), byte by byte. Keys hold gigabytes of it.
struct JSONText {
  /// What is not JSON, by its offset in bytes.
  struct Malformed: Error, Equatable { let offset: Int }

  /// How deep arrays and objects are read.
  private static let deepest = 32

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads one value with nothing behind it.
  static func value(of bytes: [UInt8]) throws(Malformed) -> JSONValue {
    var text = JSONText(bytes)
    let value = try text.value(0)
    text.skipBlanks()
    guard text.position == bytes.count else { throw Malformed(offset: text.position) }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  private mutating func value(_ depth: Int) throws(Malformed) -> JSONValue {
    skipBlanks()
    guard depth < JSONText.deepest, let byte = next else { throw Malformed(offset: position) }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    // Writers of Python put it where there is no number.
    case UInt8(ascii: "N"): return try word("NaN", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Malformed) -> JSONValue {
    let end = position + text.utf8CodeUnitCount
    let matches = text.withUTF8Buffer { word in
      end <= bytes.count && bytes[position..<end].elementsEqual(word)
    }
    guard matches else { throw Malformed(offset: position) }
    position = end
    return value
  }

  private mutating func number() throws(Malformed) -> String {
    let start = position
    while let byte = next, "+-.0123456789Ee".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Double(text) != nil else { throw Malformed(offset: start) }
    return text
  }

  private mutating func array(_ depth: Int) throws(Malformed) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth + 1))
      if try isLast(UInt8(ascii: "]")) { return .array(values) }
    }
  }

  private mutating func object(_ depth: Int) throws(Malformed) -> JSONValue {
    position += 1
    var fields: [JSONValue.Field] = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(fields)
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw Malformed(offset: position) }
      let name = try string()
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw Malformed(offset: position) }
      position += 1
      fields.append(JSONValue.Field(name: name, value: try value(depth + 1)))
      if try isLast(UInt8(ascii: "}")) { return .object(fields) }
    }
  }

  /// Takes a comma or the end of an array or object, and says which it was.
  private mutating func isLast(_ end: UInt8) throws(Malformed) -> Bool {
    skipBlanks()
    guard let byte = next, byte == end || byte == UInt8(ascii: ",") else { throw Malformed(offset: position) }
    position += 1
    return byte == end
  }

  private mutating func string() throws(Malformed) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\")
    {
      position += 1
    }
    guard position < bytes.count else { throw Malformed(offset: position) }
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      default: text.append(byte)
      }
    }
    throw Malformed(offset: position)
  }

  private mutating func escape() throws(Malformed) -> Unicode.Scalar {
    guard let byte = next else { throw Malformed(offset: position) }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      let high = try fourDigits()
      guard (0xD800..<0xDC00).contains(high), position + 6 <= bytes.count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
      position += 2
      let low = try fourDigits()
      guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    default: throw Malformed(offset: position - 1)
    }
  }

  private mutating func fourDigits() throws(Malformed) -> UInt32 {
    guard position + 4 <= bytes.count,
      let number = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw Malformed(offset: position) }
    position += 4
    return number
  }
}
