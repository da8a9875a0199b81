internal import DICOM
internal import Findings
internal import Foundation
internal import GRDB
internal import Rules

/// One name under several patient ids.
struct NameOfSeveralPatients: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.name-of-several-patients",
    title: "One patient's name stands under several patient ids",
    why: "A person may have several pseudonyms; joined by the name, they tell more than each alone.",
    remedy: "Give each person one pseudonym, or declare the name a dummy in the profile.",
    source: .ps33("section C.7.1.1"), severity: .review,
    flagged: [
      "(0010,0010) PN X7^Q\n(0010,0020) LO P1\nnext\n(0010,0010) PN X7^Q\n(0010,0020) LO P2\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ],
    clean: [
      "(0010,0010) PN X7^Q\n(0010,0020) LO P1\nnext\n(0010,0010) PN X8^Q\n(0010,0020) LO P2\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ])

  /// From how many patients on, and more than half of all, a name is one that everybody got.
  private static var manyPatients: Int { 10 }

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    let patients = try view.number("SELECT COUNT(DISTINCT patient) FROM vector WHERE unnamed = 0")
    var found: [(name: Int64, count: Int)] = []
    try view.forEach(
      "SELECT name, COUNT(DISTINCT patient) FROM vector WHERE name <> 0 AND unnamed = 0 GROUP BY name HAVING COUNT(DISTINCT patient) > 1 ORDER BY MIN(file)"
    ) { found.append(($0[0], $0[1])) }
    for (name, count) in found {
      if report.leavesOut() { continue }
      let files = try view.files(
        "SELECT MIN(file) FROM vector WHERE name = ? AND unnamed = 0 GROUP BY patient ORDER BY 1", [name])
      if count >= manyPatients, 2 * count > patients {
        try report.add(
          .note, .patientName, "\(count) of \(patients) patients have the same name: a dummy, it seems.",
          files: files, entity: name)
      } else {
        try report.add(
          .review, .patientName, "\(count) patient ids have one name.", files: files, entity: name)
      }
    }
  }
}

/// Patient ids that differ in case, blanks, separators or leading zeros only.
struct PatientIDVaries: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.patient-id-varies",
    title: "Patient ids differ in case, blanks, separators or leading zeros only",
    why: "One person counts as two, and two hashes of one id lead to the same person.",
    remedy: "Bring ids into one form before they are replaced.",
    source: .ps315("section E.1.1, item 2"), severity: .review,
    flagged: [
      "(0010,0020) LO 0042-A\nnext\n(0010,0020) LO 42a\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ],
    clean: ["(0010,0020) LO 0042-A\nnext\n(0010,0020) LO 43a\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"]
  )

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var found: [(loose: Int64, count: Int)] = []
    try view.forEach(
      "SELECT loose, COUNT(DISTINCT patient) FROM vector WHERE loose <> 0 GROUP BY loose HAVING COUNT(DISTINCT patient) > 1 ORDER BY MIN(file)"
    ) { found.append(($0[0], $0[1])) }
    for (loose, count) in found {
      if report.leavesOut() { continue }
      let files = try view.files(
        "SELECT MIN(file) FROM vector WHERE loose = ? GROUP BY patient ORDER BY 1", [loose])
      try report.add(
        .review, .patientID, "\(count) patient ids differ in their writing only.", files: files, entity: loose
      )
    }
  }
}

/// One study or series under several UIDs.
struct EntitySplit: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.entity-split",
    title: "One study or series has several UIDs, it seems",
    why: "A UID that was replaced by two different ones was not mapped by one rule.",
    remedy: "Replace each UID by the same new one wherever it stands.",
    source: .ps315("section E.1.1, item 2"), severity: .review,
    flagged: [
      "(0008,0020) DA 20210305\n(0008,0030) TM 101112\n(0010,0020) LO P1\n(0020,0010) SH 7\nnext\n(0008,0020) DA 20210305\n(0008,0030) TM 101112\n(0010,0020) LO P1\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72\n(0020,0010) SH 7"
    ],
    clean: [
      "(0008,0020) DA 20210305\n(0008,0030) TM 101112\n(0010,0020) LO P1\n(0020,0010) SH 7\nnext\n(0008,0020) DA 20210305\n(0008,0030) TM 141516\n(0010,0020) LO P1\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72\n(0020,0010) SH 7"
    ])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    try studies(view, &report)
    try series(view, &report)
  }

  private static func value(_ slot: Int, _ traits: [CohortFacts.Trait]) -> Int64 {
    traits.first { $0.slot == slot }?.value ?? 0
  }

  /// Studies of one patient that began in the same second and have the same numbers.
  private static func studies(_ view: CohortView, _ report: inout CohortReport) throws {
    var candidates: [(patient: Int64, day: Int64, second: Int64)] = []
    try view.forEach(
      "SELECT patient, day, second FROM vector WHERE unnamed = 0 AND day IS NOT NULL AND second IS NOT NULL GROUP BY patient, day, second HAVING COUNT(DISTINCT study) > 1 ORDER BY MIN(file)"
    ) { candidates.append(($0[0], $0[1], $0[2])) }
    for one in candidates {
      var studies: [[Int64]: [Int64: Int64]] = [:]
      try view.forEach(
        "SELECT study, MIN(file), traits FROM vector WHERE patient = ? AND day = ? AND second = ? GROUP BY study",
        [one.patient, one.day, one.second]
      ) { row in
        let traits = CohortView.traits(row[2])
        let numbers = [value(view.rules.slots.studyID, traits), value(view.rules.slots.accession, traits)]
        studies[numbers, default: [:]][row[0]] = row[1]
      }
      for files in studies.values.filter({ $0.count > 1 }) {
        try report.add(
          .review, .studyInstanceUID,
          "\(files.count) studies of one patient began in the same second and have the same numbers.",
          files: Array(files.values), entity: one.patient)
      }
    }
  }

  /// Series of one study with the same modality, number, day and time.
  private static func series(_ view: CohortView, _ report: inout CohortReport) throws {
    var study: Int64 = 0
    var seen: [[Int64]: [Int64: Int64]] = [:]
    func end(_ report: inout CohortReport) throws {
      for files in seen.values.filter({ $0.count > 1 }).sorted(by: { $0.values.min()! < $1.values.min()! }) {
        try report.add(
          .review, .seriesInstanceUID,
          "\(files.count) series of one study have the same modality, number, day and time.",
          files: Array(files.values), entity: study)
      }
      seen.removeAll(keepingCapacity: true)
    }
    let slots = view.rules.slots
    try view.forEach(
      "SELECT study, series, file, traits FROM vector WHERE study <> 0 AND series <> 0 AND role = 0 ORDER BY study, file"
    ) { row in
      let next: Int64 = row[0]
      if next != study { try end(&report) }
      study = next
      let traits = CohortView.traits(row[3])
      let key = [slots.modality, slots.seriesNumber, slots.seriesDate, slots.seriesTime].map {
        value($0, traits)
      }
      // Without a number and a time of day, series that differ may look alike.
      guard key[1] != 0, key[3] != 0 else { return }
      let uid: Int64 = row[1]
      if seen[key, default: [:]][uid] == nil { seen[key, default: [:]][uid] = row[2] }
    }
    try end(&report)
  }
}
