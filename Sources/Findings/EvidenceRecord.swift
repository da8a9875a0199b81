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

  /// Makes a record.
  public init(
    fingerprint: Fingerprint, file: ShownPath, check: CheckID, path: String, text: String, bytes: [UInt8],
    lengthInBytes: Int
  ) {
    self.fingerprint = fingerprint
    self.file = file
    self.check = check
    self.path = path
    self.text = text
    self.bytes = bytes
    self.lengthInBytes = lengthInBytes
  }
}
