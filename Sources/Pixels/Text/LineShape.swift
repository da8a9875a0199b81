/// What the pixels of a line look like: directions of edges in four bands from its top to its bottom, how much ground
/// and ink part, and how quiet it is around.
///
/// The bands are those of Minetto et al., "T-HOG: an effective gradient-based descriptor for single line text regions"
/// (2013), with four bands and eight directions.
enum LineShape {
  /// The measures' names, in their order.
  static let names: [String] =
    (0..<4).flatMap { band in (0..<8).map { "edge\(band)\($0)" } } + [
      "flat", "parted", "crossings", "crossingsDown", "quietAbove", "quietBelow", "quietStart", "quietEnd",
      "edges",
    ]
  /// Of a long line only this many pixels are looked at.
  private static let mostColumns = 320

  /// Measures the box of a line, with directions as they were if the line ran from left to right.
  static func measure(
    _ box: PixelRect, in plane: PaddedPlane, isUpright: Bool, isLight: Bool, height: Float, contrast: Float
  ) -> [Float] {
    let view = LineView(box, in: plane, isUpright: isUpright, isLight: isLight)
    let length = min(mostColumns, view.length)
    var bands = [Float](repeating: 0, count: 32)
    var counts = [Int32](repeating: 0, count: 64)
    let faint = max(4, contrast / 5)
    var (flat, energy): (Int, Float) = (0, 0)
    plane.bytes.withUnsafeBufferPointer { bytes in
      bands.withUnsafeMutableBufferPointer { bands in
        counts.withUnsafeMutableBufferPointer { counts in
          for row in 0..<view.height {
            let band = row * 4 / view.height * 8
            for column in 0..<length {
              let at = view.at(column, row)
              let dx = view.sign * (Float(bytes[at + view.along]) - Float(bytes[at - view.along]))
              let dy = view.sign * (Float(bytes[at + view.across]) - Float(bytes[at - view.across]))
              counts[Int(bytes[at] >> 2)] += 1
              let strength = abs(dx) + abs(dy)
              if strength < faint {
                flat += 1
                continue
              }
              energy += strength
              bands[band + direction(dx, dy)] += strength
            }
          }
        }
      }
    }
    let pixels = Float(length * view.height)
    let (level, parted) = part(counts)
    let crossings = cross(view, plane, length: length, level: level, contrast: contrast)
    let mean = max(1, energy / pixels)
    let quiet = view.quiet(plane, length: length, margin: max(2, Int(height * 0.35)), faint: faint)
    return bands.map { $0 / max(1, energy) }
      + [
        Float(flat) / pixels, parted, crossings.along * height / Float(length), crossings.down,
        quiet.above / mean, quiet.below / mean, quiet.start / mean, quiet.end / mean, mean / max(1, contrast),
      ]
  }

  /// One of eight directions, 0 being a step up in grey to the right, 2 one downwards.
  private static func direction(_ dx: Float, _ dy: Float) -> Int {
    let (x, y) = (abs(dx), abs(dy))
    if y < 0.414 * x { return dx > 0 ? 0 : 4 }
    if x < 0.414 * y { return dy > 0 ? 2 : 6 }
    return dx > 0 ? (dy > 0 ? 1 : 7) : (dy > 0 ? 3 : 5)
  }

  /// The grey level that parts ink from ground best, and which share of the variance lies between them (Otsu).
  private static func part(_ counts: [Int32]) -> (level: Float, parted: Float) {
    var (sum, all, squares): (Float, Float, Float) = (0, 0, 0)
    for (value, count) in counts.enumerated() {
      sum += Float(value) * Float(count)
      squares += Float(value * value) * Float(count)
      all += Float(count)
    }
    let variance = squares / all - (sum / all) * (sum / all)
    var (below, belowSum): (Float, Float) = (0, 0)
    var (best, level): (Float, Float) = (0, 0)
    for (value, count) in counts.enumerated() {
      below += Float(count)
      belowSum += Float(value) * Float(count)
      guard below > 0, below < all else { continue }
      let difference = belowSum / below - (sum - belowSum) / (all - below)
      let between = below / all * (1 - below / all) * difference * difference
      if between > best { (best, level) = (between, Float(value) + 1) }
    }
    return (level * 4, variance > 0 ? best / (variance + 0.1) : 0)
  }

  /// How often a row of the line's middle goes from ground to ink, and a column, a fifth of the contrast apart.
  private static func cross(
    _ view: LineView, _ plane: PaddedPlane, length: Int, level: Float, contrast: Float
  ) -> (along: Float, down: Float) {
    let (low, high) = (level - contrast / 5, level + contrast / 5)
    var (along, rows, down, columns): (Float, Float, Float, Float) = (0, 0, 0, 0)
    plane.bytes.withUnsafeBufferPointer { bytes in
      for row in view.height / 4..<max(view.height / 4 + 1, view.height * 3 / 4) {
        var isHigh = false
        rows += 1
        for column in 0..<length {
          let value = Float(bytes[view.at(column, row)])
          if !isHigh, value > high {
            isHigh = true
            along += 1
          } else if isHigh, value < low {
            isHigh = false
          }
        }
      }
      for column in stride(from: 0, to: length, by: 3) {
        var isHigh = false
        columns += 1
        for row in 0..<view.height {
          let value = Float(bytes[view.at(column, row)])
          if !isHigh, value > high {
            isHigh = true
            down += 1
          } else if isHigh, value < low {
            isHigh = false
          }
        }
      }
    }
    return (along / max(1, rows), down / max(1, columns))
  }
}

/// The box of a line in a plane, seen as if the line ran from left to right.
struct LineView {
  let length: Int
  let height: Int
  /// Bytes from a pixel to the next along the line.
  let along: Int
  /// Bytes from a pixel to the next across the line.
  let across: Int
  /// 1 for light text, -1 for dark.
  let sign: Float
  private let start: Int
  private let before: Int
  private let above: Int
  private let after: Int
  private let below: Int

  init(_ box: PixelRect, in plane: PaddedPlane, isUpright: Bool, isLight: Bool) {
    (length, height) = isUpright ? (box.height, box.width) : (box.width, box.height)
    (along, across) = isUpright ? (plane.stride, 1) : (1, plane.stride)
    sign = isLight ? 1 : -1
    start = plane.origin + box.y * plane.stride + box.x
    // How far one may look past the box without leaving the padding.
    let (rim, margin) = (PaddedPlane.rim - 2, PaddedPlane.margin - 2)
    let up = box.y + rim
    let left = box.x + margin
    let down = plane.height - box.y - box.height + rim
    let right = plane.width - box.x - box.width + margin
    (before, above, after, below) = isUpright ? (up, left, down, right) : (left, up, right, down)
  }

  /// Where a pixel is in the plane.
  func at(_ column: Int, _ row: Int) -> Int { start + column * along + row * across }

  /// Mean strength of edges in strips above and below the line, and before its start and behind its end.
  func quiet(
    _ plane: PaddedPlane, length: Int, margin: Int, faint: Float
  ) -> (above: Float, below: Float, start: Float, end: Float) {
    (
      energy(plane, 0..<length, -min(margin, above) ..< -1, faint),
      energy(plane, 0..<length, height + 1..<height + max(1, min(margin, below)), faint),
      energy(plane, -min(2 * margin, before) ..< -1, 0..<height, faint),
      energy(plane, self.length + 1..<self.length + max(1, min(2 * margin, after)), 0..<height, faint)
    )
  }

  private func energy(_ plane: PaddedPlane, _ columns: Range<Int>, _ rows: Range<Int>, _ faint: Float)
    -> Float
  {
    guard !columns.isEmpty, !rows.isEmpty else { return 0 }
    var sum: Float = 0
    plane.bytes.withUnsafeBufferPointer { bytes in
      for row in rows {
        for column in columns {
          let at = at(column, row)
          let dx = abs(Float(bytes[at + along]) - Float(bytes[at - along]))
          let dy = abs(Float(bytes[at + across]) - Float(bytes[at - across]))
          if dx + dy >= faint { sum += dx + dy }
        }
      }
    }
    return sum / Float(columns.count * rows.count)
  }
}
