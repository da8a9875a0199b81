/// A Huffman table. ISO 10918-1 annexes C and F.2.2.3.
struct HuffmanTable {
  /// For each code of up to 16 bits, left-aligned in `lookup.count` entries of 9 bits: length in the high byte, value
  /// in the low; 0 for longer ones.
  private var lookup = [UInt16](repeating: 0, count: 512)
  private var maximum = [Int](repeating: -1, count: 18)
  private var offset = [Int](repeating: 0, count: 17)
  private let values: [UInt8]

  /// Makes the table of 16 counts and the values in order of their codes.
  ///
  /// - Throws: ``PixelError`` if there are more codes than a length has.
  init(counts: ArraySlice<UInt8>, values: [UInt8]) throws(PixelError) {
    self.values = values
    var code = 0
    var index = 0
    for (number, count) in counts.enumerated() {
      let length = number + 1
      offset[length] = index - code
      for _ in 0..<Int(count) {
        guard code < 1 << length, index < values.count else { throw .damaged(.jpeg) }
        if length <= 9 {
          let first = code << (9 - length)
          for entry in first..<first + 1 << (9 - length) {
            lookup[entry] = UInt16(length) << 8 | UInt16(values[index])
          }
        }
        code += 1
        index += 1
      }
      maximum[length] = count > 0 ? code - 1 : -1
      code <<= 1
    }
  }

  /// Reads the next code's value; nil where the bits are no code.
  @inline(__always)
  func next(_ bits: inout EntropyBits) -> Int? {
    let entry = lookup[bits.peek(9)]
    if entry != 0 {
      bits.skip(Int(entry >> 8))
      return Int(entry & 0xFF)
    }
    var length = 10
    var code = bits.peek(10)
    while code > maximum[length] {
      length += 1
      guard length <= 16 else { return nil }
      code = bits.peek(length)
    }
    bits.skip(length)
    let index = code + offset[length]
    return values.indices.contains(index) ? Int(values[index]) : nil
  }
}

/// The bits of entropy-coded data, with stuffed bytes taken out, up to the next marker. ISO 10918-1 section B.1.1.5.
struct EntropyBits {
  private let bytes: [UInt8]
  private var position: Int
  private var buffer: UInt64 = 0
  private var count = 0
  private var invented = 0

  /// Begins at an offset of the codestream.
  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// Whether more bits were taken than are there. The ones that are not there read as 0.
  var isOverrun: Bool { invented > count }

  /// The next bits without taking them, at most 16.
  @inline(__always)
  mutating func peek(_ wanted: Int) -> Int {
    if count < wanted { fill() }
    return Int(truncatingIfNeeded: buffer >> UInt64(count - wanted)) & (1 << wanted - 1)
  }

  /// Takes bits that were looked at.
  @inline(__always)
  mutating func skip(_ taken: Int) { count -= taken }

  /// Takes bits, at most 16.
  @inline(__always)
  mutating func take(_ wanted: Int) -> Int {
    guard wanted > 0 else { return 0 }
    let value = peek(wanted)
    count -= wanted
    return value
  }

  /// Takes bits as a difference of that category. ISO 10918-1 table F.1.
  @inline(__always)
  mutating func difference(_ category: Int) -> Int {
    guard category > 0 else { return 0 }
    let value = take(category)
    return value < 1 << (category - 1) ? value - (1 << category) + 1 : value
  }

  /// Ends an interval: drops the bits that are left and steps over the restart marker that is due.
  ///
  /// - Returns: whether it was there.
  mutating func restart() -> Bool {
    buffer = 0
    count = 0
    invented = 0
    while position + 1 < bytes.count {
      if bytes[position] == 0xFF {
        switch bytes[position + 1] {
        case 0xD0...0xD7:
          position += 2
          return true
        case 0x00: return false
        case 0xFF: position += 1
        default: return false
        }
      } else {
        return false
      }
    }
    return false
  }

  private mutating func fill() {
    while count <= 48 {
      var byte: UInt8 = 0
      if position < bytes.count {
        byte = bytes[position]
        if byte == 0xFF {
          if position + 1 < bytes.count, bytes[position + 1] == 0 {
            position += 2
          } else {
            byte = 0
            invented += 8
          }
        } else {
          position += 1
        }
      } else {
        invented += 8
      }
      buffer = buffer << 8 | UInt64(byte)
      count += 8
    }
  }
}
