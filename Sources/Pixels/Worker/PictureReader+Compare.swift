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
        try ask(.compare(request)) { state.take($0) }
        return state.comparison
      } catch {
        worker = nil
        endings += 1
        idle = state.open == nil ? idle + 1 : 0
        if case .notStarted = error { idle = PictureReader.mostIdleEndings }
        guard endings < PictureReader.mostEndings, idle < PictureReader.mostIdleEndings else {
          state.comparison.failure = PictureReader.words(error)
          return state.comparison
        }
        if let open = state.open { state.lose(open, PictureReader.words(error)) }
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
