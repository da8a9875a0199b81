internal import DICOM
internal import Pixels
internal import Rules

/// Scores files, one after the other, on one thread.
struct FileScorer {
  /// What all threads share.
  struct Shared: Sendable {
    let tables: StandardTables
    let official: OfficialJudge
    let strict: StrictJudge
    let pixels: PixelJudge
    let leaks: LeakSearch
    let looksAtAllPictures: Bool
  }

  let shared: Shared
  /// Looks at pictures; nil if they are out of scope.
  let pictures: (any PictureLooking)?

  /// Checks of an element's text: what they ask about is theirs to judge, and no leak in that element.
  private static func holdsText(_ action: ScoreAction) -> Bool {
    switch action {
    case .textRetained, .textRemoved, .dateShifted, .uidChanged, .uidConsistent, .patientIDConsistent: true
    case .tagRetained, .textNotNull, .pixelsHidden, .pixelsRetained: false
    }
  }

  /// Scores the checks of a row for which there is no file.
  func scoreMissing(_ row: AnswerRow, _ checks: [AnswerCheck]) -> ScoredFile {
    ScoredFile(
      row: row, file: nil, shownPath: nil,
      identity: [row.modality, row.sopClass, row.patient, row.study, row.series, row.instance],
      checks: checks.map {
        ScoredCheck(check: $0, official: shared.official.judgeMissing($0), strict: .failed(.missingFile))
      }, leaks: [], isIncomplete: false, differences: [:])
  }

  /// By label the texts, in lower case, that checks of texts ask about: what has to stay or go, and the whole original
  /// value only where the key does not say: it may hold more that identifies.
  private static func texts(askedBy checks: [AnswerCheck]) -> [String: [String]] {
    var texts: [String: [String]] = [:]
    for check in checks where holdsText(check.action) {
      guard let label = check.label else { continue }
      let asked = [check.actionText.shown, check.value.shown].compactMap(\.self)
      guard let text = asked.first(where: { !$0.isEmpty && $0 != "<>" }) else { continue }
      texts[label, default: []].append(text.lowercased())
    }
    return texts
  }

  /// Scores the checks of a row for its file.
  ///
  /// - Parameter isOneOfSeveral: whether other files have the same UID: then it is not known which one is meant.
  /// - Throws: the system's error where the file cannot be read any more.
  func score(
    _ row: AnswerRow, _ checks: [AnswerCheck], _ file: OutputEntry, number: Int, isOneOfSeveral: Bool
  ) throws(SystemError) -> ScoredFile {
    let labels = Set(checks.compactMap(\.label))
    // What a check asks about itself is no leak outside of the key; anything else beside it is one.
    let asked = FileScorer.texts(askedBy: checks)
    let pixelLabel = "<(7fe0,0010)>"
    var leaks: [Leak] = []
    let reading = try OutputReading.read(
      file.path, labels: labels, wantsDigest: checks.contains { $0.action == .pixelsRetained },
      dictionary: shared.tables
    ) { element, value, label in
      shared.leaks.search(value, of: element, label: label, besides: asked[label, default: []]) {
        leaks.append($0)
      }
    } visitOutside: { range, values, part throws(SystemError) in
      try shared.leaks.search(range, of: values, label: part.rawValue) { leaks.append($0) }
    }
    var differences: [KnownDifference: Int] = [:]
    let boxed = checks.contains { $0.action == .pixelsHidden }
    var seen: SeenPictures?
    if let pictures, boxed || shared.looksAtAllPictures && reading.hasPixels {
      let all = pictures.look(at: file.path)
      seen = all
      let boxes = checks.compactMap { $0.action == .pixelsHidden ? PixelJudge.Box($0) : nil }
      for line in all.pictures.flatMap(\.lines) where !boxes.contains(where: { $0.overlaps(line) }) {
        let words = line.words.map(\.text).joined(separator: " ")
        shared.leaks.search(words: words, label: pixelLabel) { leaks.append($0) }
      }
    }
    var scored: [ScoredCheck] = []
    scored.reserveCapacity(checks.count)
    for check in checks {
      var result = score(check, reading, seen, &differences)
      if isOneOfSeveral {
        result = ScoredCheck(check: check, official: result.official, strict: .failed(.severalFiles))
      }
      scored.append(result)
    }
    if isOneOfSeveral { differences[.severalFiles] = 1 }
    if reading.identity.contains(nil) { differences[.runEnds] = 1 }
    return ScoredFile(
      row: row, file: number, shownPath: file.shownPath, identity: reading.identity, checks: scored,
      leaks: leaks, isIncomplete: reading.isIncomplete, differences: differences)
  }

  private func score(
    _ check: AnswerCheck, _ reading: OutputReading, _ seen: SeenPictures?,
    _ differences: inout [KnownDifference: Int]
  ) -> ScoredCheck {
    guard check.action != .pixelsHidden else {
      guard let seen else {
        return ScoredCheck(check: check, official: .blank(nil), strict: .failed(.notRead))
      }
      let (official, strict) = shared.pixels.judge(check, seen)
      let frames = seen.pictures.count { $0.place.frame != nil }
      let difference: KnownDifference =
        official.passed == nil ? .pictureNotRead : frames > 1 ? .severalFrames : .pictureReader
      differences[difference, default: 0] += 1
      return ScoredCheck(check: check, official: official, strict: strict)
    }
    let official = shared.official.judge(check, reading)
    if official.found == nil,
      [.dateShifted, .uidChanged, .uidConsistent, .patientIDConsistent].contains(check.action)
    {
      differences[.absentElement, default: 0] += 1
    }
    if let label = check.label, reading.inUnknownSequences.contains(label) {
      differences[.unknownSequence, default: 0] += 1
    }
    if let label = check.label, reading.sequences.contains(label),
      check.action != .tagRetained, check.action != .textNotNull
    {
      differences[.sequenceText, default: 0] += 1
    }
    return ScoredCheck(check: check, official: official, strict: shared.strict.judge(check, official))
  }
}
