/// Compares two decoded frames.
///
/// The measures that tell loss from another picture were taken of neighbouring slices of a head, one millimetre apart, and
/// of a loop, against the same pictures as JPEG of qualities 75, 30 and 10 and as JPEG 2000 at a twentieth.
enum FrameComparer {
  /// More areas than this are put together.
  static let mostAreas = 64
  /// What part of the original's variation errors of encoding with loss may have.
  static let mostLoss = 0.25
  /// How much the errors of neighbouring pixels may go along with each other, from 0 to 1: 0.6 at most in JPEG, and 0.62
  /// at least between slices and frames.
  static let mostLikeness = 0.6
  /// Errors up to this part of the original's range are no other picture: in one they were 0.116 of it at least.
  static let smallPart = 0.05

  /// Compares two frames of one size.
  static func compare(
    _ samples: ComparableSamples, width: Int, height: Int, into result: inout FrameComparison
  ) {
    result.form = samples.form
    result.peak = samples.peak
    result.recolouredPixels = samples.recolouredPixels
    let (old, new) = (samples.original, samples.output)
    switch (old, new) {
    case (.uint8(let a), .uint8(let b)): compare(a, b, samples, width, height, &result)
    case (.int8(let a), .int8(let b)): compare(a, b, samples, width, height, &result)
    case (.uint16(let a), .uint16(let b)): compare(a, b, samples, width, height, &result)
    case (.int16(let a), .int16(let b)): compare(a, b, samples, width, height, &result)
    case (.uint32(let a), .uint32(let b)): compare(a, b, samples, width, height, &result)
    case (.int32(let a), .int32(let b)): compare(a, b, samples, width, height, &result)
    case (.float(let a), .float(let b)): compare(a, b, samples, width, height, &result)
    default: compare(old.numbers, new.numbers, samples, width, height, &result)
    }
  }

  private static func compare<Number: SampleNumber>(
    _ original: [Number], _ output: [Number], _ samples: ComparableSamples, _ width: Int, _ height: Int,
    _ result: inout FrameComparison
  ) {
    if areSame(original, output) {
      result.outside.samples = original.count
      result.whole.samples = original.count
      return
    }
    let pictures = ComparedPictures(
      original: original, output: output, width: width, height: height, components: samples.components,
      tolerance: samples.tolerance)
    let (blocks, line) = pictures.sums()
    for block in blocks {
      result.changedPixels += block.changed
      result.whole.add(SampleDifference(block))
    }
    let isInteger = !(Number.self == Float.self || Number.self == Double.self)
    if let overAll = line.line(takingAway: 9) {
      let scale = pictures.settledLine(from: overAll)
      result.scale = FrameComparison.Scale(slope: scale.slope, offset: scale.offset)
      result.peak = samples.peak * abs(scale.slope)
      let scaled = ComparedPictures<Double>(
        original: original.map { scale.slope * $0.asDouble + scale.offset }, output: output.map(\.asDouble),
        width: width, height: height, components: samples.components,
        tolerance: samples.tolerance + (isInteger ? 0.5 + abs(scale.slope) / 2 : 0))
      let sums = scaled.sums()
      judge(scaled, sums.blocks, sums.line, isInteger, &result)
      let isSame = result.likeness != .replaced
      if isSame { result.likeness = .rescaled }
      return
    }
    judge(pictures, blocks, line, isInteger, &result)
  }

  private static func judge<Number: SampleNumber>(
    _ pictures: ComparedPictures<Number>, _ blocks: [BlockSums], _ line: LineSums, _ isInteger: Bool,
    _ result: inout FrameComparison
  ) {
    let changes = ChangedBlocks(
      blocks, columns: pictures.columns, isInteger: isInteger, tolerance: pictures.tolerance)
    for (index, block) in blocks.enumerated() where !changes.marked[index] {
      result.outside.add(SampleDifference(block))
    }
    result.areas = merged(
      changes.groups().compactMap { pictures.area(of: $0, limit: changes.limit, flat: changes.flat) })
    result.likeness = likeness(result, blocks, line, changes)
  }

  /// Whether all bytes are the same, so that numbers that are none are equal too.
  private static func areSame<Number>(_ original: [Number], _ output: [Number]) -> Bool {
    original.withUnsafeBytes { old in output.withUnsafeBytes { SameBytes.areSame(old, $0) } }
  }

  private static func likeness(
    _ result: FrameComparison, _ blocks: [BlockSums], _ line: LineSums, _ changes: ChangedBlocks
  ) -> FrameComparison.Likeness {
    let outside = blocks.indices.filter { !changes.marked[$0] && blocks[$0].changed > 0 }
    guard !outside.isEmpty else {
      if !result.areas.isEmpty { return .areas }
      return result.whole.greatest > 0 ? .rounding : .identical
    }
    var (squares, steps, greatest) = (0.0, 0.0, 0.0)
    var (samples, neighbours) = (0, 0)
    for index in outside {
      squares += blocks[index].squares
      steps += blocks[index].steps
      samples += blocks[index].samples
      neighbours += blocks[index].neighbours
      greatest = max(greatest, blocks[index].greatest)
    }
    if greatest <= smallPart * line.range { return .lossy }
    let meanSquare = squares / Double(samples)
    let alike = 1 - steps / Double(max(1, neighbours)) / (2 * meanSquare)
    return squares <= mostLoss * line.spread && alike <= mostLikeness ? .lossy : .replaced
  }

  /// Puts areas that overlap together, and the smallest ones if there are too many.
  private static func merged(_ areas: [ChangedArea]) -> [ChangedArea] {
    var areas = areas.sorted { $0.rectangle.area > $1.rectangle.area }
    var index = 0
    while index < areas.count {
      let other = areas.indices.first {
        $0 != index && areas[$0].rectangle.overlap(areas[index].rectangle) > 0
      }
      guard let other, areas.count < 4_096 else {
        index += 1
        continue
      }
      areas[index] = areas[index].joined(with: areas[other])
      areas.remove(at: other)
      index = 0
    }
    guard areas.count > mostAreas else { return areas }
    let rest = areas[(mostAreas - 1)...]
    return areas[..<(mostAreas - 1)] + [rest.dropFirst().reduce(rest[mostAreas - 1]) { $0.joined(with: $1) }]
  }
}

extension SampleDifference {
  /// That of a block.
  init(_ block: BlockSums) {
    samples = block.samples
    greatest = block.greatest
    sumOfSquares = block.squares
  }
}

extension ChangedArea {
  /// The smallest area that holds both; of the kind that both are.
  func joined(with other: ChangedArea) -> ChangedArea {
    let box = rectangle.union(other.rectangle)
    return ChangedArea(
      kind: kind == other.kind ? kind : .changed, x: box.x, y: box.y, width: box.width, height: box.height,
      changedPixels: changedPixels + other.changedPixels)
  }
}
