/// Run lengths: up to 15 segments, each a plane of bytes, the most significant first. PS3.5 annex G.
enum RLE {
  /// Decodes a frame.
  static func decode(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> DecodedImage {
    let size = expected.size
    // Samples of one bit are packed into bytes before they are coded.
    let isPacked = expected.bitsAllocated == 1
    let width = max(1, expected.bitsAllocated / 8)
    let segments = try segments(bytes, count: width * size.components)
    let pixels = size.width * size.height
    let count = isPacked ? (pixels + 7) / 8 : pixels
    var planes: [[UInt8]] = []
    var isWhole = true
    for range in segments {
      let plane = segment(bytes, range, count: count)
      if plane.end == nil { isWhole = false }
      planes.append(isPacked ? unpacked(plane.bytes, count: pixels) : plane.bytes)
    }
    let words = joined(planes, width: width, components: size.components, pixels: pixels)
    return DecodedImage(
      size: size, words: words, precision: expected.bitsAllocated, damage: isWhole ? nil : .damaged(.rle))
  }

  /// The ranges that no pixel is made of: between header and segments, and behind the last packet of each.
  ///
  /// - Throws: ``PixelError`` if there are no segments as the header says.
  static func leftOver(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> [Range<Int>] {
    let size = expected.size
    let pixels = size.width * size.height
    let count = expected.bitsAllocated == 1 ? (pixels + 7) / 8 : pixels
    let segments = try segments(bytes, count: max(1, expected.bitsAllocated / 8) * size.components)
    // The offsets of segments that are not there.
    var ranges = [4 * (segments.count + 1)..<64]
    if let first = segments.first { ranges.append(64..<first.lowerBound) }
    for range in segments {
      if let end = segment(bytes, range, count: count).end { ranges.append(end..<range.upperBound) }
    }
    return ranges
  }

  /// Whether bytes begin like a frame: a number of segments, the first of which lies behind the header.
  static func isHeader(_ beginning: [UInt8]) -> Bool {
    beginning.count >= 8 && (1...15).contains(beginning[0]) && beginning[1..<4].allSatisfy { $0 == 0 }
      && beginning[4..<8].elementsEqual([64, 0, 0, 0])
  }

  /// The ranges of the segments.
  private static func segments(_ bytes: [UInt8], count: Int) throws(PixelError) -> [Range<Int>] {
    guard bytes.count >= 64 else { throw .truncated(needed: 64, left: bytes.count) }
    let header = (0..<16).map { number in
      (0..<4).reduce(0) { $0 | Int(bytes[4 * number + $1]) << (8 * $1) }
    }
    guard header[0] == count, count < header.count else { throw .damaged(.rle) }
    var segments: [Range<Int>] = []
    for number in 1...count {
      let start = header[number]
      // The next segment, or for the last the end; a lying order costs the frame, not the process.
      let end = number < count ? header[number + 1] : bytes.count
      guard start >= 64, start <= end, end <= bytes.count else { throw .damaged(.rle) }
      segments.append(start..<end)
    }
    return segments
  }

  /// Expands one segment to exactly `count` bytes; what is missing is 0.
  ///
  /// `end` is where the first byte stands that is not needed; nil if there are too few.
  private static func segment(
    _ bytes: [UInt8], _ range: Range<Int>, count: Int
  ) -> (bytes: [UInt8], end: Int?) {
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
        position += length
      } else if code > 128, position < range.upperBound {
        let length = min(257 - code, count - done)
        let value = bytes[position]
        for step in 0..<length { plane[done + step] = value }
        done += length
        position += 1
      }
    }
    return (plane, done < count ? nil : position)
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
