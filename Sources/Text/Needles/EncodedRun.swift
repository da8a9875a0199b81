/// Text that stands in bytes as hexadecimal digits, base64 or UTF-16.
struct EncodedRun {
  /// Where it stands.
  let range: Range<Int>
  /// What it decodes to.
  var decoded: [UInt8]
  /// Where the first decoded byte's code begins.
  let start: Int
  /// How many code bytes there are for so many decoded ones.
  let step: (codes: Int, bytes: Int)
  /// Where the code of each decoded byte begins behind `start`, if that does not follow from `step`; else empty.
  var places: [Int32] = []

  /// Where decoded bytes stand in code.
  func range(of part: Range<Int>) -> Range<Int> {
    if !places.isEmpty {
      return start + Int(places[part.lowerBound])..<start + Int(places[part.upperBound - 1]) + step.codes
    }
    let low = start + part.lowerBound * step.codes / step.bytes
    let high = start + (part.upperBound * step.codes + step.bytes - 1) / step.bytes
    return low..<max(low + 1, min(high, range.upperBound))
  }

  /// Decodes pairs of hexadecimal digits; a last odd one is left out.
  static func hexadecimal(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> EncodedRun {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count / 2)
    var place = range.lowerBound
    while place + 1 < range.upperBound {
      decoded.append(digit(bytes[place]) << 4 | digit(bytes[place + 1]))
      place += 2
    }
    return EncodedRun(range: range, decoded: decoded, start: range.lowerBound, step: (2, 1))
  }

  /// The value of a hexadecimal digit.
  @inline(__always) static func digit(_ byte: UInt8) -> UInt8 { byte & 0x0F &+ (byte >> 6) &* 9 }

  /// The values of base64's characters, in the alphabet of RFC 4648; 255 for others.
  static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    values[0x2D] = 62
    values[0x5F] = 63
    return values
  }()

  /// Decodes base64; bits that make no whole byte are left out.
  static func base64(
    _ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, values: UnsafePointer<UInt8>
  ) -> EncodedRun {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count * 3 / 4)
    var place = range.lowerBound
    while place + 4 <= range.upperBound {
      let group =
        UInt32(values[Int(bytes[place])]) << 18 | UInt32(values[Int(bytes[place + 1])]) << 12
        | UInt32(values[Int(bytes[place + 2])]) << 6 | UInt32(values[Int(bytes[place + 3])])
      decoded.append(UInt8(truncatingIfNeeded: group >> 16))
      decoded.append(UInt8(truncatingIfNeeded: group >> 8))
      decoded.append(UInt8(truncatingIfNeeded: group))
      place += 4
    }
    var bits: UInt32 = 0
    let left = range.upperBound - place
    for _ in 0..<left {
      bits = bits << 6 | UInt32(values[Int(bytes[place])])
      place += 1
    }
    if left == 2 { decoded.append(UInt8(truncatingIfNeeded: bits >> 4)) }
    if left == 3 {
      decoded.append(UInt8(truncatingIfNeeded: bits >> 10))
      decoded.append(UInt8(truncatingIfNeeded: bits >> 2))
    }
    return EncodedRun(range: range, decoded: decoded, start: range.lowerBound, step: (4, 3))
  }

  /// Takes the bytes 0 out of UTF-16 of Latin letters, from a character at `place` on and back to the first, `most` of
  /// them.
  static func utf16(_ bytes: UnsafePointer<UInt8>, _ count: Int, at place: Int, most: Int) -> EncodedRun {
    func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F }
    var start = place
    // What is far before the place was seen with the run's first part.
    let first = max(2, place - 512)
    while start >= first, isText(bytes[start - 2]), bytes[start - 1] == 0 { start -= 2 }
    var decoded: [UInt8] = []
    var end = start
    while end < count, decoded.count < most, isText(bytes[end]) {
      decoded.append(bytes[end])
      // The last character of the most significant byte first has no byte 0 behind it.
      guard end + 1 < count, bytes[end + 1] == 0 else {
        end += 1
        break
      }
      end += 2
    }
    return EncodedRun(range: start..<min(end, count), decoded: decoded, start: start, step: (2, 1))
  }
}
