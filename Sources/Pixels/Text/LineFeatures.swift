/// What is measured of a chain of marks in order to tell text from anatomy, speckle and rulers.
///
/// Lengths are in parts of the height of the line's characters, so that they mean the same at all sizes.
public struct LineFeatures: Sendable {
  /// The measures' names, in the order of ``values``.
  public static let names = markNames + LineShape.names
  /// How many of them are measured of the marks alone; they come first.
  static let markCount = markNames.count
  private static let markNames = [
    "characters", "marks", "height", "heightSpread", "bottomsInLine", "topsInLine", "gap", "gapSpread",
    "aspect",
    "aspectSpread", "fill", "fillSpread", "contrast", "overNoise", "contrastSpread", "unevenness",
    "sharpness",
    "holes", "strokes", "thickness", "specks", "likes", "isUpright", "narrow", "level", "length",
    "sameness", "thicknessSpread",
  ]
  /// The measures: those of the marks, and behind them those of the pixels if the line was worth looking at them.
  public internal(set) var values: [Float]
  /// How often the picture was halved for the line to be found: 0, 1 or 2.
  let level: Int

  /// Measures a chain. `specks` and `likes` say how many other components lie around it: small ones, and ones of
  /// like size, for each square of the character height.
  init(
    _ chain: [Mark], _ components: [Component], height: Float, characters: Float, isUpright: Bool, level: Int,
    threshold: Float, specks: Float, likes: Float
  ) {
    self.level = level
    let count = Float(chain.count)
    let bottoms = chain.map(\.bottom).sorted()
    let tops = chain.map(\.top).sorted()
    let near = max(1, Int((height * 0.12).rounded()))
    let bottom = bottoms[bottoms.count / 2]
    let top = tops[tops.count / 2]
    let inLine = { (values: [Int], middle: Int) -> Float in
      Float(values.filter { abs($0 - middle) <= near }.count) / count
    }
    let gaps = zip(chain, chain.dropFirst()).map { Float($1.start - $0.end - 1) / height }
    let aspects = chain.map { Float($0.length) / Float($0.height) }
    let fills = chain.map { Float(components[$0.component].area) / Float($0.length * $0.height) }
    let contrasts = chain.map(\.contrast)
    let thicknesses = chain.map {
      Float(components[$0.component].area) / Float(components[$0.component].runs)
    }
    let contrast = Self.mean(contrasts)
    var (uneven, steps, runs, area, holes, extent): (Float, Float, Float, Float, Float, Float) = (
      0, 0, 0, 0, 0, 0
    )
    for mark in chain {
      let one = components[mark.component]
      let mean = Float(one.relief) / Float(one.area)
      uneven += max(0, Float(one.reliefSquares) / Float(one.area) - mean * mean).squareRoot() / max(1, mean)
      steps += Float(one.steps)
      runs += Float(one.runs)
      area += Float(one.area)
      holes += Float(max(0, one.joints - one.runs + 1))
      extent += Float(one.height)
    }
    values = [
      min(characters, 20), min(count, 20), height, Self.spread(chain.map { Float($0.height) / height }),
      inLine(bottoms, bottom), inLine(tops, top), Self.mean(gaps), Self.spread(gaps), Self.mean(aspects),
      Self.spread(aspects), Self.mean(fills), Self.spread(fills), contrast, contrast / threshold,
      Self.spread(contrasts) / contrast, uneven / count, steps / (2 * runs) / contrast, holes / characters,
      runs / extent, area / runs / height, specks, likes, isUpright ? 1 : 0,
      Float(aspects.filter { $0 < 0.35 }.count) / count, Float(level),
      Float(chain[chain.count - 1].end - chain[0].start + 1) / height, Self.sameness(chain, components),
      Self.spread(thicknesses) / max(0.1, Self.mean(thicknesses)),
    ]
  }

  /// How many neighbours are the same in size and area, as the ticks of a ruler are and letters are not.
  private static func sameness(_ chain: [Mark], _ components: [Component]) -> Float {
    guard chain.count > 1 else { return 0 }
    let same = zip(chain, chain.dropFirst()).filter { one, other in
      let (a, b) = (components[one.component].area, components[other.component].area)
      return abs(one.length - other.length) <= 1 && abs(one.height - other.height) <= 1
        && 8 * abs(a - b) <= max(a, b)
    }
    return Float(same.count) / Float(chain.count - 1)
  }

  private static func mean(_ values: [Float]) -> Float {
    values.isEmpty ? 0 : values.reduce(0, +) / Float(values.count)
  }

  /// Standard deviation.
  private static func spread(_ values: [Float]) -> Float {
    let middle = mean(values)
    return values.isEmpty
      ? 0 : (values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Float(values.count)).squareRoot()
  }
}
