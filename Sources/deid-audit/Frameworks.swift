internal import Findings
internal import Rules

/// The laws and recommendations in whose words reports sum up, out of the tables.
enum Frameworks {
  /// Reads the tables.
  ///
  /// - Throws: ``TableError`` with file and row.
  static func all(_ folder: ResourceFolder) throws(TableError) -> [Framework] {
    let tables = try FrameworkTables(folder)
    return FrameworkTables.names.map { id, name in
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
