internal import DICOM
public import Findings

/// An attribute that the profile cleans still holds text, whose content no rule has read.
public struct AttributeNotCleaned: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.not-cleaned",
    title: "Cleaned attribute must be read by a person",
    why: "The option keeps what does not identify; only reading tells whether something identifying is left.",
    remedy: "Read the values in the evidence file, or declare the harmless ones in the profile.",
    source: .ps315("Table E.1-1, action C"),
    severity: .review,
    flagged: ["! options clean-descriptors\n↓(0008,103E) LO knee zyrqex"],
    clean: [
      "! options clean-descriptors\n(0008,103E) LO", "! options clean-descriptors\n(0018,1030) LO ANONYMIZED",
      "! options clean-descriptors\n(0008,103E) LO knee left",
    ])

  static let concern = Concern.cleaned

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    // The items of a sequence are judged element by element.
    guard !examined.isSequence else { return }
    // Nothing but words of imaging, or findings of their own say what is in it.
    guard examined.reading != .known, examined.reading != .identifying else { return }
    report.judge(examined, emptyIsFine: true)
  }
}
