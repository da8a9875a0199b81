internal import Findings

/// HTML that was made by this program: literals stand as they are, everything that is put in is escaped.
///
/// Text that is put in may stand between tags and in quoted attributes, nowhere else: not in a tag's name, a
/// script or a style sheet.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  /// The markup as UTF-8.
  private(set) var bytes: [UInt8]

  /// Takes literal markup.
  init(stringLiteral markup: StaticString) {
    let bytes = markup.withUTF8Buffer { Array($0) }
    let language = Language.current
    self.bytes =
      language.isEnglish
      ? bytes : MarkupTranslation.markup([MarkupPiece(isLiteral: true, bytes: bytes)], in: language)
  }

  /// Takes an interpolation.
  init(stringInterpolation interpolation: StringInterpolation) {
    bytes =
      interpolation.pieces.map { MarkupTranslation.markup($0, in: interpolation.language) }
      ?? interpolation.bytes
  }

  /// Joins parts.
  init(joining parts: [HTML]) {
    bytes = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
    for part in parts { bytes.append(contentsOf: part.bytes) }
  }

  /// A style sheet or script of the program's own, which stands as it is.
  init(ownSource source: String) { bytes = Array(source.utf8) }

  /// Whether there is nothing to show.
  var isEmpty: Bool { bytes.isEmpty }

  /// The name of a class in the style sheet, which no language changes.
  struct StyleName: ExpressibleByStringLiteral {
    fileprivate let name: StaticString

    init(stringLiteral name: StaticString) { self.name = name }
  }

  /// Collects markup and escapes values.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []
    /// What is to be translated; nil in English, where nothing is.
    fileprivate var pieces: [MarkupPiece]?
    fileprivate let language = Language.current

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
      if !language.isEnglish { pieces = [] }
    }

    mutating func appendLiteral(_ markup: StaticString) {
      markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
      take(isLiteral: true)
    }
    mutating func appendInterpolation(_ html: HTML) {
      bytes.append(contentsOf: html.bytes)
      take(isLiteral: false)
    }
    mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { bytes.append(contentsOf: part.bytes) }
      take(isLiteral: false)
    }
    mutating func appendInterpolation(_ number: Int) {
      bytes.append(contentsOf: Wording.grouped(number).utf8)
      take(isLiteral: false)
    }
    mutating func appendInterpolation(_ value: String) {
      HTML.escape(value, into: &bytes)
      take(isLiteral: false)
    }
    mutating func appendInterpolation(_ value: Phrase) { appendInterpolation(value.description) }
    mutating func appendInterpolation(_ name: StyleName) {
      name.name.withUTF8Buffer { bytes.append(contentsOf: $0) }
      take(isLiteral: false)
    }
    /// A text of the program itself.
    mutating func appendInterpolation(_ value: StaticString) {
      appendInterpolation(language.text(value.description))
    }

    private mutating func take(isLiteral: Bool) {
      guard pieces != nil else { return }
      if !bytes.isEmpty { pieces?.append(MarkupPiece(isLiteral: isLiteral, bytes: bytes)) }
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Escapes what markup could take for its own, and writes control and direction characters as `\u{202e}`.
  private static func escape(_ value: String, into bytes: inout [UInt8]) {
    var value = value
    let isPlain = value.withUTF8 { content in
      guard content.allSatisfy(standsForItself) else { return false }
      bytes.append(contentsOf: content)
      return true
    }
    if isPlain { return }
    for scalar in Wording.visible(value).unicodeScalars {
      switch scalar {
      case "&": bytes.append(contentsOf: "&amp;".utf8)
      case "<": bytes.append(contentsOf: "&lt;".utf8)
      case ">": bytes.append(contentsOf: "&gt;".utf8)
      case "\"": bytes.append(contentsOf: "&quot;".utf8)
      case "'": bytes.append(contentsOf: "&#39;".utf8)
      case "`": bytes.append(contentsOf: "&#96;".utf8)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }

  private static func standsForItself(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      false
    default: byte >= 0x20 && byte < 0x7F
    }
  }
}
