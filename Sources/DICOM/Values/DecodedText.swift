/// The text of a value, and what of the value is not text.
public struct DecodedText: Equatable, Sendable {
  /// The text; U+FFFD stands for each byte that does not decode.
  public internal(set) var text: String
  /// The bytes that do not decode, in the indices of the slice that was decoded; ascending, none touch.
  public private(set) var badRanges: [Range<Int>] = []
  /// Whether an escape sequence switched between sets.
  public private(set) var usedEscapes = false
  /// Whether one switched to a set that (0008,0005) does not name; it was followed, other readers may not.
  public private(set) var usedUndeclaredEscapes = false

  init(text: String) { self.text = text }

  /// How many bytes do not decode.
  public var undecodableBytes: Int { badRanges.reduce(0) { $0 + $1.count } }

  mutating func noteEscape(isDeclared: Bool) {
    usedEscapes = true
    if !isDeclared { usedUndeclaredEscapes = true }
  }

  mutating func appendUndecodable(_ range: Range<Int>) {
    for _ in range { text.unicodeScalars.append("\u{FFFD}") }
    if let last = badRanges.last, last.upperBound == range.lowerBound {
      badRanges[badRanges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      badRanges.append(range)
    }
  }
}
