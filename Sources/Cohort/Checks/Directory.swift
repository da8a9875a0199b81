internal import DICOM
internal import Findings
internal import GRDB
internal import Rules

/// A DICOMDIR that does not fit the files.
struct DirectoryDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.directory-differs",
    title: "A DICOMDIR does not fit the files",
    why: "A DICOMDIR of before the de-identification holds the old names, numbers and UIDs.",
    remedy: "Make the DICOMDIR anew from the de-identified files, or leave it out.",
    source: .ps310("section 8.6"), severity: .review,
    flagged: [
      "(0008,0018) UI 2.25.7\nnext\n! sop-class 1.2.840.10008.1.3.10\n(0004,1220) SQ\n  item\n    (0004,1430) CS IMAGE\n    (0004,1500) CS IMAGES\\IM1\n    (0004,1511) UI 2.25.99"
    ],
    clean: [
      "(0008,0018) UI 2.25.7\nnext\n! sop-class 1.2.840.10008.1.3.10\n(0004,1220) SQ\n  item\n    (0004,1430) CS IMAGE\n    (0004,1500) CS FILE0\n    (0004,1511) UI 2.25.7"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    guard !view.isStopped else { return }
    let directories = try view.files("SELECT DISTINCT file FROM directory ORDER BY file")
    for file in directories {
      let missing = try view.number(
        "SELECT COUNT(*) FROM directory d WHERE d.file = ? AND d.path <> 0 AND NOT EXISTS (SELECT 1 FROM instance i WHERE i.pathHash = d.path)",
        [file])
      if missing > 0 {
        try report.add(
          .review, .referencedFileID, "Files that the DICOMDIR lists and that are not there: \(missing).",
          files: [file],
          entity: file)
      }
      let others = try view.files(
        "SELECT i.file FROM directory d JOIN instance i ON i.pathHash = d.path WHERE d.file = ? AND d.instance <> 0 AND i.uid <> d.instance ORDER BY 1",
        [file])
      if !others.isEmpty {
        try report.add(
          .review, .referencedSOPInstanceUIDInFile,
          "Files with another SOP Instance UID than the DICOMDIR says: \(others.count).",
          files: [file] + others.prefix(3), count: others.count + 1, entity: file)
      }
      let patients = try view.number(
        "SELECT COUNT(DISTINCT patient) FROM directory d WHERE d.file = ? AND d.patient <> 0 AND NOT EXISTS (SELECT 1 FROM vector v WHERE v.patient = d.patient)",
        [file])
      if patients > 0 {
        try report.add(
          .fail, .patientID, "The DICOMDIR has \(patients) patient ids that no file has.", files: [file],
          entity: file)
      }
    }
    let listed = try view.number(
      "SELECT COUNT(*) FROM directory d JOIN instance i ON i.pathHash = d.path")
    // One that lists none of the files is another folder's.
    guard listed > 0 else { return }
    let unlisted = try view.files(
      "SELECT i.file FROM instance i JOIN vector v ON v.id = i.vector WHERE v.role <> \(ObjectRole.directory.rawValue) AND NOT EXISTS (SELECT 1 FROM directory d WHERE d.path = i.pathHash) ORDER BY 1"
    )
    if !unlisted.isEmpty {
      try report.add(
        .note, .referencedFileID, "Files that are in no DICOMDIR: \(unlisted.count).",
        files: Array(unlisted.prefix(CohortFinding.mostFiles)), count: unlisted.count)
    }
  }
}
