/// Finds what is no pixels in codestreams.
enum StreamParts {
  /// A part, as a range of the codestream.
  struct Part {
    let kind: StreamText.Kind
    let range: Range<Int>
    /// What the range holds, if it was compressed; nil where it is the bytes themselves.
    var content: [UInt8]?
  }

  /// Comments, application segments, and what stands behind EOI. ISO 10918-1 section B.2.4.
  static func jpeg(_ bytes: [UInt8]) throws(PixelError) -> [Part] {
    var segments = try JPEGSegments(bytes)
    var parts: [Part] = []
    while let segment = segments.next() {
      switch segment.marker {
      case 0xE0...0xEF:
        parts.append(Part(kind: .application(Int(segment.marker) - 0xE0), range: segment.payload))
      case 0xFE: parts.append(Part(kind: .comment, range: segment.payload))
      default: break
      }
    }
    let end = segments.position + 2
    return parts + behind(end, bytes)
  }

  /// What follows an end, unless it is padding.
  static func behind(_ end: Int, _ bytes: [UInt8]) -> [Part] {
    guard end < bytes.count, bytes[end...].contains(where: { $0 != 0 && $0 != 0xFF }) else { return [] }
    return [Part(kind: .behindEnd, range: end..<bytes.count)]
  }

  /// Those of some ranges that are more than the padding of run lengths: zeros, or packets without output.
  static func leftOver(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> [Part] {
    ranges.filter { bytes[$0].contains { $0 != 0 && $0 != 0x80 } }.map { Part(kind: .behindEnd, range: $0) }
  }

  /// What a deflate stream holds behind the frame, and what stands behind the stream.
  static func deflated(_ bytes: [UInt8], count: Int) throws(PixelError) -> [Part] {
    let rest = try DeflatedFrame.rest(bytes, count: count)
    var parts = behind(rest.end, bytes)
    if rest.output.contains(where: { $0 != 0 && $0 != 0xFF }) {
      parts.append(Part(kind: .behindEnd, range: 0..<rest.end, content: rest.output))
    }
    return parts
  }

  /// Boxes, and what stands behind the end of a codestream that is not in pieces.
  static func jpegXL(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> [Part] {
    if bytes.starts(with: [0xFF, 0x0A]) { return behind(try JPEGXL.end(of: bytes[...], expected), bytes) }
    var parts: [Part] = []
    for box in boxes(bytes, isJPEGXL: true) {
      guard box.kind == .box(codestreamBox) else {
        parts.append(box)
        continue
      }
      let end = try JPEGXL.end(of: bytes[box.range], expected)
      parts += behind(end, Array(bytes[..<box.range.upperBound]))
    }
    return parts
  }

  /// Boxes that hold signatures, sizes and pixels.
  private static let withoutText = ["jP  ", "JXL ", "ftyp", "jp2h", "jxlp", "jxll"]
  /// `jxlc`.
  private static let codestreamBox: UInt32 = 0x6A78_6C63

  /// Boxes and the comments of the codestream in them. ISO 15444-1 annexes A and I.
  static func jpeg2000(_ bytes: [UInt8]) -> [Part] {
    if bytes.starts(with: [0xFF, 0x4F]) { return codestream(bytes, 0..<bytes.count) }
    return boxes(bytes, isJPEGXL: false)
  }

  /// The boxes that are not without text; of JPEG 2000 the comments of the codestream in their place.
  private static func boxes(_ bytes: [UInt8], isJPEGXL: Bool) -> [Part] {
    var parts: [Part] = []
    var position = 0
    while position + 8 <= bytes.count {
      var length = number(bytes, position, 4)
      var header = 8
      if length == 1, position + 16 <= bytes.count {
        length = number(bytes, position + 8, 8)
        header = 16
      }
      if length == 0 { length = bytes.count - position }
      guard length >= header, length <= bytes.count - position else {
        return parts + behind(position, bytes)
      }
      let content = position + header..<position + length
      let name = bytes[position + 4..<position + 8]
      if !isJPEGXL, name.elementsEqual(Array("jp2c".utf8)) {
        parts += codestream(bytes, content)
      } else if !withoutText.contains(where: { name.elementsEqual(Array($0.utf8)) }) {
        parts.append(Part(kind: .box(UInt32(number(bytes, position + 4, 4))), range: content))
      }
      position += length
    }
    return parts
  }

  private static func codestream(_ bytes: [UInt8], _ range: Range<Int>) -> [Part] {
    var parts: [Part] = []
    var position = range.lowerBound + 2
    var tileEnd: Int?
    while position + 4 <= range.upperBound, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      if marker == 0xD9 { break }
      if marker == 0x93 {
        // The coded data of a tile part: its header said where it ends.
        guard let end = tileEnd, end > position else { return parts }
        position = end
        tileEnd = nil
        continue
      }
      let end = position + 2 + number(bytes, position + 2, 2)
      guard end >= position + 4, end <= range.upperBound else { return parts }
      if marker == 0x90, end - position >= 12 {
        let length = number(bytes, position + 6, 4)
        tileEnd = length == 0 ? tileEndBeforeEOC(bytes, end..<range.upperBound) : position + length
      } else if marker == 0x64, end - position >= 6 {
        parts.append(Part(kind: .comment, range: position + 6..<end))
      }
      position = end
    }
    let hasEnd = bytes[min(position, range.upperBound)..<range.upperBound].starts(with: [0xFF, 0xD9])
    return parts
      + behind(min(hasEnd ? position + 2 : position, range.upperBound), Array(bytes[..<range.upperBound]))
  }

  /// Where the last tile part ends, whose length is not told: before EOC, which coded data cannot hold.
  private static func tileEndBeforeEOC(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var position = range.lowerBound
    while position + 1 < range.upperBound {
      if bytes[position] == 0xFF, bytes[position + 1] == 0xD9 { return position }
      position += 1
    }
    return range.upperBound
  }

  private static func number(_ bytes: [UInt8], _ position: Int, _ count: Int) -> Int {
    bytes[position..<position + count].reduce(0) { ($0 & 0x7F_FFFF_FFFF_FFFF) << 8 | Int($1) }
  }
}
