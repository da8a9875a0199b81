/// A check and what it came to.
struct ScoredCheck: Sendable {
  let check: AnswerCheck
  let official: OfficialResult
  let strict: StrictResult

  /// The original's value as results show it: the published program puts a digest in its place.
  func answerShown(hasFile: Bool) -> String? {
    guard check.action == .pixelsRetained, hasFile, case .text(let text) = check.actionText else {
      return check.value.shown
    }
    return OfficialJudge.withoutEdges(text)
  }
}

/// What the published program does otherwise than this one, by the names in `score-differences.csv`.
enum KnownDifference: String, CaseIterable, Sendable {
  case absentElement = "absent-element"
  case severalFiles = "several-files"
  case runEnds = "run-ends"
  case unmappedFile = "unmapped-file"
  case pictureReader = "picture-reader"
  case severalFrames = "several-frames"
  case pictureNotRead = "picture-not-read"
  case scopeColumn = "scope-column"
  case sequenceText = "sequence-text"
  case unknownSequence = "unknown-sequence"
  case categoryMissing = "category-missing"
  case seriesTie = "series-tie"
  case noDiscrepancies = "no-discrepancies"
  // What ends a run here with an error.
  case conflictingMap = "conflicting-map"
  case incompleteCheck = "incomplete-check"
}

/// The checks of one row of the key for one file, or for none.
struct ScoredFile: Sendable {
  let row: AnswerRow
  /// The place of the file among the outputs; nil if there is none.
  let file: Int?
  let shownPath: String?
  /// Modality, class, patient, study, series and instance as results hold them.
  let identity: [String?]
  let checks: [ScoredCheck]
  let leaks: [Leak]
  /// Whether something in the file could not be read.
  let isIncomplete: Bool
  /// How often the published program differs.
  let differences: [KnownDifference: Int]
}
