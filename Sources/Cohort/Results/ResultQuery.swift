internal import GRDB

/// A finding as a store has it.
public struct StoredFinding: Sendable, Equatable {
  /// The file; the first one for findings between files.
  public let path: String
  /// The check.
  public let check: String
  /// `fail`, `review` or `note`.
  public let severity: String
  /// The element's path, with the one inside of its value; empty for findings about files.
  public let place: String
  /// What is wrong.
  public let message: String
  /// The finding's fingerprint.
  public let fingerprint: String
  /// `accepted` or `rejected`; nil if nobody decided.
  public let decision: String?

  init(_ row: Row) {
    path = row["path"]
    check = row["checkID"]
    severity = row["severity"]
    place = row["place"]
    message = row["message"]
    fingerprint = row["fingerprint"]
    decision = row["verdict"]
  }
}

/// What is asked of a store.
public struct ResultQuery: Sendable {
  /// A check's id, or a beginning of it with `*`; nil for all.
  public var check: String?
  /// `fail`, `review` or `note`; nil for all.
  public var severity: String?
  /// A path, with `*` for any text; nil for all.
  public var path: String?
  /// Whether what was decided is left out.
  public var isUndecided = false

  /// Asks for everything.
  public init() {}
}

extension ResultStore {
  /// The decision in force about a finding: the last one about its file, or about all files.
  private static let findings = """
    SELECT f.path, f.checkID, f.severity, f.place, f.message, f.fingerprint, (
      SELECT d.verdict FROM decision d WHERE d.fingerprint = f.fingerprint AND d.path IN ('', f.path)
      ORDER BY d.path = '', d.id DESC LIMIT 1) AS verdict
    FROM finding f
    """

  /// The findings of the last run that fit, in the order of checks and files.
  ///
  /// - Throws: SQLite's error, and what `body` throws.
  public func forEachFinding(_ query: ResultQuery, _ body: (StoredFinding) throws -> Void) throws {
    try database.read { database in
      var conditions = ["f.run = (SELECT MAX(id) FROM run)"]
      var arguments = StatementArguments()
      if let check = query.check {
        conditions.append("f.checkID GLOB ?")
        arguments += [check]
      }
      if let severity = query.severity {
        conditions.append("f.severity = ?")
        arguments += [severity]
      }
      if let path = query.path {
        conditions.append("f.path GLOB ?")
        arguments += [path]
      }
      if query.isUndecided { conditions.append("verdict IS NULL") }
      let sql =
        "\(ResultStore.findings) WHERE \(conditions.joined(separator: " AND ")) ORDER BY f.checkID, f.path, f.id"
      let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
      while let row = try rows.next() { try body(StoredFinding(row)) }
    }
  }

  /// Whether the last run came to its end; nil if there is none.
  public func isLastRunComplete() throws -> Bool? {
    try database.read { database in
      try Bool.fetchOne(database, sql: "SELECT outcome IS NOT NULL FROM run ORDER BY id DESC LIMIT 1")
    }
  }

  /// Records what a reviewer decided about a finding; later decisions go before earlier ones, and all are kept.
  ///
  /// - Parameters:
  ///   - path: the file that it is about; empty for all files with the finding.
  ///   - verdict: `accepted` or `rejected`.
  ///   - moment: now, ISO 8601 in UTC.
  /// - Returns: how many findings of the last run it is about.
  /// - Throws: ``ResultStoreError/noSuchFinding(_:)``, or SQLite's error.
  public func decide(
    fingerprint: String, path: String, verdict: String, reason: String, who: String, moment: String
  ) throws -> Int {
    try database.write { database in
      let known = try Int.fetchOne(
        database,
        sql:
          "SELECT COUNT(*) FROM finding WHERE fingerprint = ? AND ? IN ('', path) AND run = (SELECT MAX(id) FROM run)",
        arguments: [fingerprint, path])
      guard let known, known > 0 else { throw ResultStoreError.noSuchFinding(fingerprint) }
      try database.execute(
        sql: "INSERT INTO decision VALUES (NULL, ?, ?, ?, ?, ?, ?)",
        arguments: [fingerprint, path, verdict, reason, who, moment])
      return known
    }
  }
}

/// What two audits have in common and what not.
public struct ResultDifference: Sendable {
  /// Findings of the later audit alone, and of the earlier one alone.
  public let new: [StoredFinding], gone: [StoredFinding]
  /// How many both have.
  public let kept: Int

  /// Compares the last complete run of one store with that of another, or the last two of one store.
  ///
  /// Findings are the same if file, check, place and fingerprint are.
  ///
  /// - Throws: ``ResultStoreError/tooFewRuns(path:)``, or SQLite's error.
  public init(earlier: ResultStore, earlierPath: String, later: ResultStore, laterPath: String) throws {
    let isOne = earlierPath == laterPath
    func lines(_ store: ResultStore, _ path: String, back: Int) throws -> [StoredFinding] {
      try store.database.read { database in
        guard
          let run = try Int64.fetchOne(
            database, sql: "SELECT id FROM run WHERE outcome IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?",
            arguments: [back])
        else { throw ResultStoreError.tooFewRuns(path: path) }
        let rows = try Row.fetchCursor(
          database,
          sql:
            "SELECT path, checkID, severity, place, message, fingerprint, NULL AS verdict FROM finding WHERE run = ? ORDER BY path, checkID, place, id",
          arguments: [run])
        var found: [StoredFinding] = []
        while let row = try rows.next() { found.append(StoredFinding(row)) }
        return found
      }
    }
    let before = try lines(earlier, earlierPath, back: isOne ? 1 : 0)
    let after = try lines(later, laterPath, back: 0)
    var left: [Key: Int] = [:]
    for one in before { left[Key(one), default: 0] += 1 }
    var new: [StoredFinding] = []
    var kept = 0
    for one in after {
      if left[Key(one), default: 0] > 0 {
        left[Key(one), default: 0] -= 1
        kept += 1
      } else {
        new.append(one)
      }
    }
    var gone: [StoredFinding] = []
    for one in before.reversed() where left[Key(one), default: 0] > 0 {
      left[Key(one), default: 0] -= 1
      gone.append(one)
    }
    self.new = new
    self.gone = gone.reversed()
    self.kept = kept
  }

  private struct Key: Hashable {
    let path: String, check: String, place: String, fingerprint: String

    init(_ finding: StoredFinding) {
      path = finding.path
      check = finding.check
      place = finding.place
      fingerprint = finding.fingerprint
    }
  }
}
