internal import DICOM
public import Findings
internal import Rules

/// A file that does not say that it was de-identified.
public struct ClaimMissing: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "claim.missing",
    title: "The file does not say that it was de-identified",
    why:
      "The profile asks for Patient Identity Removed YES and for the method; a reader cannot tell what was done.",
    remedy: "Write Patient Identity Removed YES and De-identification Method Code Sequence.",
    source: .ps315("section E.1.1, item 8"),
    severity: .review,
    flagged: ["-(0012,0062)\n! flagged claim.missing (0012,0062)"],
    clean: ["(0012,0062) CS YES"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    let facts = file.facts
    if facts.identityRemoved == nil {
      report.add(
        .review, at: report.missing(.patientIdentityRemoved, below: []),
        "Patient Identity Removed (0012,0062) is missing.")
    } else if facts.identityRemoved.map({ $0.elementsEqual("YES".utf8) }) == true,
      facts.hasMethodText != true,
      facts.methodCodes?.isEmpty ?? true
    {
      report.add(
        .review, at: report.missing(.deidentificationMethodCodeSequence, below: []),
        "Neither De-identification Method nor its code sequence says what was done.")
    }
  }
}

/// A claim with values that the standard does not have.
public struct ClaimInvalid: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "claim.invalid",
    title: "The claim of de-identification is not valid",
    why: "A claim that cannot be read by its code tells nobody what was done.",
    remedy: "Use YES or NO, and codes of CID 7050.",
    source: .ps315("section E.1.1, item 8"),
    severity: .review,
    flagged: ["(0012,0062) CS TRUE\n! flagged claim.invalid (0012,0062)"],
    clean: ["(0012,0062) CS YES"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    let facts = file.facts
    let terms: [(Tag, [UInt8]?, [String])] = [
      (.patientIdentityRemoved, facts.identityRemoved, ["YES", "NO"]),
      (.burnedInAnnotation, facts.burnedIn, ["YES", "NO"]),
      (.recognizableVisualFeatures, facts.recognizable, ["YES", "NO"]),
      (.longitudinalTemporalInformationModified, facts.temporal, ["UNMODIFIED", "MODIFIED", "REMOVED"]),
    ]
    for (tag, value, known) in terms {
      guard let value, !value.isEmpty, !known.contains(where: { value.elementsEqual($0.utf8) }) else {
        continue
      }
      report.add(
        .review, at: report.claim(tag),
        "The value \(Evidence(of: value[...])) is none of those that the standard has for \(tag).")
    }
    for code in facts.methodCodes ?? [] where code.scheme.elementsEqual("DCM".utf8) {
      let value = String(decoding: code.value, as: UTF8.self)
      guard value != ProfileOption.basicProfileCode, ProfileOption(code: value) == nil else { continue }
      report.add(
        .review, at: report.claim(.deidentificationMethodCodeSequence),
        "The code \(Evidence(of: code.value[...])) of scheme DCM is not in CID 7050.")
    }
  }
}

/// Parts of a claim that exclude each other.
public struct ClaimContradictory: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "claim.contradictory",
    title: "The claim of de-identification contradicts itself",
    why: "Two parts of the claim exclude each other, so at least one is wrong.",
    remedy: "Make the attributes of the claim agree with what was done.",
    source: .ps315("section E.1.1, item 8"),
    severity: .review,
    flagged: ["(0012,0062) CS NO\n! flagged claim.contradictory (0012,0062)"],
    clean: ["(0012,0062) CS YES"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    let facts = file.facts
    let codes = (facts.methodCodes ?? []).map { String(decoding: $0.value, as: UTF8.self) }
    let isDenied = facts.identityRemoved.map { $0.elementsEqual("NO".utf8) } == true
    if isDenied, facts.hasMethodText == true || !codes.isEmpty {
      report.add(
        .review, at: report.claim(.patientIdentityRemoved),
        "Patient Identity Removed is NO, yet a method of de-identification is named.")
    }
    if codes.contains(ProfileOption.retainFullDates.code),
      codes.contains(ProfileOption.retainModifiedDates.code)
    {
      report.add(
        .review, at: report.claim(.deidentificationMethodCodeSequence),
        "The claim names full dates and modified dates; they exclude each other.")
    }
    let temporal = facts.temporal.map { String(decoding: $0, as: UTF8.self) }
    let expected =
      codes.contains(ProfileOption.retainFullDates.code)
      ? "UNMODIFIED" : codes.contains(ProfileOption.retainModifiedDates.code) ? "MODIFIED" : "REMOVED"
    if let temporal, !temporal.isEmpty, !codes.isEmpty, temporal != expected {
      report.add(
        .review, at: report.claim(.longitudinalTemporalInformationModified),
        "Longitudinal Temporal Information Modified does not agree with the options that the claim names.")
    }
  }
}

/// A claim that is not the profile in force.
public struct ClaimDiffersFromProfile: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "claim.differs-from-profile",
    title: "The claim names other options than the profile in force",
    why: "The file was made under other rules than those it is judged by.",
    remedy: "Audit with the options that the anonymizer used, or with --options-from-claim.",
    source: .ps315("section E.1.1, item 8"),
    severity: .note,
    flagged: [
      "! options clean-descriptors\n(0012,0064) SQ\n  item\n    (0008,0100) SH 113100\n    (0008,0102) SH DCM\n    (0008,0104) LO Basic Profile\n! flagged claim.differs-from-profile (0012,0064)"
    ],
    clean: ["(0012,0062) CS YES"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    guard let codes = file.facts.methodCodes, !codes.isEmpty, !file.areOptionsFromClaim else { return }
    let claimed = Set(codes.compactMap { ProfileOption(code: String(decoding: $0.value, as: UTF8.self)) })
    guard claimed != file.profile.options else { return }
    report.add(
      .note, at: report.claim(.deidentificationMethodCodeSequence),
      "The claim names \(claimed.subtracting(file.profile.options).count) options that the profile lacks, and lacks \(file.profile.options.subtracting(claimed).count) that it has."
    )
  }
}

/// A claim that what is in the file contradicts.
public struct ClaimContradictsContent: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "claim.contradicts-content",
    title: "The claim contradicts the content",
    why: "The file says of itself what its content shows to be otherwise.",
    remedy: "Look at the file: either the claim or the cleaning is wrong.",
    source: .ps315("section E.1.1, item 8"),
    severity: .review,
    flagged: [
      "↓attribute.not-emptied (0008,0020) DA 20190305\n! flagged claim.contradicts-content (0028,0303)"
    ],
    clean: ["(0028,0303) CS REMOVED\n(0008,0020) DA"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    let facts = file.facts
    if facts.temporal.map({ $0.elementsEqual("REMOVED".utf8) }) == true, facts.dates > 0 {
      report.add(
        .review, at: report.claim(.longitudinalTemporalInformationModified),
        "The file says that dates were removed, and \(facts.dates) full dates are there.")
    }
    if facts.burnedIn.map({ $0.elementsEqual("YES".utf8) }) == true {
      report.add(
        .review, at: report.claim(.burnedInAnnotation), "The file says that its pixels hold identifying text."
      )
    }
    if facts.recognizable.map({ $0.elementsEqual("YES".utf8) }) == true {
      report.add(
        .review, at: report.claim(.recognizableVisualFeatures), "The file says that its pixels show a person."
      )
    }
  }
}

extension CheckReport {
  /// The place of an attribute of the claim, which stands at the top level.
  func claim(_ tag: Tag) -> Place {
    guard let range = claimRanges.last(where: { $0.tag == tag })?.range else {
      return missing(tag, below: [])
    }
    return .element(ElementPath([], tag), keyword: tables.attribute(tag)?.keyword, creator: nil, bytes: range)
  }
}
