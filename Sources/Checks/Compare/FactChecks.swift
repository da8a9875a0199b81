public import Findings

/// A UID of the originals is replaced by different ones.
public struct UIDReplacedDifferently: FactCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.uid-inconsistent",
    title: "UID is replaced differently at two places",
    why: "Files that belong together fall apart: series, references and registrations no longer resolve.",
    remedy: "Replace a UID the same way wherever it stands, in all files of a run.",
    source: .ps315("Table E.1-1a, action U"),
    severity: .fail,
    flagged: [
      """
      (0008,1110) SQ
        item
          (0008,1150) UI 1.2.840.10008.3.1.2.3.1
          (0008,1155) UI 2.25.7002
      ↓(0020,000D) UI 2.25.7001
      ! flagged attribute.removed-present (0008,1110)
      ! original
      (0020,000D) UI 2.25.6001
      (0008,1110) SQ
        item
          (0008,1150) UI 1.2.840.10008.3.1.2.3.1
          (0008,1155) UI 2.25.6001
      """
    ],
    clean: ["(0020,000D) UI 2.25.7001\n! original\n(0020,000D) UI 2.25.6001"])
}

/// Two UIDs of the originals are replaced by the same one.
public struct UIDsMerged: FactCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.uids-merged",
    title: "Two UIDs are replaced by the same one",
    why: "Instances, series or studies that are different become one; archives overwrite or mix them.",
    remedy: "Make a new UID for each old one.",
    source: .ps315("Table E.1-1a, action U"),
    severity: .fail,
    flagged: [
      "(0020,000D) UI 2.25.7001\n↓(0020,000E) UI 2.25.7001\n! original\n(0020,000D) UI 2.25.6001\n(0020,000E) UI 2.25.6002"
    ],
    clean: [
      "(0020,000D) UI 2.25.7001\n(0020,000E) UI 2.25.7002\n! original\n(0020,000D) UI 2.25.6001\n(0020,000E) UI 2.25.6002"
    ])
}

/// A UID of the originals that is replaced elsewhere stands where no rule asks for another one.
public struct UIDLeft: FactCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.uid-left",
    title: "Replaced UID still stands at another place",
    why: "Where it stands beside its replacement, it undoes it.",
    remedy: "Replace the UID in every element that holds it, whatever the element.",
    source: .ps315("Table E.1-1a, action U"),
    severity: .fail,
    flagged: [
      "! options retain-safe-private\n(0020,000D) UI 2.25.7001\n(0008,0117) UI 2.25.6001\n! flagged compare.uid-left (0008,0117)\n! original\n(0020,000D) UI 2.25.6001\n(0008,0117) UI 2.25.6001"
    ],
    clean: [
      "(0020,000D) UI 2.25.7001\n(0008,0117) UI 2.25.5\n! original\n(0020,000D) UI 2.25.6001\n(0008,0117) UI 2.25.5"
    ]
  )
}

/// Dates of a patient are moved by different distances.
public struct DateShiftDiffers: FactCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.date-shift-differs",
    title: "Date is moved by another distance than others of the patient",
    why: "The intervals between examinations are wrong; and one date that is not moved tells all others.",
    remedy: "Move all dates of a patient by one distance, in every attribute and sequence.",
    source: .ps315("section E.3.6, Retain Longitudinal Temporal Information with Modified Dates"),
    severity: .fail,
    flagged: [
      """
      ! options retain-longitudinal-modified-dates
      (0008,0020) DA 20190104
      (0008,0021) DA 20190104
      ↓(0008,0022) DA 20190204
      ! original
      (0008,0020) DA 20190304
      (0008,0021) DA 20190304
      (0008,0022) DA 20190304
      """
    ],
    clean: [
      """
      ! options retain-longitudinal-modified-dates
      (0008,0020) DA 20190103
      (0008,0022) DA 20190104
      ! original
      (0008,0020) DA 20190303
      (0008,0022) DA 20190304
      """
    ])
}

/// A patient has several new ids.
public struct PatientSplit: FactCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.patient-split",
    title: "Patient has several new ids",
    why:
      "What belongs to one person looks as if it were several people's: a training and a test set share patients.",
    remedy: "Keep one map of patient ids for all runs over a collection.",
    source: .ps315("Table E.1-1, action Z of Patient ID"),
    severity: .fail,
    flagged: [
      "(0010,0020) LO A1\n! flagged compare.patient-split (0010,0020)\n! original\n(0010,0020) LO 471122\n! next\n(0010,0020) LO A2\n(0008,0018) UI {uid:second}\n(0002,0003) UI {uid:second}\n! original\n(0010,0020) LO 471122\n(0008,0018) UI {uid:original-second}"
    ],
    clean: ["(0010,0020) LO A1\n! original\n(0010,0020) LO 471122"])
}

/// Several patients have the same new id.
public struct PatientsMerged: FactCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.patients-merged",
    title: "Several patients have the same new id",
    why:
      "What belongs to several people looks as if it were one person's. One dummy for all is to be reviewed.",
    remedy: "Make a new id for each patient, or leave the attribute empty.",
    source: .ps315("Table E.1-1, action Z of Patient ID"),
    severity: .fail,
    flagged: [
      "(0010,0020) LO A1\n! flagged compare.patients-merged (0010,0020)\n! original\n(0010,0020) LO 471122\n! next\n(0010,0020) LO A1\n(0008,0018) UI {uid:second}\n(0002,0003) UI {uid:second}\n! original\n(0010,0020) LO 815077\n(0008,0018) UI {uid:original-second}"
    ],
    clean: ["(0010,0020) LO A1\n! original\n(0010,0020) LO 471122"])
}
