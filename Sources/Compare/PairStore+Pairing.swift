internal import Findings
internal import Foundation
internal import GRDB

/// Finding pairs: each way in its turn, among the files that none before it has paired.
extension PairStore {
  /// Files of both sides that share a key beyond which pairs are not looked for one by one.
  private static let mostSharing = 10_000

  /// Marks all files that have the SOP Instance UID of one before them on their side.
  func markTwice() throws {
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          UPDATE file SET twice = first FROM (
            SELECT side AS s, instance AS i, MIN(number) AS first FROM file WHERE instance IS NOT NULL
            GROUP BY side, instance HAVING COUNT(*) > 1)
          WHERE side = s AND instance = i AND number > first
          """)
    }
  }

  /// Pairs files that the given map names.
  func pairByMap() throws {
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO found
          SELECT o.number, p.number, 0 FROM map
          JOIN file o INDEXED BY instances ON o.side = 0 AND o.instance = map.original
          JOIN file p INDEXED BY instances ON p.side = 1 AND p.instance = map.new
          WHERE map.kind = 0 AND o.pair IS NULL AND p.pair IS NULL ORDER BY o.number, p.number
          """)
      try PairStore.settle(db, .uidMap)
    }
  }

  /// Whether there is a SOP Instance UID on both sides; quicker to see than to pair by.
  func isAnyInstanceShared() throws -> Bool {
    try database.unsafeRead { db in
      let isShared = """
        SELECT EXISTS (SELECT 1 FROM file INDEXED BY instances WHERE instance IS NOT NULL
        GROUP BY instance HAVING MIN(side) != MAX(side))
        """
      return try Bool.fetchOne(db, sql: isShared) == true
    }
  }

  /// Pairs files that agree in a column.
  ///
  /// - Parameters:
  ///   - agreement: what has to hold of `o` and `p` besides.
  ///   - resolves: whether files of which several have the key are paired in their order as well.
  func pair(by column: String, _ method: PairingMethod, agreement: String = "1", resolves: Bool) throws {
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          CREATE TEMP TABLE shared AS
          SELECT \(column) AS key, SUM(side = 0) AS originals, SUM(side = 1) AS outputs,
            MIN(CASE side WHEN 0 THEN number END) AS first, MIN(CASE side WHEN 1 THEN number END) AS second
          FROM file WHERE pair IS NULL AND \(column) IS NOT NULL GROUP BY \(column)
          HAVING originals > 0 AND outputs > 0
          """)
      if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM shared)") == true {
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO found
            SELECT o.number, p.number, 0 FROM shared
            JOIN file o ON o.side = 0 AND o.number = first JOIN file p ON p.side = 1 AND p.number = second
            WHERE originals = 1 AND outputs = 1 AND (\(agreement))
            """)
        try PairStore.settle(db, method)
        try PairStore.pairSharing(db, column, method, agreement, resolves: resolves)
      }
      try db.execute(sql: "DROP TABLE shared")
    }
  }

  /// Pairs files of which several have the same key: by path, name, place in the series, then in their order.
  private static func pairSharing(
    _ db: Database, _ column: String, _ method: PairingMethod, _ agreement: String, resolves: Bool
  ) throws {
    try db.execute(
      sql: "DELETE FROM shared WHERE originals + outputs = 2 OR originals + outputs > \(mostSharing)")
    guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM shared)") == true else { return }
    try db.execute(sql: "CREATE UNIQUE INDEX temp.sharedKeys ON shared (key)")
    for tie in resolves ? ["stem", "name", "place", nil] : ["stem", "name", "place"] {
      // Within the key, the first of each tie answers to the first.
      let parts = tie.map { "\(column), side, \($0)" } ?? "\(column), side"
      let same = tie.map { "AND o.\($0) = p.\($0)" } ?? ""
      let alone = tie == nil || resolves ? "" : "AND o.many = 1 AND p.many = 1"
      let alternatives = tie == nil ? "MAX(originals, outputs) - 1" : "0"
      try db.execute(
        sql: """
          WITH part AS (
            SELECT file.*, \(column) AS key, ROW_NUMBER() OVER w AS rank, COUNT(*) OVER (PARTITION BY \(parts)) AS many
            FROM file WHERE pair IS NULL AND \(column) IN (SELECT key FROM shared)
            WINDOW w AS (PARTITION BY \(parts) ORDER BY number))
          INSERT OR IGNORE INTO found
          SELECT o.number, p.number, \(alternatives)
          FROM part o JOIN part p ON o.side = 0 AND p.side = 1 AND o.key = p.key AND o.rank = p.rank \(same) \(alone)
          JOIN shared ON shared.key = o.key
          WHERE \(agreement)
          """)
      try settle(db, method)
    }
  }

  /// Marks files that share what nothing tells apart.
  func markAmbiguous(by column: String) throws {
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          UPDATE file SET ambiguous = CASE side WHEN 0 THEN outputs ELSE originals END FROM (
            SELECT \(column) AS key, SUM(side = 0) AS originals, SUM(side = 1) AS outputs FROM file
            WHERE pair IS NULL AND \(column) IS NOT NULL GROUP BY \(column)
            HAVING originals > 0 AND outputs > 0)
          WHERE pair IS NULL AND \(column) = key
          """)
    }
  }

  /// Writes down what was found and forgets it.
  static func settle(_ db: Database, _ method: PairingMethod) throws {
    guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM found)") == true else { return }
    try db.execute(
      sql: """
        UPDATE file SET pair = output, method = :method, alternatives = found.alternatives FROM found
        WHERE side = 0 AND number = original;
        """, arguments: ["method": method.rawValue])
    try db.execute(
      sql: """
        UPDATE file SET pair = original, method = :method, alternatives = found.alternatives FROM found
        WHERE side = 1 AND number = output;
        """, arguments: ["method": method.rawValue])
    try db.execute(sql: "DELETE FROM found")
  }
}
