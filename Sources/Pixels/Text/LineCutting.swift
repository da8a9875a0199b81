/// The picture of a line at one size, for the network: from left to right, a fifth of its height above and below.
///
/// A line that is too long is seen from its start; a shorter one stands in the middle, with what is beside it.
enum LineCutting {
  /// Rows of the result; a multiple of four.
  static let rows = 16
  /// Columns of the result; a multiple of four.
  static let columns = 72

  /// Cuts a box out of a plane; values are less their mean and over their deviation.
  static func cut(_ box: PixelRect, of plane: PaddedPlane, isUpright: Bool) -> [Float] {
    let (start, top, length, height) =
      isUpright
      ? (box.y, box.x, Float(box.height), Float(box.width))
      : (box.x, box.y, Float(box.width), Float(box.height))
    let step = height * 1.4 / Float(rows)
    let fits = Float(columns) * step >= length + height * 0.6
    let firstRow = Float(top) + height / 2 - 0.5 - Float(rows - 1) / 2 * step
    let firstColumn =
      fits
      ? Float(start) + length / 2 - 0.5 - Float(columns - 1) / 2 * step : Float(start) - 0.5 - 0.3 * height
    let (down, along) = isUpright ? (plane.width, plane.height) : (plane.height, plane.width)
    let (rowStep, columnStep) = isUpright ? (1, plane.stride) : (plane.stride, 1)
    let across = (0..<columns).map { Place(firstColumn + Float($0) * step, count: along, stride: columnStep) }
    var result: [Float] = []
    result.reserveCapacity(rows * columns)
    plane.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<rows {
        let place = Place(firstRow + Float(row) * step, count: down, stride: rowStep)
        let (upper, lower) = (plane.origin + place.low, plane.origin + place.high)
        for column in across {
          let above = column.between(Float(bytes[upper + column.low]), Float(bytes[upper + column.high]))
          let below = column.between(Float(bytes[lower + column.low]), Float(bytes[lower + column.high]))
          result.append(place.between(above, below))
        }
      }
    }
    let mean = result.reduce(0, +) / Float(result.count)
    let variance = result.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(result.count)
    let scale = 1 / (variance.squareRoot() + 4)
    return result.map { ($0 - mean) * scale }
  }

  /// A place between two neighbouring pixels, held within the picture.
  private struct Place {
    let low: Int
    let high: Int
    let share: Float

    init(_ value: Float, count: Int, stride: Int) {
      let held = max(0, min(Float(count - 1), value))
      let first = min(Int(held), max(0, count - 2))
      low = first * stride
      high = min(first + 1, count - 1) * stride
      share = held - Float(first)
    }

    func between(_ one: Float, _ other: Float) -> Float { one * (1 - share) + other * share }
  }
}
