public import Checks
internal import Foundation
internal import GRDB

/// The maps of UIDs and patient ids.
extension PairStore {
  /// Takes in a given map.
  func add(_ map: ValueMap, _ kind: MappedKind) throws {
    noted.beginStored()
    let rows = map.rows.map { (key: NotedMap.Key(kind: kind, value: $0.original), new: $0.new) }
    try store(rows.map { ($0.key, NotedMap.Replacement(new: $0.new, file: -1)) })
  }

  /// Notes a replacement, and says how it fits those before.
  func note(_ kind: MappedKind, _ original: [UInt8], became new: [UInt8], inFile index: Int) throws
    -> MappingOutcome
  {
    let (old, key) = (NotedMap.Key(kind: kind, value: original), NotedMap.Key(kind: kind, value: new))
    if let known = try noted.replacement(of: old) ?? keptAgain(old) {
      return known.new == new ? .consistent : .differs(fromFile: known.file)
    }
    let other = try storedFile(of: key) ?? noted.file(of: key)
    try keep(old, NotedMap.Replacement(new: new, file: index))
    return other.map { .taken(byFile: $0) } ?? .consistent
  }

  /// What the database has of a value, which is in memory from now on: the next file mostly has the same values.
  private func keptAgain(_ original: NotedMap.Key) throws -> NotedMap.Replacement? {
    guard let known = try storedReplacement(of: original) else { return nil }
    try keep(original, known)
    return known
  }

  private func keep(_ original: NotedMap.Key, _ replacement: NotedMap.Replacement) throws {
    if let many = noted.note(original, replacement) { try store(many) }
  }

  /// What a value was replaced by, as far as was noted; nil if it was not.
  func replacement(of original: NotedMap.Key) throws -> NotedMap.Replacement? {
    try noted.replacement(of: original) ?? storedReplacement(of: original)
  }

  private func storedReplacement(of original: NotedMap.Key) throws -> NotedMap.Replacement? {
    guard noted.isAnyStored else { return nil }
    return try database.unsafeRead { db in
      let known = try db.cachedStatement(sql: "SELECT new, file FROM map WHERE kind = ? AND original = ?")
      return try Row.fetchOne(known, arguments: [original.kind.rawValue, original.value.data]).map { row in
        let new: Data = row["new"]
        return NotedMap.Replacement(new: Array(new), file: row["file"])
      }
    }
  }

  private func storedFile(of new: NotedMap.Key) throws -> Int? {
    guard noted.isAnyStored else { return nil }
    return try database.unsafeRead { db in
      let taken = try db.cachedStatement(sql: "SELECT file FROM map WHERE kind = ? AND new = ? ORDER BY file")
      return try Int.fetchOne(taken, arguments: [new.kind.rawValue, new.value.data])
    }
  }

  /// Gives what is noted to the database.
  func storeNoted() throws { try store(noted.takeAll()) }

  /// Puts values into the database but for those that it has.
  private func store(_ replacements: some Sequence<(key: NotedMap.Key, value: NotedMap.Replacement)>) throws {
    try database.writeWithoutTransaction { db in
      let insert = try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO map (kind, original, new, file) VALUES (?, ?, ?, ?)")
      for (original, replacement) in replacements {
        try insert.execute(arguments: [
          original.kind.rawValue, original.value.data, replacement.new.data, replacement.file,
        ])
      }
    }
  }
}

extension FolderPairs {
  /// Gives every value and what stands in its place, in the order of the values.
  public func forEachReplacement(_ kind: MappedKind, _ body: ([UInt8], [UInt8]) throws -> Void) throws {
    try store.storeNoted()
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
