/// Bytes of a codestream that are no pixels and may hold text.
public struct StreamText: Sendable {
  /// What they are.
  public enum Kind: Hashable, Sendable {
    /// A comment: COM of JPEG, or of JPEG 2000.
    case comment
    /// An application segment of JPEG, by its number: APP0 to APP15. EXIF and XMP stand in APP1.
    case application(Int)
    /// A box of JPEG 2000 or JPEG XL other than the codestream and its header, or of a video other than those that are
    /// known, by its four letters.
    case box(UInt32)
    /// What no pixel is made of: behind the end of the codestream, or between its parts.
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
    let expected = ExpectedFrame(size: description.size, bitsAllocated: description.bitsAllocated)
    let length = (description.frameInBits + 7) / 8
    let parts: [StreamParts.Part]
    switch codec {
    case .jpeg, .jpegLS: parts = try StreamParts.jpeg(bytes)
    case .jpeg2000: parts = StreamParts.jpeg2000(bytes)
    case .jpegXL: parts = try StreamParts.jpegXL(bytes, expected)
    case .rle: parts = StreamParts.leftOver(try RLE.leftOver(bytes, expected), bytes)
    case .native: parts = StreamParts.behind(length, bytes)
    case .deflated: parts = try StreamParts.deflated(bytes, count: length)
    case .video: parts = []
    }
    var texts: [StreamText] = []
    var textInBytes = 0
    for part in parts {
      let content = part.content ?? Array(bytes[part.range])
      textInBytes += content.count
      guard textInBytes <= PixelLimits.streamTextInBytes else {
        throw .codestreamTooLong(lengthInBytes: textInBytes)
      }
      let start = fileOffset(part.range.lowerBound, frame: index) ?? range.lowerBound
      texts.append(
        StreamText(kind: part.kind, range: start..<start + part.range.count, bytes: content))
    }
    return texts
  }
}
