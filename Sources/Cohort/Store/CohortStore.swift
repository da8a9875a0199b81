public import Findings
internal import GRDB
internal import Glibc
internal import Synchronization

/// The facts of all files, in an SQLite database: a scratch file that goes when the run ends.
///
/// What is kept are hashes under the run's key, days, numbers and the files' names. Rows are only ever put behind those
/// that are there, so that a file costs the same however many came before; indexes are made once all are in.
public final class CohortStore: Sendable {
  let database: DatabaseQueue
  private let path: String
  /// What facts are collected by.
  public let rules: CohortRules
  private let state = Mutex(CohortWriter())

  /// Makes the scratch file, readable for its owner alone.
  ///
  /// - Parameter folder: where it is made.
  /// - Throws: the system's or SQLite's error.
  public init(_ rules: CohortRules, folder: String) throws {
    self.rules = rules
    var template = Array("\(folder)/deid-audit-XXXXXX".utf8CString)
    // The system makes the file with mode 0600.
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw CohortStoreError.cannotMake(folder: folder, errno) }
    close(descriptor)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      // Nothing has to survive: a run that dies leaves nothing to go on from.
      try database.execute(
        sql: """
          PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
          """)
    }
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      try database.write { try $0.execute(sql: CohortStore.schema) }
      // Open, the file stays; and a run that is killed leaves none behind.
      unlink(path)
    } catch let error as DatabaseError {
      unlink(path)
      throw CohortStore.words(error, path)
    }
  }

  static let schema = """
    CREATE TABLE instance (
      file INTEGER PRIMARY KEY, path TEXT NOT NULL, pathHash INTEGER NOT NULL, uid INTEGER NOT NULL,
      vector INTEGER NOT NULL, digest INTEGER NOT NULL);
    CREATE TABLE vector (
      id INTEGER PRIMARY KEY, file INTEGER NOT NULL, patient INTEGER NOT NULL, study INTEGER NOT NULL,
      series INTEGER NOT NULL, frame INTEGER NOT NULL, class INTEGER NOT NULL, role INTEGER NOT NULL,
      unnamed INTEGER NOT NULL, loose INTEGER NOT NULL, name INTEGER NOT NULL, number INTEGER, stem INTEGER NOT NULL,
      carried INTEGER NOT NULL, birth INTEGER, day INTEGER, second INTEGER, age INTEGER, step INTEGER NOT NULL,
      offset INTEGER, event INTEGER NOT NULL, traits BLOB NOT NULL);
    CREATE TABLE reference (
      vector INTEGER NOT NULL, file INTEGER NOT NULL, kind INTEGER NOT NULL, target INTEGER NOT NULL,
      class INTEGER NOT NULL, place INTEGER NOT NULL);
    CREATE TABLE mark (
      vector INTEGER NOT NULL, file INTEGER NOT NULL, kind INTEGER NOT NULL, slot INTEGER NOT NULL,
      other INTEGER NOT NULL, day INTEGER NOT NULL);
    CREATE TABLE directory (
      file INTEGER NOT NULL, path INTEGER NOT NULL, instance INTEGER NOT NULL, patient INTEGER NOT NULL);
    """

  /// Takes in the facts of files, in the order of the walk.
  ///
  /// - Throws: SQLite's error, such as that of a full disk.
  public func add(_ files: [CohortFacts]) throws {
    guard !files.isEmpty else { return }
    try tried {
      try state.withLock { writer in
        try database.inDatabase { database in
          try database.inTransaction {
            for file in files { try writer.write(file, database, rules.key) }
            return .commit
          }
        }
      }
    }
  }

  private func tried<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw CohortStore.words(error, path) }
  }

  private static func words(_ error: DatabaseError, _ path: String) -> CohortStoreError {
    .cannotWrite(path: path, error.message ?? "SQLite error \(error.resultCode)")
  }

  /// Compares all files with each other.
  ///
  /// - Parameter isStopped: whether the run was stopped, so that what is missing proves nothing.
  /// - Throws: SQLite's error.
  public func summary(isStopped: Bool) throws -> CohortSummary {
    try tried { try database.inDatabase { try summary($0, isStopped: isStopped) } }
  }

  private func summary(_ database: Database, isStopped: Bool) throws -> CohortSummary {
    try database.execute(
      sql: """
        CREATE INDEX instanceByUID ON instance (uid);
        CREATE INDEX instanceByVector ON instance (vector);
        CREATE INDEX vectorByPatient ON vector (patient, study, series);
        CREATE INDEX vectorBySeries ON vector (series);
        CREATE INDEX vectorByStem ON vector (stem, patient);
        CREATE INDEX referenceByVector ON reference (vector, kind);
        CREATE INDEX markByVector ON mark (vector, kind);
        ANALYZE;
        """)
    if try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM directory)") == true {
      try database.execute(
        sql: """
          CREATE INDEX instanceByPath ON instance (pathHash);
          CREATE INDEX directoryByPath ON directory (path);
          """)
    }
    let view = CohortView(database: database, rules: rules, isStopped: isStopped)
    var report = CohortReport(view)
    for check in CohortChecks.all {
      report.begin(check.about)
      try check.examine(view, &report)
    }
    return try report.finish()
  }
}

/// Why the facts of files cannot be kept.
public enum CohortStoreError: Error, CustomStringConvertible {
  /// The system made no file in a folder.
  case cannotMake(folder: String, Int32)
  /// SQLite could not write or read the file, such as on a full disk; with its words.
  case cannotWrite(path: String, String)

  /// The folder and the system's words.
  public var description: String {
    switch self {
    case .cannotMake(let folder, let code):
      "\(folder): a file for the comparison of files cannot be made: \(String(cString: strerror(code)))"
    case .cannotWrite(let path, let words):
      "\(path): the file for the comparison of files cannot be used: \(words)"
    }
  }
}
