/// The shape of a value: what may be shown of it.
///
/// Upper-case letters become `A`, lower-case `a`, digits `9`, bytes above 7F `¿`, control bytes `·`; punctuation
/// stays. `DOE^Jane` is `AAA^Aaaa (8 bytes)`.
public struct Evidence: Hashable, Sendable, CustomStringConvertible {
  /// How many bytes of a value a shape shows at most.
  public static let longestShape = 24

  /// The shape, at most ``longestShape`` characters.
  public let shape: String
  /// The length of the whole value in bytes.
  public let lengthInBytes: Int

  /// Takes the shape of a value.
  public init(of value: ArraySlice<UInt8>) {
    lengthInBytes = value.count
    shape = String(value.prefix(Evidence.longestShape).map(Evidence.mask))
  }

  private static func mask(_ byte: UInt8) -> Character {
    switch byte {
    case 0x30...0x39: "9"
    case 0x41...0x5A: "A"
    case 0x61...0x7A: "a"
    case 0x20...0x7E: Character(UnicodeScalar(byte))
    case 0x80...: "¿"
    default: "·"
    }
  }

  /// `AAA^Aaaa (8 bytes)`, with `…` where the value goes on.
  public var description: String {
    shape + (lengthInBytes > Evidence.longestShape ? "…" : "") + " (\(lengthInBytes) bytes)"
  }
}
