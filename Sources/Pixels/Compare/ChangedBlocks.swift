/// Which blocks show something else than the original's, apart from what encoding with loss makes of a picture.
///
/// Loss leaves what it encodes recognizable: a block's samples follow the original's, and where they do not it was noise
/// that was left out, no stronger than the errors elsewhere. Painting over, or putting something else in a place, leaves
/// errors as strong as what was there.
struct ChangedBlocks {
  /// For each block whether it is changed.
  private(set) var marked: [Bool]
  /// Whether small differences are all over the picture.
  let isSpread: Bool
  /// From what difference of two samples on a pixel of a marked block is part of the change.
  let limit: Double
  /// Up to what range samples count as one value.
  let flat: Double

  private let columns: Int
  private let rows: Int

  /// How much stronger than nearly all errors one has to be.
  private static let factor = 2.5

  /// Judges blocks.
  ///
  /// - Parameters:
  ///   - columns: how many there are in a row.
  ///   - isInteger: whether samples are integers: a step of rounding is 1 then.
  init(_ blocks: [BlockSums], columns: Int, isInteger: Bool, tolerance: Double) {
    self.columns = columns
    rows = columns > 0 ? blocks.count / columns : 0
    let step = isInteger ? 1.0 : 0
    var detailed = 0
    var deviations: [Double] = []
    for block in blocks where block.outputRange > 2 * step && !block.isFilled {
      detailed += 1
      if block.changed > 0, block.follows { deviations.append(block.deviation) }
    }
    isSpread = 5 * deviations.count > detailed
    guard isSpread else {
      limit = tolerance
      flat = 0
      marked = blocks.map { $0.changed > 0 }
      return
    }
    deviations.sort()
    let usual = max(deviations[deviations.count * 95 / 100], tolerance / 2)
    let strong = Self.factor * usual + step
    flat = max(2 * step, usual)
    limit = max(tolerance, strong)
    let most = flat
    marked = blocks.map { block in
      guard block.deviation > strong else { return false }
      return block.outputRange <= most || block.isFilled || !block.follows
    }
    grow(blocks, strong)
  }

  /// Takes in the neighbours of marked blocks with errors as strong: edges of what was painted over.
  private mutating func grow(_ blocks: [BlockSums], _ strong: Double) {
    let seeds = marked
    for index in seeds.indices where seeds[index] {
      for other in neighbours(of: index, within: 1) where blocks[other].deviation > strong {
        marked[other] = true
      }
    }
  }

  private func neighbours(of index: Int, within reach: Int) -> [Int] {
    let (row, column) = (index / columns, index % columns)
    var found: [Int] = []
    for y in max(0, row - reach)...min(rows - 1, row + reach) {
      for x in max(0, column - reach)...min(columns - 1, column + reach) { found.append(y * columns + x) }
    }
    return found
  }

  /// The marked blocks in groups whose members are at most two blocks apart: the characters of one line.
  func groups() -> [[Int]] {
    var left = marked
    var groups: [[Int]] = []
    for start in left.indices where left[start] {
      var group = [start]
      var open = [start]
      left[start] = false
      while let at = open.popLast() {
        for other in neighbours(of: at, within: 2) where left[other] {
          left[other] = false
          open.append(other)
          group.append(other)
        }
      }
      groups += parts(of: group)
    }
    return groups
  }

  /// The smallest rectangle around blocks, in blocks.
  private func bounds(_ group: [Int]) -> PixelRect {
    var (left, right, top, bottom) = (Int.max, 0, Int.max, 0)
    for index in group {
      (left, right) = (min(left, index % columns), max(right, index % columns))
      (top, bottom) = (min(top, index / columns), max(bottom, index / columns))
    }
    return PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }

  /// A group, or parts of it where a rectangle would hold more that did not change than what did: rings and corners.
  private func parts(of group: [Int], depth: Int = 0) -> [[Int]] {
    let box = bounds(group)
    guard 3 * group.count < box.area, box.area > 16, depth < 8 else { return [group] }
    var best: (area: Int, first: [Int], second: [Int])?
    for isAcross in [true, false] {
      let start = isAcross ? box.x : box.y
      let length = isAcross ? box.width : box.height
      for eighth in 1..<8 where length * eighth / 8 > 0 {
        let cut = start + length * eighth / 8
        let first = group.filter { (isAcross ? $0 % columns : $0 / columns) < cut }
        guard !first.isEmpty, first.count < group.count else { continue }
        let second = group.filter { (isAcross ? $0 % columns : $0 / columns) >= cut }
        let area = bounds(first).area + bounds(second).area
        if best.map({ area < $0.area }) ?? true { best = (area, first, second) }
      }
    }
    guard let best else { return [group] }
    return parts(of: best.first, depth: depth + 1) + parts(of: best.second, depth: depth + 1)
  }
}

extension BlockSums {
  /// Whether the output has its own detail from the original: of what varies in it, at least half goes along.
  var follows: Bool { product >= 0.5 * output }

  /// Whether all that changed got one value, far from what was there.
  var isFilled: Bool { changed >= 4 && changedRange == 0 && 4 * greatest > originalRange }
}
