internal import DICOM

extension PictureServer {
  /// Compares the pictures of two files.
  ///
  /// - Throws: an error of encoding an answer.
  func compare(_ request: ComparisonRequest) throws {
    let original: Pictures
    let output: Pictures
    do throws(SystemError) {
      original = try pictures(request.original)
      output = try pictures(request.output)
    } catch {
      try send(ComparisonMessage.failed(error.text))
      return try send(ComparisonMessage.end)
    }
    let pairing = PicturePairing(original, output, pairs: request.pairs)
    for (number, pair) in pairing.pairs.enumerated() where number >= request.first.pair {
      let first = number == request.first.pair ? request.first.frame : 0
      try pair.compare(from: first, number: number) { try send($0) }
    }
    try send(
      ComparisonMessage.unpaired(original: pairing.onlyInOriginal, output: pairing.onlyInOutput))
    try send(ComparisonMessage.end)
  }

  /// Makes the fingerprint of a file's pictures.
  ///
  /// - Throws: an error of encoding an answer.
  func fingerprint(_ path: [UInt8]) throws {
    do {
      try send(ComparisonMessage.fingerprint(try PixelFingerprint(of: try pictures(path))))
    } catch let error as SystemError {
      try send(ComparisonMessage.failed(error.text))
    } catch let error as PixelError {
      try send(ComparisonMessage.failed("\(error)"))
    }
    try send(ComparisonMessage.end)
  }

  private func pictures(_ path: [UInt8]) throws(SystemError) -> Pictures {
    Pictures(FileReader(try FileBytes(path: path), dictionary: dictionary))
  }
}
