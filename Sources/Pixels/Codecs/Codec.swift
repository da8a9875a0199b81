/// How frames are compressed.
public enum Codec: String, Sendable {
  /// Not at all: samples as they are, one frame a fragment. PS3.5 section A.4.11.
  case native = "native"
  /// Run lengths. PS3.5 annex G.
  case rle = "RLE"
  /// ISO 10918-1: DCT and lossless.
  case jpeg = "JPEG"
  /// ISO 14495-1.
  case jpegLS = "JPEG-LS"
  /// ISO 15444-1 and 15444-15.
  case jpeg2000 = "JPEG 2000"
  /// ISO 18181.
  case jpegXL = "JPEG XL"
  /// A deflate stream a frame.
  case deflated = "deflated"
  /// MPEG-2, H.264, HEVC.
  case video = "video"

  /// The codec of a transfer syntax; nil if it has none, or is not known. PS3.5 section 10.
  init?(transferSyntax uid: String) {
    switch uid {
    case "1.2.840.10008.1.2.1.98": self = .native
    case "1.2.840.10008.1.2.5": self = .rle
    case "1.2.840.10008.1.2.8.1": self = .deflated
    default:
      let prefix = "1.2.840.10008.1.2.4."
      guard uid.hasPrefix(prefix) else { return nil }
      // A video in several fragments has `.1` behind its number.
      guard let number = Int(uid.dropFirst(prefix.count).prefix { $0 != "." }) else { return nil }
      switch number {
      case 50...70: self = .jpeg
      case 80, 81: self = .jpegLS
      case 90...93, 201...203: self = .jpeg2000
      case 100...108: self = .video
      case 110...112: self = .jpegXL
      default: return nil
      }
    }
  }

  /// What a codestream begins with; nil if it is none that has a mark.
  init?(beginning: ArraySlice<UInt8>) {
    if beginning.starts(with: [0xFF, 0xD8, 0xFF, 0xF7]) {
      self = .jpegLS
    } else if beginning.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if beginning.starts(with: [0xFF, 0x4F, 0xFF, 0x51])
      || beginning.starts(with: [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20])
    {
      self = .jpeg2000
    } else if beginning.starts(with: [0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20]) {
      self = .jpegXL
    } else {
      return nil
    }
  }
}

/// A frame as a codec gives it.
struct DecodedImage {
  /// The size that the codestream says.
  var size: PictureSize
  /// The samples, pixel by pixel.
  var words: Words
  /// Bits a sample that count, from the lowest.
  var precision: Int
  /// Whether the codestream says that numbers are two's complement.
  var isSigned = false
  /// Whether the codestream says what the colours are; nil if it does not.
  var colours: PhotometricInterpretation?
  /// Why not all of it is right.
  var damage: PixelError?
}

/// What attributes say about a frame that is to be decoded.
struct ExpectedFrame {
  /// The size.
  let size: PictureSize
  /// Bits Allocated.
  let bitsAllocated: Int

  /// Refuses a codestream that is larger than the attributes say, in any direction; before anything is allocated.
  ///
  /// A smaller one is decoded at its own size: it may be the tile at the edge of a large picture.
  func check(_ codestream: PictureSize) throws(PixelError) {
    guard codestream.width > 0, codestream.height > 0, codestream.width <= size.width,
      codestream.height <= size.height, codestream.components == size.components
    else { throw .sizeDiffers(attributes: size, codestream: codestream) }
  }
}

extension DecodedImage {
  /// Decodes one frame.
  ///
  /// - Throws: ``PixelError``; nothing is allocated for pictures of another size.
  static func decode(
    _ bytes: [UInt8], _ codec: Codec, _ expected: ExpectedFrame
  ) throws(PixelError) -> DecodedImage {
    switch codec {
    case .rle: try RLE.decode(bytes, expected)
    case .jpeg, .jpegLS: try JPEG.decode(bytes, expected)
    case .jpeg2000: try JPEG2000.decode(bytes, expected)
    case .jpegXL: try JPEGXL.decode(bytes, expected)
    case .video, .native, .deflated: throw .codestreamUnsupported(codec)
    }
  }
}
