internal import Glibc

/// Bytes that are looked at in place: beyond the end they read as 0, so that no offset of a file can trap.
///
/// Valid only inside the closure that made it.
struct ByteView {
  private let base: UnsafePointer<UInt8>?
  /// How many bytes there are.
  let count: Int

  /// Takes the bytes of a buffer.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    base = bytes.baseAddress
    count = bytes.count
  }

  /// The byte at an offset; 0 beyond either end.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    guard let base, UInt(bitPattern: offset) < UInt(bitPattern: count) else { return 0 }
    return base[offset]
  }

  /// Four bytes as a number, least significant byte first.
  func uint32(_ offset: Int) -> UInt32 {
    UInt32(self[offset]) | UInt32(self[offset + 1]) << 8 | UInt32(self[offset + 2]) << 16
      | UInt32(self[offset + 3]) << 24
  }

  /// Two bytes as a number, least significant byte first.
  func uint16(_ offset: Int) -> UInt16 { UInt16(self[offset]) | UInt16(self[offset + 1]) << 8 }

  /// Where a byte is found first within a range; its end if nowhere.
  func first(_ byte: UInt8, in range: Range<Int>) -> Int {
    let range = range.clamped(to: 0..<count)
    guard let base, !range.isEmpty else { return range.upperBound }
    guard let found = memchr(base + range.lowerBound, Int32(byte), range.count) else {
      return range.upperBound
    }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// Whether a text stands at an offset, whole.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard let base, offset >= 0, offset <= count - text.utf8CodeUnitCount else { return false }
    return memcmp(base + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Where a text is found first within a range, whole; nil if nowhere.
  func first(_ text: StaticString, in range: Range<Int>) -> Int? {
    let range = range.clamped(to: 0..<count)
    guard text.utf8CodeUnitCount > 0 else { return nil }
    var offset = range.lowerBound
    while true {
      offset = first(text.utf8Start.pointee, in: offset..<max(offset, range.upperBound))
      guard offset + text.utf8CodeUnitCount <= range.upperBound else { return nil }
      if has(text, at: offset) { return offset }
      offset += 1
    }
  }

  /// Whether a range has nothing but zeros.
  func isZero(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound, self[offset] == 0 { offset += 1 }
    return offset >= range.upperBound
  }

  /// Whether all bytes of a range are the same.
  func isOneByte(_ range: Range<Int>) -> Bool {
    let range = range.clamped(to: 0..<count)
    guard let base, range.count > 1 else { return true }
    return memcmp(base + range.lowerBound, base + range.lowerBound + 1, range.count - 1) == 0
  }

  /// A range without blanks, line ends and zeros at either side.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, ByteView.isBlank(self[start]) { start += 1 }
    while end > start, ByteView.isBlank(self[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether a byte is a blank, a line end or another control that stands for one, or 0.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 || byte == 0 }
}
