/// The language that reports for people are written in.
///
/// The English text stands in the program and is the key of a translation; where something is put in, the key has `{1}`,
/// `{2}` …, which a translation may have in another order. A text without a translation stays English.
public struct Language: Sendable {
  /// The language in which the current task writes.
  @TaskLocal public static var current = Language.english

  /// The program's own.
  public static let english = Language(code: "en", texts: [:])

  /// The language by its tag of BCP 47, such as `de`.
  public let code: String
  /// Whether it is the program's own, which needs no translation.
  public let isEnglish: Bool
  private let texts: [String: String]
  private let asked: (@Sendable (String) -> Void)?

  /// Takes the translations of a language.
  ///
  /// - Parameters:
  ///   - texts: translations by English text.
  ///   - asked: is given every text that is asked for.
  public init(code: String, texts: [String: String], asked: (@Sendable (String) -> Void)? = nil) {
    self.code = code
    self.texts = texts
    self.asked = asked
    isEnglish = texts.isEmpty && asked == nil
  }

  /// A text with what is put in.
  ///
  /// - Parameters:
  ///   - english: the text, with `{1}` for the first part.
  ///   - parts: what is put in.
  public func text(_ english: String, _ parts: [String] = []) -> String {
    if isEnglish, parts.isEmpty { return english }
    asked?(english)
    return Language.filled(texts[english] ?? english, parts)  // a text without a translation stays as it is
  }

  /// A text in which `{1}`, `{2}` … are replaced.
  static func filled(_ pattern: String, _ parts: [String]) -> String {
    if parts.isEmpty { return pattern }
    var text = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"), let number = Int(rest[rest.index(after: open)..<close]),
        parts.indices.contains(number - 1)
      else {
        text.append(rest.removeFirst())
        continue
      }
      text += parts[number - 1]
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}

/// A text of the program in the language in which the current task writes: `Phrase("\(3) of \(4) files").description`.
public struct Phrase: Sendable, CustomStringConvertible, ExpressibleByStringInterpolation {
  /// The text.
  public let description: String

  /// Takes a text of the program.
  public init(stringLiteral text: StaticString) { description = Language.current.text(text.description) }

  /// Takes an interpolation.
  public init(stringInterpolation interpolation: StringInterpolation) {
    description = Language.current.text(interpolation.pattern, interpolation.parts)
  }

  /// Collects a text and what is put in.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pattern = ""
    fileprivate var parts: [String] = []

    /// Reserves room.
    public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(interpolationCount) }

    /// Adds a piece of the text.
    public mutating func appendLiteral(_ text: StaticString) { pattern += text.description }
    /// Adds what is put in.
    public mutating func appendInterpolation(_ part: some CustomStringConvertible) {
      parts.append(part.description)
      pattern += "{\(parts.count)}"
    }
  }
}
