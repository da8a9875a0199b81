internal import DICOM
internal import Findings
internal import GRDB
internal import Rules

/// One frame of reference of several patients.
struct FrameOfReferenceShared: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.frame-of-reference-shared",
    title: "One frame of reference is that of several patients",
    why:
      "Coordinates of two persons are never the same: one person has two pseudonyms, or the UID is a constant.",
    remedy: "Replace each frame of reference by a UID of its own.",
    source: .ps33("section C.7.4.1"), severity: .review,
    flagged: [
      "(0010,0020) LO P1\n(0020,0052) UI 2.25.9\nnext\n(0010,0020) LO P2\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72\n(0020,0052) UI 2.25.9"
    ],
    clean: [
      "(0010,0020) LO P1\n(0020,0052) UI 2.25.9\nnext\n(0010,0020) LO P1\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72\n(0020,0052) UI 2.25.9"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    try NestingQuery(inner: "frame", outer: "patient").report(
      view, &report, .review, .frameOfReferenceUID
    ) { "\($0) patients have one frame of reference." }
  }
}

/// Objects in another frame of reference than what they are made from, and series in several.
struct FrameOfReferenceDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.frame-of-reference-differs",
    title: "What belongs together lies in different frames of reference",
    why:
      "UIDs that were not replaced alike leave structure sets, doses and segmentations without their images.",
    remedy: "Replace each UID by the same new one wherever it stands.",
    source: .ps33("section C.7.4.1"), severity: .review,
    flagged: ["(0020,0052) UI 2.25.9\nnext\n(0020,0052) UI 2.25.10"],
    clean: ["(0020,0052) UI 2.25.9\nnext\n(0020,0052) UI 2.25.9"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var series: [Int64] = []
    try view.forEach(
      "SELECT series FROM vector WHERE series <> 0 AND frame <> 0 AND role <> 1 GROUP BY series HAVING COUNT(DISTINCT frame) > 1 ORDER BY MIN(file)"
    ) { series.append($0[0]) }
    for one in series {
      if report.leavesOut() { continue }
      let files = try view.files(
        "SELECT MIN(file) FROM vector WHERE series = ? AND frame <> 0 GROUP BY frame ORDER BY 1", [one])
      try report.add(
        .review, .frameOfReferenceUID, "One series has \(files.count) frames of reference.", files: files,
        entity: one)
    }
    var objects: [(file: Int64, other: Int64, series: Int64)] = []
    let sharing = [ObjectRole.structureSet, .dose, .segmentation, .parametricMap].map { String($0.rawValue) }
    try view.forEach(
      """
      SELECT v.file, MIN(i.file), v.series FROM vector v JOIN reference r ON r.vector = v.id AND r.kind = 1
      JOIN instance i ON i.uid = r.target JOIN vector w ON w.id = i.vector
      WHERE v.role IN (\(sharing.joined(separator: ","))) AND v.frame <> 0 AND w.frame <> 0
      GROUP BY v.id HAVING SUM(v.frame = w.frame) = 0 ORDER BY v.file
      """
    ) { objects.append(($0[0], $0[1], $0[2])) }
    for one in objects {
      try report.add(
        .review, .frameOfReferenceUID,
        "The object lies in another frame of reference than everything that it refers to.",
        files: [one.file, one.other], entity: one.series)
    }
  }
}

/// A reference to an instance of another patient.
struct ReferenceCrossesPatients: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.reference-crosses-patients",
    title: "A file refers to an instance of another patient",
    why: "The reference links two pseudonyms, so that one person's files can be joined.",
    remedy: "Give each person one pseudonym, and replace references as the UIDs that they name.",
    source: .ps315("section E.1.1, item 5"), severity: .fail,
    flagged: [
      "(0008,0018) UI 2.25.7\n(0010,0020) LO P1\nnext\n(0008,0018) UI 2.25.8\n(0008,1140) SQ\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2\n    (0008,1155) UI 2.25.7\n(0010,0020) LO P2\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ],
    clean: [
      "(0008,0018) UI 2.25.7\n(0010,0020) LO P1\nnext\n(0008,0018) UI 2.25.8\n(0008,1140) SQ\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2\n    (0008,1155) UI 2.25.7\n(0010,0020) LO P1\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var found: [(file: Int64, other: Int64, count: Int, place: Int64, patient: Int64)] = []
    try view.forEach(
      """
      SELECT MIN(r.file), MIN(i.file), COUNT(DISTINCT r.file), MIN(r.place), v.patient FROM reference r
      JOIN vector v ON v.id = r.vector JOIN instance i ON i.uid = r.target JOIN vector w ON w.id = i.vector
      WHERE r.kind = 1 AND v.patient <> 0 AND w.patient <> 0 AND v.patient <> w.patient
      GROUP BY v.patient, w.patient ORDER BY MIN(r.file)
      """
    ) { found.append(($0[0], $0[1], $0[2], $0[3], $0[4])) }
    for one in found {
      try report.add(
        .fail, Tag(rawValue: UInt32(one.place)),
        "Files of one patient that refer to those of another: \(one.count).",
        files: [one.file, one.other], count: one.count + 1, entity: one.patient)
    }
  }
}

/// A reference with another SOP class than the instance has.
struct ReferenceClassDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.reference-class-differs",
    title: "A reference names another SOP class than the instance has",
    why: "Two instances got one new UID, or one of the two was changed.",
    remedy: "Find out which of the two is right.",
    source: .ps33("section 10.8"), severity: .review,
    flagged: [
      "(0008,0018) UI 2.25.7\nnext\n(0008,0018) UI 2.25.8\n(0008,1140) SQ\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.4\n    (0008,1155) UI 2.25.7"
    ],
    clean: [
      "(0008,0018) UI 2.25.7\nnext\n(0008,0018) UI 2.25.8\n(0008,1140) SQ\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2\n    (0008,1155) UI 2.25.7"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var found: [(file: Int64, other: Int64, count: Int, place: Int64, series: Int64)] = []
    try view.forEach(
      """
      SELECT MIN(r.file), MIN(i.file), COUNT(DISTINCT r.target), MIN(r.place), v.series FROM reference r
      JOIN vector v ON v.id = r.vector JOIN instance i ON i.uid = r.target JOIN vector w ON w.id = i.vector
      WHERE r.kind = 1 AND r.class <> 0 AND w.class <> 0 AND r.class <> w.class
      GROUP BY v.series, r.class, w.class ORDER BY MIN(r.file)
      """
    ) { found.append(($0[0], $0[1], $0[2], $0[3], $0[4])) }
    for one in found {
      try report.add(
        .review, Tag(rawValue: UInt32(one.place)),
        "Instances of another SOP class than the reference says: \(one.count).",
        files: [one.file, one.other], entity: one.series)
    }
  }
}

/// References to instances that no file has.
struct ReferenceDangling: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.reference-dangling",
    title: "Files refer to instances that are not there",
    why:
      "In an excerpt of a study that is usual. Where some of what an object is made from is there and some is not, UIDs were not replaced alike, and old ones may stand in the references.",
    remedy:
      "Replace UIDs in references as those of the files; deliver what objects are made from, or say what is left out.",
    source: .ps315("section E.1.1, item 5"), severity: .review,
    flagged: [
      "(0008,0018) UI 2.25.7\nnext\n! sop-class 1.2.840.10008.5.1.4.1.1.88.11\n(0008,0018) UI 2.25.8\n(0008,1199) SQ\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2\n    (0008,1155) UI 2.25.7\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2\n    (0008,1155) UI 2.25.99\n(0020,000E) UI 2.25.72"
    ],
    clean: [
      "(0008,0018) UI 2.25.7\nnext\n(0008,0018) UI 2.25.8\n(0008,1140) SQ\n  item\n    (0008,1150) UI 1.2.840.10008.5.1.4.1.1.2\n    (0008,1155) UI 2.25.99"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    // What was not read may be what is missing.
    guard !view.isStopped else { return }
    struct Excerpt {
      var files: [Int64] = []
      var fileCount = 0
      var targets = 0
    }
    var excerpts: [Int64: Excerpt] = [:]
    var broken: [(file: Int64, missing: Int, all: Int, place: Int64, series: Int64, knowsSeries: Bool)] = []
    try view.forEach(
      """
      SELECT MIN(r.file), COUNT(*), SUM(i.uid IS NOT NULL), r.place, v.series, v.role,
        EXISTS (SELECT 1 FROM reference s JOIN vector w ON w.series = s.target WHERE s.vector = v.id AND s.kind = 2)
      FROM reference r JOIN vector v ON v.id = r.vector LEFT JOIN (SELECT DISTINCT uid FROM instance) i ON i.uid = r.target
      WHERE r.kind = 1 GROUP BY r.vector, r.place HAVING SUM(i.uid IS NOT NULL) < COUNT(*) ORDER BY MIN(r.file)
      """
    ) { row in
      let all: Int = row[1]
      let found: Int = row[2]
      let place: Int64 = row[3]
      let role: Int = row[5]
      let knowsSeries: Bool = row[6]
      let file: Int64 = row[0]
      if ObjectRole(rawValue: role)?.isDerived == true, found > 0 || knowsSeries {
        broken.append((file, all - found, all, place, row[4], knowsSeries))
      } else {
        excerpts[place, default: Excerpt()].targets += all - found
        excerpts[place, default: Excerpt()].fileCount += 1
        if excerpts[place, default: Excerpt()].files.count < CohortFinding.mostFiles {
          excerpts[place, default: Excerpt()].files.append(file)
        }
      }
    }
    for one in broken {
      let message: Message =
        one.missing == one.all
        ? "The object names a series that is there, and \(one.all) instances that are not."
        : "Of \(one.all) instances that the object refers to, not there: \(one.missing)."
      try report.add(
        .review, Tag(rawValue: UInt32(one.place)), message, files: [one.file], entity: one.series)
    }
    for place in excerpts.keys.sorted() {
      guard let excerpt = excerpts[place] else { continue }
      try report.add(
        .note, Tag(rawValue: UInt32(place)),
        "References to instances that are not there, as in an excerpt: \(excerpt.targets).",
        files: excerpt.files, count: excerpt.fileCount)
    }
  }
}
