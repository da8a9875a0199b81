internal import DICOM

/// Which pictures of two files go together.
struct PicturePairing {
  /// Pairs, bitmaps before overlays.
  private(set) var pairs: [ComparedPair] = []
  /// What has no counterpart.
  private(set) var onlyInOriginal: [PicturePlace] = []
  private(set) var onlyInOutput: [PicturePlace] = []

  /// Pairs pictures.
  ///
  /// - Parameter pairs: what goes together; nil for what stands in the same place.
  init(_ original: Pictures, _ output: Pictures, pairs given: [PicturePair]?) {
    let old = original.places
    let new = output.places
    let wanted =
      given
      ?? old.filter { new.contains($0) }.map {
        PicturePair(original: PicturePlace($0, frame: nil), output: PicturePlace($0, frame: nil))
      }
    for pair in wanted {
      pairs.append(
        ComparedPair(
          places: pair, original: original.picture(at: pair.original.path),
          output: output.picture(at: pair.output.path)))
    }
    let usedOld = Set(wanted.map(\.original.path))
    let usedNew = Set(wanted.map(\.output.path))
    onlyInOriginal = old.filter { !usedOld.contains($0) }.map { PicturePlace($0, frame: nil) }
    onlyInOutput = new.filter { !usedNew.contains($0) }.map { PicturePlace($0, frame: nil) }
  }
}

/// Two pictures that go together.
struct ComparedPair {
  /// What stands in a place.
  enum Picture {
    case bitmap(Result<FrameSource, PixelError>)
    case overlay(Overlay)
  }

  let places: PicturePair
  /// The original's; nil if there is none in the place.
  let original: Picture?
  let output: Picture?
}

extension Pictures {
  /// Where bitmaps stand, and then where overlays stand.
  fileprivate var places: [ElementPath] { bitmaps.map(\.path) + overlays.map(\.path) }

  fileprivate func picture(at path: ElementPath) -> ComparedPair.Picture? {
    if let bitmap = bitmaps.first(where: { $0.path == path }) { return .bitmap(bitmap.source) }
    return overlays.first { $0.path == path }.map { .overlay($0) }
  }
}

extension ComparedPair {
  /// Frames of the same bytes are reported in ranges of up to so many, so that a worker is never silent for long.
  private static let mostSilent = 256

  /// Compares frame by frame, with one frame of each side in memory, and says what is found.
  ///
  /// - Parameters:
  ///   - first: the frame to begin with.
  ///   - number: the pair's, for what is said.
  /// - Throws: what `say` throws.
  func compare(from first: Int, number: Int, say: (ComparisonMessage) throws -> Void) rethrows {
    var comparison = PixelDataComparison(original: places.original, output: places.output)
    switch (original, output) {
    case (.bitmap(.success(let old))?, .bitmap(.success(let new))?):
      comparison.geometry = GeometryDifference.all(old, new)
      comparison.frameCounts = .init(original: old.frameCount, output: new.frameCount)
      try say(.pair(number: number, isOverlay: false, comparison))
      try compare(old, new, from: first, number, say)
    case (.overlay(let old)?, .overlay(let new)?):
      comparison.frameCounts = .init(original: old.frameCount, output: new.frameCount)
      try say(.pair(number: number, isOverlay: true, comparison))
      try compare(old, new, from: first, number, say)
    case (.bitmap(.failure(let error))?, _): comparison.problem = "the original's pixels: \(error)"
    case (_, .bitmap(.failure(let error))?): comparison.problem = "the output's pixels: \(error)"
    case (nil, _), (_, nil): comparison.problem = "no picture stands in this place"
    default: comparison.problem = "one of them is an overlay"
    }
    if comparison.problem != nil { try say(.pair(number: number, isOverlay: false, comparison)) }
  }

  private func compare(
    _ old: FrameSource, _ new: FrameSource, from first: Int, _ number: Int,
    _ say: (ComparisonMessage) throws -> Void
  ) rethrows {
    let frames = min(old.frameCount, new.frameCount)
    guard first < frames else { return }
    let isSame = Result { () throws(PixelError) in try old.hasSameBytes(as: new) }
    if case .success(true) = isSame { return try say(.same(pair: number, first..<frames)) }
    let decodesAlike = old.decodesLike(new)
    var same = first..<first
    for frame in first..<frames {
      let haveSameBytes = Result { () throws(PixelError) -> Bool in
        guard decodesAlike, let before = try old.frameBytes(frame), let after = try new.frameBytes(frame)
        else { return false }
        return SameBytes.areSame(before[...], after[...])
      }
      // What cannot be read is said where it is decoded.
      if case .success(true) = haveSameBytes {
        same = same.lowerBound..<frame + 1
        if same.count < ComparedPair.mostSilent { continue }
      }
      if !same.isEmpty { try say(.same(pair: number, same)) }
      same = frame + 1..<frame + 1
      if case .success(true) = haveSameBytes { continue }
      try say(.begin(ComparisonPlace(pair: number, frame: frame)))
      try say(.frame(pair: number, ComparedPair.compare(old, new, frame)))
    }
    if !same.isEmpty { try say(.same(pair: number, same)) }
  }

  private static func compare(_ old: FrameSource, _ new: FrameSource, _ index: Int) -> FrameComparison {
    var result = FrameComparison(frame: index)
    do throws(PixelError) {
      let before = try old.frame(index)
      let after = try new.frame(index)
      let damage = [before.damage.map { "the original: \($0)" }, after.damage.map { "the output: \($0)" }]
        .compactMap { $0 }
      if !damage.isEmpty { result.damage = damage.joined(separator: "; ") }
      guard before.size.width == after.size.width, before.size.height == after.size.height else {
        result.problem = "the frames are of different sizes"
        return result
      }
      guard let samples = ComparableSamples(before, old, after, new) else {
        result.problem = "samples of these kinds have no common form"
        return result
      }
      FrameComparer.compare(samples, width: before.size.width, height: before.size.height, into: &result)
    } catch {
      result.problem = "\(error)"
    }
    return result
  }

  // MARK: overlays

  private func compare(
    _ old: Overlay, _ new: Overlay, from first: Int, _ number: Int, _ say: (ComparisonMessage) throws -> Void
  ) rethrows {
    for frame in first..<max(first, min(old.frameCount, new.frameCount)) {
      try say(.begin(ComparisonPlace(pair: number, frame: frame)))
      var result = FrameComparison(frame: frame)
      do throws(PixelError) {
        let before = try old.image(frame)
        let after = try new.image(frame)
        if before.width == after.width, before.height == after.height {
          FrameComparer.compare(
            ComparableSamples(before, after), width: before.width, height: before.height, into: &result)
          result.judgeAsOverlay(before, after)
        } else {
          result.problem = "the overlays are of different sizes"
        }
      } catch {
        result.problem = "\(error)"
      }
      try say(.frame(pair: number, result))
    }
  }
}
