internal import DICOM

/// A name for a finding that is made from its content, not from its position.
///
/// With a site's key it covers the check, the creator, the path without item numbers and the normalized value, so
/// that a new value at the same place is a new finding. Without a key the value stays out: a hash that anybody can
/// compute of a short value gives the value away.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// 32 hexadecimal digits.
  public let description: String

  /// Makes the fingerprint of a finding.
  ///
  /// - Parameter value: the element's value without padding; used with a key only.
  public init(
    check: CheckID, place: Place, creator: ArraySlice<UInt8>, value: ArraySlice<UInt8>, key: SiteKey?
  ) {
    var content = Array(check.description.utf8)
    content.append(0)
    content.append(contentsOf: place.pattern.utf8)
    content.append(0)
    if let key {
      content.append(contentsOf: creator)
      content.append(0)
      content.append(contentsOf: value)
      description = "k" + String(key.code(for: content).prefix(31))
    } else {
      description = "p" + String(SHA256.hex(of: content).prefix(31))
    }
  }
}

/// A secret of the site's, from which keyed fingerprints are made.
public struct SiteKey: Sendable {
  /// How many bytes a key has.
  public static let lengthInBytes = 32

  private let bytes: [UInt8]

  /// Takes a key's bytes; nil unless there are ``lengthInBytes``.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == SiteKey.lengthInBytes else { return nil }
    self.bytes = bytes
  }

  /// A name for the key, by which a baseline knows the one it was made with. The key cannot be found from it.
  public var mark: String { String(code(for: Array("deid-audit baseline".utf8)).prefix(16)) }

  /// A secret for another use, made from this one: 64 hexadecimal digits.
  public func derived(for use: StaticString) -> String { code(for: Array("derived key: \(use)".utf8)) }

  /// HMAC-SHA-256 of `content`, 64 hexadecimal digits.
  func code(for content: [UInt8]) -> String { SHA256.hexCode(of: content, key: bytes) }
}
