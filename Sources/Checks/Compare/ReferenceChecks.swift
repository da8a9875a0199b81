internal import DICOM
public import Findings

/// A reference to an instance of the originals does not lead to its output.
public struct ReferenceBroken: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.reference-broken",
    title: "Reference does not lead to its instance any more",
    why:
      "A plan without its structures, a report or a segmentation without its images can no longer be used.",
    remedy: "Replace UIDs in references as in the instances that they name.",
    source: .ps315("Table E.1-1a, action U"),
    severity: .fail,
    flagged: [
      """
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              ↓(0008,1155) UI {uid:nowhere}
          (0020,000E) UI {uid:series}
      ! flagged compare.uid-inconsistent (0008,0018)
      ! original
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              (0008,1155) UI {uid:original instance#2}
          (0020,000E) UI {uid:original series}
      ! next
      ! original
      """
    ],
    clean: [
      """
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              (0008,1155) UI {uid:instance#2}
          (0020,000E) UI {uid:series}
      ! original
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              (0008,1155) UI {uid:original instance#2}
          (0020,000E) UI {uid:original series}
      ! next
      ! original
      """
    ])

  static let concern = Concern.uid

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    switch examined.original?.reference {
    case .broken:
      report.add(.fail, examined, "The reference does not lead to the output of the instance it led to.")
    case .lost: report.add(.review, examined, "The instance that the reference led to has no output.")
    case .resolved, nil: break
    }
  }
}
