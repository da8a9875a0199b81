/// A UID, as bytes without padding. PS3.5 section 9.
public struct UniqueIdentifier: Sendable {
  /// What a UID gives away.
  public enum Disclosure: Hashable, Sendable {
    /// A day, or a day and a time.
    case date
    /// Seconds since 1970.
    case unixTime
    /// The number of a device.
    case deviceSerial
    /// A network address and a time: a UUID of version 1.
    case networkAddress
  }

  private let bytes: ArraySlice<UInt8>

  /// Takes a value without padding.
  public init(_ value: ArraySlice<UInt8>) { bytes = value }

  /// Whether it is made as PS3.5 section 9.1 says: 64 characters at most, digits and dots, no arc empty or with a
  /// leading zero.
  public var isWellFormed: Bool {
    guard !bytes.isEmpty, bytes.count <= 64 else { return false }
    var first: UInt8 = 0
    var length = 0
    for byte in bytes {
      if byte == 0x2E {
        guard length > 0 else { return false }
        length = 0
      } else {
        guard (0x30...0x39).contains(byte), !(length == 1 && first == 0x30) else { return false }
        if length == 0 { first = byte }
        length += 1
      }
    }
    return length > 0
  }

  /// What the arcs give away, judged by their form: an arc of 8, 12, 14 or 17 digits that begins with a date of 1970
  /// to 2099, one of 10 digits that is a time since 1970, Siemens' serial number (the sixth arc below its root) and
  /// its `3000000YYMMDD…`, a UUID of version 1.
  public var disclosures: Set<Disclosure> {
    let arcs = bytes.split(separator: 0x2E)
    var found: Set<Disclosure> = []
    if arcs.count == 3, arcs[0].elementsEqual([0x32]), arcs[1].elementsEqual("25".utf8) {
      return UniqueIdentifier.isVersion1(arcs[2]) ? [.networkAddress] : []
    }
    let isSiemens = bytes.starts(with: "1.3.12.2.1107.5.".utf8)
    for (place, arc) in arcs.enumerated() {
      if isSiemens, place == 8, arc.count >= 4 { found.insert(.deviceSerial) }
      switch arc.count {
      case 8, 12, 14, 17...: if UniqueIdentifier.beginsWithDate(arc) { found.insert(.date) }
      default: break
      }
      if isSiemens, arc.starts(with: "3000000".utf8), arc.count >= 13 { found.insert(.date) }
      if arc.count == 10, (631_152_000...4_102_444_800).contains(UniqueIdentifier.number(arc)) {
        found.insert(.unixTime)
      }
    }
    return found
  }

  private static func beginsWithDate(_ arc: ArraySlice<UInt8>) -> Bool {
    guard let date = DateValue(arc.prefix(8)) else { return false }
    return (1970...2099).contains(date.year)
  }

  private static func number(_ arc: ArraySlice<UInt8>) -> Int {
    arc.prefix(18).reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  /// Whether a decimal number of 128 bits is a UUID of version 1, which has the version in bits 76 to 79.
  private static func isVersion1(_ arc: ArraySlice<UInt8>) -> Bool {
    guard arc.count <= 39 else { return false }
    var value: UInt128 = 0
    for byte in arc {
      guard (0x30...0x39).contains(byte) else { return false }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt128(byte - 0x30))
      guard !overflow, !carry else { return false }
      value = sum
    }
    return value >> 76 & 0xF == 1 && value >> 62 & 0b11 == 0b10
  }
}
