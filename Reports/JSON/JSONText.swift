/// JSON as bytes, written as it is made: no tree, keys in the order of the calls.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func beginObject() { begin(0x7B) }
  mutating func endObject() { end(0x7D) }
  mutating func beginArray() { begin(0x5B) }
  mutating func endArray() { end(0x5D) }

  /// Starts a member; its value follows.
  mutating func key(_ name: StaticString) {
    separate()
    quote(name.description)
    bytes.append(0x3A)
    needsComma = false
  }

  mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  mutating func value(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    value(text)
  }

  mutating func member(_ name: StaticString, _ number: Int) {
    key(name)
    value(number)
  }

  mutating func member(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// Leaves the member out if there is nothing to say.
  mutating func member(_ name: StaticString, optional text: String?) {
    if let text { member(name, text) }
  }

  /// Adds what was written elsewhere.
  mutating func append(_ part: [UInt8]) {
    bytes.append(contentsOf: part)
    needsComma = true
  }

  /// A line feed, for reading by people; JSON ignores it.
  mutating func newLine() { bytes.append(0x0A) }

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

  /// Quotes text. What HTML or a script could take for its own is escaped too.
  private mutating func quote(_ text: String) {
    bytes.append(0x22)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{7F}": escape(scalar)
      case ..<" ": escape(scalar)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    bytes.append(0x22)
  }

  private mutating func escape(_ scalar: UnicodeScalar) {
    let digits = String(scalar.value, radix: 16)
    bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
  }
}
