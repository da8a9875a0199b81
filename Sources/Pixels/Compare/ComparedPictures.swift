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
    block.samples = box.area * components
    for component in 0..<components {
      let sums = sums(of: box, component, old, new)
      line.add(sums)
      let count = sums.count
      block.squares += sums.squares
      block.original += max(0, sums.originalSquares - sums.original * sums.original / count)
      block.output += max(0, sums.outputSquares - sums.output * sums.output / count)
      block.product += sums.products - sums.original * sums.output / count
      block.greatest = max(block.greatest, sums.greatest)
      block.originalRange = max(block.originalRange, sums.originalHigh - sums.originalLow)
      block.outputRange = max(block.outputRange, sums.outputHigh - sums.outputLow)
      if sums.greatest > 0 { addSteps(&block, box, component, old, new) }
    }
    if block.greatest > tolerance { countChanged(&block, box, old, new) }
    return block
  }

  /// The sums of one component of some pixels.
  func sums(
    of box: PixelRect, _ component: Int, _ old: UnsafeBufferPointer<Number>,
    _ new: UnsafeBufferPointer<Number>
  ) -> ComponentSums {
    var sums = ComponentSums()
    sums.count = Double(box.area)
    for y in box.y..<box.y + box.height {
      var at = (y * width + box.x) * components + component
      for _ in 0..<box.width {
        let (a, b) = (old[at].asDouble, new[at].asDouble)
        at += components
        sums.original += a
        sums.output += b
        sums.originalSquares += a * a
        sums.outputSquares += b * b
        sums.products += a * b
        sums.squares += (a - b) * (a - b)
        sums.greatest = max(sums.greatest, abs(a - b))
        sums.originalLow = min(sums.originalLow, a)
        sums.originalHigh = max(sums.originalHigh, a)
        sums.outputLow = min(sums.outputLow, b)
        sums.outputHigh = max(sums.outputHigh, b)
      }
    }
    return sums
  }

  /// Adds how the differences change from pixel to pixel, across and down.
  private func addSteps(
    _ block: inout BlockSums, _ box: PixelRect, _ component: Int, _ old: UnsafeBufferPointer<Number>,
    _ new: UnsafeBufferPointer<Number>
  ) {
    for y in box.y..<box.y + box.height {
      for x in box.x..<box.x + box.width {
        let at = (y * width + x) * components + component
        let here = old[at].asDouble - new[at].asDouble
        if x + 1 < box.x + box.width {
          let step = old[at + components].asDouble - new[at + components].asDouble - here
          block.steps += step * step
          block.neighbours += 1
        }
        if y + 1 < box.y + box.height {
          let below = at + width * components
          let step = old[below].asDouble - new[below].asDouble - here
          block.steps += step * step
          block.neighbours += 1
        }
      }
    }
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
    var detail = AreaDetail(components: components, flat: flat)
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
            detail.add(old[at + component].asDouble, new[at + component].asDouble, component: component)
            for step in [x + 1 < width ? components : 0, y + 1 < height ? width * components : 0]
            where step > 0 {
              let before = old[at + component + step].asDouble - old[at + component].asDouble
              let after = new[at + component + step].asDouble - new[at + component].asDouble
              detail.addStep(before, after)
            }
          }
        }
      }
    }
    guard changed > 0 else { return nil }
    let isOneValue = values.allSatisfy { Self.isOneValue($0, flat) }
    let kind: ChangedArea.Kind = isOneValue ? .masked : detail.isCoarser ? .coarsened : .changed
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
