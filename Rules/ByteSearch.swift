internal import Glibc

/// Finds bytes of a table eight at a time: tables of megabytes are read at every start of a run.
enum ByteSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Where one of two bytes stands first from a place on; the count if none does.
  @inline(__always)
  static func first(
    _ one: UInt8, or other: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    let (ones, others) = (UInt64(one) &* ByteSearch.ones, UInt64(other) &* ByteSearch.ones)
    var place = start
    while place &+ 8 <= bytes.count {
      let word = eight(bytes, place)
      // Of the bytes that are zero behind this the first has its highest bit set, and none before it has.
      let left = word ^ ones
      let right = word ^ others
      let found =
        ((left &- ByteSearch.ones) & ~left | (right &- ByteSearch.ones) & ~right) & ByteSearch.highs
      if found != 0 { return place &+ found.trailingZeroBitCount >> 3 }
      place = place &+ 8
    }
    while place < bytes.count, bytes[place] != one, bytes[place] != other { place = place &+ 1 }
    return place
  }

  /// Whether two runs of bytes are the same.
  @inline(__always)
  static func isSame(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard one.count == other.count, let left = one.baseAddress, let right = other.baseAddress else {
      return one.count == other.count
    }
    return memcmp(left, right, one.count) == 0
  }

  /// Eight bytes, the first one lowest; they are all there.
  @inline(__always)
  static func eight(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}
