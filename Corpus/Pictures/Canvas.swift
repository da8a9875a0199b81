internal import Foundation

/// A picture in the making: grey values as numbers, which may leave 0 to 255 until it is finished.
struct Canvas {
  let width: Int
  let height: Int
  var values: [Float]

  init(width: Int, height: Int, level: Float = 0) {
    self.width = width
    self.height = height
    values = Array(repeating: level, count: width * height)
  }

  /// The grey values, rounded and held within 0 to 255.
  var bytes: [UInt8] {
    values.map { UInt8(max(0, min(255, $0.rounded()))) }
  }

  /// Changes each pixel by its place, x and y running from -1 to 1.
  mutating func shade(_ change: (_ x: Float, _ y: Float, _ value: Float) -> Float) {
    for row in 0..<height {
      let y = Float(row) / Float(height) * 2 - 1
      for column in 0..<width {
        let x = Float(column) / Float(width) * 2 - 1
        values[row * width + column] = change(x, y, values[row * width + column])
      }
    }
  }

  /// Sets the pixels of a rectangle, as far as it lies within the picture.
  mutating func fill(x: Int, y: Int, width: Int, height: Int, _ value: Float) {
    for row in max(0, y)..<max(0, y, min(self.height, y + height)) {
      for column in max(0, x)..<max(0, x, min(self.width, x + width)) {
        values[row * self.width + column] = value
      }
    }
  }

  /// Adds a soft-edged ellipse; middle and radii run from -1 to 1, `soft` is the width of its edge.
  mutating func ellipse(
    x: Float, y: Float, rx: Float, ry: Float, angle: Float = 0, soft: Float = 0.02, add level: Float
  ) {
    let (c, s) = (cos(angle), sin(angle))
    shade { px, py, value in
      let (dx, dy) = (px - x, py - y)
      let (u, v) = ((dx * c + dy * s) / rx, (dy * c - dx * s) / ry)
      let distance = (u * u + v * v).squareRoot()
      return value + level * max(0, min(1, (1 - distance) / (soft / min(rx, ry)) + 0.5))
    }
  }

  /// Adds normal noise.
  mutating func addNoise(_ deviation: Float, _ random: inout SplitMix64) {
    var index = 0
    while index < values.count {
      let (first, second) = random.normals()
      values[index] += first * deviation
      if index + 1 < values.count { values[index + 1] += second * deviation }
      index += 2
    }
  }

  /// Smooths by a running mean of these half widths, twice each way.
  mutating func smooth(x: Int, y: Int) {
    for _ in 0..<2 {
      if x > 0 { runningMean(count: height, length: width, step: 1, stride: width, radius: x) }
      if y > 0 { runningMean(count: width, length: height, step: width, stride: 1, radius: y) }
    }
  }

  private mutating func runningMean(count: Int, length: Int, step: Int, stride: Int, radius: Int) {
    var line = [Float](repeating: 0, count: length)
    for index in 0..<count {
      let start = index * stride
      for place in 0..<length { line[place] = values[start + place * step] }
      var sum: Float = 0
      for place in -radius...radius { sum += line[max(0, min(length - 1, place))] }
      for place in 0..<length {
        values[start + place * step] = sum / Float(2 * radius + 1)
        sum += line[min(length - 1, place + radius + 1)] - line[max(0, place - radius)]
      }
    }
  }

  /// A field of smooth random hills from -1 to 1, about `cells` of them across, with finer ones upon them.
  static func hills(width: Int, height: Int, cells: Int, octaves: Int, _ random: inout SplitMix64) -> Canvas {
    var field = Canvas(width: width, height: height)
    var strength: Float = 0.6
    for octave in 0..<octaves {
      let (across, down) = (cells << octave, max(1, (cells << octave) * height / width))
      let grid = (0..<(across + 2) * (down + 2)).map { _ in random.within(-1...1 as ClosedRange<Float>) }
      for row in 0..<height {
        let gy = Float(row) / Float(height) * Float(down)
        let (y, fy) = (Int(gy), ease(gy - gy.rounded(.down)))
        for column in 0..<width {
          let gx = Float(column) / Float(width) * Float(across)
          let (x, fx) = (Int(gx), ease(gx - gx.rounded(.down)))
          let corner = y * (across + 2) + x
          let top = grid[corner] + (grid[corner + 1] - grid[corner]) * fx
          let below = corner + across + 2
          let bottom = grid[below] + (grid[below + 1] - grid[below]) * fx
          field.values[row * width + column] += strength * (top + (bottom - top) * fy)
        }
      }
      strength /= 2
    }
    return field
  }

  private static func ease(_ t: Float) -> Float {
    t * t * (3 - 2 * t)
  }

  /// Draws a curve with soft edges through points of a given width towards a value, and once where it meets itself.
  mutating func trace(_ points: [(x: Float, y: Float, width: Float)], value: Float, opacity: Float = 1) {
    var cover: [Int: Float] = [:]
    for (start, end) in zip(points, points.dropFirst()) {
      let reach = max(start.width, end.width) / 2 + 1
      let left = max(0, Int(min(start.x, end.x) - reach))
      let right = min(width - 1, Int(max(start.x, end.x) + reach))
      let top = max(0, Int(min(start.y, end.y) - reach))
      let bottom = min(height - 1, Int(max(start.y, end.y) + reach))
      guard left <= right, top <= bottom else { continue }
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let squared = max(1e-6, dx * dx + dy * dy)
      for row in top...bottom {
        for column in left...right {
          let (px, py) = (Float(column) - start.x, Float(row) - start.y)
          let t = max(0, min(1, (px * dx + py * dy) / squared))
          let (ex, ey) = (px - t * dx, py - t * dy)
          let edge = (start.width + (end.width - start.width) * t) / 2 + 0.5
          let here = max(0, min(1, edge - (ex * ex + ey * ey).squareRoot()))
          if here > 0 { cover[row * width + column] = max(here, cover[row * width + column, default: 0]) }
        }
      }
    }
    for (index, here) in cover { values[index] += (value - values[index]) * here * opacity }
  }
}
