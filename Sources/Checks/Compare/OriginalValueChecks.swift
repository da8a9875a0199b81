internal import DICOM
public import Findings
internal import Rules

/// An attribute that is to be emptied or to hold a dummy holds the original's value.
public struct OriginalValueKept: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.value-kept",
    title: "The original's value is still there",
    why: "The profile asks for no value or for a dummy; this is what the original holds.",
    remedy: "Empty or replace the value in the anonymizer.",
    source: .ps315("Table E.1-1, actions Z and D"),
    severity: .fail,
    flagged: [
      "↓(0008,0050) SH 4711-22\n! original\n(0008,0050) SH 4711-22",
      "↓(0012,0020) LO STUDY-7731\n! original\n(0012,0020) LO STUDY-7731",
    ],
    clean: [
      "(0008,0050) SH 90210\n! original\n(0008,0050) SH 4711-22",
      "(0008,0050) SH\n! original\n(0008,0050) SH 4711-22",
      "(0010,0010) PN ANONYMOUS\n! original\n(0010,0010) PN ANONYMOUS",
      "(0010,0010) PN Morgan^Avery\n! original\n(0010,0010) PN Castellane^Odile",
    ])

  static let concern = Concern.keptOfOriginal

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.original?.disposition == .kept, examined.asksForDummy, !examined.isSequence,
      Judgement(examined) == .original
    else { return }
    if examined.isValueLoaded {
      report.add(.fail, examined, "The value \(Evidence(of: examined.value)) is the original's.")
    } else {
      report.add(
        .fail, examined, "The value of \(examined.element.value.count) bytes is the original's.")
    }
  }
}

/// An attribute that is to be emptied or to hold a dummy holds words or numbers of the original's value.
public struct OriginalValuePartKept: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.value-part-kept",
    title: "Part of the original's value is still there",
    why:
      "The profile asks for no value or for a dummy; words, numbers, or the month of a date are the original's.",
    remedy: "Make dummies without anything of the original.",
    source: .ps315("Table E.1-1, actions Z and D"),
    severity: .fail,
    flagged: [
      "↓(0010,0020) LO ANON-471122\n! original\n(0010,0020) LO 471122",
      "↓(0010,0010) PN Castellane^X\n! original\n(0010,0010) PN Castellane^Odile",
    ],
    clean: [
      "(0010,0020) LO ANON-1\n! original\n(0010,0020) LO 471122",
      "(0008,0020) DA 19000101\n! original\n(0008,0020) DA 20190304",
    ])

  static let concern = Concern.keptOfOriginal

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let original = examined.original, examined.asksForDummy, Judgement(examined) == .original else {
      return
    }
    switch original.disposition {
    case .cleanedInPart: break
    case .dateShifted, .replaced:
      guard DayShift.isSameMonth(original.value, examined.value, vr: examined.vr) else { return }
    default: return
    }
    switch examined.vr {
    case .da, .dt:
      report.add(.review, examined, "The date has year and month of the original's.")
    default:
      report.add(
        .fail, examined, "The value \(Evidence(of: examined.value)) has words or numbers of the original's.")
    }
  }
}

/// A UID that is to be replaced is the original's.
public struct OriginalUIDKept: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.uid-kept",
    title: "The original's UID is still there",
    why: "Whoever has the original, or the archive that it lies in, finds it again by this UID.",
    remedy: "Replace the UID, the same way wherever it stands, or declare the option Retain UIDs.",
    source: .ps315("Table E.1-1, action U"),
    severity: .fail,
    flagged: ["↓(0020,000D) UI 2.25.1234567\n! original\n(0020,000D) UI 2.25.1234567"],
    clean: [
      "(0020,000D) UI 2.25.7654321\n! original\n(0020,000D) UI 2.25.1234567"
    ])

  static let concern = Concern.keptOfOriginal

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let original = examined.original, examined.demanded == .u, examined.vr == .ui, !examined.isEmpty
    else { return }
    // Mostly there is one.
    if !examined.value.contains(0x5C), !original.value.contains(0x5C) {
      let uid = examined.value.trimmed(for: .ui)
      if uid == original.value.trimmed(for: .ui), examined.tables.uidName(uid) == nil {
        report.add(.fail, examined, "The UID is the original's.")
      }
      return
    }
    let before = Set(original.value.split(separator: 0x5C).map { Array($0.trimmed(for: .ui)) })
    for part in examined.value.split(separator: 0x5C) {
      let uid = part.trimmed(for: .ui)
      guard before.contains(Array(uid)), examined.tables.uidName(uid) == nil else { continue }
      report.add(.fail, examined, "The UID is the original's.")
      return
    }
  }
}

/// A date that is to be moved is the original's.
public struct DateNotShifted: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.date-not-shifted",
    title: "Date is not moved",
    why: "The option keeps dates only when they are moved; the original's day finds the examination again.",
    remedy: "Move all dates of a patient by the same distance, never by none.",
    source: .ps315("section E.3.6, Retain Longitudinal Temporal Information with Modified Dates"),
    severity: .fail,
    flagged: [
      "! options retain-longitudinal-modified-dates\n↓(0008,0020) DA 20190304\n! original\n(0008,0020) DA 20190304"
    ],
    clean: [
      "! options retain-longitudinal-modified-dates\n(0008,0020) DA 20190211\n! original\n(0008,0020) DA 20190304",
      "! options retain-longitudinal-full-dates\n(0008,0020) DA 20190304\n! original\n(0008,0020) DA 20190304",
    ])

  static let concern = Concern.keptOfOriginal

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.demanded == .c, examined.original?.disposition == .kept, !examined.isEmpty,
      DayShift.date(examined.value, examined.vr) != nil, examined.vr == .da || examined.vr == .dt,
      Judgement(examined) != .dummy
    else { return }
    report.add(.fail, examined, "The date is the original's.")
  }
}

extension ExaminedElement {
  /// Whether the profile asks for no value, or for one that is not the original's.
  var asksForDummy: Bool { demanded == .z || demanded == .d }
}
