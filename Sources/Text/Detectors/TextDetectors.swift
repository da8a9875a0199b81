public import Rules

/// Looks for names, dates, numbers and addresses in texts.
///
/// Made once a run, shared by all threads. A text goes through one pass that classifies its bytes, and through a second
/// that takes it apart and looks its words up; only the detectors run for which there is a hint.
public struct TextDetectors: Sendable {
  let words: WordTable
  let classes = ByteClass.table

  /// Loads the words that the detectors know.
  ///
  /// - Throws: ``TableError`` with file and row.
  public init(_ folder: ResourceFolder) throws(TableError) { words = try WordTable(folder) }

  /// Adds what is found in a text in UTF-8, in the order of the detectors.
  ///
  /// A detection that needs a look lies in none that is sure. The ranges count bytes from the slice's start.
  public func examine(_ text: ArraySlice<UInt8>, context: TextContext, into found: inout [Detection]) {
    text.withUnsafeBufferPointer { examine($0, context: context, into: &found) }
  }

  /// Adds what is found in a text in UTF-8, in the order of the detectors.
  public func examine(_ text: UnsafeBufferPointer<UInt8>, context: TextContext, into found: inout [Detection])
  {
    examine(text, context: context, depth: 0, into: &found)
  }

  /// As above; `depth` counts the encodings that the text was taken out of.
  func examine(
    _ text: UnsafeBufferPointer<UInt8>, context: TextContext, depth: Int, into found: inout [Detection]
  ) {
    guard text.count > 1, text.count < Int(UInt32.max) else { return }
    let hints = classes.withUnsafeBufferPointer { TextHints(text, $0) }
    if hints.areNone { return }
    let before = found.count
    // Characters beyond ASCII may change without a change of the class.
    let most = hints.changes + (hints.classes.contains(.high) ? text.count / 2 : 0)
    withUnsafeTemporaryAllocation(of: Token.self, capacity: most) { buffer in
      let (count, facts) = classes.withUnsafeBufferPointer { classes in
        var tokenizer = Tokenizer(text, classes, words)
        return tokenizer.run(into: buffer)
      }
      let scan = TextScan(
        text: text, tokens: UnsafeBufferPointer(rebasing: buffer[..<count]), hints: hints, context: context,
        words: words)
      run(scan, facts, depth, &found)
    }
    if found.count > before + 1 { TextDetectors.tidy(&found, from: before) }
  }

  private func run(_ scan: TextScan, _ facts: UInt32, _ depth: Int, _ found: inout [Detection]) {
    let classes = scan.hints.classes
    let hasMark = facts >> 16 != 0
    let digits = scan.hints.digits
    if digits >= 4 || hasMark && (digits > 0 || scan.tokens.count > 2) { DateDetector(scan).run(&found) }
    if facts & 0xFF != 0 || hasMark || classes.contains(.caret) || classes.contains(.high) {
      NameDetector(scan).run(&found)
    }
    if digits >= 2 || hasMark { AgeDetector(scan).run(&found) }
    if !classes.isDisjoint(with: [.at, .colon, .dot, .dash]) { AddressDetector(scan).run(&found) }
    if digits >= 5 || hasMark && digits > 1 {
      PhoneDetector(scan).run(&found)
      NumberDetector(scan).run(&found)
      NationalDetector(scan).run(&found)
      DeviceDetector(scan).run(&found)
    }
    if hasMark || digits >= 4 && classes.contains(.blank) { PlaceDetector(scan).run(&found) }
    if !classes.isDisjoint(with: [.slash, .backslash]) { PathDetector(scan).run(&found) }
    if scan.hints.longestRun >= 8 || classes.contains(.equals) || depth == 0 && classes.contains(.caret) {
      EncodedDetector(scan, self, depth: depth).run(&found)
    }
  }

  /// Drops what lies in a surer detection, and what is there twice.
  private static func tidy(_ found: inout [Detection], from start: Int) {
    var kept: [Detection] = []
    for (place, one) in found[start...].enumerated() {
      let isIn = found[start...].enumerated().contains { other in
        let (at, other) = other
        guard at != place, other.range.lowerBound <= one.range.lowerBound,
          other.range.upperBound >= one.range.upperBound
        else { return false }
        return other.certainty > one.certainty
          || other.certainty == one.certainty && other.detector == one.detector
            && (other.range != one.range || at < place)
      }
      if !isIn { kept.append(one) }
    }
    found.replaceSubrange(start..., with: kept)
  }
}

extension [Detection] {
  /// Adds a detection.
  mutating func add(
    _ detector: TextDetector, _ range: Range<Int>, _ certainty: TextCertainty, _ shape: TextShape? = nil
  ) {
    append(Detection(detector: detector, range: range, certainty: certainty, shape: shape))
  }
}
