/// HTML that was made by this program: literals stand as they are, everything that is put in is escaped.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  /// The markup.
  private(set) var text: String

  /// Takes literal markup.
  init(stringLiteral markup: StaticString) { text = markup.description }

  /// Takes an interpolation.
  init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

  /// Joins parts.
  init(joining parts: [HTML]) { text = parts.map(\.text).joined() }

  /// A style sheet or script of the program's own, which stands as it is.
  init(ownSource source: String) { text = source }

  /// Collects markup and escapes values.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ markup: StaticString) { text += markup.description }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
    mutating func appendInterpolation(_ value: StaticString) { HTML.escape(value.description, into: &text) }
  }

  /// Escapes what markup could take for its own, and makes control and direction characters visible.
  private static func escape(_ value: String, into text: inout String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
          text += "\u{FFFD}"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }
}
