internal import COpenSSL

/// SHA-256 of bytes as they come, by libcrypto.
///
/// A class only to own the C context; used by one thread at a time.
public final class SHA256 {
  /// Fetched once: libcrypto looks for it at every start otherwise.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  private let context: OpaquePointer

  /// Starts a digest.
  public init() {
    context = EVP_MD_CTX_new()!  // nil only when memory is out
    precondition(EVP_DigestInit_ex(context, SHA256.algorithm, nil) == 1, "libcrypto has no SHA-256")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in bytes.
  public func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Ends the digest: 64 hexadecimal digits, lower case. To be called once.
  public func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = EVP_DigestFinal_ex(context, &digest, nil)
    return String(hexadecimal: digest)
  }

  /// SHA-256 of `bytes`, 64 hexadecimal digits.
  public static func hex(of bytes: [UInt8]) -> String {
    let digest = SHA256()
    digest.update(bytes[...])
    return digest.finish()
  }

  /// SHA-256 of `bytes` in base64, as content security policies have it.
  public static func base64(of bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
    var text = [UInt8](repeating: 0, count: 45)
    let count = EVP_EncodeBlock(&text, digest, Int32(digest.count))
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
  }

  /// HMAC-SHA-256 of `bytes` under `key`, 64 hexadecimal digits. RFC 2104.
  public static func hexCode(of bytes: [UInt8], key: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &digest, &length)
    return String(hexadecimal: digest)
  }
}

/// MD5 of bytes as they come, by libcrypto: as others' lists of digests have it, and for nothing that must be safe.
///
/// A class only to own the C context; used by one thread at a time.
public final class MD5 {
  private let context: OpaquePointer

  /// Starts a digest.
  public init() {
    context = EVP_MD_CTX_new()!  // nil only when memory is out
    precondition(EVP_DigestInit_ex(context, EVP_md5(), nil) == 1, "libcrypto has no MD5")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in bytes.
  public func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Ends the digest: 32 hexadecimal digits, lower case. To be called once.
  public func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    _ = EVP_DigestFinal_ex(context, &digest, nil)
    return String(hexadecimal: digest)
  }
}

extension String {
  /// Two digits a byte, lower case.
  fileprivate init(hexadecimal bytes: [UInt8]) {
    self.init(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = digit(byte >> 4)
        text[2 * index + 1] = digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }
}
