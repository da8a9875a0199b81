public import DICOM

/// What a finding says. Made of literals and of things that cannot be a patient's value.
///
/// There is no way to put a `String` into it: `"\(text)"` does not compile.
public struct Message: Sendable, Equatable, CustomStringConvertible, ExpressibleByStringInterpolation {
  fileprivate enum Piece: Sendable {
    case literal(StaticString)
    /// A literal of the program that wrote a record.
    case words(PublicName)
    case tag(Tag)
    case vr(VR)
    case number(Int)
    case evidence(Evidence)
    case name(PublicName)
  }

  private let pieces: [Piece]

  /// Takes a literal.
  public init(stringLiteral text: StaticString) { pieces = [.literal(text)] }

  /// Takes an interpolation.
  public init(stringInterpolation interpolation: StringInterpolation) { pieces = interpolation.pieces }

  /// Takes the parts of a message as a record has them.
  init(parts: [(isLiteral: Bool, text: PublicName)]) {
    pieces = parts.map { $0.isLiteral ? .words($0.text) : .name($0.text) }
  }

  /// Literals, and what stands between them, in English.
  var parts: [(isLiteral: Bool, text: String)] {
    pieces.map { piece in
      switch piece {
      case .literal, .words: (true, Message.text(of: piece))
      default: (false, Message.text(of: piece))
      }
    }
  }

  /// The message as text, in the language in which the current task writes.
  public var description: String {
    let language = Language.current
    if language.isEnglish { return pieces.map(Message.text(of:)).joined() }
    var pattern = ""
    var parts: [String] = []
    for part in self.parts {
      if part.isLiteral {
        pattern += part.text
      } else {
        parts.append(part.text)
        pattern += "{\(parts.count)}"
      }
    }
    return language.text(pattern, parts)
  }

  private static func text(of piece: Piece) -> String {
    switch piece {
    case .literal(let literal): literal.description
    case .words(let words): words.description
    case .tag(let tag): tag.description
    case .vr(let vr): vr.description
    case .number(let number): String(number)
    case .evidence(let evidence): evidence.description
    case .name(let name): name.description
    }
  }

  /// Equal when they read the same.
  public static func == (left: Message, right: Message) -> Bool { left.description == right.description }

  /// Collects literals, tags, VRs, numbers, shapes and published names.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    /// Reserves room for the pieces.
    public init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    /// Adds literal text.
    public mutating func appendLiteral(_ text: StaticString) {
      if text.utf8CodeUnitCount > 0 { pieces.append(.literal(text)) }
    }
    /// Adds a tag.
    public mutating func appendInterpolation(_ tag: Tag) { pieces.append(.tag(tag)) }
    /// Adds a VR.
    public mutating func appendInterpolation(_ vr: VR) { pieces.append(.vr(vr)) }
    /// Adds a number.
    public mutating func appendInterpolation(_ number: Int) { pieces.append(.number(number)) }
    /// Adds the shape of a value.
    public mutating func appendInterpolation(_ evidence: Evidence) { pieces.append(.evidence(evidence)) }
    /// Adds a name from a published table.
    public mutating func appendInterpolation(_ name: PublicName) { pieces.append(.name(name)) }
    /// Adds text that is written in the program.
    public mutating func appendInterpolation(_ text: StaticString) { appendLiteral(text) }
  }
}
