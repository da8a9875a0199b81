internal import DICOM
internal import Pixels
internal import Rules

/// Looks up whether what an original shows in bits that do not count is left in its output: in the bytes of the samples,
/// which comparisons of pictures cut to the bits that do.
struct UnusedBitPresence {
  /// What became of it.
  enum Outcome {
    /// The original has nothing there: what the picture shows decides.
    case nothing
    /// It is there as it was.
    case left
    /// It is not.
    case gone
    /// The output's samples are compressed, or of another size, or cannot be read.
    case unknown
  }

  private let original: Pictures
  private let output: Pictures

  /// Opens both files.
  ///
  /// - Throws: ``SystemError`` if one cannot be read.
  init(original: [UInt8], output: [UInt8], tables: StandardTables) throws(SystemError) {
    self.original = Pictures(FileReader(try FileBytes(path: original), dictionary: tables))
    self.output = Pictures(FileReader(try FileBytes(path: output), dictionary: tables))
  }

  /// What became of an area of a frame, or of all frames.
  ///
  /// - Parameters:
  ///   - frame: from 0 on; nil for all.
  ///   - path: that of the pixel data, in both files.
  func outcome(of area: PixelRect, frame: Int?, at path: String) -> Outcome {
    guard let before = UnusedBitPresence.source(path, original) else { return .nothing }
    let frames = frame.map { $0..<$0 + 1 } ?? 0..<before.frameCount
    var all: [Outcome] = []
    for frame in frames where frame < before.frameCount {
      guard let planes = UnusedBitPresence.planes(before, frame) else { return .unknown }
      for plane in planes {
        let inks = UnusedBitPresence.ink(plane.image, area)
        if !inks.isEmpty { all.append(outcome(of: plane, inks, frame, path)) }
      }
    }
    let order: [Outcome] = [.left, .unknown, .gone]
    return order.first { all.contains($0) } ?? .nothing
  }

  private func outcome(of plane: UnusedBitPlane, _ ink: [Int], _ frame: Int, _ path: String) -> Outcome {
    guard output.bitmaps.contains(where: { $0.path.description == path }) else { return .gone }
    guard let after = UnusedBitPresence.source(path, output) else { return .unknown }
    guard frame < after.frameCount else { return .gone }
    // The bit itself: that it counts in the output, or repeats another, does not take it out.
    guard let image = UnusedBitPresence.image(after, plane.bit, frame), image.width == plane.image.width,
      image.height == plane.image.height
    else { return .unknown }
    let same = ink.count { image.pixels[$0] == plane.image.pixels[$0] }
    return 2 * same > ink.count ? .left : .gone
  }

  private static func image(_ source: FrameSource, _ bit: Int, _ frame: Int) -> GreyImage? {
    do throws(PixelError) { return try source.bitImage(bit, frame: frame) } catch { return nil }
  }

  private static func source(_ path: String, _ pictures: Pictures) -> FrameSource? {
    guard let bitmap = pictures.bitmaps.first(where: { $0.path.description == path }),
      case .success(let source) = bitmap.source
    else { return nil }
    return source
  }

  private static func planes(_ source: FrameSource, _ frame: Int) -> [UnusedBitPlane]? {
    do throws(PixelError) { return try source.unusedBitPlanes(frame) } catch { return nil }
  }

  /// The pixels of an area that have the value which fewer of them have; none if all have one.
  private static func ink(_ image: GreyImage, _ area: PixelRect) -> [Int] {
    let (right, bottom) = (min(image.width, area.x + area.width), min(image.height, area.y + area.height))
    guard area.x >= 0, area.y >= 0, area.x < right, area.y < bottom else { return [] }
    let places = (area.y..<bottom).flatMap { row in row * image.width + area.x..<row * image.width + right }
    let (set, clear) = (places.filter { image.pixels[$0] > 0 }, places.filter { image.pixels[$0] == 0 })
    return set.count < clear.count ? set : clear
  }
}
