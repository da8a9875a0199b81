/// Finds what is no pixels in the packets of a video.
enum VideoUserData {
  /// How a video is coded.
  enum Coding {
    /// ISO 13818-2, and 11172-2, which it grew out of.
    case mpeg2
    /// ISO 14496-10.
    case h264
    /// ISO 23008-2.
    case hevc
  }

  /// The user data of a packet: of MPEG-2 what stands behind each user data start code, of the others the messages of
  /// supplemental enhancement information that are not only about timing, and units of kinds that have no meaning.
  ///
  /// - Parameter lengthSize: how many bytes the length before each unit has; nil where start codes divide them.
  static func parts(
    of packet: UnsafeBufferPointer<UInt8>, _ coding: Coding, lengthSize: Int?
  ) -> [[UInt8]] {
    parts(of: packet, units(packet, lengthSize), coding)
  }

  /// The user data of a decoder's configuration, and what it holds behind its last unit.
  static func parts(ofConfiguration bytes: UnsafeBufferPointer<UInt8>, _ coding: Coding) -> [[UInt8]] {
    guard lengthSize(configuration: bytes, coding) != nil else {
      return parts(of: bytes, units(bytes, nil), coding)
    }
    let (units, end) = units(ofConfiguration: bytes, coding)
    // Behind the units of H.264 four numbers may stand.
    let rest = bytes.count - end > 4 ? [Array(bytes[end...])] : []
    return parts(of: bytes, units, coding) + rest
  }

  private static func parts(
    of packet: UnsafeBufferPointer<UInt8>, _ units: [Range<Int>], _ coding: Coding
  ) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    for unit in units {
      let bytes = UnsafeBufferPointer(rebasing: packet[unit])
      guard let first = bytes.first else { continue }
      switch coding {
      case .mpeg2:
        // ISO 13818-2 section 6.2.2.2.2.
        if first == 0xB2 { parts.append(Array(bytes.dropFirst())) }
      case .h264: parts += h264(bytes, first)
      case .hevc: parts += hevc(bytes, first)
      }
    }
    return parts.map(withoutPadding).filter { !$0.isEmpty }
  }

  /// How many bytes a unit's length has, as the decoder's configuration says; nil where start codes divide units.
  ///
  /// ISO 14496-15 sections 5.2.4.1 and 8.3.3.1: the configuration begins with its version, which is 1.
  static func lengthSize(configuration: UnsafeBufferPointer<UInt8>, _ coding: Coding) -> Int? {
    let place: Int
    switch coding {
    case .mpeg2: return nil
    case .h264: place = 4
    case .hevc: place = 21
    }
    guard configuration.count > place + 1, configuration[0] == 1 else { return nil }
    return Int(configuration[place] & 3) + 1
  }

  // MARK: units

  /// The ranges of units, without start codes or lengths.
  private static func units(_ bytes: UnsafeBufferPointer<UInt8>, _ lengthSize: Int?) -> [Range<Int>] {
    var units: [Range<Int>] = []
    guard let lengthSize else {
      var start: Int?
      var position = 0
      // The third byte of a start code is 1: two of three places can be stepped over.
      while position + 2 < bytes.count {
        switch bytes[position + 2] {
        case 2...: position += 3
        case 1 where bytes[position] == 0 && bytes[position + 1] == 0:
          if let start { units.append(start..<position) }
          start = position + 3
          position += 3
        default: position += 1
        }
      }
      if let start { units.append(start..<bytes.count) }
      return units
    }
    var position = 0
    while position + lengthSize <= bytes.count {
      let length = bytes[position..<position + lengthSize].reduce(0) { $0 << 8 | Int($1) }
      position += lengthSize
      // A length that lies: what is left is one unit.
      let end = length > bytes.count - position ? bytes.count : position + length
      units.append(position..<end)
      position = end
    }
    return units
  }

  /// The ranges of the units in a configuration, and where they end. ISO 14496-15 sections 5.2.4.1 and 8.3.3.1.
  private static func units(
    ofConfiguration bytes: UnsafeBufferPointer<UInt8>, _ coding: Coding
  ) -> (units: [Range<Int>], end: Int) {
    var units: [Range<Int>] = []
    var position = coding == .hevc ? 23 : 5
    // Of H.264 two runs, each behind its count; of HEVC as many as are told, each behind its kind and count.
    let runs = coding == .hevc && bytes.count > 22 ? Int(bytes[22]) : 2
    for run in 0..<runs {
      var count: Int
      if coding == .hevc {
        guard position + 3 <= bytes.count else { return (units, position) }
        count = Int(bytes[position + 1]) << 8 | Int(bytes[position + 2])
        position += 3
      } else {
        guard position < bytes.count else { return (units, position) }
        count = Int(bytes[position]) & (run == 0 ? 0x1F : 0xFF)
        position += 1
      }
      while count > 0, position + 2 <= bytes.count {
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        guard length <= bytes.count - position - 2 else { return (units, position) }
        units.append(position + 2..<position + 2 + length)
        position += 2 + length
        count -= 1
      }
    }
    return (units, min(position, bytes.count))
  }

  private static func h264(_ unit: UnsafeBufferPointer<UInt8>, _ first: UInt8) -> [[UInt8]] {
    switch first & 0x1F {
    case 6: messages(unescaped(unit.dropFirst()), timing: [0, 1, 6])
    // Slices, parameter sets, delimiters, filler, slices of further views and layers.
    case 1...5, 7...15, 19...21: []
    default: [Array(unit.dropFirst())]
    }
  }

  private static func hevc(_ unit: UnsafeBufferPointer<UInt8>, _ first: UInt8) -> [[UInt8]] {
    switch first >> 1 & 0x3F {
    case 39, 40: messages(unescaped(unit.dropFirst(2)), timing: [0, 1, 6, 129, 130, 132])
    case 0...9, 16...21, 32...38: []
    default: [Array(unit.dropFirst(2))]
    }
  }

  /// A unit without the bytes that keep start codes out of it. ISO 14496-10 section 7.4.1.
  private static func unescaped(_ unit: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(unit.count)
    var zeros = 0
    for byte in unit {
      if zeros >= 2, byte == 3 {
        zeros = 0
        continue
      }
      zeros = byte == 0 ? zeros + 1 : 0
      bytes.append(byte)
    }
    return bytes
  }

  /// The messages of one unit. ISO 14496-10 section 7.3.2.3.
  ///
  /// - Parameter timing: the kinds that have fields of fixed widths only and are left out.
  private static func messages(_ bytes: [UInt8], timing: Set<Int>) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var position = 0
    func number() -> Int? {
      var number = 0
      while position < bytes.count, bytes[position] == 0xFF {
        number += 255
        position += 1
      }
      guard position < bytes.count else { return nil }
      number += Int(bytes[position])
      position += 1
      return number
    }
    // The last byte holds the bit that ends the unit.
    while position + 2 < bytes.count {
      let start = position
      guard let kind = number(), let length = number(), length <= bytes.count - position else {
        return messages + [Array(bytes[start...])]
      }
      if !timing.contains(kind) { messages.append(Array(bytes[position..<position + length])) }
      position += length
    }
    return messages
  }

  /// Nothing, if all bytes are fill.
  private static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    bytes.contains { $0 != 0 && $0 != 0xFF && $0 != 0x80 } ? bytes : []
  }
}
