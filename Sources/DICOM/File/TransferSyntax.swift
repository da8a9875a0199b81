/// How a data set is encoded. PS3.5 section 10 and annex A.
public struct TransferSyntax: Equatable, Sendable {
  /// Whether elements carry their VR.
  public let isExplicitVR: Bool
  /// Whether numbers have their most significant byte first.
  public let isBigEndian: Bool
  /// Whether the data set is a deflate stream. PS3.5 section A.5.
  public let isDeflated: Bool
  /// Whether the standard, or a vendor's known deviation, defines it.
  public let isKnown: Bool

  /// Implicit VR Little Endian, the default. PS3.5 section A.1.
  public static let implicitLittleEndian = TransferSyntax(isExplicitVR: false)
  /// Explicit VR Little Endian. PS3.5 section A.2.
  public static let explicitLittleEndian = TransferSyntax(isExplicitVR: true)
  /// Explicit VR Big Endian, retired.
  public static let explicitBigEndian = TransferSyntax(isExplicitVR: true, isBigEndian: true)

  init(isExplicitVR: Bool, isBigEndian: Bool = false, isDeflated: Bool = false, isKnown: Bool = true) {
    self.isExplicitVR = isExplicitVR
    self.isBigEndian = isBigEndian
    self.isDeflated = isDeflated
    self.isKnown = isKnown
  }

  /// The encoding that a Transfer Syntax UID (0002,0010) stands for.
  ///
  /// All encapsulated syntaxes are Explicit VR Little Endian (PS3.5 section A.4). An unknown UID gives that too, with
  /// `isKnown` false.
  ///
  /// - Parameter uid: the value without padding.
  public init(uid: ArraySlice<UInt8>) {
    switch String(decoding: uid, as: UTF8.self) {
    case "1.2.840.10008.1.2", "1.2.840.10008.1.20":
      self = .implicitLittleEndian
    case "1.2.840.113619.5.2":
      // GE's private syntax: implicit VR, little endian but for the pixels.
      self = .implicitLittleEndian
    case "1.2.840.10008.1.2.1": self = .explicitLittleEndian
    case "1.2.840.10008.1.2.2": self = .explicitBigEndian
    case "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205":
      self.init(isExplicitVR: true, isDeflated: true)
    case let text:
      let encapsulated = [
        "1.2.840.10008.1.2.4.", "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.6.",
        "1.2.840.10008.1.2.7.", "1.2.840.10008.1.2.8.",
      ]
      self.init(isExplicitVR: true, isKnown: encapsulated.contains { text.hasPrefix($0) })
    }
  }
}
