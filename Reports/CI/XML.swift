/// XML that was made by this program: literals stand as they are, everything that is put in is escaped.
///
/// Text that is put in may stand between tags and in quoted attributes, nowhere else.
struct XML: ExpressibleByStringInterpolation, Sendable {
  /// The markup as UTF-8.
  private(set) var bytes: [UInt8]

  /// Takes literal markup.
  init(stringLiteral markup: StaticString) { bytes = markup.withUTF8Buffer { Array($0) } }

  /// Takes an interpolation.
  init(stringInterpolation interpolation: StringInterpolation) { bytes = interpolation.bytes }

  /// Collects markup and escapes values.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ markup: StaticString) {
      markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
    mutating func appendInterpolation(_ xml: XML) { bytes.append(contentsOf: xml.bytes) }
    mutating func appendInterpolation(_ parts: [XML]) {
      for part in parts { bytes.append(contentsOf: part.bytes) }
    }
    mutating func appendInterpolation(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }
    mutating func appendInterpolation(_ value: String) { XML.escape(value, into: &bytes) }
    mutating func appendInterpolation(_ value: StaticString) { XML.escape(value.description, into: &bytes) }
  }

  /// Escapes what markup could take for its own. What XML 1.0 forbids, and what controls or turns text, is written
  /// as `\u{202e}`.
  private static func escape(_ value: String, into bytes: inout [UInt8]) {
    for scalar in Wording.visible(value).unicodeScalars {
      switch scalar {
      case "&": bytes.append(contentsOf: "&amp;".utf8)
      case "<": bytes.append(contentsOf: "&lt;".utf8)
      case ">": bytes.append(contentsOf: "&gt;".utf8)
      case "\"": bytes.append(contentsOf: "&quot;".utf8)
      case "'": bytes.append(contentsOf: "&#39;".utf8)
      // The two characters of the first plane that XML has no way to write and that control nothing.
      case "\u{FFFE}", "\u{FFFF}":
        bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
