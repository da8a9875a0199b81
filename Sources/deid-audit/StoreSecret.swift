internal import Cohort
internal import Crypto
internal import Findings
internal import FoundationEssentials

/// Locks what files gave away in a store, by ChaCha20 and Poly1305 (RFC 8439) under a key made of the site's.
struct StoreSecret: RecordSecret {
  private let key: SymmetricKey

  /// Takes the site's key.
  init(_ site: SiteKey) {
    key = SymmetricKey(data: SHA256.hash(data: Data(site.derived(for: "values in a store").utf8)))
  }

  func seal(_ bytes: [UInt8]) throws -> [UInt8] { Array(try ChaChaPoly.seal(bytes, using: key).combined) }

  func open(_ bytes: [UInt8]) throws -> [UInt8] {
    Array(try ChaChaPoly.open(ChaChaPoly.SealedBox(combined: bytes), using: key))
  }
}
