internal import DICOM
internal import Findings
internal import GRDB
internal import Rules

/// One SOP Instance UID for several files that are not copies of each other.
struct InstanceUIDShared: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.instance-uid-shared",
    title: "One SOP Instance UID stands in several files",
    why:
      "Archives keep one of them; with a UID that was made from too little, pictures of different persons mix.",
    remedy: "Give each instance a UID of its own; remove copies.",
    source: .ps33("section C.12.1"), severity: .fail,
    flagged: [
      "(0008,0018) UI 2.25.7\n(0020,0013) IS 1\nnext\n(0008,0018) UI 2.25.7\n(0020,0013) IS 2"
    ],
    clean: ["(0008,0018) UI 2.25.7\nnext\n(0008,0018) UI 2.25.8"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var copies: [Int64] = []
    var copied = 0
    var shared: [(uid: Int64, files: Int)] = []
    try view.forEach(
      "SELECT uid, COUNT(*), COUNT(DISTINCT digest), MIN(file) FROM instance WHERE uid <> 0 GROUP BY uid HAVING COUNT(*) > 1 ORDER BY MIN(file)"
    ) { row in
      let files: Int = row[1]
      let digests: Int = row[2]
      if digests > 1 {
        shared.append((row[0], files))
      } else {
        copied += files
        if copies.count < CohortFinding.mostFiles { copies.append(row[3]) }
      }
    }
    for (uid, count) in shared {
      if report.leavesOut() { continue }
      let files = try view.files("SELECT file FROM instance WHERE uid = ? ORDER BY file LIMIT 4", [uid])
      try report.add(
        .fail, .sopInstanceUID, "\(count) files that are no copies of each other have one SOP Instance UID.",
        files: files, count: count, entity: uid)
    }
    if copied > 0 {
      try report.add(
        .note, .sopInstanceUID, "\(copied) files are there more than once, with the same content.",
        files: copies, count: copied)
    }
  }
}

/// One series in several studies.
struct SeriesInSeveralStudies: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.series-in-several-studies",
    title: "One series is part of several studies",
    why: "The UIDs of study and series were not replaced together, so that old and new ones can be matched.",
    remedy: "Replace each UID by the same new one wherever it stands.",
    source: .ps315("section E.1.1, item 2"), severity: .fail,
    flagged: ["(0020,000D) UI 2.25.5\nnext\n(0020,000D) UI 2.25.6"],
    clean: ["(0020,000D) UI 2.25.5\nnext\n(0020,000D) UI 2.25.6\n(0020,000E) UI 2.25.60"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    try NestingQuery(inner: "series", outer: "study").report(
      view, &report, .fail, .seriesInstanceUID
    ) { "One series is part of \($0) studies." }
  }
}

/// One study of several patients.
struct StudyOfSeveralPatients: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.study-of-several-patients",
    title: "One study belongs to several patients",
    why: "A person has several pseudonyms, which the study links, or the study mixes persons.",
    remedy: "Give each person one pseudonym, the same in all files.",
    source: .ps315("section E.1.1, item 2"), severity: .fail,
    flagged: ["(0010,0020) LO P1\nnext\n(0010,0020) LO P2\n(0020,000E) UI 2.25.61"],
    clean: ["(0010,0020) LO P1\nnext\n(0010,0020) LO P1\n(0020,000E) UI 2.25.61"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    try NestingQuery(inner: "study", outer: "patient").report(
      view, &report, .fail, .patientID
    ) { "One study has \($0) patient ids." }
  }
}

/// Things of one column that lie in several of another.
struct NestingQuery {
  let inner: StaticString, outer: StaticString

  /// Reports each.
  func report(
    _ view: CohortView, _ report: inout CohortReport, _ severity: Severity, _ tag: Tag,
    _ message: (Int) -> Message
  ) throws {
    var found: [(inner: Int64, count: Int)] = []
    try view.forEach(
      "SELECT \(inner), COUNT(DISTINCT \(outer)) FROM vector WHERE \(inner) <> 0 AND \(outer) <> 0 GROUP BY \(inner) HAVING COUNT(DISTINCT \(outer)) > 1 ORDER BY MIN(file)"
    ) { found.append(($0[0], $0[1])) }
    for (inner, count) in found {
      if report.leavesOut() { continue }
      let files = try view.files(
        "SELECT MIN(file) FROM vector WHERE \(self.inner) = ? GROUP BY \(outer) ORDER BY MIN(file)", [inner])
      let all = try view.number(
        "SELECT COUNT(*) FROM instance JOIN vector ON vector.id = vector WHERE \(self.inner) = ?", [inner])
      try report.add(severity, tag, message(count), files: files, count: all, entity: inner)
    }
  }
}
