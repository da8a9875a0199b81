internal import Foundation
internal import GRDB

/// The files of two folders and who answers to whom, in a database that lies in a nameless temporary file: SQLite
/// keeps it in memory as long as it is small, and nothing is left of it behind the run.
struct PairStore {
  /// How many KiB of the database stay in memory.
  private static let cacheInKiB = 65_536
  let database: DatabaseQueue
  /// What was found for the maps and is not in the database yet, and what was asked of the database again.
  let noted = NotedMap()

  /// Makes an empty one.
  init() throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    database = try DatabaseQueue(path: "", configuration: configuration)
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql:
          "PRAGMA cache_size = -\(PairStore.cacheInKiB); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      try db.execute(
        sql: """
          CREATE TABLE file (
            side INTEGER, number INTEGER, path BLOB, stem INTEGER, name INTEGER, instance BLOB, size INTEGER,
            place INTEGER, structure INTEGER, uid INTEGER, class INTEGER, patient INTEGER, study INTEGER, series INTEGER, frame INTEGER, sample INTEGER,
            substance INTEGER, pixels TEXT,
            pair INTEGER, method TEXT, alternatives INTEGER DEFAULT 0, twice INTEGER, ambiguous INTEGER,
            PRIMARY KEY (side, number)) WITHOUT ROWID;
          CREATE TABLE found (original INTEGER PRIMARY KEY, output INTEGER UNIQUE, alternatives INTEGER);
          CREATE TABLE map (
            kind INTEGER, original BLOB, new BLOB, file INTEGER, PRIMARY KEY (kind, original)) WITHOUT ROWID;
          CREATE INDEX mapped ON map (new, kind, file);
          CREATE TABLE link (original INTEGER, new INTEGER, PRIMARY KEY (original, new)) WITHOUT ROWID;
          CREATE TABLE kin (original INTEGER, new INTEGER, PRIMARY KEY (original, new)) WITHOUT ROWID;
          CREATE TABLE trait (
            hash INTEGER, side INTEGER, number INTEGER, kind INTEGER,
            PRIMARY KEY (hash, side, number)) WITHOUT ROWID;
          """)
      // One transaction for all: each end of one would look at every page that was ever changed, and nothing is to be
      // undone or to outlive the run.
      try db.beginTransaction(.immediate)
    }
  }

  /// Takes in files of one side.
  func add(_ entries: [FileEntry], _ side: FileEntry.Side) throws {
    try database.writeWithoutTransaction { db in
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO file (
            side, number, path, stem, name, instance, size, place, structure, uid, class, patient, study, series,
            frame, sample, substance)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for one in entries {
        try insert.execute(arguments: [
          side.rawValue, one.number, one.path.data, one.stem.stored, one.name.stored,
          one.instance.isEmpty ? nil : one.instance.data, one.size.stored, one.place.stored,
          one.structure.stored, Fingerprint64(of: one.instance[...]).stored, one.sopClass.stored,
          one.patient.stored, one.study.stored, one.series.stored, one.frame.stored,
          one.sample.isNothing ? nil : one.sample.stored, one.substance.stored,
        ])
      }
    }
  }

  /// Says that all files are in. Sorted once they take less time than one by one.
  func endAdding() throws {
    // What tells most first: SQLite knows nothing of how many there are of what.
    try database.writeWithoutTransaction {
      try $0.execute(sql: "CREATE INDEX instances ON file (instance, side)")
    }
  }
}

extension [UInt8] {
  /// The bytes as a database takes them.
  var data: Data { Data(self) }
}
