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
    var alike: [Double] = []
    for block in blocks where block.outputRange > 2 * step && !block.isFilled {
      detailed += 1
      if block.changed > 0, block.follows {
        deviations.append(block.deviation)
        if block.isAlike { alike.append(block.deviation) }
      }
    }
    isSpread = 5 * deviations.count > detailed
    guard isSpread else {
      limit = tolerance
      flat = 0
      marked = blocks.map { $0.changed > 0 }
      return
    }
    // What is left of loss in a mask follows anything half of the time, and its errors are not those of loss.
    if 4 * alike.count > deviations.count { deviations = alike }
    deviations.sort()
    let usual = max(deviations[deviations.count * 95 / 100], tolerance / 2)
    let strong = Self.factor * usual + step
    // JPEG-LS lets samples of one value differ by twice the most that an error can be, 3.5 times its deviation.
    flat = max(2 * step, 4 * usual)
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
    let cuts = [true, false].compactMap { cut(group, box, isAcross: $0) }
    guard let best = cuts.min(by: { ($0.area, -$0.filled) < ($1.area, -$1.filled) }) else { return [group] }
    let isFirst = group.map { (best.isAcross ? $0 % columns : $0 / columns) < best.at }
    let first = zip(group, isFirst).filter { $0.1 }.map { $0.0 }
    let second = zip(group, isFirst).filter { !$0.1 }.map { $0.0 }
    return parts(of: first, depth: depth + 1) + parts(of: second, depth: depth + 1)
  }

  /// A straight cut through a group.
  private struct Cut {
    let isAcross: Bool
    /// The column, or row, that the second part begins with.
    let at: Int
    /// How many blocks the rectangles around both parts have.
    let area: Int
    /// How many blocks the larger of those parts has that fill their rectangle.
    let filled: Int
  }

  /// The cut that leaves the smallest rectangles; of those as small, the one that cuts the largest full rectangle off.
  /// One side of a ring makes nothing smaller until its neighbours are off as well.
  private func cut(_ group: [Int], _ box: PixelRect, isAcross: Bool) -> Cut? {
    let start = isAcross ? box.x : box.y
    var lines = Array(repeating: BlockSpan(), count: isAcross ? box.width : box.height)
    for index in group {
      let (row, column) = (index / columns, index % columns)
      if isAcross {
        lines[column - start].add(row, line: column)
      } else {
        lines[row - start].add(column, line: row)
      }
    }
    var ends = lines
    for line in lines.indices.dropLast().reversed() { ends[line].add(ends[line + 1]) }
    var first = BlockSpan()
    var best: Cut?
    for line in lines.indices.dropLast() {
      first.add(lines[line])
      let second = ends[line + 1]
      let area = first.area + second.area
      let filled = [first, second].map { $0.count == $0.area ? $0.count : 0 }.reduce(0, max)
      if let best, (best.area, -best.filled) <= (area, -filled) { continue }
      best = Cut(isAcross: isAcross, at: start + line + 1, area: area, filled: filled)
    }
    return best
  }
}

/// The rectangle around some blocks, by lines of them.
private struct BlockSpan {
  /// How many blocks there are.
  private(set) var count = 0
  private var lines = (Int.max, Int.min)
  private var places = (Int.max, Int.min)

  /// How many blocks the rectangle has.
  var area: Int { count == 0 ? 0 : (lines.1 - lines.0 + 1) * (places.1 - places.0 + 1) }

  /// Takes in a block.
  mutating func add(_ place: Int, line: Int) {
    count += 1
    lines = (min(lines.0, line), max(lines.1, line))
    places = (min(places.0, place), max(places.1, place))
  }

  /// Takes in others.
  mutating func add(_ other: BlockSpan) {
    count += other.count
    lines = (min(lines.0, other.lines.0), max(lines.1, other.lines.1))
    places = (min(places.0, other.places.0), max(places.1, other.places.1))
  }
}

extension BlockSums {
  /// Whether the output has its own detail from the original: of what varies in it, at least half goes along.
  var follows: Bool { product >= 0.5 * output }

  /// Whether the output's detail is clearly the original's: they are correlated by more than a half.
  var isAlike: Bool { product > 0 && 4 * product * product >= original * output }

  /// Whether all that changed got one value, far from what was there.
  var isFilled: Bool { changed >= 4 && changedRange == 0 && 4 * greatest > originalRange }
}
