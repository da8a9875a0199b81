extension PictureComparison {
  /// Compares the pictures of two files in this process, which a codec may end; files of strangers are for
  /// ``PictureReader``.
  ///
  /// - Parameter pairs: which elements of pixel data or overlays go together; nil for those in the same place.
  public init(of original: Pictures, _ output: Pictures, at pairs: [PicturePair]? = nil) {
    let pairing = PicturePairing(original, output, pairs: pairs)
    var state = ComparisonState()
    for (number, pair) in pairing.pairs.enumerated() {
      pair.compare(from: 0, number: number) { state.take($0) }
    }
    state.take(.unpaired(original: pairing.onlyInOriginal, output: pairing.onlyInOutput))
    self = state.comparison
  }
}

/// How far a comparison has come, and what of it belongs where.
struct ComparisonState {
  /// What was said so far.
  var comparison = PictureComparison()
  /// The frame that is being decoded; nil between two.
  private(set) var open: ComparisonPlace?
  /// The frame behind the last one that was compared or given up.
  private(set) var next = ComparisonPlace(pair: 0, frame: 0)
  /// For each pair that was come to, whether it is one of overlays, and its place in the list of these or of others.
  private var places: [(isOverlay: Bool, index: Int)] = []

  /// Takes in what a worker said.
  mutating func take(_ message: ComparisonMessage) {
    switch message {
    case .pair(let number, let isOverlay, let pair):
      // A worker that goes on where another one ended says it again.
      guard number == places.count else { return }
      places.append((isOverlay, isOverlay ? comparison.overlays.count : comparison.elements.count))
      if isOverlay { comparison.overlays.append(pair) } else { comparison.elements.append(pair) }
      next = ComparisonPlace(pair: number, frame: 0)
      if pair.problem != nil { next = ComparisonPlace(pair: number + 1, frame: 0) }
    case .begin(let place): open = place
    case .frame(let pair, let frame):
      open = nil
      change(pair) { $0.frames.append(frame) }
      next = ComparisonPlace(pair: pair, frame: frame.frame + 1)
    case .same(let pair, let frames):
      change(pair) { $0.sameBytes.append(frames) }
      next = ComparisonPlace(pair: pair, frame: frames.upperBound)
    case .unpaired(let original, let output):
      comparison.onlyInOriginal = original
      comparison.onlyInOutput = output
    case .failed(let words): comparison.failure = words
    case .fingerprint, .end: break
    }
  }

  /// Gives up the frame in which a worker ended.
  mutating func lose(_ place: ComparisonPlace, _ words: String) {
    var lost = FrameComparison(frame: place.frame)
    lost.problem = words
    change(place.pair) { $0.frames.append(lost) }
    next = ComparisonPlace(pair: place.pair, frame: place.frame + 1)
    open = nil
  }

  private mutating func change(_ pair: Int, _ change: (inout PixelDataComparison) -> Void) {
    guard places.indices.contains(pair) else { return }
    let place = places[pair]
    if place.isOverlay {
      change(&comparison.overlays[place.index])
    } else {
      change(&comparison.elements[place.index])
    }
  }
}
