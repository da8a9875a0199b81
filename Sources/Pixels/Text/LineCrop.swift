/// A line cut out of a picture for a recognizer: upright, dark on light, of the height that it reads best.
import Glibc
enum P {
  static func f(_ n: String, _ d: Float) -> Float { getenv(n).map { Float(atof($0)) } ?? d }
  static let mg = f("MG", 0.4)
  static let lead = f("LEAD", 1)
  static let sure = f("SURE", 0.8)
  static let likely = f("LIKELY", 0.45)
  static let turn = f("TURN", 0.8)
  static let trim = f("TRIM", 0.6)
  static let side = f("SIDE", 0.1)
  static let border = f("BORDER", 2)
  static let sure2 = f("SURE2", 0.6)
  static let turn2 = f("TURN2", 0.5)
  static let flood = f("FLOOD", 128)
  static let squeeze = f("SQUEEZE", 1)
}
struct LineCrop {
  /// How high characters are made. Tesseract's network sees lines of 36 pixels.
  static let characterHeight: Float = 30
  /// The longest crop; longer ones are made less high.
  static let longest: Float = 4000

  let image: GreyImage
  private let source: PixelRect
  private let rotation: Int
  private let scale: Float

  /// Whether the line is lighter than its ground: the smaller part of its pixels is ink.
  static func isLight(_ line: TextLine, in picture: GreyImage) -> Bool {
    let (low, high) = (percentile(line.box, picture, 0.05), percentile(line.box, picture, 0.95))
    return percentile(line.box, picture, 0.5) - low <= high - percentile(line.box, picture, 0.5)
  }

  private static func percentile(_ box: PixelRect, _ picture: GreyImage, _ share: Float) -> Int {
    var counts = [Int](repeating: 0, count: 256)
    for row in box.y..<box.y + box.height {
      for pixel in picture.pixels[row * picture.width + box.x..<row * picture.width + box.x + box.width] {
        counts[Int(pixel)] += 1
      }
    }
    return percentile(counts, of: box.area, share)
  }

  private static func percentile(_ counts: [Int], of all: Int, _ share: Float) -> Int {
    var left = Int(Float(all) * share)
    for (value, count) in counts.enumerated() {
      left -= count
      if left < 0 { return value }
    }
    return 255
  }

  /// Cuts a line out, turned back by `rotation` degrees, which the text is turned clockwise.
  ///
  /// - Parameter rows: how high the crop is, for a recognizer that sees the whole height; nil to go by characters.
  init(_ line: TextLine, in picture: GreyImage, rotation: Int, isLight: Bool, rows fixedRows: Int? = nil) {
    let thickness = line.isUpright ? line.box.width : line.box.height
    let height = max(4, line.characterHeight, thickness * 3 / 4)
    // Above and below other lines begin; before and behind there must be ground, or its ends are misread.
    // A line that was found by the ground between its letters lacks the first and the last of them.
    let lead = fixedRows != nil ? Int(Float(height) * P.lead) : line.isLight != isLight ? height * 3 / 2 : fixedRows == nil ? height * 2 / 3 : height
    let wide = line.box.grown(by: lead, inWidth: picture.width, height: picture.height)
    let near = line.box.grown(by: fixedRows == nil ? max(2, height * 3 / 10) : max(1, Int((Float(height) * P.mg).rounded())), inWidth: picture.width, height: picture.height)
    var box =
      line.isUpright
      ? PixelRect(x: near.x, y: wide.y, width: near.width, height: wide.height)
      : PixelRect(x: wide.x, y: near.y, width: wide.width, height: near.height)
    let isUpright = rotation == 90 || rotation == 270
    var turned = Self.turned(picture, box, rotation)
    var ink = Self.levels(turned, isLight: isLight, window: 4 * height)
    if fixedRows != nil {
      let m = (line.box.x - box.x, line.box.y - box.y, box.x + box.width - line.box.x - line.box.width, box.y + box.height - line.box.y - line.box.height)
      let (l, t, r, b) =
        switch rotation {
        case 90: (m.1, m.2, m.3, m.0)
        case 180: (m.2, m.3, m.0, m.1)
        case 270: (m.3, m.0, m.1, m.2)
        default: m
        }
      Self.clear(&ink, turned.width, turned.height, left: l - 1, top: t - 1, right: r - 1, bottom: b - 1)
    }
    if fixedRows != nil, P.trim > 0 {
      let (w, h) = (turned.width, turned.height)
      func has(_ x: Int) -> Bool {
        var n = 0
        for y in h / 6..<max(h / 6 + 1, h * 5 / 6) where ink[y * w + x] < 255 * P.trim { n += 1 }
        return n >= 1
      }
      var (a, b) = (0, w - 1)
      while a < b, !has(a) { a += 1 }
      while b > a, !has(b) { b -= 1 }
      let side = Int((Float(height) * P.side).rounded())
      a = max(0, a - side)
      b = min(w - 1, b + side)
      ink = (0..<h).flatMap { ink[$0 * w + a...$0 * w + b] }
      switch rotation {
      case 90: box = PixelRect(x: box.x, y: box.y + a, width: box.width, height: b - a + 1)
      case 180: box = PixelRect(x: box.x + w - 1 - b, y: box.y, width: b - a + 1, height: box.height)
      case 270: box = PixelRect(x: box.x, y: box.y + w - 1 - b, width: box.width, height: b - a + 1)
      default: box = PixelRect(x: box.x + a, y: box.y, width: b - a + 1, height: box.height)
      }
    }
    let (across, down) = isUpright ? (box.height, box.width) : (box.width, box.height)
    let best = fixedRows.map { Float($0) / Float(down) } ?? Self.characterHeight / Float(height)
    let scale = min(best, Self.longest / Float(across))
    let width = max(1, Int(Float(across) * scale))
    let rows = fixedRows ?? max(1, Int(Float(down) * scale))
    (source, self.rotation, self.scale) = (box, rotation, scale)
    turned = GreyImage(width: 0, height: 0, pixels: [])
    var pixels = [UInt8](repeating: 0, count: width * rows)
    for y in 0..<rows {
      let fy = max(0, min(Float(down - 1), (Float(y) + 0.5) / scale - 0.5))
      let (y0, ty) = (Int(fy), fy - fy.rounded(.down))
      let y1 = min(down - 1, y0 + 1)
      for x in 0..<width {
        let fx = max(0, min(Float(across - 1), (Float(x) + 0.5) / scale - 0.5))
        let (x0, tx) = (Int(fx), fx - fx.rounded(.down))
        let x1 = min(across - 1, x0 + 1)
        let upper = ink[y0 * across + x0] + (ink[y0 * across + x1] - ink[y0 * across + x0]) * tx
        let lower = ink[y1 * across + x0] + (ink[y1 * across + x1] - ink[y1 * across + x0]) * tx
        pixels[y * width + x] = UInt8(max(0, min(255, upper + (lower - upper) * ty)))
      }
    }
    image = GreyImage(width: width, height: rows, pixels: pixels)
  }

  /// Clears ink that comes in over the edges of the crop and lies outside the line: other lines, and what is around the
  /// plate that a line stands on.
  private static func clear(
    _ ink: inout [Float], _ width: Int, _ height: Int, left: Int, top: Int, right: Int, bottom: Int
  ) {
    let (across, down) = (left..<max(left, width - right), top..<max(top, height - bottom))
    var open: [Int] = []
    func visit(_ x: Int, _ y: Int) {
      guard x >= 0, y >= 0, x < width, y < height, !(across.contains(x) && down.contains(y)),
        ink[y * width + x] < P.flood
      else { return }
      ink[y * width + x] = 235
      open.append(y * width + x)
    }
    for x in 0..<width {
      visit(x, 0)
      visit(x, height - 1)
    }
    for y in 0..<height {
      visit(0, y)
      visit(width - 1, y)
    }
    while let next = open.popLast() {
      let (x, y) = (next % width, next / width)
      visit(x - 1, y)
      visit(x + 1, y)
      visit(x, y - 1)
      visit(x, y + 1)
    }
  }

  /// The pixels of a box, turned so that the text runs from left to right.
  private static func turned(_ picture: GreyImage, _ box: PixelRect, _ rotation: Int) -> GreyImage {
    let isUpright = rotation == 90 || rotation == 270
    let (width, height) = isUpright ? (box.height, box.width) : (box.width, box.height)
    var pixels = [UInt8](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (column, row) =
          switch rotation {
          case 90: (box.width - 1 - y, x)
          case 180: (box.width - 1 - x, box.height - 1 - y)
          case 270: (y, box.height - 1 - x)
          default: (x, y)
          }
        pixels[y * width + x] = picture.pixels[(box.y + row) * picture.width + box.x + column]
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }

  /// Grey values from 0 for ink to 255 for ground, which may change along the line.
  private static func levels(_ image: GreyImage, isLight: Bool, window: Int) -> [Float] {
    let all = spans(image, 0..<image.width, isLight)
    let step = max(1, window / 2)
    // Ground and ink at places a step apart, each from the window around it.
    let places = (0...image.width / step + 1).map { place -> (ground: Float, span: Float) in
      let from = max(0, min(image.width - 1, place * step - window / 2))
      let here = spans(image, from..<max(from + 1, min(image.width, place * step + window / 2)), isLight)
      // Between words there is no ink: its level is not far from that of the line.
      return (here.ground, max(here.span, all.span * 0.6))
    }
    var result = [Float](repeating: 0, count: image.pixels.count)
    for column in 0..<image.width {
      let (place, part) = (column / step, Float(column % step) / Float(step))
      let (left, right) = (places[place], places[place + 1])
      let ground = left.ground + (right.ground - left.ground) * part
      let span = (left.span + (right.span - left.span) * part) * (isLight ? 1 : -1)
      for row in 0..<image.height {
        let value = Float(image.pixels[row * image.width + column])
        result[row * image.width + column] = max(0, min(255, 235 - (value - ground) / span * 225))
      }
    }
    return result
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
    let ink = Float(percentile(counts, of: count, isLight ? 0.97 : 0.03))
    let ground = Float(percentile(counts, of: count, isLight ? 0.3 : 0.7))
    return (ground, max(8, isLight ? ink - ground : ground - ink))
  }

  /// A rectangle of the crop as one of the picture.
  func inPicture(left: Int, top: Int, right: Int, bottom: Int) -> PixelRect {
    let (x0, x1) = (Int(Float(left) / scale), Int((Float(right) / scale).rounded(.up)))
    let (y0, y1) = (Int(Float(top) / scale), Int((Float(bottom) / scale).rounded(.up)))
    let (width, height) = (x1 - x0, y1 - y0)
    return switch rotation {
    case 90: PixelRect(x: source.x + source.width - y1, y: source.y + x0, width: height, height: width)
    case 180:
      PixelRect(
        x: source.x + source.width - x1, y: source.y + source.height - y1, width: width, height: height)
    case 270: PixelRect(x: source.x + y0, y: source.y + source.height - x1, width: height, height: width)
    default: PixelRect(x: source.x + x0, y: source.y + y0, width: width, height: height)
    }
  }
}
