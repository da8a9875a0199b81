internal import DICOM
public import Findings

/// The key under which values are hashed where only their equality matters.
///
/// SipHash-2-4 (Aumasson and Bernstein, 2012): without the key nobody can try out short values. The hash of one value
/// is 64 bits, so that among ten million values two are taken for the same less than once in 300,000 runs.
public struct CohortKey: Sendable {
  private let low: UInt64, high: UInt64

  /// A key that lasts as long as the run, or one that a site's key leads to, so that a kept store can be compared.
  public init(_ site: SiteKey?) {
    guard let site else {
      low = UInt64.random(in: .min ... .max)
      high = UInt64.random(in: .min ... .max)
      return
    }
    let digits = Array(site.derived(for: "cohort").utf8)
    low = CohortKey.number(digits[0..<16])
    high = CohortKey.number(digits[16..<32])
  }

  /// The key that a store was made with.
  init(low: Int64, high: Int64) {
    self.low = UInt64(bitPattern: low)
    self.high = UInt64(bitPattern: high)
  }

  /// The key as two numbers, for a store that is kept.
  var numbers: (low: Int64, high: Int64) { (Int64(bitPattern: low), Int64(bitPattern: high)) }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64 {
    digits.reduce(0) { $0 << 4 | UInt64($1 > 0x39 ? $1 - 0x57 : $1 - 0x30) }
  }

  /// The hash of some bytes; never 0, which stands for no value.
  public func hash(_ bytes: ArraySlice<UInt8>) -> Int64 {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The hash of numbers, such as other hashes.
  public func hash(_ numbers: [Int64]) -> Int64 { numbers.withUnsafeBytes { hash($0) } }

  private func hash(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    var state = SipState(low, high)
    var offset = 0
    while offset + 8 <= bytes.count {
      state.take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    var last = UInt64(truncatingIfNeeded: bytes.count) << 56
    var shift: UInt64 = 0
    while offset < bytes.count {
      last |= UInt64(bytes[offset]) << shift
      shift += 8
      offset += 1
    }
    state.take(last)
    let sum = Int64(bitPattern: state.finish())
    return sum == 0 ? 1 : sum
  }
}

/// The four words that SipHash works on.
private struct SipState {
  private var v0: UInt64, v1: UInt64, v2: UInt64, v3: UInt64

  init(_ low: UInt64, _ high: UInt64) {
    v0 = low ^ 0x736F_6D65_7073_6575
    v1 = high ^ 0x646F_7261_6E64_6F6D
    v2 = low ^ 0x6C79_6765_6E65_7261
    v3 = high ^ 0x7465_6462_7974_6573
  }

  private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }

  private mutating func mix() {
    v0 &+= v1
    v1 = SipState.turned(v1, 13) ^ v0
    v0 = SipState.turned(v0, 32)
    v2 &+= v3
    v3 = SipState.turned(v3, 16) ^ v2
    v0 &+= v3
    v3 = SipState.turned(v3, 21) ^ v0
    v2 &+= v1
    v1 = SipState.turned(v1, 17) ^ v2
    v2 = SipState.turned(v2, 32)
  }

  mutating func take(_ word: UInt64) {
    v3 ^= word
    mix()
    mix()
    v0 ^= word
  }

  mutating func finish() -> UInt64 {
    v2 ^= 0xFF
    mix()
    mix()
    mix()
    mix()
    return v0 ^ v1 ^ v2 ^ v3
  }
}
