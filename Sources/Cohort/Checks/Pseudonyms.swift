internal import DICOM
internal import Findings
internal import GRDB
internal import Rules

/// Pseudonyms with numbers in the order of the examinations.
struct PseudonymSequential: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.pseudonym-sequential",
    title: "Pseudonyms are numbered in the order of the examinations",
    why: "Who knows when one person was examined knows between which numbers that person stands.",
    remedy: "Draw pseudonyms at random, or mix the order before they are numbered.",
    source: .law("45 CFR 164.514(c)"), severity: .review,
    flagged: [PseudonymSequential.example { $0 }], clean: [PseudonymSequential.example { $0 * 7 % 11 }])

  /// From how many patients on an order is more than chance.
  private static var fewestPatients: Int { 10 }
  /// How well the two orders must agree, by Spearman's coefficient; by chance ten orders agree so once in 10,000.
  private static var strongest: Double { 0.95 }

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    var groups: [(stem: Int64, rows: [(number: Int64, day: Int64, file: Int64)])] = []
    try view.forEach(
      "SELECT stem, MIN(number), MIN(day), MIN(file) FROM vector WHERE number IS NOT NULL AND day IS NOT NULL AND unnamed = 0 GROUP BY stem, patient ORDER BY stem, 2"
    ) { row in
      let stem: Int64 = row[0]
      if groups.last?.stem != stem { groups.append((stem, [])) }
      groups[groups.count - 1].rows.append((row[1], row[2], row[3]))
    }
    for group in groups where group.rows.count >= fewestPatients {
      let agreement = rankCorrelation(group.rows.map(\.number), group.rows.map(\.day))
      guard abs(agreement) >= strongest else { continue }
      try report.add(
        .review, .patientID,
        "The numbers of \(group.rows.count) pseudonyms follow the order of the first examinations.",
        files: Array(group.rows.map(\.file).sorted().prefix(CohortFinding.mostFiles)),
        count: group.rows.count,
        entity: group.stem)
    }
  }

  /// Spearman's coefficient: the correlation of ranks, ties getting their mean rank; 0 if one of the two is constant.
  static func rankCorrelation(_ first: [Int64], _ second: [Int64]) -> Double {
    let x = ranks(first)
    let y = ranks(second)
    let mean = Double(x.count - 1) / 2
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - mean) * (a - mean)
      yy += (b - mean) * (b - mean)
      xy += (a - mean) * (b - mean)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }

  private static func ranks(_ values: [Int64]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end - 1) / 2 }
      start = end
    }
    return ranks
  }

  /// Eleven patients, the examination of each on the day that `day` gives of the number.
  private static func example(_ day: (Int) -> Int) -> String {
    (0..<11).map { number in
      let two = (number < 10 ? "0" : "") + String(number)
      let date = day(number) + 10
      return
        "(0008,0020) DA 202103\(date)\n(0010,0020) LO S-\(two)\n(0020,000D) UI 2.25.5\(two)\n(0020,000E) UI 2.25.6\(two)"
    }.joined(separator: "\nnext\n")
  }
}

/// Pseudonyms that hold what they stand for.
struct PseudonymCarriesOriginal: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.pseudonym-carries-original",
    title: "A pseudonym carries initials, birth or examination",
    why: "A code may not be made from information about the person: it can be read back.",
    remedy: "Draw pseudonyms at random.",
    source: .law("45 CFR 164.514(c)(1)"), severity: .review,
    flagged: [
      "(0008,0020) DA 20210305\n(0010,0020) LO QX-1950\n(0010,0030) DA 19500607",
      "(0008,0020) DA 20210305\n(0010,0020) LO QX-20210305",
    ],
    clean: ["(0008,0020) DA 20210305\n(0010,0020) LO QX-1963\n(0010,0030) DA 19500607"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    try birth(view, &report)
    try initials(view, &report)
  }

  private static func birth(_ view: CohortView, _ report: inout CohortReport) throws {
    let kinds: [(CarriedParts, Message)] = [
      (.birthYear, "The patient id holds the year of birth."),
      (.birthDate, "The patient id holds the date of birth."),
      (.studyDate, "The patient id holds the day of the study."),
    ]
    for (part, message) in kinds {
      var found: [(patient: Int64, file: Int64)] = []
      try view.forEach(
        "SELECT patient, MIN(file) FROM vector WHERE unnamed = 0 AND carried & ? <> 0 GROUP BY patient ORDER BY 2",
        [part.rawValue]
      ) { found.append(($0[0], $0[1])) }
      for one in found {
        try report.add(.review, .patientID, message, files: [one.file], entity: one.patient)
      }
    }
  }

  /// Letters that are the same in many ids are no initials.
  private static func initials(_ view: CohortView, _ report: inout CohortReport) throws {
    var found: [(patient: Int64, file: Int64)] = []
    try view.forEach(
      """
      SELECT patient, MIN(file) FROM vector v WHERE unnamed = 0 AND carried & ? <> 0
      AND (SELECT COUNT(DISTINCT patient) FROM vector w WHERE w.stem = v.stem AND w.unnamed = 0) <= 2
      GROUP BY patient ORDER BY 2
      """, [CarriedParts.initials.rawValue]
    ) { found.append(($0[0], $0[1])) }
    for one in found {
      try report.add(
        .review, .patientID, "The patient id holds the initials of the name.", files: [one.file],
        entity: one.patient)
    }
  }
}
