extension FrameSource {
  /// What does not fit together in the pixel data, though frames can be had.
  public enum Irregularity: Equatable, Sendable {
    /// Fewer frames are there than announced.
    case framesMissing(announced: Int, found: Int)
    /// More frames are there than announced; they are decoded too.
    case framesBeyondAnnounced(announced: Int, found: Int)
    /// An offset table does not point where frames begin.
    case offsetTableContradicts
    /// Bytes behind the last frame that are no picture.
    case bytesBehindFrames(Range<Int>)
    /// The fragments end without their delimiter.
    case fragmentsUnfinished
    /// The fragments begin like codestreams of another kind than the transfer syntax says.
    case codecDiffers(Codec)
    /// The codestream is a value of defined length, not a fragment.
    case codestreamOutsideFragments
    /// A video has tracks of pictures or sound beside the one that is decoded.
    case tracksNotRead(Int)
    /// Tables that say how values are shown and cannot be read, or are too many.
    case lookupTablesNotRead(Int)
  }
}

extension FrameSource.Irregularity {
  /// What does not fit, in words without values.
  public var name: String {
    switch self {
    case .framesMissing(let announced, let found): "\(announced) frames announced, \(found) found"
    case .framesBeyondAnnounced(let announced, let found): "\(announced) frames announced, \(found) found"
    case .offsetTableContradicts: "the offset table does not point where frames begin"
    case .bytesBehindFrames(let range): "\(range.count) bytes behind the last frame"
    case .fragmentsUnfinished: "the fragments have no end"
    case .codestreamOutsideFragments: "a codestream of defined length, not in fragments"
    case .tracksNotRead(let count):
      "\(count) further track\(count == 1 ? "" : "s") of pictures or sound in the video, not looked at"
    case .lookupTablesNotRead(let count):
      "\(count) lookup table\(count == 1 ? "" : "s") for showing the pixels, not readable"
    case .codecDiffers(let codec): "the codestreams are \(codec.rawValue), not what the transfer syntax says"
    }
  }
}
