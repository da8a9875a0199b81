extension ComparedPictures {
  /// How often blocks are left out and the line is drawn anew.
  private static var rounds: Int { 4 }
  /// How much further from the line than the middle one a block is that is left out.
  private static var far: Double { 3 }

  /// The line that is nearest to the output where it follows the original at all.
  ///
  /// What is painted over pulls a line over everything away, until it is off everywhere: blocks that are far from the
  /// line do not count, as long as half of all stay.
  ///
  /// - Parameter first: the line that is nearest in all blocks.
  func settledLine(from first: (slope: Double, offset: Double)) -> (slope: Double, offset: Double) {
    let blocks = blockSums()
    var line = first
    for _ in 0..<Self.rounds {
      let squares = blocks.map { $0.reduce(0) { $0 + $1.squares(from: line) } }
      let sorted = squares.sorted()
      let most = max(
        Self.far * Self.far * sorted[sorted.count / 2], Double(Self.side * Self.side * components))
      let kept = blocks.indices.filter { squares[$0] <= most }
      guard kept.count < blocks.count, 2 * kept.count >= blocks.count else { break }
      var sums = LineSums()
      for index in kept { for component in blocks[index] { sums.add(component) } }
      guard let next = sums.line(takingAway: 0), next != line else { break }
      line = next
    }
    return line
  }

  /// The sums of each component of each block.
  private func blockSums() -> [[ComponentSums]] {
    original.withUnsafeBufferPointer { old in
      output.withUnsafeBufferPointer { new in
        (0..<columns * rows).map { index in
          (0..<components).map { sums(of: block(index), $0, old, new) }
        }
      }
    }
  }
}

extension ComponentSums {
  /// The squares of how far the output is from a line of the original, added up.
  fileprivate func squares(from line: (slope: Double, offset: Double)) -> Double {
    let (slope, offset) = line
    let both = outputSquares + slope * slope * originalSquares + count * offset * offset
    return max(0, both - 2 * slope * products - 2 * offset * output + 2 * slope * offset * original)
  }
}
