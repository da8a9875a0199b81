/// Writes packed and encoded forms: gzip, zlib and zip without compression, base64, hexadecimal digits, UTF-16.
enum Packing {
  /// A number, least significant byte first.
  static func littleEndian(_ number: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// A gzip file of one member whose time is not set. RFC 1952.
  static func gzip(_ content: [UInt8], name: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, name.isEmpty ? 0 : 8, 0, 0, 0, 0, 0, 255]
    if !name.isEmpty { bytes += name + [0] }
    return bytes + stored(content) + littleEndian(Int(checksum32(content)), 4)
      + littleEndian(content.count, 4)
  }

  /// A zlib stream. RFC 1950.
  static func zlib(_ content: [UInt8]) -> [UInt8] {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in content {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    return [0x78, 0x01] + stored(content) + littleEndian(Int(high << 16 | low), 4).reversed()
  }

  /// A zip archive of one entry that is not compressed, of the first day that zip has. APPNOTE 6.3.
  static func zip(name: [UInt8], _ content: [UInt8]) -> [UInt8] {
    let sizes =
      littleEndian(Int(checksum32(content)), 4) + littleEndian(content.count, 4)
      + littleEndian(content.count, 4)
    let common = littleEndian(20, 2) + [0, 0, 0, 0, 0, 0, 0x21, 0] + sizes + littleEndian(name.count, 2)
    let local = [0x50, 0x4B, 3, 4] + common + [0, 0] + name + content
    let central = [0x50, 0x4B, 1, 2] + littleEndian(20, 2) + common + [UInt8](repeating: 0, count: 16) + name
    let end = [0, 0, 0, 0, 1, 0, 1, 0] + littleEndian(central.count, 4) + littleEndian(local.count, 4)
    return local + central + [0x50, 0x4B, 5, 6] + end + [0, 0]
  }

  /// Deflate blocks that are not compressed. RFC 1951 section 3.2.4.
  private static func stored(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, content.count)
      bytes += [end == content.count ? 1 : 0] + littleEndian(end - start, 2)
      bytes += littleEndian(~(end - start), 2) + content[start..<end]
      start = end
    } while start < content.count
    return bytes
  }

  /// The checksum of gzip and zip. RFC 1952 section 8.
  private static func checksum32(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }
  }

  /// Base64 with padding. RFC 4648 section 4.
  static func base64(_ content: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: content.count, by: 3) {
      let part = content[start..<min(start + 3, content.count)]
      let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
      for digit in 0..<4 {
        text.append(digit <= part.count ? digits[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
      }
    }
    return text
  }

  /// Two digits a byte.
  static func hexadecimal(_ content: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return content.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// UTF-16 of a text in UTF-8, without byte order mark.
  static func utf16(_ content: [UInt8], isBigEndian: Bool) -> [UInt8] {
    String(decoding: content, as: UTF8.self).utf16.flatMap { unit in
      let bytes = littleEndian(Int(unit), 2)
      return isBigEndian ? bytes.reversed() : bytes
    }
  }
}
