internal import COpenSSL

/// MD5, SHA-1 and SHA-256 of short texts, by libcrypto.
///
/// It owns the C context and is used by one thread.
final class Digester {
  /// The algorithms by their places, each with the variant that a hit names.
  static let algorithms: [(place: Int, variant: NeedleVariant)] = [(0, .md5), (1, .sha1), (2, .sha256)]

  private let context: OpaquePointer
  private let methods: [OpaquePointer]

  /// Fetches the algorithms.
  init() {
    context = EVP_MD_CTX_new()!  // nil only when memory is out
    methods = ["MD5", "SHA1", "SHA256"].map { name in
      guard let method = EVP_MD_fetch(nil, name, nil) else { preconditionFailure("libcrypto has no \(name)") }
      return method
    }
  }

  deinit {
    for method in methods { EVP_MD_free(method) }
    EVP_MD_CTX_free(context)
  }

  /// Writes the digest of a text to the beginning of `buffer` and gives its length in bytes.
  func digest(_ bytes: [UInt8], _ algorithm: Int, into buffer: inout [UInt8]) -> Int {
    if buffer.count < 32 { buffer = Array(repeating: 0, count: 32) }
    var length: UInt32 = 0
    let isDone =
      EVP_DigestInit_ex2(context, methods[algorithm], nil) == 1
      && EVP_DigestUpdate(context, bytes, bytes.count) == 1
      && EVP_DigestFinal_ex(context, &buffer, &length) == 1
    precondition(isDone, "libcrypto cannot make a digest")
    return Int(length)
  }
}
