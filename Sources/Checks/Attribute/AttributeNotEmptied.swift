internal import DICOM
public import Findings

/// An attribute that is to be emptied, or to hold a dummy, holds something else.
public struct AttributeNotEmptied: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.not-emptied",
    title: "Attribute to be emptied holds a value",
    why: "The profile asks for no value, or for one that is known to be a dummy.",
    remedy: "Empty the value, or declare the site's pseudonyms and dummies in the profile.",
    source: .ps315("Table E.1-1, action Z"),
    severity: .review,
    flagged: ["↓fail (0010,0010) PN Morgan^Avery", "↓(0008,0050) SH 4711-22"],
    clean: ["(0010,0010) PN", "(0010,0010) PN ANONYMOUS", "(0008,0090) PN ^^^^"])

  static let concern = Concern.emptied

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    report.judge(examined, emptyIsFine: true)
  }
}

extension CheckReport {
  /// Reports a value that is not shown to be a dummy: as failing where it is shown to be real, as to be looked at
  /// where nothing is shown.
  mutating func judge(_ examined: borrowing ExaminedElement, emptyIsFine: Bool) {
    switch Judgement(examined) {
    case .dummy, .original: break
    case .empty where emptyIsFine: break
    case .empty: add(.fail, examined, "The value is empty; the profile puts a dummy in its place.")
    case .real(let reason):
      add(.fail, examined, "The value \(Evidence(of: examined.value)) is real: \(reason.text).")
    case .open where examined.isSequence:
      add(.review, examined, "The sequence has items that nothing shows to be dummies.")
    case .open where !examined.isValueLoaded:
      add(.review, examined, "A value of \(examined.element.value.count) bytes is not shown to be a dummy.")
    case .open:
      add(.review, examined, "Nothing shows the value \(Evidence(of: examined.value)) to be a dummy.")
    }
  }
}
