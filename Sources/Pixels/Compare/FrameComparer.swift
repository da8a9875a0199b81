/// Compares two decoded frames.
enum FrameComparer {
  /// More areas than this are put together.
  static let mostAreas = 64
  /// What part of the original's variation errors of encoding with loss may have.
  static let mostLoss = 0.1
  /// What part of the errors of encoding with loss mean values of blocks may account for; in another picture, such as the
  /// next slice, they account for more.
  static let mostMeanPart = 0.25

  /// Compares two frames of one size.
  static func compare(
    _ samples: ComparableSamples, width: Int, height: Int, into result: inout FrameComparison
  ) {
    result.form = samples.form
    result.peak = samples.peak
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
    let isInteger = !(Number.self == Float.self || Number.self == Double.self)
    let changes = ChangedBlocks(
      blocks, columns: pictures.columns, isInteger: isInteger, tolerance: samples.tolerance)
    for (index, block) in blocks.enumerated() {
      result.changedPixels += block.changed
      let difference = SampleDifference(block)
      result.whole.add(difference)
      if !changes.marked[index] { result.outside.add(difference) }
    }
    result.areas = merged(
      changes.groups().compactMap { pictures.area(of: $0, limit: changes.limit, flat: changes.flat) })
    result.likeness = likeness(result, blocks, line, changes, samples)
  }

  /// Whether all bytes are the same, so that numbers that are none are equal too.
  private static func areSame<Number>(_ original: [Number], _ output: [Number]) -> Bool {
    original.withUnsafeBytes { old in output.withUnsafeBytes { SameBytes.areSame(old, $0) } }
  }

  private static func likeness(
    _ result: FrameComparison, _ blocks: [BlockSums], _ line: LineSums, _ changes: ChangedBlocks,
    _ samples: ComparableSamples
  ) -> FrameComparison.Likeness {
    let outside = blocks.indices.filter { !changes.marked[$0] && blocks[$0].changed > 0 }
    guard !outside.isEmpty else {
      if !result.areas.isEmpty { return .areas }
      return result.whole.greatest > 0 ? .rounding : .identical
    }
    let squares = outside.reduce(0) { $0 + blocks[$1].squares }
    let means = outside.reduce(0) { $0 + blocks[$1].meanSquares }
    if squares <= mostLoss * line.spread, means <= mostMeanPart * squares { return .lossy }
    if line.squaredCorrelation > 1 - mostLoss / 2, squares > mostLoss * line.spread { return .rescaled }
    return .replaced
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
