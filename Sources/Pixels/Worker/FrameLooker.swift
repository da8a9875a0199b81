internal import DICOM

/// Looks at the frames of one bitmap, one after the other, and but once at what repeats.
struct FrameLooker {
  private let source: FrameSource
  private let wantsCrops: Bool
  /// Whether the next frame is to be shown small, if it shows no text.
  private var wantsThumbnail: Bool
  private var memory = LoopMemory()
  /// For the digest of a frame's bytes the number of the picture that they made.
  private var numbers: [String: Int] = [:]
  /// The lines that earlier frames showed, by place and text.
  private var lines: Set<String> = []

  /// A looker that has seen nothing yet.
  init(_ source: FrameSource, wantsCrops: Bool, wantsThumbnail: Bool = false) {
    self.source = source
    self.wantsCrops = wantsCrops
    self.wantsThumbnail = wantsThumbnail
  }

  /// Looks at a frame, unless there was one of the same bytes.
  mutating func look(
    at index: Int, _ picture: inout SeenPicture, _ finder: inout TextFinder
  ) throws {
    do throws(PixelError) {
      if source.frameCount > 1, let bytes = try source.frameBytes(index) {
        let digest = SHA256.hex(of: bytes)
        if let earlier = numbers[digest] {
          picture.sameAs = earlier
          return
        }
        numbers[digest] = picture.number
      }
      let frame = try source.frame(index)
      picture.width = frame.size.width
      picture.height = frame.size.height
      if let damage = frame.damage { picture.problem = "\(damage)" }
      var lines = LineCollector(wantsCrops: wantsCrops)
      var first: GreyImage?
      for rendering in source.renderings(of: frame) {
        first = first ?? rendering.image
        let way = "\(rendering.kind)"
        let found = memory.find(
          in: rendering.image, way: way, leastScore: rendering.kind.leastScore, by: &finder)
        lines.add(found, in: rendering.image, way)
      }
      for plane in try source.unusedBitPlanes(index) {
        let way = "unused bit \(plane.bit)"
        lines.add(
          memory.find(in: plane.image, way: way, leastScore: 0, by: &finder), in: plane.image, way)
      }
      picture.lines = lines.lines
      if let first, areNew(lines.lines) { picture.preview = lines.preview(of: first) }
      if wantsThumbnail, let first, lines.lines.isEmpty {
        picture.thumbnail = lines.preview(of: first)
      }
      wantsThumbnail = false
      picture.parts = try source.streamTexts(index).map {
        SeenPart(kind: $0.kind.description, offset: $0.range.lowerBound, bytes: $0.bytes)
      }
    } catch {
      picture.problem = "\(error)"
    }
  }

  /// Whether a line was not in an earlier frame: only then a report shows the frame.
  private mutating func areNew(_ shown: [SeenLine]) -> Bool {
    var areNew = false
    for line in shown where lines.insert(line.key).inserted { areNew = true }
    return areNew
  }
}

extension SeenLine {
  /// The same for lines of the same text at about the same place.
  public var key: String { "\(x / 16) \(y / 16) " + words.map(\.text).joined(separator: " ") }
}

extension Rendering.Kind {
  /// From what score on a line in such a rendering counts as text.
  ///
  /// A tail stretches the noise of what is nearly one grey to the whole range, in which a few chains of specks look
  /// like characters: on 300 CT slices one such line scored above 3.5, and text hidden there at three times the noise
  /// or more mostly scored above 5.
  fileprivate var leastScore: Float {
    switch self {
    case .lowTail, .highTail: 3.5
    default: 0
    }
  }
}
