internal import DICOM
public import Findings
internal import Rules

/// An attribute that may identify by its VR, and that neither the standard's table nor a keep list names.
///
/// Table E.1-1 is a minimum by its own note: it names 1 of 16 UR attributes, and by far not all PN, DA and text ones.
public struct AttributeNotInTable: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.not-in-table",
    title: "Attribute is not covered by the standard's table",
    why:
      "Table E.1-1 is a minimum; a name, an address, a date or free text outside of it may identify as well.",
    remedy: "Look at the values; remove the attribute, or put it on the profile's keep list with a reason.",
    source: .ps315("Table E.1-1, note 1"),
    severity: .review,
    flagged: ["↓(0018,1003) LO Registrar 4", "↓(0040,A160) UT seen by the zyrqex"],
    clean: ["(0018,1003) LO", "(0008,0104) LO Chest"])

  static let concern = Concern.uncovered

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard !examined.isEmpty, AttributeNotInTable.mayIdentify(examined) else { return }
    switch examined.reading {
    // Nothing but words of imaging; of an identifier they say nothing.
    case .known where !AttributeNotInTable.isIdentifier(examined): return
    // Findings of their own say what is in it.
    case .identifying: return
    case .known, .notRead, .open: break
    }
    report.judge(examined, emptyIsFine: true)
  }

  /// Whether the attribute is by its keyword a number or an id, not words.
  private static func isIdentifier(_ examined: borrowing ExaminedElement) -> Bool {
    guard let keyword = examined.tables.attribute(examined.tag)?.keyword.description else { return true }
    return ["ID", "IDs", "Identifier", "Number", "Identity"].contains { keyword.hasSuffix($0) }
  }

  private static func mayIdentify(_ examined: borrowing ExaminedElement) -> Bool {
    switch examined.vr {
    case .pn, .ur, .ae, .lo, .sh, .st, .lt, .ut, .uc: true
    case .da, .dt: !examined.isValueLoaded || isFullDate(examined.value)
    default: false
    }
  }

  /// A year, or a year and month, alone is none; of what is no date and time, eight digits may be one.
  private static func isFullDate(_ value: ArraySlice<UInt8>) -> Bool {
    if let moment = DateTimeValue(value) { return moment.isFullDate }
    return value.count { (0x30...0x39).contains($0) } >= 8
  }
}

/// An attribute that a strict profile does not keep explicitly.
public struct AttributeNotKeptExplicitly: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.not-kept-explicitly",
    title: "Attribute is not kept explicitly",
    why: "The profile's allowlist is strict: what nobody decided to keep is not allowed to stay.",
    remedy: "Remove the attribute, or put it on the profile's keep list with a reason.",
    source: .ps315("Table E.1-1, note 1"),
    severity: .review,
    flagged: ["! profile gate\n↓fail (0018,9073) FD 1.5"],
    clean: ["(0018,9073) FD 1.5"])

  static let concern = Concern.uncovered

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.profile.allowlistIsStrict, !examined.isEmpty else { return }
    report.add(.review, examined, "Nothing keeps this attribute, and the profile's allowlist is strict.")
  }
}

/// An attribute of an even group that the data dictionary does not have.
public struct AttributeUnknown: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "attribute.unknown",
    title: "Attribute is not in the data dictionary",
    why: "Nobody can say what it holds: a newer standard, a mistake, or private data in a standard group.",
    remedy: "Remove it, or name it in the profile's keep list with a reason.",
    source: .ps315("Table E.1-1, note 1"),
    severity: .review,
    flagged: ["↓(0018,7F01) LO A7"],
    clean: ["(0018,0050) DS 5"])

  static let concern = Concern.unknown

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    if examined.isEmpty {
      report.add(.note, examined, "The data dictionary does not have this attribute; it has no value.")
    } else if examined.isValueLoaded {
      report.add(
        .review, examined,
        "The data dictionary does not have this attribute; its value is \(Evidence(of: examined.value)).")
    } else {
      report.add(.review, examined, "The data dictionary does not have this attribute.")
    }
  }
}
