/// Finds out whether a picture shows text, and where: a fast stage that runs on every frame.
///
/// At full, half and quarter size it looks for thin light and thin dark marks above the noise of their surroundings,
/// chains those that could be characters into lines, and scores the lines: by their marks, by measures of their pixels,
/// and the likeliest by a small network that sees the pixels themselves. It errs towards text: what it finds is read by
/// a recognizer, and is a finding when that reads nothing.
public struct TextGate: Sendable {
  /// Lines below this score are left out.
  public var leastScore: Float = 0
  /// Lines whose marks alone score less than this are not looked at further.
  public var leastMarkScore: Float = -0.8
  /// Lines that the trees score less than this are not shown to the network.
  public var leastTreeScore: Float = -2
  /// After so many lines in a row that are no text for the network, the rest, which the trees score less, is none; five
  /// times as many where a line of text was found.
  public var mostRefusals = 6
  /// The faintest marks that are looked for, in grey levels of the top-hat.
  public var leastContrast = 12
  /// How many medians of the top-hat noise reaches.
  public var noiseFactor: Float = 2.6
  /// The threshold above which ground counts as rough, and is looked at smoothed as well.
  public var roughness: UInt8 = 36
  /// A picture counts as rough if one in so many of its blocks does.
  public var roughPart = 10
  /// Multiples of the noise at which components are formed.
  public var factors = [1, 2, 4]
  /// The smallest side of a level of the pyramid.
  private static let leastSide = 12

  /// A gate with the settings that its numbers were measured with.
  public init() {}

  /// The lines of text in a picture, the likeliest first; empty if it shows none.
  ///
  /// Of lines that lie upon each other, the one that the trees score most is kept.
  public func lines(in image: GreyImage) -> [TextLine] {
    let (candidates, planes) = look(at: image, leastTreeScore)
    var kept: [TextLine] = []
    var refusals = 0
    for line in candidates.sorted(by: { $0.score > $1.score }) {
      let covered = kept.reduce(0) { $0 + $1.box.overlap(line.box) }
      guard 2 * covered <= line.box.area else { continue }
      let level = line.features.level
      let score = LineNet.fitted.score(
        LineCutting.cut(line.box.halved(level), of: planes[level], isUpright: line.isUpright),
        trees: line.score, level: level)
      if score >= leastScore {
        kept.append(line.scored(score))
        refusals = 0
      } else {
        refusals += 1
        if refusals == (kept.isEmpty ? 1 : 5) * mostRefusals { break }
      }
    }
    return kept.sorted { $0.score > $1.score }
  }

  /// All lines that the trees score enough, in no order, also those that lie upon each other; with the trees' score.
  public func candidates(in image: GreyImage, leastTreeScore: Float) -> [TextLine] {
    look(at: image, leastTreeScore).lines
  }

  /// The lines, and the levels of the pyramid.
  private func look(at image: GreyImage, _ least: Float) -> (lines: [TextLine], planes: [PaddedPlane]) {
    guard min(image.width, image.height) >= Self.leastSide else { return ([], []) }
    var lines: [TextLine] = []
    var planes: [PaddedPlane] = []
    var finder = ComponentFinder()
    for level in 0..<3 {
      let plane: PaddedPlane
      if let finer = planes.last {
        guard min(finer.width, finer.height) >= 2 * Self.leastSide else { break }
        plane = finer.halved()
      } else {
        plane = PaddedPlane(image)
      }
      planes.append(plane)
      var hats = TopHat(width: plane.width, height: plane.height)
      let isRough = find(in: plane, &hats, &finder, level: level, least, into: &lines)
      // Small text in strong noise shows only when the noise is smoothed; larger text shows at half the size.
      if level == 0, isRough {
        _ = find(in: plane.smoothed(), &hats, &finder, level: level, least, into: &lines)
      }
    }
    return (lines, planes)
  }

  /// Finds light and dark lines in a plane; whether the plane is rough.
  private func find(
    in plane: PaddedPlane, _ hats: inout TopHat, _ finder: inout ComponentFinder, level: Int, _ least: Float,
    into lines: inout [TextLine]
  ) -> Bool {
    hats.measure(plane)
    let light = find(in: plane, hats.light, &finder, isLight: true, level: level, least, into: &lines)
    let dark = find(in: plane, hats.dark, &finder, isLight: false, level: level, least, into: &lines)
    return light || dark
  }

  private func find(
    in plane: PaddedPlane, _ relief: PaddedPlane, _ finder: inout ComponentFinder, isLight: Bool, level: Int,
    _ least: Float,
    into lines: inout [TextLine]
  ) -> Bool {
    let noise = GroundNoise(relief, factor: noiseFactor, least: leastContrast)
    for factor in factors {
      let components = finder.components(of: relief, in: plane, above: noise, factor: factor)
      guard !components.isEmpty else { break }
      let field = ComponentField(components, width: plane.width, height: plane.height)
      for isUpright in [false, true] {
        for chain in LineFinder.chains(components, isUpright: isUpright) {
          guard
            let line = line(
              chain, components, field, noise, plane, isUpright: isUpright, isLight: isLight, level: level,
              least)
          else { continue }
          lines.append(line)
        }
      }
    }
    return noise.isRough(above: roughness, part: roughPart)
  }

  /// Judges a chain; nil if it is too short or not like text.
  private func line(
    _ chain: [Mark], _ components: [Component], _ field: ComponentField, _ noise: GroundNoise,
    _ plane: PaddedPlane, isUpright: Bool, isLight: Bool, level: Int, _ least: Float
  ) -> TextLine? {
    let heights = chain.map(\.height).sorted()
    let height = Float(heights[heights.count * 3 / 4])
    let characters = chain.reduce(Float(0)) { $0 + max(1, (Float($1.length) / (0.75 * height)).rounded()) }
    guard characters >= 3, chain.count >= 2 || characters >= 4, height >= 4 else { return nil }
    let left = chain[0].start
    let right = chain.map(\.end).reduce(left, max)
    let top = chain.map(\.top).reduce(Int.max, min)
    let bottom = chain.map(\.bottom).reduce(0, max)
    var box = PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    if isUpright { box = PixelRect(x: box.y, y: box.x, width: box.height, height: box.width) }
    let around = field.around(box, margin: Int(height))
    let squares = Float(around.area) / (height * height)
    let block = GroundNoise.block
    let threshold = Float(
      noise.thresholds[(box.y + box.height / 2) / block * noise.columns + (box.x + box.width / 2) / block])
    var features = LineFeatures(
      chain, components, height: height, characters: characters, isUpright: isUpright, level: level,
      threshold: threshold, specks: Float(around.all) / squares,
      likes: max(0, Float(around.like) - Float(chain.count)) / squares)
    guard LineTrees.marks.score(features.values, least: leastMarkScore) != nil else { return nil }
    features.values += LineShape.measure(
      box, in: plane, isUpright: isUpright, isLight: isLight, height: height, contrast: features.values[12])
    guard let score = LineTrees.lines.score(features.values, least: least) else { return nil }
    let scale = 1 << level
    return TextLine(
      box: PixelRect(
        x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale),
      characterHeight: Int(height) * scale, isUpright: isUpright, isLight: isLight, score: score,
      features: features)
  }
}

extension TextLine {
  /// The line with another score.
  fileprivate func scored(_ score: Float) -> TextLine {
    TextLine(
      box: box, characterHeight: characterHeight, isUpright: isUpright, isLight: isLight, score: score,
      features: features)
  }
}

extension PixelRect {
  /// The rectangle in a picture that was halved this often; exact for those that were found there.
  fileprivate func halved(_ times: Int) -> PixelRect {
    PixelRect(x: x >> times, y: y >> times, width: width >> times, height: height >> times)
  }
}
