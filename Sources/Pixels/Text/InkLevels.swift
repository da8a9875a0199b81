/// The pixels of a line as shares of ink and ground, which may change along the line: 10 is ink, 235 is ground.
struct InkLevels {
  /// The level of ground.
  static let ground: Float = 235
  /// Below this level a pixel is ink rather than ground.
  private static let half: Float = 128
  /// Below this level a pixel may be ink.
  private static let faint: Float = 153

  private(set) var width: Int
  let height: Int
  private var levels: [Float]

  /// The levels of a picture in which the text runs from left to right.
  ///
  /// - Parameter window: over how many columns ink and ground are told apart.
  init(_ image: GreyImage, isLight: Bool, window: Int) {
    (width, height) = (image.width, image.height)
    let all = Self.spans(image, 0..<image.width, isLight)
    let step = max(1, window / 2)
    // Ground and ink at places a step apart, each from the window around it.
    let places = (0...image.width / step + 1).map { place -> (ground: Float, span: Float) in
      let from = max(0, min(image.width - 1, place * step - window / 2))
      let here = Self.spans(image, from..<max(from + 1, min(image.width, place * step + window / 2)), isLight)
      // Between words there is no ink: its level is not far from that of the line.
      return (here.ground, max(here.span, all.span * 0.6))
    }
    levels = [Float](repeating: 0, count: image.pixels.count)
    for column in 0..<image.width {
      let (place, part) = (column / step, Float(column % step) / Float(step))
      let (left, right) = (places[place], places[place + 1])
      let ground = left.ground + (right.ground - left.ground) * part
      let factor = (isLight ? 225 : -225) / (left.span + (right.span - left.span) * part)
      for row in 0..<image.height {
        let value = Float(image.pixels[row * image.width + column])
        levels[row * image.width + column] = max(0, min(255, Self.ground - (value - ground) * factor))
      }
    }
  }

  /// The level of the ground, and how far that of the ink is from it.
  ///
  /// Ink covers the smaller part: its level is an outer percentile, that of the ground is the middle of the rest.
  private static func spans(_ image: GreyImage, _ columns: Range<Int>, _ isLight: Bool) -> (
    ground: Float, span: Float
  ) {
    var counts = [Int](repeating: 0, count: 256)
    for row in 0..<image.height {
      for column in columns { counts[Int(image.pixels[row * image.width + column])] += 1 }
    }
    let count = image.height * columns.count
    let ink = Float(LineCrop.percentile(counts, of: count, isLight ? 0.97 : 0.03))
    let ground = Float(LineCrop.percentile(counts, of: count, isLight ? 0.3 : 0.7))
    return (ground, max(8, isLight ? ink - ground : ground - ink))
  }

  /// Clears ink that comes in over the edges and lies outside the line: other lines, and what is around the plate that a
  /// line stands on.
  mutating func clear(outside line: PixelRect) {
    let inner = line.grown(by: 1, inWidth: width, height: height)
    let (columns, rows) = (inner.x..<inner.x + inner.width, inner.y..<inner.y + inner.height)
    var open: [(x: Int, y: Int)] = []
    func visit(_ x: Int, _ y: Int, _ levels: inout [Float]) {
      guard x >= 0, y >= 0, x < width, y < height, levels[y * width + x] < Self.half,
        !(columns.contains(x) && rows.contains(y))
      else { return }
      levels[y * width + x] = Self.ground
      open.append((x, y))
    }
    for x in 0..<width {
      visit(x, 0, &levels)
      visit(x, height - 1, &levels)
    }
    for y in 0..<height {
      visit(0, y, &levels)
      visit(width - 1, y, &levels)
    }
    while let (x, y) = open.popLast() {
      visit(x - 1, y, &levels)
      visit(x + 1, y, &levels)
      visit(x, y - 1, &levels)
      visit(x, y + 1, &levels)
    }
  }

  /// From the first column with ink, near the middle of the rows, to the last, and `side` columns more on both sides; all
  /// columns if none has ink.
  func columns(with side: Int) -> Range<Int> {
    let rows = height / 6..<max(height / 6 + 1, height * 5 / 6)
    let hasInk = { (column: Int) in rows.contains { levels[$0 * width + column] < Self.faint } }
    guard let first = (0..<width).first(where: hasInk), let last = (0..<width).last(where: hasInk) else {
      return 0..<width
    }
    return max(0, first - side)..<min(width, last + side + 1)
  }

  /// Leaves these columns only.
  mutating func cut(to columns: Range<Int>) {
    guard columns.count < width else { return }
    levels = (0..<height).flatMap {
      levels[$0 * width + columns.lowerBound..<$0 * width + columns.upperBound]
    }
    width = columns.count
  }

  /// A picture of another size, with values in between.
  func scaled(width: Int, height: Int, by scale: (x: Float, y: Float)) -> GreyImage {
    let places = (0..<width).map { place($0, scale.x, self.width) }
    var pixels = [UInt8](repeating: 0, count: width * height)
    for y in 0..<height {
      let row = place(y, scale.y, self.height)
      let (upper, lower) = (row.first * self.width, row.second * self.width)
      for x in 0..<width {
        let column = places[x]
        let (a, b) = (levels[upper + column.first], levels[upper + column.second])
        let (c, d) = (levels[lower + column.first], levels[lower + column.second])
        let (above, below) = (a + (b - a) * column.part, c + (d - c) * column.part)
        pixels[y * width + x] = UInt8(max(0, min(255, above + (below - above) * row.part)))
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }

  /// Which two old places a new one lies between.
  private func place(_ index: Int, _ scale: Float, _ count: Int) -> (first: Int, second: Int, part: Float) {
    let at = max(0, min(Float(count - 1), (Float(index) + 0.5) / scale - 0.5))
    let first = Int(at)
    return (first, min(count - 1, first + 1), at - Float(first))
  }
}
