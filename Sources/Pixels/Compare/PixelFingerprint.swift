internal import DICOM

/// What a picture is found again by in files that were renamed and got other UIDs: digests, which are the same after
/// any encoding without loss, and mean values of blocks, which hardly change when it is encoded with loss or parts are
/// painted over.
///
/// It says much about a picture and is not to be reported.
public struct PixelFingerprint: Codable, Sendable, Equatable {
  /// Pixels a row.
  public let columns: Int
  /// Rows.
  public let rows: Int
  /// Samples a pixel.
  public let components: Int
  /// How many frames there are.
  public let frames: Int
  /// SHA-256 of the samples of the first, the middle and the last frame, those that are there; see
  /// ``CanonicalSamples``. Where there is one frame, one digest.
  public let digests: [String]
  /// Mean values of the blocks of the middle frame.
  public let means: BlockMeans

  /// Makes the fingerprint of the file's own pixel data, or of the first element of it if there is none at the top.
  ///
  /// - Returns: nil if there is no pixel data.
  /// - Throws: ``PixelError`` if a frame of it cannot be decoded.
  public init?(of pictures: Pictures) throws(PixelError) {
    let top = pictures.bitmaps.last { $0.path.steps.isEmpty && !$0.path.tag.isPrivate }
    guard let bitmap = top ?? pictures.bitmaps.first else { return nil }
    let source = try bitmap.source.get()
    let count = source.frameCount
    // Going through a video to its end decodes all of it.
    let wanted = source.codec == .video ? [0] : [0, count / 2, count - 1]
    var digests: [String] = []
    var middle: Frame?
    for (place, index) in wanted.enumerated() where place == 0 || index > wanted[place - 1] {
      let frame = try source.frame(index)
      digests.append(CanonicalSamples.digest(of: frame))
      if index == wanted[wanted.count / 2] { middle = frame }
    }
    guard let middle else { return nil }
    columns = middle.size.width
    rows = middle.size.height
    components = middle.size.components
    frames = count
    self.digests = digests
    means = BlockMeans(middle, source)
  }
}

/// Samples in one form, whatever they were encoded by.
enum CanonicalSamples {
  /// SHA-256 of a frame: its size, and its samples pixel by pixel, those that count of each, least significant byte
  /// first.
  static func digest(of frame: Frame) -> String {
    let digest = SHA256()
    digest.update(Array("\(frame.size.width)x\(frame.size.height)x\(frame.size.components)".utf8)[...])
    switch frame.samples {
    case .uint8(let all): digest.update(all[...])
    case .int8(let all): digest.update(all.map { UInt8(bitPattern: $0) }[...])
    case .uint16(let all): digest.update(bytes(all.map(\.littleEndian))[...])
    case .int16(let all): digest.update(bytes(all.map(\.littleEndian))[...])
    case .uint32(let all): digest.update(bytes(all.map(\.littleEndian))[...])
    case .int32(let all): digest.update(bytes(all.map(\.littleEndian))[...])
    case .float(let all): digest.update(bytes(all.map(\.bitPattern.littleEndian))[...])
    case .double(let all): digest.update(bytes(all.map(\.bitPattern.littleEndian))[...])
    }
    return digest.finish()
  }

  private static func bytes<Number>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
  }
}
