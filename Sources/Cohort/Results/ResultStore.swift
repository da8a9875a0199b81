internal import DICOM
public import Findings
internal import GRDB
internal import Glibc
internal import Synchronization

/// What audits found, in an SQLite file that is kept: runs, files, findings, and what reviewers decided.
///
/// The file is readable for its owner alone. It holds what reports hold, and for each file a record with hashes of its
/// values: under the site's key, or else under one that the store holds as well.
public final class ResultStore: Sendable {
  /// The form of the tables.
  static let version = 1
  let database: DatabaseQueue
  private let run = Mutex<Int64>(0)

  /// Opens a store, or makes one.
  ///
  /// - Parameter mustExist: whether a missing file is an error.
  /// - Throws: ``ResultStoreError``, or SQLite's error.
  public init(path: String, mustExist: Bool) throws {
    if access(path, F_OK) != 0 {
      guard !mustExist else { throw ResultStoreError.missing(path: path) }
      let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw ResultStoreError.cannotMake(path: path, errno) }
      close(descriptor)
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      // A run that is killed leaves what it had written.
      try database.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")
    }
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.inDatabase { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
      let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master")
      if tables == 0 {
        try database.execute(sql: "PRAGMA journal_mode = WAL;")
        try database.execute(sql: RecordStore.schema)
        try database.execute(sql: ResultStore.schema)
      } else if version != ResultStore.version {
        throw ResultStoreError.notAStore(path: path)
      }
    }
  }

  private static let schema = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL, profile TEXT NOT NULL,
      options TEXT NOT NULL, keyed INTEGER NOT NULL, outcome TEXT);
    CREATE TABLE file (
      run INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,
      outcome TEXT NOT NULL, sha256 TEXT, PRIMARY KEY (run, number)) WITHOUT ROWID;
    CREATE TABLE finding (
      id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, path TEXT NOT NULL, checkID TEXT NOT NULL,
      severity TEXT NOT NULL, place TEXT NOT NULL, pattern TEXT NOT NULL, keyword TEXT, message TEXT NOT NULL,
      fingerprint TEXT NOT NULL);
    CREATE INDEX findingByRun ON finding (run, checkID, path);
    CREATE INDEX findingByFingerprint ON finding (fingerprint);
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, path TEXT NOT NULL, verdict TEXT NOT NULL,
      reason TEXT NOT NULL, who TEXT NOT NULL, decided TEXT NOT NULL);
    CREATE INDEX decisionByFingerprint ON decision (fingerprint);
    PRAGMA user_version = 1;
    """

  /// The key under which a store hashes values: one that the site's leads to, or else its own, which it keeps.
  ///
  /// - Throws: SQLite's error.
  public func key(_ site: SiteKey?) throws -> CohortKey {
    if let site { return CohortKey(site) }
    return try database.write { database in
      if let row = try Row.fetchOne(database, sql: "SELECT low, high FROM secret") {
        return CohortKey(low: row[0], high: row[1])
      }
      let made = CohortKey(nil)
      let (low, high) = made.numbers
      try database.execute(sql: "INSERT INTO secret VALUES (?, ?)", arguments: [low, high])
      return made
    }
  }

  /// The records of files that were made under some rules.
  ///
  /// - Parameters:
  ///   - rules: a hash over everything that decides on what is found in a file, and on how it is told.
  ///   - secret: locks values away; nil if there is no key of the site's.
  public func records(rules: Int64, key: CohortKey, secret: (any RecordSecret)?) -> RecordStore {
    RecordStore(database, rules: rules, key: key, secret: secret)
  }

  /// Begins a run.
  public func begin(_ description: RunDescription) throws {
    let id = try database.write { database in
      try database.execute(
        sql: "INSERT INTO run VALUES (NULL, ?, ?, ?, ?, ?, NULL)",
        arguments: [
          description.startedAt, description.toolVersion, description.profile,
          description.options.joined(separator: " "), description.isKeyed,
        ])
      return database.lastInsertedRowID
    }
    run.withLock { $0 = id }
  }

  /// Takes in the results of some files.
  ///
  /// - Parameter isNew: false for what a second pass found in files that were taken in before.
  public func add(_ files: [FileResult], isNew: Bool, strict: Bool) throws {
    guard !files.isEmpty else { return }
    let run = run.withLock { $0 }
    try database.write { database in
      for file in files {
        if isNew {
          try database.cachedStatement(sql: "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)").execute(
            arguments: [
              run, file.index, file.path.description, file.lengthInBytes,
              file.outcome(strict: strict).rawValue,
              file.sha256,
            ])
        }
        for finding in file.findings { try ResultStore.write(finding, file.path, run, database) }
      }
    }
  }

  /// Ends the run with what was found between files, and the verdict.
  public func end(_ cohort: CohortSummary?, _ outcome: Outcome) throws {
    let run = run.withLock { $0 }
    try database.write { database in
      for one in cohort?.findings ?? [] {
        // Between files; the first one names it.
        let path = one.files.first ?? ShownPath(shown: "")
        try ResultStore.write(one.finding, path, run, database)
      }
      try database.execute(
        sql: "UPDATE run SET outcome = ? WHERE id = ?", arguments: [outcome.rawValue, run])
    }
  }

  private static func write(
    _ finding: Finding, _ path: ShownPath, _ run: Int64, _ database: Database
  ) throws {
    try database.cachedStatement(sql: "INSERT INTO finding VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        run, path.description, finding.check.description, finding.severity.rawValue, finding.place.text,
        finding.place.pattern, finding.place.keyword?.description, finding.message.description,
        finding.fingerprint.description,
      ])
  }
}

/// Why a store cannot be used.
public enum ResultStoreError: Error, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// The system made no file.
  case cannotMake(path: String, Int32)
  /// The file is none of this program's, or of another version.
  case notAStore(path: String)
  /// A store has fewer runs than a comparison needs.
  case tooFewRuns(path: String)
  /// SQLite could not write, such as on a full disk; with its words.
  case cannotWrite(String)
  /// No finding has a fingerprint.
  case noSuchFinding(String)

  /// The path and what is wrong.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such store"
    case .cannotMake(let path, let code): "\(path): cannot be made: \(String(cString: strerror(code)))"
    case .notAStore(let path): "\(path): expected a store of this version of the program"
    case .tooFewRuns(let path): "\(path): expected a run that came to its end to compare with"
    case .cannotWrite(let words): "The store cannot be written: \(words)"
    case .noSuchFinding(let fingerprint): "\(fingerprint): no finding in the store has this fingerprint"
    }
  }
}
