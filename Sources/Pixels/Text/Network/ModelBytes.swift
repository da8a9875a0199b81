/// Why a recognizer's model cannot be used by the program's own network.
enum LineModelError: Error, Equatable {
  /// The file ends before the field at this offset does, or a length of it cannot be.
  case truncated(offset: Int)
  /// The model has layers or codes of a kind that this network has not.
  case notSupported(offset: Int)
}

/// Reads the fields of a Tesseract model from its bytes: numbers have the least significant byte first.
struct ModelBytes {
  private let bytes: [UInt8]
  private(set) var offset: Int
  private let end: Int

  /// The fields of a range of a file, which is in its bounds.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    (self.bytes, offset, end) = (bytes, range.lowerBound, range.upperBound)
  }

  /// How many bytes are left.
  var left: Int { end - offset }

  /// The next field as a number.
  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(LineModelError) -> Number {
    let size = Number.bitWidth / 8
    guard end - offset >= size else { throw .truncated(offset: offset) }
    var value: Number = 0
    for index in (0..<size).reversed() {
      // The shift of the first byte of a one-byte number is by its whole width, and leaves nothing.
      value = value << 8 | Number(truncatingIfNeeded: bytes[offset + index])
    }
    offset += size
    return value
  }

  /// The next field as a fraction of 64 bits.
  mutating func double() throws(LineModelError) -> Double {
    Double(bitPattern: try number(UInt64.self))
  }

  /// The next field as text with its length before it.
  mutating func text() throws(LineModelError) -> String {
    String(decoding: try take(try count(of: 1)), as: UTF8.self)
  }

  /// The next field as how many things of a size in bytes follow: no more than are left.
  mutating func count(of size: Int) throws(LineModelError) -> Int {
    let count = Int(try number(UInt32.self))
    guard count <= (end - offset) / size else { throw .truncated(offset: offset - 4) }
    return count
  }

  /// The next bytes.
  mutating func take(_ count: Int) throws(LineModelError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= end - offset else { throw .truncated(offset: offset) }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}
