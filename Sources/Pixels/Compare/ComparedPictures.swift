/// Two pictures of one size, as numbers of one kind.
struct ComparedPictures<Number: SampleNumber> {
  /// Pixels along a side of a block: that of the DCT's blocks.
  static var side: Int { 8 }

  let original: [Number]
  let output: [Number]
  let width: Int
  let height: Int
  let components: Int
  /// Up to what difference two samples count as the same.
  let tolerance: Double

  /// How many blocks there are in a row, and how many rows of them.
  var columns: Int { (width + Self.side - 1) / Self.side }
  var rows: Int { (height + Self.side - 1) / Self.side }

  /// The pixels of a block.
  func block(_ index: Int) -> PixelRect {
    let (x, y) = (index % columns * Self.side, index / columns * Self.side)
    return PixelRect(x: x, y: y, width: min(Self.side, width - x), height: min(Self.side, height - y))
  }

  /// The sums of all blocks, row by row, and of everything.
  func sums() -> (blocks: [BlockSums], line: LineSums) {
    var blocks: [BlockSums] = []
    blocks.reserveCapacity(columns * rows)
    var line = LineSums()
    original.withUnsafeBufferPointer { old in
      output.withUnsafeBufferPointer { new in
        for index in 0..<columns * rows { blocks.append(sums(of: block(index), old, new, &line)) }
      }
    }
    return (blocks, line)
  }

  private func sums(
    of box: PixelRect, _ old: UnsafeBufferPointer<Number>, _ new: UnsafeBufferPointer<Number>,
    _ line: inout LineSums
  ) -> BlockSums {
    var block = BlockSums()
    let count = Double(box.area)
    block.samples = box.area * components
    for component in 0..<components {
      var (sumA, sumB, squaresA, squaresB, products, squares) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      let first = new[(box.y * width + box.x) * components + component].asDouble
      let firstOld = old[(box.y * width + box.x) * components + component].asDouble
      var (low, high, lowOld, highOld, greatest) = (first, first, firstOld, firstOld, 0.0)
      for y in box.y..<box.y + box.height {
        var at = (y * width + box.x) * components + component
        for _ in 0..<box.width {
          let (a, b) = (old[at].asDouble, new[at].asDouble)
          at += components
          sumA += a
          sumB += b
          squaresA += a * a
          squaresB += b * b
          products += a * b
          squares += (a - b) * (a - b)
          greatest = max(greatest, abs(a - b))
          low = min(low, b)
          high = max(high, b)
          lowOld = min(lowOld, a)
          highOld = max(highOld, a)
        }
      }
      line.add(
        count: count, original: sumA, output: sumB, originalSquares: squaresA, outputSquares: squaresB,
        products: products)
      block.squares += squares
      block.meanSquares += (sumA - sumB) * (sumA - sumB) / count
      block.original += max(0, squaresA - sumA * sumA / count)
      block.output += max(0, squaresB - sumB * sumB / count)
      block.product += products - sumA * sumB / count
      block.greatest = max(block.greatest, greatest)
      block.originalRange = max(block.originalRange, highOld - lowOld)
      block.outputRange = max(block.outputRange, high - low)
    }
    if block.greatest > tolerance { countChanged(&block, box, old, new) }
    return block
  }

  private func countChanged(
    _ block: inout BlockSums, _ box: PixelRect, _ old: UnsafeBufferPointer<Number>,
    _ new: UnsafeBufferPointer<Number>
  ) {
    for component in 0..<components {
      var (low, high) = (Double.infinity, -Double.infinity)
      for y in box.y..<box.y + box.height {
        for x in box.x..<box.x + box.width where differs(x, y, by: tolerance, old, new) {
          let b = new[(y * width + x) * components + component].asDouble
          low = min(low, b)
          high = max(high, b)
          if component == 0 { block.changed += 1 }
        }
      }
      block.changedRange = max(block.changedRange, high - low)
    }
  }

  /// Whether a pixel differs in any sample by more than `limit`.
  @inline(__always)
  private func differs(
    _ x: Int, _ y: Int, by limit: Double, _ old: UnsafeBufferPointer<Number>,
    _ new: UnsafeBufferPointer<Number>
  ) -> Bool {
    let at = (y * width + x) * components
    for component in 0..<components
    where abs(old[at + component].asDouble - new[at + component].asDouble) > limit {
      return true
    }
    return false
  }

  /// The smallest rectangle around the pixels of some blocks that differ by more than `limit`, how many there are, and
  /// what the output shows there; nil if there are none.
  ///
  /// - Parameter flat: up to what range values count as one.
  func area(of blocks: [Int], limit: Double, flat: Double) -> ChangedArea? {
    original.withUnsafeBufferPointer { old in
      output.withUnsafeBufferPointer { new in area(of: blocks, limit, flat, old, new) }
    }
  }

  private func area(
    of blocks: [Int], _ limit: Double, _ flat: Double, _ old: UnsafeBufferPointer<Number>,
    _ new: UnsafeBufferPointer<Number>
  ) -> ChangedArea? {
    var (left, right, top, bottom) = (Int.max, -1, Int.max, -1)
    var changed = 0
    var values: [[Double]] = Array(repeating: [], count: components)
    var (detailBefore, detailAfter) = (0.0, 0.0)
    for index in blocks {
      let box = block(index)
      for y in box.y..<box.y + box.height {
        for x in box.x..<box.x + box.width where differs(x, y, by: limit, old, new) {
          changed += 1
          (left, right) = (min(left, x), max(right, x))
          (top, bottom) = (min(top, y), max(bottom, y))
          let at = (y * width + x) * components
          for component in 0..<components {
            if values[component].count < 4_096 { values[component].append(new[at + component].asDouble) }
            for step in [x + 1 < width ? components : 0, y + 1 < height ? width * components : 0]
            where step > 0 {
              let before = old[at + component + step].asDouble - old[at + component].asDouble
              let after = new[at + component + step].asDouble - new[at + component].asDouble
              detailBefore += before * before
              detailAfter += after * after
            }
          }
        }
      }
    }
    guard changed > 0 else { return nil }
    let isOneValue = values.allSatisfy { Self.isOneValue($0, flat) }
    let kind: ChangedArea.Kind =
      isOneValue ? .masked : 4 * detailAfter < detailBefore ? .coarsened : .changed
    return ChangedArea(
      kind: kind, x: left, y: top, width: right - left + 1, height: bottom - top + 1, changedPixels: changed)
  }

  /// Whether nine in ten values are within `flat` of the middle one.
  private static func isOneValue(_ values: [Double], _ flat: Double) -> Bool {
    let sorted = values.sorted()
    let middle = sorted[sorted.count / 2]
    return 10 * values.count { abs($0 - middle) <= flat } >= 9 * values.count
  }
}
