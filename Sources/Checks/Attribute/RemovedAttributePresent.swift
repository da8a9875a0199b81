internal import DICOM
public import Findings

/// An attribute that the profile removes is still there.
///
/// Present and empty is a note: nothing leaks, but `X` means that the element goes, header and all.
public struct RemovedAttributePresent: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.removed-present",
    title: "Attribute to be removed is present",
    why: "Its name alone says that the data was recorded, and its value may identify.",
    remedy: "Remove the element in the anonymizer, or declare the option of PS3.15 that keeps it.",
    source: .ps315("Table E.1-1, action X"),
    severity: .fail,
    flagged: ["↓(0010,1040) LO 12 Elm Street", "↓note (0010,1040) LO", "↓(0010,0021) LO Westwood"],
    clean: ["(0008,0060) CS CT", "(0010,0020) LO"])

  static let concern = Concern.removed

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    // Padding has a check of its own.
    guard examined.tag != .dataSetTrailingPadding else { return }
    if examined.isEmpty {
      report.add(.note, examined, "The attribute is present without a value; the profile removes it.")
    } else if examined.isSequence {
      report.add(.fail, examined, "The sequence has items; the profile removes it with all of them.")
    } else if examined.isValueLoaded {
      report.add(
        .fail, examined, "The value \(Evidence(of: examined.value)) is present; the profile removes it.")
    } else {
      report.add(
        .fail, examined,
        "A value of \(examined.element.value.count) bytes is present; the profile removes it.")
    }
  }
}
