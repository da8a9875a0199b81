internal import CJPEG

/// DCT codestreams of 8 bits, by libjpeg.
enum BaselineJPEG {
  /// Decodes to interleaved components as they are coded.
  ///
  /// - Throws: ``PixelError`` if the codestream cannot be decoded at all.
  static func decode(_ bytes: [UInt8], _ size: PictureSize) throws(PixelError) -> DecodedImage {
    // Grey until something is decoded, so that a part that is missing shows no edge of its own.
    var samples = [UInt8](repeating: 128, count: size.samples)
    let result = bytes.withUnsafeBufferPointer { source in
      samples.withUnsafeMutableBufferPointer { goal in
        deid_jpeg_decode(
          source.baseAddress, source.count, UInt32(size.width), UInt32(size.height), Int32(size.components),
          goal.baseAddress)
      }
    }
    switch UInt32(result) {
    case DEID_JPEG_OK.rawValue: return DecodedImage(size: size, words: .bytes(samples), precision: 8)
    case DEID_JPEG_DAMAGED.rawValue:
      return DecodedImage(size: size, words: .bytes(samples), precision: 8, damage: .damaged(.jpeg))
    default: throw .damaged(.jpeg)
    }
  }
}
