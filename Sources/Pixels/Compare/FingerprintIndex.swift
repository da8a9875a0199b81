/// Finds originals by the fingerprints of outputs.
///
/// Numbers are those that the fingerprints were added with. It keeps 1.3 KB of each.
public struct FingerprintIndex: Sendable {
  /// What pictures may be the same: others have no place in a comparison.
  private struct Shape: Hashable {
    let columns: Int
    let rows: Int
    let frames: Int

    init(_ fingerprint: PixelFingerprint) {
      columns = fingerprint.columns
      rows = fingerprint.rows
      frames = fingerprint.frames
    }
  }

  /// At most this far, and the next one this many times as far, is the original. Encoded with loss pictures were at most
  /// 0.012 (JPEG of quality 75) and 0.027 (30) from themselves, also with a tenth painted over; slices of one head
  /// that are a millimetre apart 0.02 to 0.1 from each other.
  private static let rules: [(most: Double, times: Double)] = [(0.02, 1.5), (0.06, 3)]

  private var numbers: [Shape: [(number: Int, means: BlockMeans)]] = [:]
  private var digests: [String: [Int]] = [:]

  /// An index without pictures.
  public init() {}

  /// Adds an original.
  public mutating func add(_ fingerprint: PixelFingerprint, number: Int) {
    numbers[Shape(fingerprint), default: []].append((number, fingerprint.means))
    for digest in Set(fingerprint.digests) { digests[digest, default: []].append(number) }
  }

  /// Finds the original of an output.
  public func match(_ output: PixelFingerprint) -> FingerprintMatch {
    var counts: [Int: Int] = [:]
    let wanted = Set(output.digests)
    for digest in wanted {
      guard let found = digests[digest] else { continue }
      for number in found { counts[number, default: 0] += 1 }
    }
    if let most = counts.values.max() {
      return .same(counts.filter { $0.value == most }.keys.sorted(), allFrames: most == wanted.count)
    }
    guard let candidates = numbers[Shape(output)] else { return .none }
    let plain = nearest(to: output, candidates) { $0.distance(to: $1) }
    if case .similar = plain { return plain }
    // Encoders that take the lowest sample for 0 leave a picture as near to its neighbours as to itself.
    let scaled = nearest(to: output, candidates) { $0.scaledDistance(to: $1) }
    if case .none = scaled { return plain }
    return scaled
  }

  private func nearest(
    to output: PixelFingerprint, _ candidates: [(number: Int, means: BlockMeans)],
    by distance: (BlockMeans, BlockMeans) -> Double
  ) -> FingerprintMatch {
    var best = (number: -1, distance: Double.infinity)
    var second = best
    for candidate in candidates {
      let found = distance(output.means, candidate.means)
      if found < best.distance {
        second = best
        best = (candidate.number, found)
      } else if found < second.distance {
        second = (candidate.number, found)
      }
    }
    guard best.distance <= FingerprintIndex.rules[FingerprintIndex.rules.count - 1].most else { return .none }
    let isClear = FingerprintIndex.rules.contains {
      best.distance <= $0.most && second.distance > $0.times * best.distance
    }
    guard isClear else { return .ambiguous([best.number, second.number].filter { $0 >= 0 }) }
    return .similar(best.number, distance: best.distance, next: second.distance)
  }
}

/// What a fingerprint was found to belong to.
public enum FingerprintMatch: Sendable, Equatable {
  /// The originals with the same samples in all frames that were digested, or in some of them; more than one if a
  /// picture is there several times.
  case same([Int], allFrames: Bool)
  /// An original that is clearly nearer than any other, with its distance and that of the next one. Encoded with loss or
  /// worked over: to be confirmed by a comparison.
  case similar(Int, distance: Double, next: Double)
  /// Several are as near: slices of next to nothing, or the same view at another time.
  case ambiguous([Int])
  /// None is near.
  case none
}

extension BlockMeans {
  /// Cells along a side of a part, and how many parts may be left out: what is painted over.
  private static let part = 6
  private static let leftOut = 4
  /// How often a line is drawn over what is not left out.
  private static let rounds = 4

  /// How far another picture's means are, in parts of how much both vary: 0 if they are the same, and about 1 if they
  /// have nothing in common. The four of sixteen parts of the picture that differ most do not count.
  public func distance(to other: BlockMeans) -> Double {
    distance(to: other, slope: 1, offset: 0).distance
  }

  /// The same where the other's values may be of another scale: by the straight line that is nearest.
  public func scaledDistance(to other: BlockMeans) -> Double {
    var parts = Array(0..<BlockMeans.parts)
    var found = Double.infinity
    // What is painted over pulls the line away until it is found out.
    for _ in 0..<BlockMeans.rounds {
      guard let line = line(to: other, over: parts) else { return .infinity }
      let (distance, kept) = distance(to: other, slope: line.slope, offset: line.offset)
      found = distance
      guard kept != parts else { break }
      parts = kept
    }
    return found
  }

  private static var parts: Int { (side / part) * (side / part) }

  /// The line by which `other` becomes this in some parts; nil if one of both is flat.
  private func line(to other: BlockMeans, over parts: [Int]) -> (slope: Double, offset: Double)? {
    var (count, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    let wanted = Set(parts)
    for index in cells.indices where wanted.contains(BlockMeans.part(of: index)) {
      let (a, b) = (Double(other.cells[index]), Double(cells[index]))
      count += 1
      x += a
      y += b
      xx += a * a
      xy += a * b
    }
    let spread = xx - x * x / count
    let product = xy - x * y / count
    guard spread > 0, product > 0 else { return nil }
    return (product / spread, (y - product / spread * x) / count)
  }

  private static func part(of cell: Int) -> Int {
    cell / side / part * (side / part) + cell % side / part
  }

  private func distance(
    to other: BlockMeans, slope: Double, offset: Double
  ) -> (distance: Double, kept: [Int]) {
    guard cells.count == BlockMeans.side * BlockMeans.side, other.cells.count == cells.count else {
      return (.infinity, [])
    }
    var squares = [Double](repeating: 0, count: BlockMeans.parts)
    var (sum, sumOfSquares) = (0.0, 0.0)
    cells.withUnsafeBufferPointer { mine in
      other.cells.withUnsafeBufferPointer { its in
        for index in mine.indices {
          let value = Double(mine[index])
          let difference = value - slope * Double(its[index]) - offset
          sum += value
          sumOfSquares += value * value
          squares[BlockMeans.part(of: index)] += difference * difference
        }
      }
    }
    let count = Double(cells.count)
    let variance = max(0, sumOfSquares / count - sum / count * (sum / count))
    let order = squares.indices.sorted { squares[$0] < squares[$1] }
    let kept = Array(order.prefix(BlockMeans.parts - BlockMeans.leftOut))
    let mean = kept.reduce(0) { $0 + squares[$1] } / Double(kept.count * BlockMeans.part * BlockMeans.part)
    guard variance > 0 else { return (mean > 0 ? .infinity : 0, kept) }
    return ((mean / variance).squareRoot(), kept)
  }
}
