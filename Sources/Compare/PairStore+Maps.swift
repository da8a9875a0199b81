public import Checks
internal import Foundation
internal import GRDB

/// The maps of UIDs and patient ids.
extension PairStore {
  /// Takes in a given map.
  func add(_ map: ValueMap, _ kind: MappedKind) throws {
    try database.writeWithoutTransaction { db in
      let insert = try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO map (kind, original, new, file) VALUES (?, ?, ?, -1)")
      for (original, new) in map.rows {
        try insert.execute(arguments: [kind.rawValue, Data(original.utf8), Data(new.utf8)])
      }
    }
  }

  /// Notes a replacement, and says how it fits those before.
  func note(_ kind: MappedKind, _ original: [UInt8], became new: [UInt8], inFile index: Int) throws
    -> MappingOutcome
  {
    try database.writeWithoutTransaction { db in
      let known = try db.cachedStatement(sql: "SELECT new, file FROM map WHERE kind = ? AND original = ?")
      if let row = try Row.fetchOne(known, arguments: [kind.rawValue, original.data]) {
        let before: Data = row["new"]
        return before == new.data ? .consistent : .differs(fromFile: row["file"])
      }
      let taken = try db.cachedStatement(sql: "SELECT file FROM map WHERE kind = ? AND new = ?")
      let other = try Int.fetchOne(taken, arguments: [kind.rawValue, new.data])
      let insert = try db.cachedStatement(
        sql: "INSERT INTO map (kind, original, new, file) VALUES (?, ?, ?, ?)")
      try insert.execute(arguments: [kind.rawValue, original.data, new.data, index])
      return other.map { .taken(byFile: $0) } ?? .consistent
    }
  }

  /// Whether the outputs hold clearly more of what identifies than the originals, or say that they were de-identified
  /// where the outputs do not.
  func looksSwapped() throws -> Bool {
    try database.unsafeRead { db in
      var means = [0.0, 0.0]
      var claims = [0.0, 0.0]
      for row in try Row.fetchAll(
        db, sql: "SELECT side, AVG(identifying) AS mean, AVG(deidentified) AS claims FROM file GROUP BY side")
      {
        let side: Int = row["side"]
        means[side] = row["mean"]
        claims[side] = row["claims"]
      }
      let holdsMore = means[1] >= means[0] + 1
      return holdsMore && (claims[0] > claims[1] || means[1] >= 2 * means[0])
    }
  }
}

extension FolderPairs {
  /// Gives every value and what stands in its place, in the order of the values.
  public func forEachReplacement(_ kind: MappedKind, _ body: ([UInt8], [UInt8]) throws -> Void) throws {
    try store.database.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT original, new FROM map WHERE kind = ? ORDER BY original", arguments: [kind.rawValue])
      while let row = try rows.next() {
        let (original, new): (Data, Data) = (row["original"], row["new"])
        try body(Array(original), Array(new))
      }
    }
  }

  /// Gives the paths of every original and its output and how they were paired, and those of files that stayed alone.
  public func forEachPair(_ body: ([UInt8], [UInt8], String) throws -> Void) throws {
    try store.database.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT o.path AS original, p.path AS output, o.method AS method FROM file o
          LEFT JOIN file p ON p.side = 1 AND p.number = o.pair WHERE o.side = 0
          UNION ALL SELECT NULL, path, NULL FROM file WHERE side = 1 AND pair IS NULL
          """)
      while let row = try rows.next() {
        let original: Data? = row["original"]
        let output: Data? = row["output"]
        let method: String? = row["method"]
        try body(
          original.map { Array($0) } ?? [], output.map { Array($0) } ?? [], method ?? "unpaired")
      }
    }
  }
}
