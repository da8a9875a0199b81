public import DICOM

/// Why a picture, or a frame of it, could not be had. Holds no value of the data set but sizes and numbers.
public enum PixelError: Error, Equatable, Sendable {
  /// An attribute that says how pixels are encoded is missing, or has no readable value.
  case attributeMissing(Tag)
  /// An attribute has a value that the standard or the picture's other attributes do not allow.
  case attributeInvalid(Tag, Int)
  /// Photometric Interpretation has a value that is not known.
  case photometricInterpretationUnknown
  /// The attributes are lawful, and no decoder here is for them.
  case unsupported(Unsupported)
  /// A frame would have more than ``PixelLimits/samplesInFrame`` samples.
  case frameTooLarge(samples: Int)
  /// A compressed frame is longer than ``PixelLimits/codestreamInBytes``.
  case codestreamTooLong(lengthInBytes: Int)
  /// Fewer bytes are there than a frame needs.
  case truncated(needed: Int, left: Int)
  /// There is no such frame: the pixel data ends before it.
  case frameMissing(index: Int, found: Int)
  /// The attributes announce frames and the pixel data holds none.
  case noFrames
  /// The codestream is of a picture with another size than the attributes say.
  case sizeDiffers(attributes: PictureSize, codestream: PictureSize)
  /// The codestream cannot be decoded any further.
  case damaged(Codec)
  /// The codestream makes use of what its decoder cannot do.
  case codestreamUnsupported(Codec)
  /// The library that decodes the codestream is not installed.
  case libraryMissing(Codec)
  /// The system did not give the bytes.
  case system(SystemError)

  /// What no decoder here is for.
  public enum Unsupported: String, Sendable {
    /// Bits Allocated and the kind of pixel data do not go together in a way that is known.
    case bitsAllocated = "this number of bits allocated"
    /// A transfer syntax that is not of the standard.
    case transferSyntax = "this transfer syntax"
    /// Subsampled native pixels other than YBR_FULL_422.
    case subsampling = "subsampled native pixels of this kind"
    /// Differential JPEG, ISO 10918-1 annex J, which no transfer syntax of the standard has any more.
    case hierarchicalJPEG = "hierarchical JPEG"
    /// A data set in an element of a data set, and so on, more than ``PixelLimits/nestedDataSets`` times.
    case nesting = "a data set nested this deeply"
  }
}

/// The size of a picture, as attributes or a codestream announce it.
public struct PictureSize: Equatable, Sendable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Samples a pixel.
  public let components: Int

  /// Makes a size.
  public init(width: Int, height: Int, components: Int) {
    self.width = width
    self.height = height
    self.components = components
  }

  /// Samples in all. The factors are bounded where sizes are made.
  var samples: Int { width * height * components }
}

extension PixelError: CustomStringConvertible {
  /// The reason as reports print it.
  public var description: String {
    switch self {
    case .attributeMissing(let tag): "\(tag) is missing or unreadable"
    case .attributeInvalid(let tag, let number): "\(tag) cannot be \(number)"
    case .photometricInterpretationUnknown: "the photometric interpretation is not known"
    case .unsupported(let what): "\(what.rawValue) cannot be decoded"
    case .frameTooLarge(let samples): "a frame of \(samples) samples is too large"
    case .codestreamTooLong(let length): "a compressed frame of \(length) bytes is too long"
    case .truncated(let needed, let left): "a frame needs \(needed) bytes and \(left) are there"
    case .frameMissing(let index, let found): "frame \(index + 1) is announced and \(found) are there"
    case .noFrames: "the pixel data holds no frame"
    case .sizeDiffers(let attributes, let codestream):
      "the attributes say \(attributes.text), the codestream \(codestream.text)"
    case .damaged(let codec): "the \(codec.rawValue) codestream is damaged"
    case .codestreamUnsupported(let codec): "this kind of \(codec.rawValue) codestream cannot be decoded"
    case .libraryMissing(let codec): "the library for \(codec.rawValue) is not installed"
    case .system(let error): error.text
    }
  }
}

extension PictureSize {
  fileprivate var text: String { "\(width)x\(height)x\(components)" }
}
