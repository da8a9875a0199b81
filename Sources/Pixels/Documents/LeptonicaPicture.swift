internal import CLeptonica

/// PNG and TIFF pictures, read by Leptonica.
enum LeptonicaPicture {
  /// The size of a PNG file's picture, as its header says it; nil if there is none.
  static func pngSize(_ bytes: [UInt8]) -> PictureSize? {
    LeptonicaMessages.silence()
    var (width, height, bits, samples, hasColourMap) = (Int32(0), Int32(0), Int32(0), Int32(0), Int32(0))
    guard readHeaderMemPng(bytes, bytes.count, &width, &height, &bits, &samples, &hasColourMap) == 0 else {
      return nil
    }
    return size(width, height, samples)
  }

  /// The size of a picture of a TIFF file; nil if there is none.
  static func tiffSize(_ bytes: [UInt8], directory: Int) -> PictureSize? {
    LeptonicaMessages.silence()
    var (width, height, bits, samples) = (Int32(0), Int32(0), Int32(0), Int32(0))
    var (resolution, hasColourMap, format) = (Int32(0), Int32(0), Int32(0))
    let code = readHeaderMemTiff(
      bytes, bytes.count, Int32(directory), &width, &height, &bits, &samples, &resolution, &hasColourMap,
      &format)
    return code == 0 ? size(width, height, samples) : nil
  }

  /// Decodes a PNG file; nil if it cannot be. Its size has been checked.
  static func png(_ bytes: [UInt8]) -> GreyImage? { grey(pixReadMemPng(bytes, bytes.count)) }

  /// Decodes a picture of a TIFF file; nil if it cannot be. Its size has been checked.
  static func tiff(_ bytes: [UInt8], directory: Int) -> GreyImage? {
    grey(pixReadMemTiff(bytes, bytes.count, Int32(directory)))
  }

  private static func size(_ width: Int32, _ height: Int32, _ samples: Int32) -> PictureSize? {
    guard width > 0, height > 0 else { return nil }
    return PictureSize(width: Int(width), height: Int(height), components: Int(samples))
  }

  /// The brightness of a picture's pixels; the picture is freed.
  private static func grey(_ picture: UnsafeMutablePointer<PIX>?) -> GreyImage? {
    var picture = picture
    guard picture != nil else { return nil }
    // With a colour map and 1 to 16 bits as well.
    var bytes = pixConvertTo8(picture, 0)
    // It may have four bytes a pixel, so it goes before there is a third copy.
    pixDestroy(&picture)
    guard bytes != nil else { return nil }
    defer { pixDestroy(&bytes) }
    let (width, height) = (Int(pixGetWidth(bytes)), Int(pixGetHeight(bytes)))
    guard let words = pixGetData(bytes) else { return nil }
    let wordsInRow = Int(pixGetWpl(bytes))
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      let line = words + row * wordsInRow
      // Four pixels a word, the leftmost in its highest bits.
      for column in 0..<width {
        pixels.append(UInt8(truncatingIfNeeded: line[column / 4] >> UInt32(24 - 8 * (column % 4))))
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }
}
