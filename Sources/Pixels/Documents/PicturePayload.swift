internal import DICOM

/// A document that is a picture file: JPEG, JPEG 2000, PNG, BMP, or TIFF and GIF with a page or more.
struct PicturePayload: DocumentPages {
  let pageCount: Int
  let texts: [DocumentText]
  let unread: [DocumentError]
  private let bytes: [UInt8]
  private let kind: ContentKind
  private let gif: GIFPictures?

  /// Reads what the file says beside its pictures; none is decoded yet.
  ///
  /// - Throws: ``DocumentError`` if there is no picture in it.
  init(_ bytes: [UInt8], _ kind: ContentKind) throws(DocumentError) {
    self.bytes = bytes
    self.kind = kind
    var gathered = DocumentTexts()
    var unread: [DocumentError] = []
    var found = 1
    var gif: GIFPictures?
    switch kind {
    case .jpeg: try PicturePayload.readJPEG(bytes, &gathered, &unread)
    case .png: PicturePayload.readPNG(bytes, &gathered, &unread)
    case .gif:
      let read = try PicturePayload.readGIF(bytes, &gathered, &unread)
      found = read.count
      gif = read
    case .bmp: break
    case .jpeg2000:
      for part in StreamParts.jpeg2000(bytes) {
        gathered.add(.comment, PicturePayload.readable(bytes[part.range]))
      }
    default: found = try PicturePayload.readTIFF(bytes, &gathered, &unread)
    }
    pageCount = min(found, DocumentLimits.pages)
    if found > pageCount { unread.append(.pagesBeyond(found: found)) }
    if gathered.isFull { unread.append(.textTooLong) }
    texts = gathered.texts
    self.gif = gif
    self.unread = unread
  }

  func moreKinds(ofPage page: Int) -> [DocumentPicture.Kind] { [] }

  func picture(_ kind: DocumentPicture.Kind, ofPage page: Int) throws(DocumentError) -> DocumentPicture {
    let image: GreyImage?
    var damage: DocumentError?
    switch self.kind {
    case .jpeg, .jpeg2000:
      let decoded = self.kind == .jpeg ? try jpeg() : try jpeg2000()
      image = PicturePayload.grey(decoded)
      damage = decoded.damage.map(DocumentError.picture)
    case .png:
      // libpng would print its complaint.
      guard PNGChunks(bytes).isComplete else { throw .damaged(.png) }
      try check(LeptonicaPicture.pngSize(bytes), page)
      image = LeptonicaPicture.png(bytes)
    case .gif:
      guard let gif else { throw .damaged(.gif) }
      try check(PictureSize(width: gif.width, height: gif.height, components: 1), page)
      image = gif.image(page)
    case .bmp:
      guard let (size, compression) = LeptonicaPicture.bmpSize(bytes), compression == 0 || compression == 3
      else { throw .damaged(.bmp) }
      try check(size, page)
      image = LeptonicaPicture.bmp(bytes)
    default:
      try check(LeptonicaPicture.tiffSize(bytes, directory: page), page)
      image = LeptonicaPicture.tiff(bytes, directory: page)
    }
    guard let image else { throw .pageDamaged(page: page) }
    return DocumentPicture(page: page, kind: kind, image: image, damage: damage)
  }

  /// Refuses a picture whose header announces too many pixels, before any is decoded.
  private func check(_ size: PictureSize?, _ page: Int) throws(DocumentError) {
    guard let size else { throw .pageDamaged(page: page) }
    guard size.width * size.height <= DocumentLimits.pixelsInPage else {
      throw .pageTooLarge(page: page, width: size.width, height: size.height)
    }
  }

  /// Decodes JPEG of any process, by the decoders for frames.
  private func jpeg() throws(DocumentError) -> DecodedImage {
    let header = try DocumentError.wrapping { () throws(PixelError) in try JPEGHeader(bytes) }
    try check(header.size, 0)
    let expected = ExpectedFrame(size: header.size, bitsAllocated: header.precision <= 8 ? 8 : 16)
    return try DocumentError.wrapping { () throws(PixelError) in try JPEG.decode(bytes, expected) }
  }

  /// Decodes JPEG 2000 by the decoder for frames.
  private func jpeg2000() throws(DocumentError) -> DecodedImage {
    guard let start = JPEG2000.codestreamStart(bytes) else { throw .damaged(.jpeg2000) }
    let size = try DocumentError.wrapping { () throws(PixelError) in try JPEG2000.size(bytes, at: start) }
    try check(size, 0)
    let expected = ExpectedFrame(size: size, bitsAllocated: bytes[start + 42] & 0x7F < 8 ? 8 : 16)
    return try DocumentError.wrapping { () throws(PixelError) in
      try DecodedImage.decode(bytes, .jpeg2000, expected)
    }
  }

  /// Reads the texts of a GIF file and finds its pictures.
  private static func readGIF(
    _ bytes: [UInt8], _ texts: inout DocumentTexts, _ unread: inout [DocumentError]
  ) throws(DocumentError) -> GIFPictures {
    guard let gif = GIFPictures(bytes), gif.count > 0 else { throw .damaged(.gif) }
    for text in gif.texts { texts.add(.comment, PicturePayload.readable(text[...])) }
    let end = gif.end ?? bytes.count  // one that breaks off is told below
    if gif.end == nil { unread.append(.damaged(.gif)) }
    if bytes[end...].contains(where: { $0 != 0 }) { unread.append(.unreadPart(end..<bytes.count)) }
    return gif
  }

  /// The brightness of decoded pixels, in 8 bits.
  private static func grey(_ decoded: DecodedImage) -> GreyImage {
    let components = decoded.size.components
    let down = max(0, decoded.precision - 8)
    let samples: [UInt8] =
      switch decoded.words {
      case .bytes(let words): words
      case .shorts(let words): words.map { UInt8(truncatingIfNeeded: $0 >> UInt16(down)) }
      case .longs(let words): words.map { UInt8(truncatingIfNeeded: $0 >> UInt32(down)) }
      }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(decoded.size.width * decoded.size.height)
    for start in stride(from: 0, to: samples.count, by: components) {
      let sample = { Int(samples[start + $0]) }
      switch components {
      case 3 where decoded.colours == .rgb:
        pixels.append(UInt8((299 * sample(0) + 587 * sample(1) + 114 * sample(2)) / 1000))
      // Three inks and black, as Adobe's programs write them: 255 is no ink.
      case 4: pixels.append(UInt8((sample(0) + sample(1) + sample(2)) * sample(3) / 765))
      // Grey; or luminance, which stands first.
      default: pixels.append(samples[start])
      }
    }
    return GreyImage(width: decoded.size.width, height: decoded.size.height, pixels: pixels)
  }
}

extension PicturePayload {
  private static func readJPEG(
    _ bytes: [UInt8], _ texts: inout DocumentTexts, _ unread: inout [DocumentError]
  ) throws(DocumentError) {
    for part in try DocumentError.wrapping({ () throws(PixelError) in try StreamParts.jpeg(bytes) }) {
      let content = bytes[part.range]
      switch part.kind {
      case .behindEnd: unread.append(.unreadPart(part.range))
      case .application(1) where content.starts(with: Array("Exif\0\0".utf8)):
        readTags(content.dropFirst(6), &texts, &unread)
      case .application(1) where content.starts(with: Array("http://ns.adobe.com/x".utf8)):
        texts.add(.xmp, readable(content))
      // Headers of JFIF and Adobe are numbers.
      case .application(0), .application(14): break
      case .application, .comment, .box, .userData, .metadata, .track: texts.add(.comment, readable(content))
      }
    }
  }

  private static func readPNG(_ bytes: [UInt8], _ texts: inout DocumentTexts, _ unread: inout [DocumentError])
  {
    let chunks = PNGChunks(bytes)
    for text in chunks.texts { texts.add(.tag, text) }
    for exif in chunks.exif { readTags(exif, &texts, &unread) }
    unread += chunks.unread.map(DocumentError.unreadPart)
    if bytes[min(chunks.end, bytes.count)...].contains(where: { $0 != 0 }) {
      unread.append(.unreadPart(chunks.end..<bytes.count))
    }
  }

  /// Reads the texts of a TIFF file and gives the number of its pictures.
  private static func readTIFF(
    _ bytes: [UInt8], _ texts: inout DocumentTexts, _ unread: inout [DocumentError]
  ) throws(DocumentError) -> Int {
    guard let directories = readTags(bytes[...], &texts, &unread) else { throw .damaged(.tiff) }
    guard directories.count > 0 else { throw directories.isBroken ? .damaged(.tiff) : .noPages }
    return directories.count
  }

  /// Reads texts from tags.
  @discardableResult
  private static func readTags(
    _ bytes: ArraySlice<UInt8>, _ texts: inout DocumentTexts, _ unread: inout [DocumentError]
  ) -> TIFFDirectories? {
    guard let directories = TIFFDirectories(bytes) else {
      unread.append(.unreadPart(bytes.startIndex..<bytes.endIndex))
      return nil
    }
    for (directory, value) in directories.texts { texts.add(.tag, page: directory, readable(value)) }
    for value in directories.xmp { texts.add(.xmp, readable(value)) }
    if directories.hasMore || directories.isBroken {
      unread.append(.unreadPart(bytes.startIndex..<bytes.endIndex))
    }
    return directories
  }

  /// Text of bytes that may have zeros behind, or between texts.
  private static func readable(_ bytes: ArraySlice<UInt8>) -> String {
    let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? bytes.startIndex  // all zeros are no text
    return DocumentTexts.text(bytes[..<end].map { $0 == 0 ? 0x20 : $0 }[...])
  }
}

extension DocumentError {
  /// Does something with a picture, and its errors become this type's.
  static func wrapping<Value>(_ body: () throws(PixelError) -> Value) throws(DocumentError) -> Value {
    do throws(PixelError) { return try body() } catch { throw .picture(error) }
  }
}
