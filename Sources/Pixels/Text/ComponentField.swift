/// How many components lie where, counted in squares of eight pixels.
struct ComponentField {
  private static let cell = 8
  private let columns: Int
  private let rows: Int
  /// Sums over all cells above and to the left, as pairs: small components, and ones that could be characters.
  private var small: [Int32]
  private var like: [Int32]

  init(_ components: [Component], width: Int, height: Int) {
    columns = width / Self.cell + 2
    rows = height / Self.cell + 2
    small = Array(repeating: 0, count: columns * rows)
    like = small
    for component in components {
      let column = Int(component.left + component.right) / 2 / Self.cell + 1
      let row = Int(component.top + component.bottom) / 2 / Self.cell + 1
      let side = max(component.width, component.height)
      if side < LineFinder.heights.lowerBound {
        small[row * columns + column] += 1
      } else {
        like[row * columns + column] += 1
      }
    }
    for row in 1..<rows {
      for column in 1..<columns {
        let at = row * columns + column
        small[at] += small[at - 1] + small[at - columns] - small[at - columns - 1]
        like[at] += like[at - 1] + like[at - columns] - like[at - columns - 1]
      }
    }
  }

  /// How many components have their middle in or around a box, and over how many pixels that is.
  func around(_ box: PixelRect, margin: Int) -> (all: Int, like: Int, area: Int) {
    let left = max(0, box.x - margin) / Self.cell
    let top = max(0, box.y - margin) / Self.cell
    let right = min(columns - 1, (box.x + box.width + margin) / Self.cell + 1)
    let bottom = min(rows - 1, (box.y + box.height + margin) / Self.cell + 1)
    let count = { (sums: [Int32]) -> Int in
      Int(
        sums[bottom * columns + right] - sums[top * columns + right] - sums[bottom * columns + left]
          + sums[top * columns + left])
    }
    return (count(small), count(like), max(1, (right - left) * (bottom - top)) * Self.cell * Self.cell)
  }
}
