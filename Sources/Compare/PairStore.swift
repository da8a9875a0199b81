internal import Foundation
internal import GRDB

/// The files of two folders and who answers to whom, in a database that lies in a nameless temporary file: SQLite
/// keeps it in memory as long as it is small, and nothing is left of it behind the run.
struct PairStore {
  /// How many KiB of the database stay in memory.
  private static let cacheInKiB = 65_536
  let database: DatabaseQueue

  /// Makes an empty one.
  init() throws {
    database = try DatabaseQueue(path: "")
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = -\(PairStore.cacheInKiB)")
      try db.execute(
        sql: """
          CREATE TABLE file (
            side INTEGER, number INTEGER, path BLOB, stem BLOB, name BLOB, instance BLOB, size INTEGER,
            place INTEGER, structure INTEGER, identifying INTEGER, deidentified INTEGER, pixels TEXT,
            pair INTEGER, method TEXT, alternatives INTEGER DEFAULT 0, twice INTEGER, ambiguous INTEGER,
            PRIMARY KEY (side, number)) WITHOUT ROWID;
          CREATE INDEX instances ON file (side, instance);
          CREATE TABLE found (original INTEGER PRIMARY KEY, output INTEGER UNIQUE, alternatives INTEGER);
          CREATE TABLE map (
            kind INTEGER, original BLOB, new BLOB, file INTEGER, PRIMARY KEY (kind, original)) WITHOUT ROWID;
          CREATE INDEX mapped ON map (kind, new);
          """)
    }
  }

  /// Takes in files of one side.
  func add(_ entries: [FileEntry], _ side: FileEntry.Side) throws {
    try database.write { db in
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO file (side, number, path, stem, name, instance, size, place, structure, identifying, deidentified)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for one in entries {
        try insert.execute(arguments: [
          side.rawValue, one.number, one.path.data, one.stem.data, one.name.data,
          one.instance.isEmpty ? nil : one.instance.data, one.size.stored, one.place.stored,
          one.structure.stored, one.identifying, one.isDeidentified,
        ])
      }
    }
  }

  /// How many files there are on a side.
  func count(_ side: FileEntry.Side) throws -> Int {
    try database.read { db in
      try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM file WHERE side = ?", arguments: [side.rawValue]) ?? 0
    }
  }
}

extension [UInt8] {
  /// The bytes as a database takes them.
  var data: Data { Data(self) }
}
