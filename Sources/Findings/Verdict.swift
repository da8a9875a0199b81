public import DICOM

/// What findings and gaps add up to, for a file or for a run.
public enum Outcome: String, Sendable, CaseIterable {
  /// Everything in scope was judged and nothing is wrong or open.
  case clean
  /// The profile is broken.
  case flagged
  /// Nothing is known to be broken, but bytes were not judged or a person must still look.
  case notFullyChecked = "not-fully-checked"

  /// Weighs counts: a failure flags; a review flags if `strict`, and leaves the matter open if not.
  public init(failures: Int, reviews: Int, gaps: Int, strict: Bool) {
    if failures > 0 || (strict && reviews > 0) {
      self = .flagged
    } else if reviews > 0 || gaps > 0 {
      self = .notFullyChecked
    } else {
      self = .clean
    }
  }

  /// The command's exit code: 0 clean, 1 flagged, 2 not fully checked.
  public var exitCode: Int32 {
    switch self {
    case .clean: 0
    case .flagged: 1
    case .notFullyChecked: 2
    }
  }
}

/// One reason why a run is not clean.
public enum VerdictReason: Sendable, Equatable {
  /// Findings of severity `fail`.
  case failures(findings: Int, files: Int)
  /// Findings of severity `review`.
  case reviews(findings: Int, files: Int)
  /// Findings of the files together.
  case between(failures: Int, reviews: Int)
  /// Bytes or files that could not be judged.
  case notChecked(NotCheckedReason, places: Int, files: Int, lengthInBytes: Int)
  /// The profile demands a check that this version does not have.
  case optionNotChecked(PublicName)
  /// No file could be read as DICOM.
  case nothingRead
  /// The run was stopped before its end.
  case interrupted

  /// The reason in words.
  public var text: String {
    switch self {
    case .failures(let findings, let files):
      "\(count(findings, "failure")) in \(count(files, "file")): the profile is broken."
    case .reviews(let findings, let files):
      "\(count(findings, "value")) in \(count(files, "file")) must be looked at by a person."
    case .between(let failures, 0): "\(count(failures, "contradiction")) between files: the profile is broken."
    case .between(0, let reviews):
      "\(count(reviews, "contradiction")) between files must be looked at by a person."
    case .between(let failures, let reviews):
      "\(count(failures, "contradiction")) between files, and \(reviews) more that a person must look at."
    case .notChecked(let reason, let places, let files, let bytes):
      "\(reason.meaning) (\(count(places, "place")) in \(count(files, "file")), \(count(bytes, "byte")))"
    case .optionNotChecked(let option):
      "The option \(option) demands a check that this version does not have."
    case .nothingRead: "No DICOM file could be read: without coverage there is no verdict."
    case .interrupted: "The audit was stopped before its end."
    }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

/// The result of a run, and the one list of reasons that exit code, summary and reports are made from.
public struct Verdict: Sendable, Equatable {
  /// What it comes to.
  public let outcome: Outcome
  /// Why, most serious first; empty when clean.
  public let reasons: [VerdictReason]

  /// Derives the verdict from what was counted.
  ///
  /// - Parameter demands: options of the profile that nothing checks.
  public init(_ tally: Tally, demands: [PublicName], strict: Bool, isInterrupted: Bool) {
    var reasons: [VerdictReason] = []
    if tally.failures > 0 { reasons.append(.failures(findings: tally.failures, files: tally.filesFailing)) }
    if tally.reviews > 0 { reasons.append(.reviews(findings: tally.reviews, files: tally.filesToReview)) }
    let failures = tally.failures + (tally.cohort?.count(of: .fail) ?? 0)
    let reviews = tally.reviews + (tally.cohort?.count(of: .review) ?? 0)
    if failures > tally.failures || reviews > tally.reviews {
      reasons.append(.between(failures: failures - tally.failures, reviews: reviews - tally.reviews))
    }
    if isInterrupted { reasons.append(.interrupted) }
    if tally.filesRead == 0 { reasons.append(.nothingRead) }
    for option in demands { reasons.append(.optionNotChecked(option)) }
    for (reason, gap) in tally.gaps.sorted(by: { $0.key < $1.key }) {
      reasons.append(
        .notChecked(reason, places: gap.places, files: gap.files, lengthInBytes: gap.lengthInBytes))
    }
    self.reasons = reasons
    outcome = Outcome(
      failures: failures, reviews: reviews,
      gaps: tally.gaps.count + demands.count + (isInterrupted || tally.filesRead == 0 ? 1 : 0), strict: strict
    )
  }
}
