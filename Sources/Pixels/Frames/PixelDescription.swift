internal import DICOM

/// How pixels are encoded and shown, read from attributes and found possible. PS3.3 section C.7.6.3.
///
/// Every size in it is bounded, so that arithmetic with them cannot overflow.
public struct PixelDescription: Sendable {
  /// What kind of numbers samples are.
  public enum SampleType: Sendable {
    /// Integers of Bits Stored bits. Pixel Data (7FE0,0010).
    case integer
    /// Float Pixel Data (7FE0,0008).
    case float
    /// Double Float Pixel Data (7FE0,0009).
    case double
  }

  /// A display window in units of the rescaled values. PS3.3 section C.11.2.
  public struct Window: Hashable, Sendable {
    /// The centre.
    public let center: Double
    /// The width, above 0.
    public let width: Double
  }

  /// How stored values become what windows are meant for: `slope * value + intercept`. PS3.3 section C.11.1.
  public struct Rescale: Hashable, Sendable {
    /// The factor, not 0.
    public let slope: Double
    /// What is added.
    public let intercept: Double
  }

  /// Rows and columns, from 1 to 65,535, and samples a pixel.
  public let size: PictureSize
  /// What the samples mean, as the attributes say.
  public let photometricInterpretation: PhotometricInterpretation
  /// Whether native samples lie plane by plane.
  public let isPlanar: Bool
  /// Bits of a native sample: 1, 8, 16, 32 or 64.
  public let bitsAllocated: Int
  /// Bits of a sample that count.
  public let bitsStored: Int
  /// The number of a sample's highest bit that counts.
  public let highBit: Int
  /// Whether integers are two's complement.
  public let isSigned: Bool
  /// Number of Frames as announced, or 1.
  public let announcedFrames: Int
  /// What samples are.
  public let sampleType: SampleType
  /// The tables of PALETTE COLOR.
  public let palette: Palette?
  /// The distinct display windows, at most ``PixelLimits/windows``.
  public internal(set) var windows: [Window]
  /// The first rescaling.
  public internal(set) var rescale: Rescale?
  /// Tables of stored values, and of the values that those or the rescaling make.
  var modalityTables: [LookupTable] = []
  var voiTables: [LookupTable] = []
  /// How many tables there are that cannot be read, or are too many.
  var lookupTablesNotRead = 0
  /// The stored values that stand for no pixel.
  let padding: ClosedRange<Int>?

  /// Bits that a native frame takes.
  var frameInBits: Int {
    let subsampled = photometricInterpretation == .ybrFull422 || photometricInterpretation == .ybrPartial422
    let samples = subsampled ? size.width * size.height * 2 : size.samples
    return samples * bitsAllocated
  }

  /// Reads a description.
  ///
  /// - Parameters:
  ///   - element: the element that holds the pixels.
  ///   - isEncapsulated: whether they are fragments of codestreams.
  /// - Throws: ``PixelError`` if an attribute is missing, or has a value that nothing can be decoded by.
  init(_ attributes: PixelAttributes, element: Tag, isEncapsulated: Bool) throws(PixelError) {
    let columns = try PixelDescription.number(.columns, attributes, in: 1...65_535)
    let rows = try PixelDescription.number(.rows, attributes, in: 1...65_535)
    // Where the number is missing the photometric interpretation has to go with one sample.
    let samples = attributes.uint16(.samplesPerPixel) ?? 1
    guard (1...4).contains(samples) else { throw .attributeInvalid(.samplesPerPixel, samples) }
    size = PictureSize(width: columns, height: rows, components: samples)
    guard size.samples <= PixelLimits.samplesInFrame else { throw .frameTooLarge(samples: size.samples) }
    switch element {
    case .floatPixelData: sampleType = .float
    case .doubleFloatPixelData: sampleType = .double
    default: sampleType = .integer
    }
    photometricInterpretation = try PixelDescription.interpretation(attributes, samples: samples)
    let planar = attributes.uint16(.planarConfiguration) ?? 0
    guard samples == 1 || planar <= 1 else { throw .attributeInvalid(.planarConfiguration, planar) }
    isPlanar = samples > 1 && planar == 1
    let bits = try PixelDescription.bits(attributes, sampleType)
    bitsAllocated = bits.allocated
    bitsStored = bits.stored
    highBit = bits.high
    let representation = attributes.uint16(.pixelRepresentation) ?? 0
    guard representation <= 1 else { throw .attributeInvalid(.pixelRepresentation, representation) }
    isSigned = representation == 1
    let text = attributes.texts(.numberOfFrames).first
    if let text, !text.isEmpty {
      guard let frames = Int(text) else { throw .attributeMissing(.numberOfFrames) }
      // 0 is unlawful; frames that are there all the same are more than announced.
      guard (0...PixelLimits.frames).contains(frames) else {
        throw .attributeInvalid(.numberOfFrames, frames)
      }
      announcedFrames = frames
    } else {
      announcedFrames = 1
    }
    palette =
      photometricInterpretation == .paletteColor ? try Palette(attributes, isSigned: isSigned) : nil
    windows = PixelDescription.windows(attributes)
    rescale = PixelDescription.rescale(attributes)
    padding = PixelDescription.padding(attributes, isSigned: isSigned)
    if !isEncapsulated, photometricInterpretation == .ybrPartial420 { throw .unsupported(.subsampling) }
  }

  private static func number(
    _ tag: Tag, _ attributes: PixelAttributes, in range: ClosedRange<Int>
  ) throws(PixelError) -> Int {
    guard let number = attributes.uint16(tag) else { throw .attributeMissing(tag) }
    guard range.contains(number) else { throw .attributeInvalid(tag, number) }
    return number
  }

  private static func interpretation(
    _ attributes: PixelAttributes, samples: Int
  ) throws(PixelError) -> PhotometricInterpretation {
    guard let text = attributes.texts(.photometricInterpretation).first, !text.isEmpty else {
      // Float pixel data may leave it out; there is one sample that can only be grey.
      if samples == 1 { return .monochrome2 }
      throw .attributeMissing(.photometricInterpretation)
    }
    guard let known = PhotometricInterpretation(rawValue: text) else {
      throw .photometricInterpretationUnknown
    }
    guard known.samplesPerPixel == samples else { throw .attributeInvalid(.samplesPerPixel, samples) }
    return known
  }

  private static func bits(
    _ attributes: PixelAttributes, _ type: SampleType
  ) throws(PixelError) -> (allocated: Int, stored: Int, high: Int) {
    switch type {
    case .float: return (32, 32, 31)
    case .double: return (64, 64, 63)
    case .integer: break
    }
    let allocated = try number(.bitsAllocated, attributes, in: 1...64)
    guard [1, 8, 16, 32].contains(allocated) else { throw .unsupported(.bitsAllocated) }
    let stored = attributes.uint16(.bitsStored) ?? allocated
    guard (1...allocated).contains(stored) else { throw .attributeInvalid(.bitsStored, stored) }
    let high = attributes.uint16(.highBit) ?? stored - 1
    guard high < allocated, high + 1 >= stored else { throw .attributeInvalid(.highBit, high) }
    return (allocated, stored, high)
  }

  /// The windows that stand among some attributes.
  static func windows(_ attributes: PixelAttributes) -> [Window] {
    zip(attributes.decimals(.windowCenter), attributes.decimals(.windowWidth)).filter { $0.1 > 0 }
      .prefix(PixelLimits.windows).map { Window(center: $0.0, width: $0.1) }
  }

  /// The rescaling that stands among some attributes.
  static func rescale(_ attributes: PixelAttributes) -> Rescale? {
    guard let slope = attributes.decimals(.rescaleSlope).first,
      let intercept = attributes.decimals(.rescaleIntercept).first, slope != 0
    else { return nil }
    return Rescale(slope: slope, intercept: intercept)
  }
}
