/// Gathers what the renderings of one picture show: the same line in several of them counts once, as it was read best.
struct LineCollector {
  /// The lines so far.
  private(set) var lines: [SeenLine] = []
  private var boxes: [PixelRect] = []
  private var weights: [Float] = []
  private let wantsCrops: Bool

  init(wantsCrops: Bool) { self.wantsCrops = wantsCrops }

  /// Takes in the lines of a rendering.
  mutating func add(
    _ found: [(line: TextLine, reading: LineReading)], in image: GreyImage, _ rendering: String
  ) {
    for (line, reading) in found {
      let seen = seenLine(line, reading, image, rendering)
      let same = boxes.indices.first { 2 * boxes[$0].overlap(line.box) > min(boxes[$0].area, line.box.area) }
      guard let same else {
        lines.append(seen)
        boxes.append(line.box)
        weights.append(reading.weight)
        continue
      }
      if reading.weight > weights[same] {
        lines[same] = seen
        weights[same] = reading.weight
      }
      boxes[same] = boxes[same].union(line.box)
    }
  }

  private func seenLine(
    _ line: TextLine, _ reading: LineReading, _ image: GreyImage, _ rendering: String
  ) -> SeenLine {
    SeenLine(
      x: line.box.x, y: line.box.y, width: line.box.width, height: line.box.height,
      words: reading.words.map { SeenWord(text: $0.text, confidence: $0.confidence) },
      isCutShort: reading.isCutShort, rendering: rendering,
      crop: wantsCrops ? LineCollector.crop(line.box, image) : nil)
  }

  /// A small picture with all lines covered, as PNG.
  func preview(of image: GreyImage) -> [UInt8] { CoveredPicture(image, covering: boxes).bytes }

  /// The pixels of a line, with a little around it, as PNG.
  private static func crop(_ box: PixelRect, _ image: GreyImage) -> [UInt8]? {
    let area = box.grown(by: 6, inWidth: image.width, height: image.height)
    guard area.width > 0, area.height > 0 else { return nil }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(area.area)
    for row in area.y..<area.y + area.height {
      pixels += image.pixels[row * image.width + area.x..<row * image.width + area.x + area.width]
    }
    return PNGImage(GreyImage(width: area.width, height: area.height, pixels: pixels)).bytes
  }
}
