public import Rules

/// Looks for names, dates, numbers and addresses in texts.
///
/// Made once a run, shared by all threads. A text goes through one pass that classifies its bytes, and through a second
/// that takes it apart and looks its words up; only the detectors run for which there is a hint.
public struct TextDetectors: Sendable {
  let words: WordTable
  private let places: PlaceWords
  let classes = ByteClass.table

  /// Detectors that know the words of lists.
  public init(_ lists: WordLists) {
    words = WordTable(lists)
    places = lists.places
  }

  /// Adds what is found in a text in UTF-8, in the order of the places.
  ///
  /// A detection that needs a look lies in none that is sure. The ranges count bytes from the slice's start.
  public func examine(_ text: ArraySlice<UInt8>, context: TextContext, into found: inout [Detection]) {
    text.withUnsafeBufferPointer { examine($0, context: context, into: &found) }
  }

  /// Adds what is found in a text in UTF-8, in the order of the places.
  public func examine(_ text: UnsafeBufferPointer<UInt8>, context: TextContext, into found: inout [Detection])
  {
    examine(text, context: context, depth: 0, into: &found)
  }

  /// As above; `depth` counts the encodings that the text was taken out of.
  func examine(
    _ text: UnsafeBufferPointer<UInt8>, context: TextContext, depth: Int, into found: inout [Detection]
  ) {
    guard text.count > 1, text.count < Int(UInt32.max) else { return }
    classes.withUnsafeBufferPointer { classes in
      let hints = TextHints(text, classes)
      if hints.areNone { return }
      words.withLookup { look(text, context, depth, hints, classes, $0, &found) }
    }
  }

  private func look(
    _ text: UnsafeBufferPointer<UInt8>, _ context: TextContext, _ depth: Int, _ hints: TextHints,
    _ classes: UnsafeBufferPointer<UInt16>, _ words: WordLookup, _ found: inout [Detection]
  ) {
    let before = found.count
    // Characters beyond ASCII may change without a change of the class.
    let most = hints.changes + (hints.classes.contains(.high) ? text.count / 2 : 0)
    withUnsafeTemporaryAllocation(of: Token.self, capacity: most) { buffer in
      var tokenizer = Tokenizer(text, classes, words)
      let (count, facts) = tokenizer.run(into: buffer)
      let scan = TextScan(
        text: text, tokens: UnsafeBufferPointer(rebasing: buffer[..<count]), hints: hints, classes: classes,
        context: context, facts: facts, words: words)
      run(scan, facts, depth, &found)
    }
    if found.count > before + 1 { TextDetectors.tidy(&found, from: before) }
  }

  private func run(_ scan: TextScan, _ facts: UInt32, _ depth: Int, _ found: inout [Detection]) {
    let hints = scan.hints
    let classes = hints.classes
    let hasLabel = facts & WordFacts.labelMark != 0
    let hasNumbers = hints.longestNumber >= 4 || hints.longestRow >= 6 && hints.longestNumber >= 2
    if hasNumbers || facts & WordFacts.dateMark != 0 || hints.digits >= 3 && classes.contains(.colon)
      || hints.digits >= 3 && classes.contains(.high)
    {
      DateDetector(scan).run(&found)
    }
    if facts & (WordFacts.nameHint | WordFacts.nameMark) != 0
      || !classes.isDisjoint(with: [.caret, .high]) && !scan.tokens.isEmpty || scan.context == .personName
    {
      NameDetector(scan).run(&found)
    }
    if hasLabel, hints.digits >= 2 || facts & WordFacts.dateMark != 0 { AgeDetector(scan).run(&found) }
    if !classes.isDisjoint(with: [.at, .colon, .dot, .dash]) { AddressDetector(scan).run(&found) }
    if hints.longestRow >= 7 && (hints.longestNumber >= 3 || hints.digits >= 9 && !classes.contains(.dot))
      || hasLabel && hints.digits >= 3
    {
      PhoneDetector(scan).run(&found)
    }
    if hints.digits >= 6,
      hints.longestRow >= 9 && hints.longestNumber >= 3 || hints.longestRun >= 9 || hasLabel
    {
      NationalDetector(scan).run(&found)
    }
    if hasLabel, hints.digits >= 3 { NumberDetector(scan).run(&found) }
    if hasLabel && hints.digits >= 3 || hints.longestRun >= 14 || classes.contains(.plus) {
      DeviceDetector(scan).run(&found)
    }
    if facts & WordFacts.placeMark != 0 || hints.digits > 0 && classes.contains([.blank, .upper]) {
      PlaceDetector(scan, places).run(&found)
    }
    if !classes.isDisjoint(with: [.slash, .backslash]) { PathDetector(scan).run(&found) }
    if hints.longestRun >= 10 || classes.contains(.equals) || depth == 0 && classes.contains(.caret) {
      EncodedDetector(scan, self, depth: depth).run(&found)
    }
  }

  /// Sorts by place, and drops what lies in a surer detection or in another of the same detector.
  private static func tidy(_ found: inout [Detection], from start: Int) {
    let sorted = found[start...].sorted { left, right in
      if left.range.lowerBound != right.range.lowerBound {
        return left.range.lowerBound < right.range.lowerBound
      }
      if left.range.upperBound != right.range.upperBound {
        return left.range.upperBound > right.range.upperBound
      }
      return left.certainty > right.certainty
    }
    // How far the detections reach that begin no later: the sure ones, and those of each detector.
    var sure = 0
    var own = [[Int]](repeating: [0, 0], count: TextDetector.allCases.count)
    var kept: [Detection] = []
    for one in sorted {
      let (end, detector, certainty) = (
        one.range.upperBound, Int(one.detector.rawValue), Int(one.certainty.rawValue)
      )
      let isIn = one.certainty == .review && sure >= end || own[detector][certainty] >= end
      if !isIn { kept.append(one) }
      if one.certainty == .fail { sure = max(sure, end) }
      own[detector][certainty] = max(own[detector][certainty], end)
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
