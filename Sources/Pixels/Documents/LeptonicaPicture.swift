internal import CLeptonica

/// PNG, TIFF and BMP pictures, read by Leptonica.
enum LeptonicaPicture {
  /// The size of a PNG file's picture, as its header says it; nil if there is none.
  static func pngSize(_ bytes: [UInt8]) -> PictureSize? {
    var (width, height, bits, samples, hasColourMap) = (Int32(0), Int32(0), Int32(0), Int32(0), Int32(0))
    guard let library = LeptonicaLibrary.installed,
      library.pngHeader(bytes, bytes.count, &width, &height, &bits, &samples, &hasColourMap) == 0
    else {
      return nil
    }
    return size(width, height, samples)
  }

  /// The size of a picture of a TIFF file; nil if there is none.
  static func tiffSize(_ bytes: [UInt8], directory: Int) -> PictureSize? {
    guard let library = LeptonicaLibrary.installed else { return nil }
    var (width, height, bits, samples) = (Int32(0), Int32(0), Int32(0), Int32(0))
    var (resolution, hasColourMap, format) = (Int32(0), Int32(0), Int32(0))
    let code = library.tiffHeader(
      bytes, bytes.count, Int32(directory), &width, &height, &bits, &samples, &resolution, &hasColourMap,
      &format)
    return code == 0 ? size(width, height, samples) : nil
  }

  /// Decodes a PNG file; nil if it cannot be. Its size has been checked.
  static func png(_ bytes: [UInt8]) -> GreyImage? {
    guard let library = LeptonicaLibrary.installed else { return nil }
    return grey(library.readPNG(bytes, bytes.count), library)
  }

  /// Decodes a picture of a TIFF file; nil if it cannot be. Its size has been checked.
  static func tiff(_ bytes: [UInt8], directory: Int) -> GreyImage? {
    guard let library = LeptonicaLibrary.installed else { return nil }
    return grey(library.readTIFF(bytes, bytes.count, Int32(directory)), library)
  }

  /// The size of a BMP file's picture and the kind of its compression, as its header says it; nil if there is none.
  static func bmpSize(_ bytes: [UInt8]) -> (size: PictureSize, compression: Int)? {
    let number = { (offset: Int, length: Int) in
      bytes[offset..<offset + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard bytes.count >= 54, number(14, 4) >= 40 else { return nil }
    // Rows from the top have a negative height.
    let (width, height) = (number(18, 4), Int(Int32(truncatingIfNeeded: number(22, 4)).magnitude))
    guard width > 0, width < 1 << 31, height > 0 else { return nil }
    return (PictureSize(width: width, height: height, components: 1), number(30, 4))
  }

  /// Decodes a BMP file; nil if it cannot be. Its size has been checked.
  static func bmp(_ bytes: [UInt8]) -> GreyImage? {
    guard let library = LeptonicaLibrary.installed else { return nil }
    return grey(library.readBMP(bytes, bytes.count), library)
  }

  private static func size(_ width: Int32, _ height: Int32, _ samples: Int32) -> PictureSize? {
    guard width > 0, height > 0 else { return nil }
    return PictureSize(width: Int(width), height: Int(height), components: Int(samples))
  }

  /// The brightness of a picture's pixels; the picture is freed.
  private static func grey(_ picture: UnsafeMutablePointer<PIX>?, _ library: LeptonicaLibrary) -> GreyImage? {
    var picture = picture
    guard picture != nil else { return nil }
    // With a colour map and 1 to 16 bits as well.
    var bytes = library.grey(picture, 0)
    // It may have four bytes a pixel, so it goes before there is a third copy.
    library.destroy(&picture)
    guard bytes != nil else { return nil }
    defer { library.destroy(&bytes) }
    let (width, height) = (Int(library.width(bytes)), Int(library.height(bytes)))
    guard let words = library.data(bytes) else { return nil }
    let wordsInRow = Int(library.wordsInRow(bytes))
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
