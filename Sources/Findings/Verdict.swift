public import DICOM

/// What findings and gaps add up to, for a file or for a run.
public enum Outcome: String, Sendable, CaseIterable {
  /// Everything in scope was judged and nothing is wrong or open.
  case clean
  /// Everything in scope was judged, and what is wrong or open was accepted before the run.
  case accepted
  /// The profile is broken.
  case flagged
  /// Nothing is known to be broken, but bytes were not judged or a person must still look.
  case notFullyChecked = "not-fully-checked"

  /// Weighs counts: a failure flags; a review flags if `strict`, and leaves the matter open if not.
  ///
  /// - Parameters:
  ///   - accepted: how many findings were accepted; they are in no other count.
  ///   - allowed: how many findings may be left that would flag.
  public init(
    failures: Int, reviews: Int, gaps: Int, strict: Bool, accepted: Int = 0, allowed: Int = 0
  ) {
    let flagging = failures + (strict ? reviews : 0)
    if flagging > allowed {
      self = .flagged
    } else if gaps > 0 || (!strict && reviews > 0) {
      self = .notFullyChecked
    } else {
      self = flagging > 0 || accepted > 0 ? .accepted : .clean
    }
  }

  /// The command's exit code: 0 clean or accepted, 1 flagged, 2 not fully checked.
  public var exitCode: Int32 {
    switch self {
    case .clean, .accepted: 0
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
  /// No more findings are left than were allowed.
  case allowed(Int)
  /// Findings that were accepted before the run, by a baseline or a rule of the configuration.
  case accepted(findings: Int, files: Int)
  /// Decisions of the baseline or the configuration that have expired, and findings that count because of that.
  case expired(decisions: Int, findings: Int)
  /// No file could be read as DICOM.
  case nothingRead
  /// The run was stopped before its end.
  case interrupted

  /// The reason in words, in the language in which the current task writes.
  public var text: String {
    let phrase: Phrase =
      switch self {
      case .failures(let findings, let files):
        "\(count(findings, one: "{1} failure", many: "{1} failures")) in \(count(files: files)): the profile is broken."
      case .reviews(let findings, let files):
        "\(count(findings, one: "{1} value", many: "{1} values")) in \(count(files: files)) must be looked at by a person."
      case .between(let failures, 0): "\(contradictions(failures)) between files: the profile is broken."
      case .between(0, let reviews): "\(contradictions(reviews)) between files must be looked at by a person."
      case .between(let failures, let reviews):
        "\(contradictions(failures)) between files, and \(reviews) more that a person must look at."
      case .notChecked(let reason, let places, let files, let bytes):
        """
        \(Language.current.text(reason.meaning.description)) (\(count(places, one: "{1} place", many: "{1} places")) \
        in \(count(files: files)), \(count(bytes, one: "{1} byte", many: "{1} bytes")))
        """
      case .optionNotChecked(let option):
        "The option \(option) demands a check that this version does not have."
      case .allowed(let number): "No more than \(count(findings: number)) may be left, and no more are."
      case .accepted(1, let files): "1 finding in \(count(files: files)) was accepted before the run."
      case .accepted(let findings, let files):
        "\(count(findings: findings)) in \(count(files: files)) were accepted before the run."
      case .expired(1, let findings): "1 decision to accept \(count(findings: findings)) has expired."
      case .expired(let decisions, let findings):
        "\(decisions) decisions to accept \(count(findings: findings)) have expired."
      case .nothingRead: "No DICOM file could be read: without coverage there is no verdict."
      case .interrupted: "The audit was stopped before its end."
      }
    return phrase.description
  }

  private func contradictions(_ number: Int) -> String {
    count(number, one: "{1} contradiction", many: "{1} contradictions")
  }

  private func count(files: Int) -> String { count(files, one: "{1} file", many: "{1} files") }

  private func count(findings: Int) -> String { count(findings, one: "{1} finding", many: "{1} findings") }

  private func count(_ number: Int, one: String, many: String) -> String {
    Language.current.text(number == 1 ? one : many, [String(number)])
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
  /// - Parameters:
  ///   - demands: options of the profile that nothing checks.
  ///   - allowed: how many findings may be left that would flag; nil if that was not asked for.
  public init(
    _ tally: Tally, demands: [PublicName], strict: Bool, isInterrupted: Bool, allowed: Int? = nil
  ) {
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
    let flagging = failures + (strict ? reviews : 0)
    if let allowed, flagging > 0, flagging <= allowed {
      reasons.append(.allowed(allowed))
    }
    let expired = tally.decisions.filter { $0.value.expired > 0 }
    if !expired.isEmpty {
      reasons.append(
        .expired(decisions: expired.count, findings: expired.reduce(0) { $0 + $1.value.expired }))
    }
    if tally.accepted > 0 {
      reasons.append(.accepted(findings: tally.accepted, files: tally.filesWithAccepted))
    }
    self.reasons = reasons
    outcome = Outcome(
      failures: failures, reviews: reviews,
      gaps: tally.gaps.count + demands.count + (isInterrupted || tally.filesRead == 0 ? 1 : 0),
      strict: strict,
      accepted: tally.accepted, allowed: allowed ?? 0)
  }
}
