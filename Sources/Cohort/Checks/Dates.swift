internal import DICOM
internal import Findings
internal import GRDB
internal import Rules

/// Marks of one kind and attribute in one study.
struct MarkGroup {
  let kind: CohortFacts.Mark.Kind
  let slot: Int?, other: Int?
  let study: Int64, patient: Int64
  /// The first file, and how many there are.
  let file: Int64
  let files: Int
  /// The first and last day in question, and those of the studies.
  let first: Int64, last: Int64
  let day: Int64?

  /// All of some kinds, by their first files.
  static func all(_ kinds: [CohortFacts.Mark.Kind], _ view: CohortView) throws -> [MarkGroup] {
    var found: [MarkGroup] = []
    let list = kinds.map { String($0.rawValue) }.joined(separator: ",")
    try view.forEach(
      """
      SELECT kind, slot, other, study, MIN(mark.file), COUNT(DISTINCT mark.file), MIN(mark.day), MAX(mark.day), MIN(v.day), patient
      FROM mark JOIN vector v ON v.id = vector WHERE kind IN (\(list)) GROUP BY study, patient, kind, slot, other
      ORDER BY MIN(mark.file), kind, slot
      """
    ) { row in
      // The kinds that were asked for.
      let kind = CohortFacts.Mark.Kind(rawValue: row[0])!
      let slot: Int = row[1]
      let other: Int = row[2]
      found.append(
        MarkGroup(
          kind: kind, slot: slot < 0 ? nil : slot, other: other < 0 ? nil : other, study: row[3],
          patient: row[9], file: row[4],
          files: row[5], first: row[6], last: row[7], day: row[8]))
    }
    return found
  }
}

/// Days and times in an order that cannot be.
struct DateOrderWrong: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.date-order",
    title: "Days or times are in an order that cannot be",
    why: "Some were shifted and others not, or not by the same; those that were not are the true ones.",
    remedy: "Shift all dates and times of a patient by the same.",
    source: .ps315("section E.3.6"), severity: .review,
    flagged: [
      "(0008,0020) DA 20210305\n(0008,0022) DA 20210305\n(0008,0023) DA 20210301",
      "(0008,0020) DA 20210305\n(0010,0030) DA 20210401",
    ],
    clean: [
      "(0008,0020) DA 20210305\n(0008,0022) DA 20210305\n(0008,0023) DA 20210306\n(0010,0030) DA 19500101"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    for group in try MarkGroup.all([.dayOrder, .timeOrder], view) {
      guard let slot = group.slot, let other = group.other else { continue }
      let earlier = view.attribute(slot)
      let later = view.attribute(other)
      if group.kind == .dayOrder {
        try report.add(
          .review, later.tag, "The day of \(later.keyword) is before that of \(earlier.keyword).",
          files: [group.file], count: group.files, entity: group.study)
      } else {
        try report.add(
          .note, later.tag, "On the same day, \(later.keyword) is before \(earlier.keyword).",
          files: [group.file], count: group.files, entity: group.study)
      }
    }
  }
}

/// Days that are far apart though they are of one examination.
struct DatesDisagree: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.dates-disagree",
    title: "Days of one examination disagree",
    why:
      "Where one day was shifted and another was not, the difference is the shift, and with it all dates of the patient are known.",
    remedy:
      "Shift days in all attributes, UIDs, vendors' headers and names of files by the same, or remove them.",
    source: .ps315("section E.3.6"), severity: .review,
    flagged: ["(0008,0020) DA 20210305\n(0008,0022) DA 20200110"],
    clean: ["(0008,0020) DA 20210305\n(0008,0022) DA 20210306"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    for group in try MarkGroup.all([.apart], view) {
      guard let slot = group.slot, let other = group.other else { continue }
      try report.add(
        .review, view.attribute(slot).tag,
        "The day of \(view.attribute(slot).keyword) is more than a week from that of \(view.attribute(other).keyword).",
        files: [group.file], count: group.files, entity: group.study)
    }
    for kind in [CohortFacts.Mark.Kind.inUID, .inPayload, .inPath] {
      let groups = try MarkGroup.all([kind], view)
      if kind != .inPayload, areTimesOfWriting(groups) {
        try report.add(
          .note, nil,
          "Days in UIDs or names of files are all of one month: when the files were written, it seems.",
          files: groups.prefix(CohortFinding.mostFiles).map(\.file), count: groups.reduce(0) { $0 + $1.files }
        )
        continue
      }
      for group in groups {
        let message: Message =
          switch kind {
          case .inUID: "A day in a UID is none of the file's days."
          case .inPayload: "A day in a vendor's header or packed value is none of the file's days."
          default: "A day in the file's path is none of the file's days."
          }
        try report.add(
          .review, group.slot.map { view.attribute($0).tag }, message, files: [group.file],
          count: group.files,
          entity: group.study)
      }
    }
  }

  /// Whether days behind studies of many months are all of one month, and later than the studies.
  private static func areTimesOfWriting(_ groups: [MarkGroup]) -> Bool {
    let days = groups.compactMap(\.day)
    guard groups.count >= 3, let first = days.min(), let last = days.max(), last - first > 90,
      let from = groups.map(\.first).min(), let to = groups.map(\.last).max()
    else { return false }
    return to - from <= 31 && from >= last
  }
}

/// Ages that birth, study and other studies do not give.
struct AgeDisagrees: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.age-disagrees",
    title: "Ages and dates disagree",
    why: "An age that was kept beside dates that were shifted gives away by how much.",
    remedy: "Make the age from the shifted dates, or remove one of them.",
    source: .ps315("section E.3.6"), severity: .review,
    flagged: [
      "(0008,0020) DA 20210305\n(0010,0030) DA 19500101\n(0010,1010) AS 065Y",
      "(0008,0020) DA 20100305\n(0010,0020) LO P1\n(0010,1010) AS 040Y\nnext\n(0008,0020) DA 20200305\n(0010,0020) LO P1\n(0010,1010) AS 041Y\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72",
    ],
    clean: [
      "(0008,0020) DA 20210305\n(0010,0030) DA 19500101\n(0010,1010) AS 071Y",
      "(0008,0020) DA 20100305\n(0010,0020) LO P1\n(0010,1010) AS 040Y\nnext\n(0008,0020) DA 20200305\n(0010,0020) LO P1\n(0010,1010) AS 050Y\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72",
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    for group in try MarkGroup.all([.age], view) {
      try report.add(
        .review, .patientAge, "The age is not what the days of birth and study give.", files: [group.file],
        count: group.files, entity: group.study)
    }
    var found: [(patient: Int64, file: Int64)] = []
    try view.forEach(
      """
      SELECT patient, MIN(file) FROM vector WHERE patient <> 0 AND age IS NOT NULL AND day IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.vector = vector.id AND kind = \(CohortFacts.Mark.Kind.age.rawValue))
      GROUP BY patient HAVING MAX(day - age - step) > MIN(day - age) + 2 ORDER BY MIN(file)
      """
    ) { found.append(($0[0], $0[1])) }
    for one in found {
      if report.leavesOut() { continue }
      let files = try view.files(
        "SELECT MIN(file) FROM vector WHERE patient = ? AND age IS NOT NULL GROUP BY study ORDER BY 1",
        [one.patient])
      try report.add(
        .review, .patientAge, "A patient's ages do not fit the days between the studies.", files: files,
        entity: one.patient)
    }
  }
}

/// Days since an event that do not fit the days of the studies.
struct FollowUpDisagrees: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.follow-up-disagrees",
    title: "Days since an event do not fit the days of the studies",
    why: "The offsets are the true ones; studies that do not keep them were not shifted by the same.",
    remedy: "Shift all studies of a patient by the same.",
    source: .ps33("section C.7.2.3"), severity: .review,
    flagged: [
      "(0008,0020) DA 20210305\n(0010,0020) LO P1\n(0012,0052) FD 10\n(0012,0053) CS ENROLLMENT\nnext\n(0008,0020) DA 20210405\n(0010,0020) LO P1\n(0012,0052) FD 90\n(0012,0053) CS ENROLLMENT\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ],
    clean: [
      "(0008,0020) DA 20210305\n(0010,0020) LO P1\n(0012,0052) FD 10\n(0012,0053) CS ENROLLMENT\nnext\n(0008,0020) DA 20210405\n(0010,0020) LO P1\n(0012,0052) FD 41\n(0012,0053) CS ENROLLMENT\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var found: [(patient: Int64, event: Int64)] = []
    try view.forEach(
      "SELECT patient, event FROM vector WHERE patient <> 0 AND offset IS NOT NULL AND day IS NOT NULL GROUP BY patient, event HAVING MAX(day - offset) - MIN(day - offset) > 1 ORDER BY MIN(file)"
    ) { found.append(($0[0], $0[1])) }
    for one in found {
      if report.leavesOut() { continue }
      let files = try view.files(
        "SELECT MIN(file) FROM vector WHERE patient = ? AND event = ? AND offset IS NOT NULL GROUP BY study ORDER BY 1",
        [one.patient, one.event])
      try report.add(
        .review, .longitudinalTemporalOffsetFromEvent,
        "The days since an event do not fit the days between \(files.count) studies of a patient.",
        files: files, entity: one.patient)
    }
  }
}
