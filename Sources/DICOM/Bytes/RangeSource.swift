/// Bytes that are read by ranges.
protocol RangeSource: AnyObject {
  /// Reads up to `count` bytes at `offset` into `buffer` from `position` on; fewer only at the end.
  func read(
    at offset: Int, count: Int, into buffer: inout [UInt8], position: Int
  ) throws(SystemError) -> Int
}

extension FileBytes: RangeSource {}
extension Inflater: RangeSource {}

/// Bytes in memory.
final class MemoryBytes: RangeSource {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(
    at offset: Int, count: Int, into buffer: inout [UInt8], position: Int
  ) throws(SystemError) -> Int {
    guard offset < bytes.count else { return 0 }
    let end = min(bytes.count, offset + count)
    buffer.replaceSubrange(position..<position + (end - offset), with: bytes[offset..<end])
    return end - offset
  }
}

/// A range of another source as a source of its own.
final class SubrangeSource: RangeSource {
  private let source: any RangeSource
  private let range: Range<Int>

  init(_ source: any RangeSource, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  func read(
    at offset: Int, count: Int, into buffer: inout [UInt8], position: Int
  ) throws(SystemError) -> Int {
    guard offset < range.count else { return 0 }
    return try source.read(
      at: range.lowerBound + offset, count: min(count, range.count - offset), into: &buffer,
      position: position)
  }
}

/// A stretch of a source that is in memory, moved along as the reader goes.
///
/// The buffer is reused from file to file. Numbers in it are read without copying.
struct ByteWindow {
  private(set) var bytes: [UInt8]
  /// The offset of `bytes[0]` in the source.
  private(set) var start = 0
  /// How many of `bytes` are filled.
  private(set) var count = 0
  /// The length of the source in bytes.
  private(set) var length = 0
  /// The error that ended reading, if one did.
  private(set) var error: SystemError?
  private var source: any RangeSource

  init(_ source: any RangeSource, length: Int, reusing buffer: consuming [UInt8]) {
    bytes = buffer
    self.source = source
    self.length = length
  }

  /// Makes `range` of the source available. False if the source ends before, or fails; see ``error``.
  ///
  /// Never allocates more than the source still has, rounded up to a read.
  @inline(__always)
  mutating func load(_ range: Range<Int>) -> Bool {
    if range.lowerBound >= start, range.upperBound <= start + count { return true }
    return fill(range)
  }

  private mutating func fill(_ range: Range<Int>) -> Bool {
    guard range.upperBound <= length, error == nil else { return false }
    let usual = range.lowerBound == 0 ? Limits.firstReadInBytes : Limits.readInBytes
    let wanted = max(range.count, min(usual, length - range.lowerBound))
    // Nothing of the old bytes is needed; zeros are written faster all at once.
    if bytes.count < wanted { bytes = [UInt8](repeating: 0, count: wanted) }
    start = range.lowerBound
    count = 0
    do {
      count = try source.read(at: start, count: wanted, into: &bytes, position: 0)
    } catch {
      self.error = error
    }
    return count >= range.count
  }

  /// Lets go of the buffer.
  mutating func forget() {
    bytes = []
    count = 0
  }

  /// The bytes of a range that was loaded.
  @inline(__always)
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    bytes[range.lowerBound - start..<range.upperBound - start]
  }

  @inline(__always)
  func uint16(at offset: Int, bigEndian: Bool) -> UInt16 {
    let index = offset - start
    let first = UInt16(bytes[index])
    let second = UInt16(bytes[index + 1])
    return bigEndian ? first << 8 | second : second << 8 | first
  }

  @inline(__always)
  func uint32(at offset: Int, bigEndian: Bool) -> UInt32 {
    let first = UInt32(uint16(at: offset, bigEndian: bigEndian))
    let second = UInt32(uint16(at: offset + 2, bigEndian: bigEndian))
    return bigEndian ? first << 16 | second : second << 16 | first
  }

  /// Eight bytes, the first the least.
  @inline(__always)
  func uint64(at offset: Int) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset - start, as: UInt64.self))
    }
  }
}
