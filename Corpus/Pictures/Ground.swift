internal import Foundation

/// What a picture shows behind its text: an imitation of a kind of medical picture, or something plain.
public enum Ground: String, CaseIterable, Sendable {
  case ct, mr, us, cr, xa, black, noise, plain, page

  /// Draws a ground without text.
  func canvas(width: Int, height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas =
      switch self {
      case .ct: Ground.ct(width, height, &random)
      case .mr: Ground.mr(width, height, &random)
      case .us: Ground.us(width, height, &random)
      case .cr: Ground.cr(width, height, &random)
      case .xa: Ground.xa(width, height, &random)
      case .black: Canvas(width: width, height: height, level: random.within(1...10 as ClosedRange<Float>))
      case .noise: Ground.noise(width, height, &random)
      case .plain: Ground.plain(width, height, &random)
      case .page: Ground.page(width, height, &random)
      }
    if self == .black { canvas.addNoise(random.within(1...5 as ClosedRange<Float>), &random) }
    return canvas
  }

  private static func ct(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height, level: random.within(0...12 as ClosedRange<Float>))
    let (rx, ry) = (
      random.within(0.6...0.9 as ClosedRange<Float>), random.within(0.45...0.8 as ClosedRange<Float>)
    )
    canvas.ellipse(x: 0, y: 0, rx: rx, ry: ry, add: random.within(80...130 as ClosedRange<Float>))
    canvas.ellipse(
      x: 0, y: 0, rx: rx * 0.9, ry: ry * 0.88, add: random.within(-40...20 as ClosedRange<Float>))
    for _ in 0..<random.within(4...14) {
      let angle = random.within(0...6.28 as ClosedRange<Float>)
      let far = random.within(0...0.7 as ClosedRange<Float>)
      canvas.ellipse(
        x: cos(angle) * far * rx, y: sin(angle) * far * ry,
        rx: random.within(0.03...0.3 as ClosedRange<Float>),
        ry: random.within(0.03...0.2 as ClosedRange<Float>), angle: angle,
        soft: random.within(0.01...0.05 as ClosedRange<Float>),
        add: random.within(-70...70 as ClosedRange<Float>))
    }
    for _ in 0..<random.within(3...16) {  // ribs and spine
      let angle = random.within(0...6.28 as ClosedRange<Float>)
      canvas.ellipse(
        x: cos(angle) * rx * 0.8, y: sin(angle) * ry * 0.8,
        rx: random.within(0.02...0.1 as ClosedRange<Float>),
        ry: random.within(0.01...0.04 as ClosedRange<Float>), angle: angle + 1.57, soft: 0.015,
        add: random.within(60...140 as ClosedRange<Float>))
    }
    let tissue = Canvas.hills(width: width, height: height, cells: 12, octaves: 4, &random)
    let strength = random.within(3...20 as ClosedRange<Float>)
    for index in canvas.values.indices { canvas.values[index] += tissue.values[index] * strength }
    var grain = Canvas(width: width, height: height)
    grain.addNoise(random.within(3...22 as ClosedRange<Float>), &random)
    if random.happens(0.7) { grain.smooth(x: 1, y: 1) }
    for index in canvas.values.indices { canvas.values[index] += grain.values[index] }
    if random.happens(0.6) {  // the table
      let y = Float(height) * random.within(0.85...0.95 as ClosedRange<Float>)
      let curve = (0...40).map { step -> (x: Float, y: Float, width: Float) in
        let t = Float(step) / 40
        return (Float(width) * t, y + 60 * (t - 0.5) * (0.5 - t) + 15, 2.5)
      }
      canvas.trace(curve, value: 120)
    }
    return canvas
  }

  private static func mr(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height, level: 2)
    let (rx, ry) = (
      random.within(0.5...0.8 as ClosedRange<Float>), random.within(0.6...0.9 as ClosedRange<Float>)
    )
    canvas.ellipse(x: 0, y: 0, rx: rx, ry: ry, add: random.within(120...220 as ClosedRange<Float>))
    canvas.ellipse(
      x: 0, y: 0, rx: rx * 0.93, ry: ry * 0.94, add: random.within(-150 ... -60 as ClosedRange<Float>))
    canvas.ellipse(
      x: 0, y: 0, rx: rx * 0.86, ry: ry * 0.88, add: random.within(30...90 as ClosedRange<Float>))
    let folds = Canvas.hills(width: width, height: height, cells: random.within(8...16), octaves: 3, &random)
    let bias = Canvas.hills(width: width, height: height, cells: 2, octaves: 1, &random)
    let depth = random.within(20...90 as ClosedRange<Float>)
    let (edgeX, edgeY) = (rx * 0.86, ry * 0.88)
    var index = 0
    canvas.shade { x, y, value in
      let far = (x * x / (edgeX * edgeX) + y * y / (edgeY * edgeY)).squareRoot()
      let inside = max(0, min(1, (1 - far) * 20))
      let ridge = max(0, 1 - abs(folds.values[index]) * 9)
      let result = (value - inside * ridge * depth) * (1 + 0.3 * bias.values[index])
      index += 1
      return result
    }
    for side in [Float(-1), 1] {
      canvas.ellipse(
        x: side * 0.1, y: 0, rx: 0.05, ry: 0.2, angle: side * 0.3, soft: 0.02,
        add: random.within(-80...80 as ClosedRange<Float>))
    }
    canvas.addNoise(random.within(2...10 as ClosedRange<Float>), &random)
    for index in canvas.values.indices { canvas.values[index] = abs(canvas.values[index]) }
    return canvas
  }

  private static func us(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var (one, two) = (Canvas(width: width, height: height), Canvas(width: width, height: height))
    let (gx, gy) = (random.within(1...3), random.within(0...2))
    one.addNoise(1, &random)
    two.addNoise(1, &random)
    one.smooth(x: gx, y: gy)
    two.smooth(x: gx, y: gy)
    let gain = Float((2 * gx + 1) * (2 * gy + 1)).squareRoot() * 0.75
    let tissue = Canvas.hills(width: width, height: height, cells: 5, octaves: 4, &random)
    let (level, range) = (
      random.within(60...120 as ClosedRange<Float>), random.within(20...50 as ClosedRange<Float>)
    )
    let isSector = random.happens(0.7)
    let (half, top) = (
      random.within(0.4...0.8 as ClosedRange<Float>), random.within(-1.3 ... -0.9 as ClosedRange<Float>)
    )
    let (near, far) = (
      random.within(0.1...0.4 as ClosedRange<Float>), random.within(1.6...2.1 as ClosedRange<Float>)
    )
    var canvas = Canvas(width: width, height: height)
    var index = 0
    canvas.shade { x, y, _ in
      defer { index += 1 }
      let depth = (x * x + (y - top) * (y - top)).squareRoot()
      let isInside =
        isSector
        ? abs(atan2(x, y - top)) < half && depth > near && depth < far : abs(x) < half && y > -0.8 && y < 0.8
      guard isInside else { return 2 }
      let (a, b) = (one.values[index] * gain, two.values[index] * gain)
      let envelope = (a * a + b * b).squareRoot()
      return level + range * (tissue.values[index] * 1.6 + log(envelope + 0.15))
    }
    return canvas
  }

  private static func cr(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height, level: random.within(90...160 as ClosedRange<Float>))
    let hills = Canvas.hills(width: width, height: height, cells: 3, octaves: 3, &random)
    for index in canvas.values.indices { canvas.values[index] += hills.values[index] * 50 }
    for side in [Float(-0.4), 0.4] {
      canvas.ellipse(x: side, y: -0.05, rx: 0.3, ry: 0.6, soft: 0.15, add: -70)
    }
    let ribs = random.within(0...9)
    for rib in 0..<ribs {
      let y = Float(height) * (0.15 + 0.7 * Float(rib) / Float(max(1, ribs)))
      let curve = (0...24).map { step -> (x: Float, y: Float, width: Float) in
        let t = Float(step) / 24 - 0.5
        return (Float(width) * (t + 0.5), y + t * t * Float(height) * 0.35, Float(height) * 0.03)
      }
      canvas.trace(curve, value: 190, opacity: 0.3)
    }
    if random.happens(0.5) { canvas.smooth(x: 2, y: 2) }
    canvas.addNoise(random.within(1...7 as ClosedRange<Float>), &random)
    if random.happens(0.5) {
      for index in canvas.values.indices { canvas.values[index] = 255 - canvas.values[index] }
    }
    if random.happens(0.6) { collimate(&canvas, &random) }
    return canvas
  }

  private static func collimate(_ canvas: inout Canvas, _ random: inout SplitMix64) {
    let edge = random.within(0.75...0.97 as ClosedRange<Float>)
    let border: Float = random.happens(0.8) ? 4 : 250
    let isRound = random.happens(0.4)
    canvas.shade { x, y, value in
      let isOpen = isRound ? x * x + y * y < edge * edge : abs(x) < edge && abs(y) < edge
      return isOpen ? value : border
    }
  }

  private static func xa(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height, level: random.within(120...190 as ClosedRange<Float>))
    let hills = Canvas.hills(width: width, height: height, cells: 3, octaves: 2, &random)
    for index in canvas.values.indices { canvas.values[index] += hills.values[index] * 40 }
    for _ in 0..<random.within(2...9) {
      var at = (x: random.unit() * Float(width), y: random.unit() * Float(height))
      var angle = random.within(0...6.28 as ClosedRange<Float>)
      var vessel = random.within(2...11 as ClosedRange<Float>)
      let value = random.within(20...110 as ClosedRange<Float>)
      var curve: [(x: Float, y: Float, width: Float)] = []
      for _ in 0..<random.within(20...90) {
        curve.append((at.x, at.y, vessel))
        angle += random.within(-0.3...0.3 as ClosedRange<Float>)
        at = (at.x + 8 * cos(angle), at.y + 8 * sin(angle))
        vessel = max(1, vessel * 0.985)
      }
      canvas.trace(curve, value: value, opacity: 0.6)
    }
    canvas.addNoise(random.within(2...12 as ClosedRange<Float>), &random)
    if random.happens(0.6) { canvas.smooth(x: 1, y: 1) }
    if random.happens(0.7) { collimate(&canvas, &random) }
    return canvas
  }

  private static func noise(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    canvas.addNoise(1, &random)
    let radius = random.within(0...2)
    if radius > 0 { canvas.smooth(x: radius, y: radius) }
    let level = random.within(50...200 as ClosedRange<Float>)
    let strength = random.within(5...45 as ClosedRange<Float>) * Float(1 + radius * 2)
    for index in canvas.values.indices { canvas.values[index] = level + canvas.values[index] * strength }
    return canvas
  }

  private static func plain(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    let level: Float = random.happens(0.4) ? 0 : random.happens(0.3) ? 255 : random.within(0...255)
    let slope = random.happens(0.3) ? random.within(-30...30 as ClosedRange<Float>) : 0
    canvas.shade { x, y, _ in level + slope * (x + y) }
    if random.happens(0.3) { canvas.addNoise(random.within(0.5...3 as ClosedRange<Float>), &random) }
    return canvas
  }

  /// Boxes, rules and curves, as a screen of a workstation without its words.
  private static func page(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(width: width, height: height, level: random.one(of: [0, 20, 60, 190, 255]))
    for _ in 0..<random.within(2...9) {
      let (x, y) = (random.within(0...width - 40), random.within(0...height - 40))
      let (w, h) = (random.within(20...width - x), random.within(14...height - y))
      canvas.fill(x: x, y: y, width: w, height: h, random.within(0...255 as ClosedRange<Float>))
      if random.happens(0.6) {
        canvas.fill(
          x: x + 2, y: y + 2, width: w - 4, height: h - 4, random.within(0...255 as ClosedRange<Float>))
      }
    }
    if random.happens(0.5) {  // a curve of measured values
      var at = (x: Float(10), y: Float(height) / 2)
      var curve: [(x: Float, y: Float, width: Float)] = []
      while at.x < Float(width) - 10 {
        curve.append((at.x, at.y, 1.5))
        at = (at.x + 3, at.y + random.within(-9...9 as ClosedRange<Float>))
      }
      canvas.trace(curve, value: 200)
    }
    return canvas
  }
}
