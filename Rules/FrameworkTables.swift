/// The tables that say what laws and recommendations name: `framework-clauses.csv`, and which checks, groups of
/// attributes and attributes belong to a clause.
public struct FrameworkTables: Sendable {
  /// A row of `framework-clauses.csv`.
  public struct Clause: Sendable {
    /// The framework, such as `safe-harbor`.
    public let framework: String
    /// The clause, such as `A`.
    public let id: String
    /// What it names, what this program looks at for it, what a person must decide, what this program cannot see.
    public let title: String, lookedAt: String, decide: String, unseen: String
  }

  /// The frameworks' ids and their texts' own names, in the order of the reports.
  public static let names = [
    (id: "safe-harbor", name: "HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)"),
    (id: "gdpr", name: "GDPR, Regulation (EU) 2016/679"),
    (
      id: "midi-tg",
      name: "Recommendations of the Medical Image De-Identification Task Group, arXiv 2303.10473"
    ),
  ]

  /// The clauses, in the order of the table.
  public let clauses: [Clause]
  /// The ids of clauses by framework and check.
  public private(set) var byCheck: [String: [String: [String]]] = [:]
  /// The ids of clauses by framework and attribute, as Table E.1-1 writes it: `(0010,0010)`, `(60xx,3000)`.
  public private(set) var byAttribute: [String: [String: [String]]] = [:]

  /// Reads the tables.
  ///
  /// - Throws: ``TableError`` with file and row, also for a clause, group or framework that the others do not know.
  public init(_ folder: ResourceFolder) throws(TableError) {
    var clauses: [Clause] = []
    let rows = try CSVTable(
      "framework-clauses.csv", bytes: folder.bytes(of: "framework-clauses.csv"),
      columns: ["framework", "clause", "title", "looked_at", "decide", "unseen"])
    try rows.forEachRow { row throws(TableError) in
      clauses.append(
        Clause(
          framework: row.text(0), id: row.text(1), title: row.text(2), lookedAt: row.text(3),
          decide: row.text(4),
          unseen: row.text(5)))
    }
    self.clauses = clauses
    let known = Set(clauses.map { "\($0.framework) \($0.id)" })

    func ids(_ row: CSVTable.Row, _ column: Int, _ framework: String) throws(TableError) -> [String] {
      let ids = row.text(column).split { $0 == ";" || $0 == " " && framework == "safe-harbor" }.map(
        String.init)
      for id in ids where !known.contains("\(framework) \(id)") {
        throw row.error(expected: "clauses of framework-clauses.csv")
      }
      return ids
    }

    let checks = try CSVTable(
      "framework-checks.csv", bytes: folder.bytes(of: "framework-checks.csv"),
      columns: ["check", "safe_harbor", "gdpr", "midi_tg"])
    var byCheck: [String: [String: [String]]] = [:]
    try checks.forEachRow { row throws(TableError) in
      for (column, framework) in [(1, "safe-harbor"), (2, "gdpr"), (3, "midi-tg")] {
        byCheck[framework, default: [:]][row.text(0)] = try ids(row, column, framework)
      }
    }
    let groupRows = try CSVTable(
      "framework-groups.csv", bytes: folder.bytes(of: "framework-groups.csv"),
      columns: ["group", "gdpr", "midi_tg"])
    var groups: [String: [String: [String]]] = [:]
    try groupRows.forEachRow { row throws(TableError) in
      groups[row.text(0)] = ["gdpr": try ids(row, 1, "gdpr"), "midi-tg": try ids(row, 2, "midi-tg")]
    }
    let attributes = try CSVTable(
      "identifier-groups.csv", bytes: folder.bytes(of: "identifier-groups.csv"),
      columns: ["tag", "name", "group", "safe_harbor"])
    var byAttribute: [String: [String: [String]]] = [:]
    try attributes.forEachRow { row throws(TableError) in
      guard let group = groups[row.text(2)] else {
        throw row.error(expected: "a group of framework-groups.csv")
      }
      byAttribute["safe-harbor", default: [:]][row.text(0)] = try ids(row, 3, "safe-harbor")
      for (framework, ids) in group { byAttribute[framework, default: [:]][row.text(0)] = ids }
    }
    self.byCheck = byCheck
    self.byAttribute = byAttribute
  }
}
