internal import DICOM
internal import Findings

/// One thing for a person to do after a run: the findings of a check, or the gaps of a reason.
struct Step {
  /// The check; nil for a gap.
  let check: CheckID?
  /// What is wrong or open.
  let title: String
  /// What to do about it.
  let remedy: String
  /// How many findings fail and need review, about how many attributes.
  var failures = 0, reviews = 0, attributes = 0
  /// In how many files something was not checked; 0 unless the step is about a gap.
  var filesWithGap = 0

  /// The steps after a run, the most urgent first: what fails, what needs review, what was not checked.
  static func all(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) -> [Step] {
    var steps: [CheckID: Step] = [:]
    for (key, group) in tally.groups where key.severity != .note && !key.isAccepted {
      var step = steps[key.check, default: Step(key.check, run)]
      if key.severity == .fail { step.failures += group.findings } else { step.reviews += group.findings }
      if !key.pattern.isEmpty { step.attributes += 1 }
      steps[key.check] = step
    }
    let findings = steps.sorted { left, right in
      if left.value.failures != right.value.failures { return left.value.failures > right.value.failures }
      if left.value.reviews != right.value.reviews { return left.value.reviews > right.value.reviews }
      return left.key < right.key
    }
    return findings.map(\.value) + verdict.reasons.compactMap(Step.init(reason:))
  }

  private init(_ check: CheckID, _ run: RunDescription) {
    self.check = check
    if let about = run.checks.first(where: { $0.id == check }) {
      title = Language.current.text(about.title.description)
      remedy = Language.current.text(about.remedy.description)
    } else {
      title = check.description
      remedy = Language.current.text(
        "This check is not in the list of the run: treat its findings as failures.")
    }
  }

  private init?(reason: VerdictReason) {
    check = nil
    switch reason {
    case .failures, .reviews, .between, .allowed, .accepted: return nil
    case .expired:
      title = reason.text
      remedy = Language.current.text(
        "Correct what they accepted, or decide again and give the decisions a later day.")
    case .notChecked(let gap, _, let files, _):
      title = Language.current.text(gap.meaning.description)
      remedy = Language.current.text(gap.remedy.description)
      filesWithGap = files
    case .optionNotChecked:
      title = reason.text
      remedy = Language.current.text("Have it checked by other means, and say so where the files go.")
    case .nothingRead:
      title = reason.text
      remedy = Language.current.text("Check that the path is the right one and that its files can be read.")
    case .interrupted:
      title = reason.text
      remedy = Language.current.text("Run the audit again and let it end.")
    }
  }
}

extension NotCheckedReason {
  /// What a person should do about such a gap.
  var remedy: StaticString {
    switch self {
    case .pixelData:
      "Audit with --pixels all, or look at the pictures; --scope attributes leaves them out of the verdict."
    case .pictureNotReadable: "Look at the picture in a viewer, or leave the file out."
    case .framesLeftOut: "Audit with --pixels all."
    case .recognizableFeatures: "Remove or blur the face, or have a person decide that none can be made out."
    case .payloadNotOpened: "Remove the element, or open it with the maker's program and look."
    case .valueTooLong: "Look at the value, or remove it."
    case .nestingTooDeep, .tooManyElements: "Find out what made the file: data of patients rarely look so."
    case .truncated, .malformed: "Fetch the file again from where it came, or leave it out."
    case .unknownTransferSyntax: "Convert the file to a standard transfer syntax, then audit it again."
    case .inflateFailed, .expansionLimit: "Make the file again without compression, then audit it."
    case .externalPixelData: "Audit what the reference leads to, or remove the reference."
    case .cannotRead, .cannotList: "Give the audit the right to read it, then run it again."
    case .emptyFile: "Fetch the file again, or leave it out."
    case .notDICOM: "Look at the file by hand, or leave it out: nothing here has judged it."
    case .specialFile, .symbolicLink: "Leave it out, or audit what it leads to."
    case .changedWhileReading: "Run the audit again when nothing writes to the folder."
    }
  }
}
