/// JPEG codestreams of ISO 10918-1 and 14495-1: which decoder is for which, by what the codestream says itself.
enum JPEG {
  /// Decodes a frame without any conversion of colours.
  static func decode(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> DecodedImage {
    let header = try JPEGHeader(bytes)
    let codec: Codec = header.process == .lossless(isLS: true) ? .jpegLS : .jpeg
    try expected.check(header.size)
    guard header.scans <= PixelLimits.scans else { throw .codestreamUnsupported(codec) }
    var image: DecodedImage
    switch header.process {
    case .lossless(isLS: true): image = try JPEGLS.decode(bytes, header.size)
    case .lossless(isLS: false):
      var decoder = try LosslessJPEG(bytes, header)
      image = try decoder.decode()
    case .sequential, .progressive:
      if header.precision == 8 {
        image = try BaselineJPEG.decode(bytes, header.size)
      } else {
        var decoder = try TwelveBitJPEG(bytes, header)
        image = try decoder.decode()
      }
    case .arithmetic:
      guard header.precision == 8 else { throw .codestreamUnsupported(.jpeg) }
      image = try BaselineJPEG.decode(bytes, header.size)
    case .hierarchical: throw .unsupported(.hierarchicalJPEG)
    case .unsupported: throw .codestreamUnsupported(.jpeg)
    }
    image.colours = header.colours
    return image
  }
}

/// What the segments of a JPEG codestream say before its first scan.
struct JPEGHeader {
  /// How samples are coded.
  enum Process: Equatable {
    case sequential, progressive
    case lossless(isLS: Bool)
    /// DCT with arithmetic coding.
    case arithmetic
    /// A pyramid of pictures, each but the first a difference. ISO 10918-1 annex J.
    case hierarchical
    /// Lossless with arithmetic coding.
    case unsupported
  }

  /// A component of the frame header. ISO 10918-1 section B.2.2.
  struct Component {
    let id: UInt8
    let horizontal: Int
    let vertical: Int
    let table: Int
  }

  private(set) var process = Process.unsupported
  private(set) var precision = 0
  private(set) var size = PictureSize(width: 0, height: 0, components: 0)
  private(set) var components: [Component] = []
  /// How many scans the codestream has.
  private(set) var scans = 0
  /// What the codestream says that its colours are; nil if it does not.
  private(set) var colours: PhotometricInterpretation?

  /// Reads the segments up to the first scan, and counts scans.
  ///
  /// - Throws: ``PixelError`` if there is no frame header, or nothing behind it.
  init(_ bytes: [UInt8]) throws(PixelError) {
    var segments = try JPEGSegments(bytes)
    var found: Process?
    var isJFIF = false
    var adobe: UInt8?
    while let segment = segments.next() {
      let payload = bytes[segment.payload]
      switch segment.marker {
      // A pyramid begins with a plain picture.
      case 0xC0...0xCF where found == .hierarchical && segment.isFrameHeader: break
      case 0xDE, 0xC5...0xC7, 0xCD...0xCF: found = .hierarchical
      case 0xC0, 0xC1: found = .sequential
      case 0xC2: found = .progressive
      case 0xC3: found = .lossless(isLS: false)
      case 0xF7: found = .lossless(isLS: true)
      case 0xC9, 0xCA: found = .arithmetic
      case 0xCB: found = .unsupported
      case 0xE0 where payload.starts(with: Array("JFIF".utf8)): isJFIF = true
      case 0xEE where payload.count >= 12 && payload.starts(with: Array("Adobe".utf8)):
        adobe = payload[payload.startIndex + 11]
      case 0xDA: scans += 1
      default: break
      }
      if segment.isFrameHeader, components.isEmpty {
        guard payload.count >= 6 else { throw .damaged(.jpeg) }
        try readFrame(Array(payload))
      }
    }
    guard let found, !components.isEmpty, scans > 0 else { throw .damaged(.jpeg) }
    process = found
    guard size.components == 3 else { return }
    // Component ids are the plainest word, then JFIF's, then Adobe's.
    let ids = components.map(\.id)
    if ids == Array("RGB".utf8) || ids == Array("rgb".utf8) {
      colours = .rgb
    } else if isJFIF || adobe == 1 {
      colours = .ybrFull
    } else if adobe == 0 {
      colours = .rgb
    }
  }

  private mutating func readFrame(_ payload: [UInt8]) throws(PixelError) {
    precision = Int(payload[0])
    let count = Int(payload[5])
    size = PictureSize(
      width: Int(payload[3]) << 8 | Int(payload[4]), height: Int(payload[1]) << 8 | Int(payload[2]),
      components: count)
    guard payload.count >= 6 + 3 * count, (1...4).contains(count) else { throw .damaged(.jpeg) }
    for index in 0..<count {
      let start = 6 + 3 * index
      components.append(
        Component(
          id: payload[start], horizontal: Int(payload[start + 1] >> 4),
          vertical: Int(payload[start + 1] & 15),
          table: Int(payload[start + 2])))
    }
    guard components.allSatisfy({ (1...4).contains($0.horizontal) && (1...4).contains($0.vertical) }) else {
      throw .damaged(.jpeg)
    }
  }
}

/// The marker segments of a JPEG codestream, one after the other; coded data between them is stepped over.
struct JPEGSegments {
  /// A marker and what belongs to it.
  struct Segment {
    /// The marker's second byte.
    let marker: UInt8
    /// What stands behind the length; empty for markers without one.
    let payload: Range<Int>

    /// Whether it announces size and components.
    var isFrameHeader: Bool {
      switch marker {
      case 0xC4, 0xC8, 0xCC: false
      case 0xC0...0xCF, 0xF7: true
      default: false
      }
    }
  }

  private let bytes: [UInt8]
  /// Where the next marker is looked for.
  private(set) var position: Int

  /// Begins behind SOI.
  ///
  /// - Throws: ``PixelError`` if there is none.
  init(_ bytes: [UInt8]) throws(PixelError) {
    guard bytes.starts(with: [0xFF, 0xD8]) else { throw .damaged(.jpeg) }
    self.bytes = bytes
    position = 2
  }

  /// The next segment; nil at EOI, or where the bytes end.
  mutating func next() -> Segment? {
    while position + 1 < bytes.count {
      // Coded data, and what stands between segments where nothing should.
      guard bytes[position] == 0xFF else {
        position += 1
        continue
      }
      let marker = bytes[position + 1]
      switch marker {
      case 0xFF: position += 1
      // A stuffed byte in coded data; restart markers; markers without length.
      case 0x00...0x01, 0xD0...0xD8: position += 2
      case 0xD9: return nil
      // Below C0 nothing is defined: JPEG-LS stuffs a bit, not a byte, and its data may hold these.
      case ..<0xC0: position += 2
      default:
        guard position + 4 <= bytes.count else { return nil }
        let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
        let start = position + 4
        let end = position + 2 + length
        guard length >= 2, end <= bytes.count else { return nil }
        position = end
        return Segment(marker: marker, payload: start..<end)
      }
    }
    return nil
  }
}
