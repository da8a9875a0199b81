internal import Pixels

/// A file with what it shows.
struct ShownFile: Sendable {
  /// A file that nothing has paired yet.
  struct File: Sendable {
    /// Its number in the order of the walk over its folder.
    let number: Int
    /// The path to open it by.
    let path: [UInt8]
    /// Which one of its series it is, as a mix; 0 if it does not say.
    let place: Int64
  }

  let file: File
  let fingerprint: PixelFingerprint
}

/// Two files that show nearly the same.
struct ResemblingPair: Sendable {
  let original: ShownFile.File
  let output: ShownFile.File
  /// How many pixels a frame has.
  let pixels: Int
}

/// The files of both sides among which pairs are looked for.
struct ShownCandidates {
  /// All originals, those that are paired already as well: an output whose own original is paired belongs to none of
  /// the others, however near they are.
  let originals: [ShownFile]
  let outputs: [ShownFile]

  /// The pairs of which each is by far the nearest to the other, and that do not say that they are different ones of a
  /// series.
  func resembling() -> [ResemblingPair] {
    let forward = ShownIndex(originals)
    let backward = ShownIndex(outputs)
    var pairs: [ResemblingPair] = []
    for (index, output) in outputs.enumerated() {
      guard let found = forward.nearest(to: output), backward.nearest(to: originals[found]) == index else {
        continue
      }
      let original = originals[found]
      let size = output.fingerprint.columns * output.fingerprint.rows
      pairs.append(ResemblingPair(original: original.file, output: output.file, pixels: size))
    }
    return pairs
  }
}

/// Files of one side, to be found by what they show.
private struct ShownIndex {
  private var all = FingerprintIndex()
  /// By the place that they say to have in their series; 0 if they say none.
  private var byPlace: [Int64: FingerprintIndex] = [:]

  init(_ files: [ShownFile]) {
    for (number, one) in files.enumerated() where !one.fingerprint.means.isFlat {
      all.add(one.fingerprint, number: number)
      byPlace[one.file.place, default: FingerprintIndex()].add(one.fingerprint, number: number)
    }
  }

  /// The number of the file that is clearly the nearest of those that do not say to have another place; nil if there is
  /// none.
  func nearest(to file: ShownFile) -> Int? {
    guard !file.fingerprint.means.isFlat else { return nil }
    let place = file.file.place
    guard place != 0 else { return ShownIndex.number(all.match(file.fingerprint)) }
    for one in [place, 0] {
      guard let index = byPlace[one] else { continue }
      if let number = ShownIndex.number(index.match(file.fingerprint)) { return number }
    }
    return nil
  }

  private static func number(_ match: FingerprintMatch) -> Int? {
    switch match {
    case .similar(let number, _, _): number
    case .same(let numbers, _): numbers.count == 1 ? numbers[0] : nil
    case .ambiguous, .none: nil
    }
  }
}
