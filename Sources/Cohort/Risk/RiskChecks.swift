internal import DICOM
internal import Findings
internal import GRDB
internal import Rules

/// Patients whom few others are like.
struct ClassTooSmall: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.class-too-small",
    title: "Patients are alike with too few others",
    why:
      "Who knows of a person what these attributes say, finds that person's files among few, or finds them at once.",
    remedy: "Remove or coarsen the attributes that tell patients apart, or deliver more patients.",
    source: .law("WP216 section 2.2.2"), severity: .note,
    flagged: [
      "(0010,0020) LO P1\n(0010,0040) CS M\nnext\n(0010,0020) LO P2\n(0010,0040) CS F\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ],
    clean: ["(0010,0020) LO P1\n(0010,0040) CS M"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    let rules = view.rules
    let quasi = try RiskTable(view) { slot in
      guard rules.table.attributes[slot].risk == .quasi, rules.isKept(slot) else { return false }
      // A shifted day is known to nobody.
      return slot != rules.slots.studyDate || !rules.profile.options.contains(.retainModifiedDates)
    }
    let sensitive = try RiskTable(view) {
      rules.table.attributes[$0].risk == .sensitive && rules.isKept($0)
    }
    guard quasi.patients > 0 else { return }
    let measure = RiskMeasure(quasi, sensitive, rules.table, threshold: rules.smallestClass)
    let summary = measure.summary
    report.take(summary)
    guard quasi.patients > 1 || rules.demandsClasses, summary.smallest < rules.smallestClass else { return }
    try report.add(
      rules.demandsClasses ? .review : .note, nil,
      "\(summary.patientsBelow) of \(summary.patients) patients are in classes of fewer than \(summary.threshold) who are alike in \(summary.attributes.count) attributes; the smallest has \(summary.smallest).",
      files: measure.filesBelow, count: summary.patientsBelow)
  }
}

/// Classes in which all patients have the same value of a sensitive attribute.
struct ClassHomogeneous: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.class-homogeneous",
    title: "Patients who are alike share a sensitive value",
    why: "Who finds a person among several, and all have the same diagnosis, knows the diagnosis.",
    remedy: "Remove the sensitive attribute, or coarsen what makes the classes.",
    source: .law("WP216 section 3.2.2"), severity: .note,
    flagged: [
      "(0010,0020) LO P1\n(0010,21C0) US 4\nnext\n(0010,0020) LO P2\n(0010,21C0) US 4\n(0020,000D) UI 2.25.71\n(0020,000E) UI 2.25.72"
    ],
    clean: ["(0010,0020) LO P1"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    guard let risk = report.risk else { return }
    for one in risk.sensitive where one.patientsInHomogeneousClasses > 0 {
      try report.add(
        .note, view.rules.tables.attribute(keyword: one.keyword.description)?.tag,
        "\(one.patientsInHomogeneousClasses) patients are in classes in which all have the same value of \(one.keyword).",
        files: [], count: 0)
    }
  }
}

/// Persons of more than 89 years, by their dates.
struct AgeOver89: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.age-over-89",
    title: "Dates or ages show a patient of more than 89 years",
    why: "So few people are so old that the age alone may tell who it is.",
    remedy: "Write 090Y for all ages above 89, and remove the year of birth.",
    source: .law("45 CFR 164.514(b)(2)(i)(C)"), severity: .review,
    flagged: ["(0008,0020) DA 20210305\n(0010,0030) DA 19250101"],
    clean: ["(0008,0020) DA 20210305\n(0010,0030) DA 19350101"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var files: [Int64] = []
    // Ninety years of 365.2425 days.
    try view.forEach(
      "SELECT patient, MIN(file) FROM vector WHERE patient <> 0 AND birth IS NOT NULL AND day - birth >= 32872 GROUP BY patient ORDER BY 2"
    ) { files.append($0[1]) }
    guard !files.isEmpty else { return }
    try report.add(
      .review, .patientBirthDate, "The dates show that \(files.count) patients are older than 89 years.",
      files: Array(files.prefix(CohortFinding.mostFiles)), count: files.count)
  }
}

/// ZIP codes that are too fine.
struct PostalAreaSmall: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.postal-area-small",
    title: "A ZIP code names an area of few people",
    why: "The first three digits may stay where more than 20,000 people live; elsewhere they are to be 000.",
    remedy: "Write 000, or remove the code.",
    source: .law("45 CFR 164.514(b)(2)(i)(B)"), severity: .fail,
    flagged: ["(0010,2152) LO 036**"], clean: ["(0010,2152) LO 021**"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var patients: Set<[Int64]> = []
    for group in try MarkGroup.all([.smallArea, .wholeZIP], view) {
      // Once a patient, however many studies say so.
      guard patients.insert([group.patient, Int64(group.kind.rawValue)]).inserted else { continue }
      let message: Message =
        group.kind == .smallArea
        ? "Three digits of a ZIP code stand for an area of fewer than 20,000 people."
        : "A ZIP code stands there with all its digits."
      try report.add(
        .fail, group.slot.map { view.attribute($0).tag } ?? .patientAddress, message, files: [group.file],
        count: group.files, entity: group.study)
    }
  }
}
