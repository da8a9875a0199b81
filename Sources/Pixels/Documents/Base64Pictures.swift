/// Pictures and documents that a text document holds in letters: in elements of a CDA document that say so
/// (`representation="B64"`, HL7 CDA Release 2), in addresses of the kind `data:`, and wherever the letters are those that
/// a picture begins with.
struct Base64Pictures {
  /// What was found, in order.
  private(set) var found: [InnerDocument] = []

  /// What files begin with, as RFC 4648 writes it: JPEG, PNG, GIF, TIFF, JPEG 2000, PDF and BMP.
  private static let beginnings = [
    "/9j/", "iVBORw0KGgo", "R0lGOD", "SUkqA", "TU0AK", "AAAADGpQ", "/0//UQ", "JVBERi0", "Qk0", "Qk1", "Qk2",
    "Qk3",
  ].map { Array($0.utf8) }

  /// The fewest letters of a picture.
  private static let leastLetters = 40

  /// Looks through a text.
  init(_ text: [UInt8]) {
    var start = 0
    var isEncoded = false
    for position in 0...text.count {
      guard position == text.count || Base64Pictures.isEdge(text[position]) else { continue }
      let part = text[start..<position]
      let opensTag = position < text.count && text[position] == UInt8(ascii: "<")
      if part.count >= Base64Pictures.leastLetters { look(at: part, isEncoded: isEncoded && opensTag) }
      // The value of an attribute is a part; the content of its element follows.
      if part.elementsEqual(Array("B64".utf8)) { isEncoded = true }
      if opensTag { isEncoded = false }
      start = position + 1
    }
  }

  private static func isEdge(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }

  private mutating func look(at part: ArraySlice<UInt8>, isEncoded: Bool) {
    let trimmed = part.drop { $0 <= 0x20 }
    guard isEncoded || Base64Pictures.beginnings.contains(where: { trimmed.starts(with: $0) }) else { return }
    guard let bytes = Base64Pictures.decoded(trimmed) else {
      // What says that it is encoded and is not is no picture that could be looked at.
      if isEncoded { found.append(InnerDocument(kind: .encoded, bytes: [])) }
      return
    }
    found.append(InnerDocument(kind: .encoded, bytes: bytes))
  }

  /// The bytes that letters stand for, white space aside; nil if there are other letters.
  private static func decoded(_ letters: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count * 3 / 4)
    var (held, bits) = (0, 0)
    for letter in letters {
      let value: Int
      switch letter {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(letter) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(letter) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(letter) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="), 0x20, 0x09...0x0D: continue
      default: return nil
      }
      held = (held << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> bits))
      }
    }
    return bytes
  }
}
