/// Where one picture differs from another of its size, in tiles.
struct ChangedTiles {
  /// Pixels along a side of a tile.
  static let side = 64
  /// Corners of regions are multiples of this, or at the picture's edge: what the gate looks at as one block lies then in
  /// one region as it does in the picture, also at a quarter of its size.
  static let grid = 128
  /// How much of its surroundings a region has at least, in pixels.
  static let margin = 64

  private let width: Int
  private let height: Int
  private let columns: Int
  private let rows: Int
  private var isChanged: [Bool]
  /// How many tiles differ.
  private(set) var count = 0

  /// Compares two pictures of one size.
  init(from old: GreyImage, to new: GreyImage) {
    precondition(old.width == new.width && old.height == new.height)
    width = new.width
    height = new.height
    columns = (width + Self.side - 1) / Self.side
    rows = (height + Self.side - 1) / Self.side
    isChanged = Array(repeating: false, count: columns * rows)
    guard old.pixels != new.pixels else { return }
    for row in 0..<rows {
      for column in 0..<columns where differs(old.pixels, new.pixels, column: column, row: row) {
        isChanged[row * columns + column] = true
        count += 1
      }
    }
  }

  private func differs(_ old: [UInt8], _ new: [UInt8], column: Int, row: Int) -> Bool {
    let left = column * Self.side
    let right = min(width, left + Self.side)
    for line in row * Self.side..<min(height, (row + 1) * Self.side) {
      let part = line * width + left..<line * width + right
      if old[part] != new[part] { return true }
    }
    return false
  }

  /// Whether a tile under a rectangle differs.
  func touches(_ box: PixelRect) -> Bool {
    guard box.width > 0, box.height > 0 else { return false }
    let across = box.x / Self.side...min(columns - 1, (box.x + box.width - 1) / Self.side)
    for row in box.y / Self.side...min(rows - 1, (box.y + box.height - 1) / Self.side) {
      for column in across where isChanged[row * columns + column] { return true }
    }
    return false
  }

  /// Rectangles that do not overlap and hold all that differs with its surroundings.
  ///
  /// - Parameter lines: rectangles that are to be in one region as a whole.
  func regions(holding lines: [PixelRect]) -> [PixelRect] {
    var regions = (groups() + lines).map { aligned($0) }
    var index = 0
    while index < regions.count {
      let other = regions.indices.first { $0 != index && regions[$0].overlap(regions[index]) > 0 }
      guard let other else {
        index += 1
        continue
      }
      regions[index] = regions[index].union(regions[other])
      regions.remove(at: other)
      index = 0
    }
    return regions
  }

  private func aligned(_ box: PixelRect) -> PixelRect {
    let grown = box.grown(by: Self.margin, inWidth: width, height: height)
    let (left, top) = (grown.x / Self.grid * Self.grid, grown.y / Self.grid * Self.grid)
    let right = min(width, (grown.x + grown.width + Self.grid - 1) / Self.grid * Self.grid)
    let bottom = min(height, (grown.y + grown.height + Self.grid - 1) / Self.grid * Self.grid)
    return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The rectangles around tiles that differ and touch each other.
  private func groups() -> [PixelRect] {
    var left = isChanged
    var groups: [PixelRect] = []
    for start in left.indices where left[start] {
      var open = [start]
      left[start] = false
      var box = tile(start)
      while let at = open.popLast() {
        box = box.union(tile(at))
        for row in max(0, at / columns - 1)...min(rows - 1, at / columns + 1) {
          for column in max(0, at % columns - 1)...min(columns - 1, at % columns + 1)
          where left[row * columns + column] {
            left[row * columns + column] = false
            open.append(row * columns + column)
          }
        }
      }
      groups.append(box)
    }
    return groups
  }

  private func tile(_ index: Int) -> PixelRect {
    let (x, y) = (index % columns * Self.side, index / columns * Self.side)
    return PixelRect(x: x, y: y, width: min(Self.side, width - x), height: min(Self.side, height - y))
  }
}
