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
    guard examined.vr == .ui else { return }
    switch examined.original?.reference {
    case .broken:
      report.add(.fail, examined, "The reference does not lead to the output of the instance it led to.")
    case .lost: report.add(.review, examined, "The instance that the reference led to has no output.")
    case .resolved, nil: break
    }
  }
}

/// A number in a reference does not lead to the frame, segment, region or content item of the originals.
public struct ReferenceNumberBroken: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.reference-number-broken",
    title: "Reference by a number leads elsewhere, or nowhere",
    why:
      "A measurement is shown on another frame, a dose belongs to another region, a beam is not found: nobody sees that it is wrong.",
    remedy: "Leave numbers as they are, or change what they name and all references to it alike.",
    source: .ps33("section 10.3"),
    severity: .fail,
    flagged: [
      """
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              (0008,1155) UI {uid:instance#2}
              ↓(0008,1160) IS 2
          (0020,000E) UI {uid:series}
      ! original
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              (0008,1155) UI {uid:original instance#2}
              (0008,1160) IS 2
          (0020,000E) UI {uid:original series}
      ! next
      (0028,0008) IS 1
      ! original
      (0028,0008) IS 3
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
              (0008,1160) IS 2
          (0020,000E) UI {uid:series}
      ! original
      (0008,1115) SQ
        item
          (0008,114A) SQ
            item
              (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2
              (0008,1155) UI {uid:original instance#2}
              (0008,1160) IS 2
          (0020,000E) UI {uid:original series}
      ! next
      (0028,0008) IS 3
      ! original
      (0028,0008) IS 3
      """
    ])

  static let concern = Concern.changed

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.vr != .ui, examined.original?.reference == .broken else { return }
    report.add(.fail, examined, "The number does not lead to what the original's led to.")
  }
}
