/// The tables that all objects of a cohort are made with.
struct CohortTables {
  /// A row of `Cohort/studies.csv`: an object of a kind of study.
  struct StudyRow {
    /// The kind of study.
    let kind: String
    /// The text in `Cohort/Objects`.
    let object: String
    /// How many instances.
    let count: Int
    /// The kind whose study it belongs to: the same, or that of the images that it refers to.
    let scope: String
    /// Days from the patient's first study.
    let day: Int
    /// What the study is called.
    let description: String
  }

  let actions: AttributeActions
  let font: BitmapFont
  let roster: Roster
  let studies: [StudyRow]
  let leaks: [Leak]
  let drafts: [String: Draft]
  /// The letters of 45 CFR 164.514(b)(2)(i) by leak.
  let letters: [String: String]

  /// Reads all tables and texts.
  init() throws {
    actions = try AttributeActions()
    font = try BitmapFont()
    roster = try Roster()
    leaks = try Leak.all()
    letters = Dictionary(uniqueKeysWithValues: leaks.map { ($0.id, $0.hipaa) })
    let columns = ["study", "object", "count", "scope", "day", "description"]
    studies = try CohortTable("studies.csv", columns: columns).rows.map { row in
      guard let count = Int(row[column: "count"]), let day = Int(row[column: "day"]) else {
        throw CohortError(description: "studies.csv: expected a count and a day as numbers")
      }
      return StudyRow(
        kind: row[column: "study"], object: row[column: "object"], count: count, scope: row[column: "scope"],
        day: day, description: row[column: "description"])
    }
    var drafts: [String: Draft] = [:]
    for row in studies { drafts[row.object] = try Draft(object: row.object) }
    self.drafts = drafts
    let known = studies
    for leak in leaks {
      guard
        known.contains(where: {
          $0.kind == leak.study && $0.object == leak.object && leak.instance <= $0.count
        })
      else { throw CohortError(description: "leaks.csv, \(leak.id): expected a study, object and instance") }
    }
  }
}
