/// A UID, as bytes. PS3.5 section 9.
public struct UniqueIdentifier: Sendable {
  /// What stands behind the last arc.
  public enum Padding: Sendable {
    /// Nothing.
    case none
    /// One NUL, which makes the length even, as PS3.5 section 9.1 asks.
    case lawful
    /// Blanks, more than one NUL, or a NUL that makes the length odd.
    case unlawful
  }

  /// The UID without padding.
  let bytes: ArraySlice<UInt8>
  /// What stands behind it.
  public let padding: Padding

  /// Takes one value, with its padding or without; other bytes are kept, and make it malformed.
  public init(_ value: ArraySlice<UInt8>) {
    var end = value.endIndex
    while end > value.startIndex, value[end - 1] == 0 || value[end - 1] == 0x20 { end -= 1 }
    bytes = value[..<end]
    let count = value.endIndex - end
    padding =
      count == 0
      ? .none : count == 1 && value[end] == 0 && value.count.isMultiple(of: 2) ? .lawful : .unlawful
  }

  /// Whether it is made as PS3.5 section 9.1 says: 64 characters at most, digits and dots, no arc empty or
  /// with a leading zero. Padding is not looked at.
  public var isWellFormed: Bool {
    guard !bytes.isEmpty, bytes.count <= 64 else { return false }
    var first: UInt8 = 0
    var length = 0
    for byte in bytes {
      if byte == 0x2E {
        guard length > 0 else { return false }
        length = 0
      } else {
        guard byte &- 0x30 <= 9, !(length == 1 && first == 0x30) else { return false }
        if length == 0 { first = byte }
        length += 1
      }
    }
    return length > 0
  }

  /// The arcs between the dots, empty ones included.
  public var arcs: [ArraySlice<UInt8>] { bytes.split(separator: 0x2E, omittingEmptySubsequences: false) }

  /// Whether it is a root or lies below it, which ends at an arc: `1.2.84` is not above `1.2.840`.
  public func hasPrefix(root: some Collection<UInt8>) -> Bool {
    guard bytes.starts(with: root) else { return false }
    let end = bytes.startIndex + root.count
    return end == bytes.endIndex || bytes[end] == 0x2E
  }

  /// What a UUID in a UID says of itself. PS3.5 section B.2, RFC 9562.
  public struct UUIDFacts: Equatable, Sendable {
    /// The version, 0 to 15: 1, 2 and 6 hold a clock and a node, 3 and 5 a hash of a name, 4 is random, 7
    /// holds milliseconds since 1970.
    public let version: Int
    /// Whether the variant is the one that RFC 9562 defines, without which the version means nothing.
    public let isStandardVariant: Bool
    /// Whether it holds a clock that reads 1970 to 2099. A random number can pass for one, once in some
    /// thousand.
    public let hasClock: Bool
    /// Whether it holds a network address: a node whose group bit says that it is not a random number.
    public let hasNetworkAddress: Bool

    init(_ number: UInt128) {
      let version = Int(number >> 76 & 0xF)
      let isStandard = number >> 62 & 0b11 == 0b10
      let clock = UUIDFacts.secondsSince1970(number, version)
      let hasClock = isStandard && clock.map { (0..<4_102_444_800).contains($0) } ?? false
      self.version = version
      isStandardVariant = isStandard
      self.hasClock = hasClock
      hasNetworkAddress = hasClock && version != 7 && number >> 40 & 1 == 0
    }

    /// What the clock of a version that has one reads.
    private static func secondsSince1970(_ number: UInt128, _ version: Int) -> Int? {
      let low = Int(number >> 96 & 0xFFFF_FFFF)
      let mid = Int(number >> 80 & 0xFFFF)
      let high = Int(number >> 64 & 0x0FFF)
      // Ticks of 100 ns since the Gregorian calendar's first day, 15 October 1582.
      let epoch = 12_219_292_800
      switch version {
      case 1: return (high << 48 | mid << 32 | low) / 10_000_000 - epoch
      // Version 2 has a local number in the place of the low bits.
      case 2: return (high << 48 | mid << 32) / 10_000_000 - epoch
      case 6: return (low << 28 | mid << 12 | high) / 10_000_000 - epoch
      case 7: return (low << 16 | mid) / 1_000
      default: return nil
      }
    }
  }

  /// What the UUID below `2.25` says of itself; nil for other UIDs, and for a number above 128 bits.
  public var uuid: UUIDFacts? {
    guard hasPrefix(root: [0x32, 0x2E, 0x32, 0x35]), bytes.count > 5 else { return nil }
    let arc = bytes[(bytes.startIndex + 5)...].prefix { $0 != 0x2E }
    guard !arc.isEmpty else { return nil }
    var value: UInt128 = 0
    for byte in arc {
      guard byte &- 0x30 <= 9 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt128(byte - 0x30))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return UUIDFacts(value)
  }
}
