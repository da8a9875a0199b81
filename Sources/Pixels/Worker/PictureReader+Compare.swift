public import DICOM

extension PictureReader {
  /// Compares the pictures of an original with those of its output, in the worker process.
  ///
  /// A frame in which the worker dies or falls silent is in the result with the reason, and the ones behind it are
  /// compared by a new worker. Frames of the same bytes on both sides are not decoded, and of the others one of each
  /// side is in memory at a time.
  ///
  /// - Parameters:
  ///   - original: the path of the original, as bytes.
  ///   - output: the path of the output, as bytes.
  ///   - pairs: which elements of pixel data or overlays go together; nil for those that stand in the same place.
  public func compare(
    original: [UInt8], output: [UInt8], at pairs: [(original: ElementPath, output: ElementPath)]? = nil
  ) -> PictureComparison {
    var comparison = PictureComparison()
    var request = ComparisonRequest(
      original: original, output: output,
      pairs: pairs?.map {
        PicturePair(
          original: PicturePlace($0.original, frame: nil), output: PicturePlace($0.output, frame: nil))
      })
    var state = ComparisonState()
    var endings = 0
    var idle = 0
    while true {
      do throws(WorkerProcess.Ending) {
        try ask(.compare(request)) { state.take($0, &comparison) }
        return comparison
      } catch {
        worker = nil
        endings += 1
        idle = state.open == nil ? idle + 1 : 0
        if case .notStarted = error { idle = PictureReader.mostIdleEndings }
        guard endings < PictureReader.mostEndings, idle < PictureReader.mostIdleEndings else {
          comparison.failure = PictureReader.words(error)
          return comparison
        }
        if let open = state.open { state.lose(open, PictureReader.words(error), &comparison) }
        request.first = state.next
      }
    }
  }

  /// Makes the fingerprint of a file's pixels, in the worker process, to find its counterpart by.
  ///
  /// - Parameter path: the file's path, as bytes.
  /// - Returns: the fingerprint; nil if the file has no pixel data.
  /// - Throws: ``FingerprintError`` if pixels are there and none could be decoded.
  public func fingerprint(of path: [UInt8]) throws(FingerprintError) -> PixelFingerprint? {
    var made: PixelFingerprint?
    var failure: String?
    do throws(WorkerProcess.Ending) {
      try ask(.fingerprint(path)) { message in
        switch message {
        case .fingerprint(let fingerprint): made = fingerprint
        case .failed(let words): failure = words
        default: break
        }
      }
    } catch {
      worker = nil
      failure = PictureReader.words(error)
    }
    if let failure { throw FingerprintError(reason: failure) }
    return made
  }

  private func ask(
    _ request: WorkerRequest, take: (ComparisonMessage) -> Void
  ) throws(WorkerProcess.Ending) {
    let worker = try runningWorker()
    let line: [UInt8]
    do { line = try MessageLine.bytes(of: request) } catch { throw .garbled }
    try worker.send(line)
    while true {
      let said = try worker.nextLine(within: settings.patience)
      let message: ComparisonMessage
      do { message = try MessageLine.message(ComparisonMessage.self, in: said[...]) } catch { throw .garbled }
      if case .end = message { return }
      take(message)
    }
  }
}

/// Why there is no fingerprint, in fixed words.
public struct FingerprintError: Error, Equatable, Sendable {
  /// The reason as reports print it.
  public let reason: String
}

/// How far a comparison has come, and what of it belongs where.
private struct ComparisonState {
  /// The frame that is being decoded; nil between two.
  private(set) var open: ComparisonPlace?
  /// The frame behind the last one that was compared or given up.
  private(set) var next = ComparisonPlace(pair: 0, frame: 0)
  /// For each pair that was come to, whether it is one of overlays, and its place in the list of these or of others.
  private var places: [(isOverlay: Bool, index: Int)] = []

  /// Takes in what a worker said.
  mutating func take(_ message: ComparisonMessage, _ comparison: inout PictureComparison) {
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
      change(pair, &comparison) { $0.frames.append(frame) }
      next = ComparisonPlace(pair: pair, frame: frame.frame + 1)
    case .same(let pair, let frames):
      change(pair, &comparison) { $0.sameBytes.append(frames) }
      next = ComparisonPlace(pair: pair, frame: frames.upperBound)
    case .unpaired(let original, let output):
      comparison.onlyInOriginal = original
      comparison.onlyInOutput = output
    case .failed(let words): comparison.failure = words
    case .fingerprint, .end: break
    }
  }

  /// Gives up the frame in which a worker ended.
  mutating func lose(_ place: ComparisonPlace, _ words: String, _ comparison: inout PictureComparison) {
    var lost = FrameComparison(frame: place.frame)
    lost.problem = words
    change(place.pair, &comparison) { $0.frames.append(lost) }
    next = ComparisonPlace(pair: place.pair, frame: place.frame + 1)
    open = nil
  }

  private func change(
    _ pair: Int, _ comparison: inout PictureComparison, _ change: (inout PixelDataComparison) -> Void
  ) {
    guard places.indices.contains(pair) else { return }
    let place = places[pair]
    if place.isOverlay {
      change(&comparison.overlays[place.index])
    } else {
      change(&comparison.elements[place.index])
    }
  }
}
