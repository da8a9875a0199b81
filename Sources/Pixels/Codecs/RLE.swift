/// Run lengths: up to 15 segments, each a plane of bytes, the most significant first. PS3.5 annex G.
enum RLE {
  /// Decodes a frame.
  static func decode(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> DecodedImage {
    let size = expected.size
    // Samples of one bit are packed into bytes before they are coded.
    let isPacked = expected.bitsAllocated == 1
    let width = max(1, expected.bitsAllocated / 8)
    guard bytes.count >= 64 else { throw .truncated(needed: 64, left: bytes.count) }
    let header = (0..<16).map { number in
      (0..<4).reduce(0) { $0 | Int(bytes[4 * number + $1]) << (8 * $1) }
    }
    let segments = header[0]
    guard segments == width * size.components else { throw .damaged(.rle) }
    let pixels = size.width * size.height
    let count = isPacked ? (pixels + 7) / 8 : pixels
    var planes: [[UInt8]] = []
    var isWhole = true
    for number in 1...segments {
      let start = header[number]
      // The next segment, or for the last the end; a lying order costs the segment, not the process.
      let end = number < segments ? header[number + 1] : bytes.count
      guard start >= 64, start <= end, end <= bytes.count else { throw .damaged(.rle) }
      let plane = segment(bytes, start..<end, count: count)
      if plane.isShort { isWhole = false }
      planes.append(isPacked ? unpacked(plane.bytes, count: pixels) : plane.bytes)
    }
    let words = joined(planes, width: width, components: size.components, pixels: pixels)
    return DecodedImage(
      size: size, words: words, precision: expected.bitsAllocated, damage: isWhole ? nil : .damaged(.rle))
  }

  /// Expands one segment to exactly `count` bytes; what is missing is 0.
  private static func segment(
    _ bytes: [UInt8], _ range: Range<Int>, count: Int
  ) -> (bytes: [UInt8], isShort: Bool) {
    var plane = [UInt8](repeating: 0, count: count)
    var done = 0
    var position = range.lowerBound
    while done < count, position < range.upperBound {
      let code = Int(bytes[position])
      position += 1
      if code < 128 {
        let length = min(code + 1, count - done, range.upperBound - position)
        for step in 0..<length { plane[done + step] = bytes[position + step] }
        done += length
        position += code + 1
      } else if code > 128, position < range.upperBound {
        let length = min(257 - code, count - done)
        let value = bytes[position]
        for step in 0..<length { plane[done + step] = value }
        done += length
        position += 1
      }
    }
    return (plane, done < count)
  }

  private static func unpacked(_ bytes: [UInt8], count: Int) -> [UInt8] {
    (0..<count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 }
  }

  private static func joined(_ planes: [[UInt8]], width: Int, components: Int, pixels: Int) -> Words {
    switch width {
    case 1:
      if components == 1 { return .bytes(planes[0]) }
      var all = [UInt8](repeating: 0, count: pixels * components)
      for component in 0..<components {
        let plane = planes[component]
        for pixel in 0..<pixels { all[pixel * components + component] = plane[pixel] }
      }
      return .bytes(all)
    case 2:
      var all = [UInt16](repeating: 0, count: pixels * components)
      for component in 0..<components {
        let high = planes[2 * component]
        let low = planes[2 * component + 1]
        for pixel in 0..<pixels {
          all[pixel * components + component] = UInt16(high[pixel]) << 8 | UInt16(low[pixel])
        }
      }
      return .shorts(all)
    default:
      var all = [UInt32](repeating: 0, count: pixels * components)
      for component in 0..<components {
        for byte in 0..<4 {
          let plane = planes[4 * component + byte]
          for pixel in 0..<pixels {
            all[pixel * components + component] |= UInt32(plane[pixel]) << UInt32(24 - 8 * byte)
          }
        }
      }
      return .longs(all)
    }
  }
}
