internal import DICOM
public import Findings

/// An attribute that is to hold a dummy holds something that is not shown to be one.
public struct AttributeNotReplaced: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.not-replaced",
    title: "Attribute to be replaced may hold its original value",
    why: "The profile asks for a dummy value, and nothing shows that this is one.",
    remedy: "Replace the value, or declare the site's pseudonyms and dummies in the profile.",
    source: .ps315("Table E.1-1, action D"),
    severity: .review,
    flagged: ["↓(0012,0020) LO STUDY-7731", "↓(0012,0040) LO S-0042"],
    clean: ["(0012,0020) LO ANONYMIZED", "(0012,0031) LO"])

  static let concern = Concern.replaced

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    // That a value is missing is another check's matter.
    guard !examined.isEmpty else { return }
    report.judge(examined, emptyIsFine: true)
  }
}
