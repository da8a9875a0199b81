/// What a worker is asked, a line each.
enum WorkerRequest: Codable {
  /// To look at the pictures of a file; answered by ``PictureMessage``.
  case look(PictureRequest)
  /// To compare the pictures of two files; answered by ``ComparisonMessage``.
  case compare(ComparisonRequest)
  /// To make the fingerprint of a file's pictures, whose path is given as bytes; answered by ``ComparisonMessage``.
  case fingerprint([UInt8])
}

/// What pictures a worker is to compare.
struct ComparisonRequest: Codable {
  /// The path of the original, as bytes.
  let original: [UInt8]
  /// The path of the output, as bytes.
  let output: [UInt8]
  /// Which elements go together; nil for those that stand in the same place.
  let pairs: [PicturePair]?
  /// The pair and the frame in it to begin with: those before were compared, or ended a worker.
  var first = ComparisonPlace(pair: 0, frame: 0)
}

/// Two elements of pixel data, or overlays, that go together.
public struct PicturePair: Codable, Sendable, Equatable {
  /// Where the original's stands.
  public let original: PicturePlace
  /// Where the output's stands.
  public let output: PicturePlace

  /// Makes a pair; frames in the places are not looked at.
  public init(original: PicturePlace, output: PicturePlace) {
    self.original = original
    self.output = output
  }
}

/// A frame of a pair of elements.
struct ComparisonPlace: Codable, Equatable {
  var pair: Int
  var frame: Int
}

/// What a worker says about a comparison or a fingerprint, a line each.
enum ComparisonMessage: Codable {
  /// A pair is come to: its places and how its encoding differs, or why it cannot be compared.
  case pair(number: Int, isOverlay: Bool, PixelDataComparison)
  /// A frame is about to be decoded on both sides; what ends the worker now was in it.
  case begin(ComparisonPlace)
  /// A frame was compared.
  case frame(pair: Int, FrameComparison)
  /// Frames have the same bytes.
  case same(pair: Int, Range<Int>)
  /// Pictures that are on one side only.
  case unpaired(original: [PicturePlace], output: [PicturePlace])
  /// The fingerprint that was asked for; nil if there is no pixel data.
  case fingerprint(PixelFingerprint?)
  /// What was asked for could not be done, in fixed words.
  case failed(String)
  /// All that was asked for was said.
  case end
}
