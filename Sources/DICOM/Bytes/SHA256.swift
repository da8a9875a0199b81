internal import COpenSSL

/// SHA-256 of bytes as they come, by libcrypto.
///
/// A class only to own the C context; used by one thread at a time.
public final class SHA256 {
  private let context: OpaquePointer

  /// Starts a digest.
  public init() {
    context = EVP_MD_CTX_new()!  // nil only when memory is out
    precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256")
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
    return SHA256.hex(digest)
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
    return hex(digest)
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
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
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
