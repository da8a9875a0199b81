/// Bytes of a codestream that are no pixels and may hold text.
public struct StreamText: Sendable {
  /// What they are.
  public enum Kind: Hashable, Sendable {
    /// A comment: COM of JPEG, or of JPEG 2000.
    case comment
    /// An application segment of JPEG, by its number: APP0 to APP15. EXIF and XMP stand in APP1.
    case application(Int)
    /// A box of JPEG 2000 or JPEG XL other than the codestream and its header, by its four letters.
    case box(UInt32)
    /// What stands behind the end of the codestream.
    case behindEnd
    /// User data of a video: a message of supplemental enhancement information, or what follows a user data start code.
    case userData
    /// A name and a value of a video's container, with `=` between them: a title, a time, a program that wrote it.
    case metadata
    /// A packet of a video's track that has neither pictures nor sound: a caption, or data.
    case track
  }

  /// What they are, in one word.
  public let kind: Kind
  /// Where they begin in the file, or in its inflated data set, and where they end if they are in one fragment. In a
  /// video, where the packet begins that holds them, or the video itself.
  public let range: Range<Int>
  /// The bytes, without marker and length.
  public let bytes: [UInt8]
}

extension StreamText.Kind: CustomStringConvertible {
  /// `comment`, `APP1`, `box`, `behind-end`, `user-data`, `metadata` or `track`.
  public var description: String {
    switch self {
    case .comment: "comment"
    case .application(let number): "APP\(number)"
    case .box: "box"
    case .behindEnd: "behind-end"
    case .userData: "user-data"
    case .metadata: "metadata"
    case .track: "track"
    }
  }
}

extension FrameSource {
  /// The parts of a frame's codestream that are no pixels; empty for frames that are not compressed. Those of a whole
  /// video are its first frame's.
  ///
  /// - Throws: ``PixelError`` if the codestream cannot be read, or if there is more than
  ///   ``PixelLimits/streamTextInBytes``.
  public func streamTexts(_ index: Int) throws(PixelError) -> [StreamText] {
    if let survey = video?.survey {
      guard index == 0 else { return [] }
      guard survey.textInBytes <= PixelLimits.streamTextInBytes else {
        throw .codestreamTooLong(lengthInBytes: survey.textInBytes)
      }
      return survey.texts
    }
    guard let bytes = try codestream(index) else { return [] }
    let parts: [StreamParts.Part]
    switch codec {
    case .jpeg, .jpegLS: parts = try StreamParts.jpeg(bytes)
    case .jpeg2000, .jpegXL: parts = StreamParts.jpeg2000(bytes)
    case .native, .rle, .deflated, .video: parts = []
    }
    var texts: [StreamText] = []
    var length = 0
    for part in parts {
      length += part.range.count
      guard length <= PixelLimits.streamTextInBytes else { throw .codestreamTooLong(lengthInBytes: length) }
      let start = fileOffset(part.range.lowerBound, frame: index) ?? range.lowerBound
      texts.append(
        StreamText(kind: part.kind, range: start..<start + part.range.count, bytes: Array(bytes[part.range])))
    }
    return texts
  }
}

/// Finds what is no pixels in codestreams.
enum StreamParts {
  /// A part, as a range of the codestream.
  struct Part {
    let kind: StreamText.Kind
    let range: Range<Int>
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
  private static func behind(_ end: Int, _ bytes: [UInt8]) -> [Part] {
    guard end < bytes.count, bytes[end...].contains(where: { $0 != 0 && $0 != 0xFF }) else { return [] }
    return [Part(kind: .behindEnd, range: end..<bytes.count)]
  }

  /// Boxes that hold signatures, sizes and pixels.
  private static let withoutText = ["jP  ", "JXL ", "ftyp", "jp2h", "jxlc", "jxlp", "jxll"]

  /// Boxes and the comments of the codestream in them. ISO 15444-1 annexes A and I.
  static func jpeg2000(_ bytes: [UInt8]) -> [Part] {
    if bytes.starts(with: [0xFF, 0x4F]) { return codestream(bytes, 0..<bytes.count) }
    // A bare codestream of JPEG XL has neither comments nor a length.
    if bytes.starts(with: [0xFF, 0x0A]) { return [] }
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
      if name.elementsEqual(Array("jp2c".utf8)) {
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
        tileEnd = length == 0 ? range.upperBound - 2 : position + length
      } else if marker == 0x64, end - position >= 6 {
        parts.append(Part(kind: .comment, range: position + 6..<end))
      }
      position = end
    }
    return parts + behind(min(position + 2, range.upperBound), Array(bytes[..<range.upperBound]))
  }

  private static func number(_ bytes: [UInt8], _ position: Int, _ count: Int) -> Int {
    bytes[position..<position + count].reduce(0) { ($0 & 0x7F_FFFF_FFFF_FFFF) << 8 | Int($1) }
  }
}
