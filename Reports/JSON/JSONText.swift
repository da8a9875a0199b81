internal import FoundationEssentials

/// JSON as bytes, written as it is made: no tree, members in the order of the calls.
///
/// Callers write the members of an object in alphabetical order.
struct JSONText {
  /// What was written.
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Opens an object, as a value.
  mutating func beginObject() { begin(0x7B) }
  /// Closes an object.
  mutating func endObject() { end(0x7D) }
  /// Opens an array, as a value.
  mutating func beginArray() { begin(0x5B) }
  /// Closes an array.
  mutating func endArray() { end(0x5D) }

  /// Starts a member; its value follows.
  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(0x22)
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a string.
  mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  /// Writes a number.
  mutating func value(_ number: Int) {
    separate()
    var text = String(number)
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Writes a truth value.
  mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  /// Writes a list of strings.
  mutating func value(_ texts: [String]) {
    beginArray()
    for text in texts { value(text) }
    endArray()
  }

  /// Writes a member with text.
  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    value(text)
  }

  /// Writes a member with a number.
  mutating func member(_ name: StaticString, _ number: Int) {
    key(name)
    value(number)
  }

  /// Writes a member with a truth value.
  mutating func member(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// Writes a member with a list of strings.
  mutating func member(_ name: StaticString, _ texts: [String]) {
    key(name)
    value(texts)
  }

  /// Writes a member, or leaves it out if there is nothing to say.
  mutating func member(_ name: StaticString, optional text: String?) {
    if let text { member(name, text) }
  }

  /// Writes a member with the hexadecimal digits of bytes, lower case.
  mutating func member(_ name: StaticString, hexOf value: [UInt8]) {
    key(name)
    bytes.append(0x22)
    for byte in value {
      bytes.append(JSONText.digits[Int(byte >> 4)])
      bytes.append(JSONText.digits[Int(byte & 15)])
    }
    bytes.append(0x22)
    needsComma = true
  }

  /// A member whose value is bytes, as base64.
  mutating func member(_ name: StaticString, base64Of value: [UInt8]) {
    key(name)
    bytes.append(0x22)
    bytes.append(contentsOf: Data(value).base64EncodedString().utf8)
    bytes.append(0x22)
    needsComma = true
  }

  /// A line feed, for reading by people; JSON ignores it. A comma that is due goes before it.
  mutating func newLine() {
    if needsComma { bytes.append(0x2C) }
    needsComma = false
    bytes.append(0x0A)
  }

  /// A line feed after the last member of an object, or after the last value of all.
  mutating func lastLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Goes on after something that was written elsewhere, as its next member.
  mutating func goOn() { needsComma = true }

  private mutating func begin(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func end(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

extension JSONText {
  /// Quotes text. What HTML or a script could take for its own, and what a terminal would obey, is escaped
  /// too.
  private mutating func quote(_ text: String) {
    var text = text
    bytes.append(0x22)
    let isPlain = text.withUTF8 { content in
      guard content.allSatisfy(JSONText.isPlain) else { return false }
      bytes.append(contentsOf: content)
      return true
    }
    if !isPlain { for scalar in text.unicodeScalars { append(scalar) } }
    bytes.append(0x22)
  }

  /// Whether a byte stands for itself: printable ASCII without `"`, `\`, `<`, `>` and `&`.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x5C, 0x3C, 0x3E, 0x26: false
    default: byte >= 0x20 && byte < 0x7F
    }
  }

  private mutating func append(_ scalar: UnicodeScalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "<", ">", "&": escape(scalar)
    case " "..."~": bytes.append(UInt8(scalar.value))
    default:
      if Wording.isVisible(scalar) { bytes.append(contentsOf: String(scalar).utf8) } else { escape(scalar) }
    }
  }

  /// Writes a scalar as one `\u` escape, or as the two of a surrogate pair.
  private mutating func escape(_ scalar: UnicodeScalar) {
    for unit in String(scalar).utf16 {
      bytes.append(contentsOf: [0x5C, 0x75])
      for shift in [12, 8, 4, 0] { bytes.append(JSONText.digits[Int(unit >> UInt16(shift) & 15)]) }
    }
  }
}
