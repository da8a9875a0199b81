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
      canvas = Canvas(ground, &random)
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
  /// A canvas of a part of a given ground, mirrored and windowed by chance.
  init(_ ground: GroundPicture, _ random: inout SplitMix64) {
    let part = random.within(0.75...1 as ClosedRange<Float>)
    let (width, height) = (Int(Float(ground.width) * part), Int(Float(ground.height) * part))
    self.init(width: width, height: height)
    let (left, top) = (random.within(0...ground.width - width), random.within(0...ground.height - height))
    let isMirrored = random.happens(0.5)
    let gain = random.within(0.6...1.3 as ClosedRange<Float>)
    let offset = random.within(-20...30 as ClosedRange<Float>)
    for row in 0..<height {
      for column in 0..<width {
        let from = left + (isMirrored ? width - 1 - column : column)
        values[row * width + column] = Float(ground.pixels[(top + row) * ground.width + from]) * gain + offset
      }
    }
  }
}
