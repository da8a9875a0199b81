internal import DICOM
public import Findings
internal import Rules

/// A UID that equipment made, so that it was not replaced.
public struct ScannerUID: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "uid.scanner-root",
    title: "UID was made by equipment and not replaced",
    why:
      "Its root belongs to a maker of scanners; what stands below it names the device, and often day and time.",
    remedy: "Replace the UID, the same way wherever it stands, or declare the option Retain UIDs.",
    source: .ps315("Table E.1-1, action U"),
    severity: .fail,
    flagged: [
      "↓(0008,0018) UI 1.3.12.2.1107.5.2.32.35999.2007030911283212345600",
      "↓review (0020,000E) UI 1.2.826.0.1.3680043.9.7133.20190305.112233.1",
    ],
    clean: [
      "(0008,0018) UI 2.25.123456789012345678901234567890123456", "(0008,0016) UI 1.2.840.10008.5.1.4.1.1.2",
    ])

  static let concern = Concern.uid

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    // Kept UIDs are kept as they are; so is a UID in an attribute that is removed, which fails anyway.
    guard examined.action != .k, examined.action != .x, examined.privateRule == nil,
      examined.tag != .implementationClassUID
    else { return }
    var rest = examined.value
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x5C) ?? rest.endIndex
      let uid = rest[..<end].trimmed(for: .ui)
      rest = rest[min(end + 1, rest.endIndex)...]
      let known = examined.tables.uidRoot(of: uid)
      guard let root = known, root.kind == .scanner, examined.tables.uidName(uid) == nil else {
        if examined.action == .u, let message = ScannerUID.disclosure(uid, isOfToolkit: known != nil) {
          report.add(.review, examined, message)
          return
        }
        continue
      }
      // An attribute without a row may name a class of things, as SOP Class UID does for private classes.
      guard examined.action == .u || !examined.rule.isKnown || !ScannerUID.namesClass(examined.tag) else {
        continue
      }
      let severity: Severity = examined.action == .u ? .fail : .review
      report.add(severity, examined, ScannerUID.message(root, UniqueIdentifier(uid).disclosures))
      return
    }
  }

  /// What a UID below no scanner's root gives away all the same; nil if nothing. Toolkits write the time of writing,
  /// so that of theirs only a network address counts.
  private static func disclosure(_ bytes: ArraySlice<UInt8>, isOfToolkit: Bool) -> Message? {
    let disclosed = UniqueIdentifier(bytes).disclosures
    if disclosed.contains(.networkAddress) { return "The UID holds a network address." }
    if isOfToolkit { return nil }
    if disclosed.contains(.dateTime) { return "The UID holds a day and a time." }
    return disclosed.contains(.date) ? "The UID holds a day." : nil
  }

  /// UIDs of classes, syntaxes and vocabularies, which are the same in all files of a maker.
  private static func namesClass(_ tag: Tag) -> Bool {
    guard tag.group != 0x0002 else { return true }
    let names = [
      0x0008_0016, 0x0008_001A, 0x0008_001B, 0x0008_1150, 0x0008_010C, 0x0008_010D, 0x0008_0117, 0x0008_0118,
    ]
    return names.contains(Int(tag.rawValue))
  }

  private static func message(_ root: UIDRoot, _ disclosed: Set<UniqueIdentifier.Disclosure>) -> Message {
    if disclosed.contains(.dateTime), disclosed.contains(.deviceSerial) {
      return
        "The UID lies below \(root.root), which is \(root.owner)'s; it holds a device number, a day and a time."
    }
    if disclosed.contains(.date), disclosed.contains(.deviceSerial) {
      return "The UID lies below \(root.root), which is \(root.owner)'s; it holds a device number and a day."
    }
    if disclosed.contains(.dateTime) {
      return "The UID lies below \(root.root), which is \(root.owner)'s; it holds a day and a time."
    }
    if disclosed.contains(.date) {
      return "The UID lies below \(root.root), which is \(root.owner)'s; it holds a day."
    }
    if disclosed.contains(.unixTime) {
      return
        "The UID lies below \(root.root), which is \(root.owner)'s; it holds a time in seconds since 1970."
    }
    return "The UID lies below \(root.root), which is \(root.owner)'s; such UIDs disclose \(root.discloses)."
  }
}

/// A UID that is not made as the standard says.
public struct UIDMalformed: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "uid.malformed",
    title: "UID is malformed",
    why: "What is not made as a UID is may be text, or an old value with something cut off.",
    remedy: "Write a UID of digits and dots, 64 characters at most, no arc with a leading zero.",
    source: .ps35("section 9.1"),
    severity: .note,
    flagged: ["↓(0020,000D) UI 1.2.0345.1", "↓review (0020,000E) UI 1.2.series.4"],
    clean: ["(0020,000D) UI 2.25.1234567"])

  static let concern = Concern.uid

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    switch ValueGrammar.problem(in: examined.value, vr: .ui) {
    case nil: break
    case .textInNumber:
      report.add(.review, examined, "The value \(Evidence(of: examined.value)) is text, not a UID.")
    default: report.add(.note, examined, "The value \(Evidence(of: examined.value)) is not made as a UID is.")
    }
  }
}

/// An attribute that is to hold a new UID holds none.
public struct UIDNotReplaced: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "uid.not-replaced",
    title: "UID to be replaced is empty",
    why: "The profile asks for a new UID; without one, files that belong together fall apart.",
    remedy: "Write the replacement UID.",
    source: .ps315("Table E.1-1, action U"),
    severity: .review,
    flagged: ["↓uid.not-replaced,conformance.type1-empty (0020,0052) UI"],
    clean: ["(0020,0052) UI 2.25.1234567"])

  static let concern = Concern.mapped

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.isEmpty, !examined.isSequence else { return }
    report.add(.review, examined, "The attribute is present without a UID.")
  }
}
