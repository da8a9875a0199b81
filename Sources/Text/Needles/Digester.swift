internal import COpenSSL

/// MD5, SHA-1 and SHA-256 of short texts, by libcrypto.
enum Digester {
  /// The algorithms in the order of ``beginnings(of:_:)``, each as the variant that a hit names.
  static let algorithms: [NeedleVariant] = [.md5, .sha1, .sha256]

  /// Tells the first eight bytes of each digest of a text, as numbers whose most significant byte is the first.
  @inline(__always)
  static func beginnings(
    of bytes: [UInt8], _ found: (_ md5: UInt64, _ sha1: UInt64, _ sha256: UInt64) -> Void
  ) {
    var beginnings: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutablePointer(to: &beginnings) { pointer in
      pointer.withMemoryRebound(to: UInt64.self, capacity: 3) { digest_beginnings(bytes, bytes.count, $0) }
    }
    found(beginnings.0, beginnings.1, beginnings.2)
  }
}
