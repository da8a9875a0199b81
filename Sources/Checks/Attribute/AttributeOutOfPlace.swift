internal import DICOM
public import Findings

/// A tag that stands twice in a data set, or after a greater one.
public struct AttributeRepeated: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.repeated",
    title: "Attribute is repeated or out of order",
    why: "Programs differ in which of two they read, so one may show what another one removed.",
    remedy: "Write the data set anew with each attribute once, in ascending order.",
    source: .ps35("section 7.1"),
    severity: .review,
    flagged: ["(0018,0050) DS 5\n↓(0018,0050) DS 5"],
    clean: ["(0018,0050) DS 5"])

  static let concern = Concern.outOfPlace

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let previous = examined.previous, examined.tag <= previous else { return }
    if examined.tag == previous {
      report.add(.review, examined, "The attribute stands here a second time.")
    } else {
      report.add(.review, examined, "The attribute stands behind \(previous), out of order.")
    }
  }
}

/// An element of a group that has no place in a data set: commands, directory records, file meta information.
public struct ForeignGroup: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.foreign-group",
    title: "Element of a group that has no place here",
    why: "Commands and file meta information inside a data set carry addresses and UIDs past the anonymizer.",
    remedy: "Remove the element.",
    source: .ps35("section 7.1"),
    severity: .review,
    flagged: ["↓(0000,1030) AE MOVER"],
    clean: ["(0008,0060) CS CT"])

  static let concern = Concern.outOfPlace

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard !examined.isInMeta, ForeignGroup.isForeign(examined.tag, examined.facts), !examined.isEmpty else {
      return
    }
    report.add(.review, examined, "Elements of this group have no place in this data set.")
  }

  /// Whether a tag belongs to commands, to file meta information, or to directory records outside a DICOMDIR.
  static func isForeign(_ tag: Tag, _ facts: FileFacts) -> Bool {
    switch tag.group {
    case 0x0000, 0x0002: true
    case 0x0004: !facts.sopClass.elementsEqual("1.2.840.10008.1.3.10".utf8)
    default: false
    }
  }
}
