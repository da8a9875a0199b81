internal import DICOM
public import Findings
internal import Rules

/// An attribute that the profile keeps has another value than in the original, or none.
public struct KeptValueChanged: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.kept-value-changed",
    title: "Value that the profile keeps is changed",
    why: "Nothing asks for another value: what was measured or computed from it is not right any more.",
    remedy: "Leave the value as it is, or name the action in the profile.",
    source: .ps315("Table E.1-1, action K and attributes without an action"),
    severity: .review,
    flagged: [
      "↓(0018,0050) DS 7.5\n! original\n(0018,0050) DS 5", "↓(0020,0013) IS 1\n! original\n(0020,0013) IS 14",
    ],
    clean: [
      "(0018,0050) DS 5.0\n! original\n(0018,0050) DS 5",
      "(0010,0020) LO A7\n! original\n(0010,0020) LO 4711",
    ])

  static let concern = Concern.changed

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let original = examined.original, examined.isLeftByProfile, !examined.isSequence,
      !LeftByProfile.isWrittenAnew(examined.tag), original.disposition != .kept
    else { return }
    if examined.isEmpty {
      let isNeeded = examined.types?.strictest.unconditional == .type1
      report.add(
        isNeeded ? .fail : .review, examined,
        "The value is gone, though the profile keeps it; the original holds \(original.value.count) bytes.")
    } else {
      report.add(.review, examined, "The value is not the original's, though the profile keeps it.")
    }
  }
}

/// A sequence that the profile keeps has fewer items than in the original.
public struct ItemsLost: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.items-lost",
    title: "Sequence lost items",
    why: "What the items describe, such as frames, contours or references, is not whole any more.",
    remedy: "Clean the items and keep their number.",
    source: .ps315("Table E.1-1, action K and attributes without an action"),
    severity: .review,
    flagged: [
      """
      ↓(0008,9215) SQ
        item
          (0008,0100) SH 113076
          (0008,0102) SH DCM
          (0008,0104) LO Segmentation
      ! original
      (0008,9215) SQ
        item
          (0008,0100) SH 113076
          (0008,0102) SH DCM
          (0008,0104) LO Segmentation
        item
          (0008,0100) SH 113085
          (0008,0102) SH DCM
          (0008,0104) LO Spatial resampling
      """
    ],
    clean: ["(0008,9215) SQ\n! original\n(0008,9215) SQ"])

  static let concern = Concern.changed

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let original = examined.original, examined.isSequence, original.lostItems > 0,
      examined.isLeftByProfile, !LeftByProfile.isWrittenAnew(examined.tag)
    else { return }
    report.add(.review, examined, "\(original.lostItems) items of the original have no counterpart.")
  }
}

/// An attribute that the profile keeps is not there any more.
public struct KeptAttributeLost: RemovalCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.attribute-lost",
    title: "Attribute is gone that the profile does not remove",
    why: "What nothing asks to remove may be what a measurement, a display or another object needs.",
    remedy: "Keep the attribute; where the IOD requires it and it may identify, empty it or write a dummy.",
    source: .ps315("Table E.1-1, actions K, Z, D, U and attributes without an action"),
    severity: .review,
    flagged: [
      "-(0028,0030)\n! flagged compare.attribute-lost (0028,0030) fail\n! flagged conformance.type1-missing (0028,0030) note\n! original\n(0028,0030) DS 1\\1",
      "! flagged compare.attribute-lost (0018,9073) note\n! original\n(0018,9073) FD 1.5",
    ],
    clean: [
      "! original\n(0010,1040) LO 12 Elm Street", "! original\n(0018,1003) LO Registrar 4",
    ])

  static func examine(_ removed: borrowing RemovedElement, _ report: inout CheckReport) {
    guard !removed.tag.isPrivate, !removed.tag.isGroupLength, removed.tag.group != 0x0002, !removed.goesAlong
    else { return }
    let type = removed.types?.strictest
    switch removed.action {
    case .x: return
    // To clean a drawing is not to take it away.
    case .c where RemovedCompany.isOverlayData(removed.tag): break
    case .z, .d, .u, .c:
      // That it is missing where the IOD requires it is damage; elsewhere nothing is lost that was to stay.
      guard type == .type1 || type == .type2 else { return }
    default:
      guard
        LeftByProfile.isLeft(
          tag: removed.tag, vr: removed.vr, action: removed.action, rule: removed.rule, privateRule: nil)
      else { return }
    }
    guard !removed.isEmpty || type == .type2 else { return }
    switch type {
    case .type1 where removed.isRequired:
      report.add(.fail, at: removed.place, "The attribute is gone; the IOD requires a value.")
    case .type1, .type1C, .type2:
      report.add(.review, at: removed.place, "The attribute is gone, though nothing asks to remove it.")
    default: report.add(.note, at: removed.place, "The attribute is gone, though nothing asks to remove it.")
    }
  }
}

/// A private element that a list keeps is not there any more.
public struct SafePrivateLost: RemovalCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.safe-private-lost",
    title: "Private element is gone that a list keeps",
    why: "The option Retain Safe Private, or the profile, keeps it because others compute with it.",
    remedy: "Keep the element and its creator.",
    source: .ps315("section E.3.10, Table E.3.10-1"),
    severity: .review,
    flagged: [
      "! options retain-safe-private\n! flagged compare.safe-private-lost (00E1,1021)\n! original\n(00E1,0010) LO ELSCINT1\n(00E1,1021) DS 1.5"
    ],
    clean: ["! original\n(00E1,0010) LO ELSCINT1\n(00E1,1021) DS 1.5"])

  static func examine(_ removed: borrowing RemovedElement, _ report: inout CheckReport) {
    guard removed.privateRule == .safe || removed.privateRule == .listed, !removed.tag.isPrivateCreator,
      !removed.isEmpty
    else { return }
    report.add(.review, at: removed.place, "The private element is gone, though it is safe by the list.")
  }
}
