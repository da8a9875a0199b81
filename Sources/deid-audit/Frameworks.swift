internal import Findings
internal import Rules

/// The laws and recommendations in whose words reports sum up, out of the tables.
enum Frameworks {
  /// Names, in the order of the reports. The texts' own names; `framework-clauses.csv` has their clauses.
  private static let names = [
    ("safe-harbor", "HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)"), ("gdpr", "GDPR, Regulation (EU) 2016/679"),
    ("midi-tg", "Recommendations of the Medical Image De-Identification Task Group, arXiv 2303.10473"),
  ]

  /// Reads the tables.
  ///
  /// - Throws: ``TableError`` with file and row.
  static func all(_ folder: ResourceFolder) throws(TableError) -> [Framework] {
    let tables = try FrameworkTables(folder)
    return names.map { id, name in
      let clauses = tables.clauses.filter { $0.framework == id }.map {
        Framework.Clause(
          id: $0.id, title: $0.title, lookedAt: $0.lookedAt, decide: $0.decide, unseen: $0.unseen)
      }
      return Framework(
        id: id, name: name, clauses: clauses, checks: tables.byCheck[id, default: [:]],
        attributes: tables.byAttribute[id, default: [:]])
    }
  }
}
