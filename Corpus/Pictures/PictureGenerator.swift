/// A picture without text that others are drawn upon.
public struct GroundPicture: Sendable {
  /// What it is, for the table of results.
  public let kind: String
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Grey values, row by row.
  public let pixels: [UInt8]

  /// A ground of `width * height` grey values.
  public init(kind: String, width: Int, height: Int, pixels: [UInt8]) {
    (self.kind, self.width, self.height, self.pixels) = (kind, width, height, pixels)
  }
}

/// Draws pictures with and without text: the same seed, grounds and fonts give the same pictures.
public struct PictureGenerator<Source: GlyphSource> {
  private let glyphs: Source
  private let grounds: [GroundPicture]

  /// A generator that draws with these fonts, upon grounds of its own and upon these.
  public init(glyphs: Source, grounds: [GroundPicture] = []) {
    self.glyphs = glyphs
    self.grounds = grounds
  }

  /// The picture of a seed; every third is drawn upon one of the given grounds, if there are any.
  public func picture(seed: UInt64, hasText: Bool, width: Int, height: Int) throws -> LabelledPicture {
    var random = SplitMix64(seed: seed)
    var canvas: Canvas
    let kind: String
    if !grounds.isEmpty, seed % 3 == 0 {
      let ground = random.one(of: grounds)
      kind = ground.kind
      canvas = Canvas(ground, turned: random.happens(0.5))
    } else {
      let ground = Ground.allCases[Int(seed / 3 % UInt64(Ground.allCases.count))]
      kind = ground.rawValue
      canvas = ground.canvas(width: width, height: height, &random)
    }
    if canvas.width >= 100, canvas.height >= 100, kind != "plain" {
      while random.happens(0.35) { random.one(of: DeviceMarks.allCases).draw(on: &canvas, &random) }
    }
    canvas.values = canvas.values.map { max(0, min(255, $0)) }
    var words: [LabelledWord] = []
    if hasText {
      // Nothing fits now and then; another try, with a smaller letter in the end.
      for attempt in 0..<20 where words.isEmpty {
        var captions = Captions(glyphs: glyphs, canvas: canvas, random: random, limit: 40 - attempt)
        try captions.draw()
        (canvas, random, words) = (captions.canvas, captions.random, captions.words)
      }
    }
    return LabelledPicture(
      width: canvas.width, height: canvas.height, pixels: canvas.bytes, ground: kind, words: words)
  }
}

extension Canvas {
  /// A canvas of a given ground, mirrored left to right if it is to be turned.
  init(_ ground: GroundPicture, turned: Bool) {
    self.init(width: ground.width, height: ground.height)
    for row in 0..<height {
      for column in 0..<width {
        let from = turned ? width - 1 - column : column
        values[row * width + column] = Float(ground.pixels[row * width + from])
      }
    }
  }
}
