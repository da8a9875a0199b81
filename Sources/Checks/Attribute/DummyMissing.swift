internal import DICOM
public import Findings
internal import Rules

/// An attribute that is to hold a dummy is empty.
///
/// That it is absent where the IOD requires it is found where the data set or item ends.
public struct DummyMissing: ElementCheck, LevelCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.dummy-missing",
    title: "Dummy value is missing",
    why:
      "The IOD requires a value here, so the profile replaces it by a dummy; without one the file is not valid.",
    remedy: "Write a dummy value that is valid for the VR.",
    source: .ps315("Table E.1-1, action D"),
    severity: .fail,
    flagged: [
      "↓(0012,0020) LO",
      "(0008,1140) SQ\n  item\n    ↓(0012,0020) LO\n! flagged attribute.removed-present (0008,1140)\n! flagged conformance.type1-missing (0008,1140)[0].(0008,1150) note\n! flagged conformance.type1-missing (0008,1140)[0].(0008,1155) note",
    ],
    clean: ["(0012,0020) LO ANONYMIZED"])

  static let concern = Concern.replaced

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.isEmpty else { return }
    report.add(.fail, examined, "The value is empty; the profile puts a dummy in its place.")
  }

  static func examine(_ level: borrowing ExaminedLevel, _ report: inout CheckReport) {
    for required in level.absent where DummyMissing.needsDummy(required, level.profile) {
      report.add(
        .fail, at: report.missing(required.tag, below: level.steps),
        "The attribute is absent; the IOD requires a value, so the profile puts a dummy in its place.")
    }
  }

  /// Whether the profile asks for a dummy where the IOD requires a value.
  static func needsDummy(_ required: RequiredAttribute, _ profile: Profile) -> Bool {
    required.type == .type1 && profile.rule(for: required.tag).action?.resolved(for: .type1) == .d
  }
}
