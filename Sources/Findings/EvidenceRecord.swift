/// A value that a finding is about, for the evidence file and nothing else.
public struct EvidenceRecord: Sendable {
  /// How many bytes of a value are written.
  public static let longestValue = 4_096

  /// The finding's fingerprint.
  public let fingerprint: Fingerprint
  /// The file.
  public let file: ShownPath
  /// The check.
  public let check: CheckID
  /// The element's path.
  public let path: String
  /// The value decoded under its character set, at most ``longestValue`` bytes of it.
  public let text: String
  /// The value's bytes, at most ``longestValue``.
  public let bytes: [UInt8]
  /// The length of the whole value.
  public let lengthInBytes: Int
  /// The pixels in which it was read, as PNG; nil if it was not read in a picture.
  public let picture: [UInt8]?

  /// Makes a record.
  public init(
    fingerprint: Fingerprint, file: ShownPath, check: CheckID, path: String, text: String, bytes: [UInt8],
    lengthInBytes: Int, picture: [UInt8]? = nil
  ) {
    self.fingerprint = fingerprint
    self.file = file
    self.check = check
    self.path = path
    self.text = text
    self.bytes = bytes
    self.lengthInBytes = lengthInBytes
    self.picture = picture
  }
}
