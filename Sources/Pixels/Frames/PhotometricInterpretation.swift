/// What samples mean. PS3.3 section C.7.6.3.1.2.
public enum PhotometricInterpretation: String, Sendable, CaseIterable {
  /// Grey, 0 is white.
  case monochrome1 = "MONOCHROME1"
  /// Grey, 0 is black.
  case monochrome2 = "MONOCHROME2"
  /// An index into three tables.
  case paletteColor = "PALETTE COLOR"
  /// Red, green, blue.
  case rgb = "RGB"
  /// Luminance and two differences of colour, full range.
  case ybrFull = "YBR_FULL"
  /// The same, the differences at half the horizontal resolution.
  case ybrFull422 = "YBR_FULL_422"
  /// The same in the range of television, retired.
  case ybrPartial422 = "YBR_PARTIAL_422"
  /// The same at half the resolution both ways.
  case ybrPartial420 = "YBR_PARTIAL_420"
  /// The irreversible transform of JPEG 2000; decoders undo it.
  case ybrICT = "YBR_ICT"
  /// The reversible transform of JPEG 2000; decoders undo it.
  case ybrRCT = "YBR_RCT"
  /// The transform of JPEG XL; decoders undo it.
  case xyb = "XYB"
  /// Hue, saturation, value, retired.
  case hsv = "HSV"
  /// Alpha, red, green, blue, retired.
  case argb = "ARGB"
  /// The four inks of print, retired.
  case cmyk = "CMYK"

  /// How many samples a pixel has.
  public var samplesPerPixel: Int {
    switch self {
    case .monochrome1, .monochrome2, .paletteColor: 1
    case .argb, .cmyk: 4
    default: 3
    }
  }

  /// Whether the samples are luminance and differences of colour.
  public var isYBR: Bool {
    switch self {
    case .ybrFull, .ybrFull422, .ybrPartial422, .ybrPartial420: true
    default: false
    }
  }
}
