internal import Foundation
internal import GRDB

/// What an audit found in a file, as a store keeps it to spare the next audit the file.
public struct StoredRecord: Sendable {
  /// A hash of the file's path below the audited folder.
  public let path: Int64
  /// What the file was like.
  public let stamp: FileStamp
  /// SHA-256 of the whole file, 64 hexadecimal digits.
  public let sha256: String
  /// The record, as the engine of the checks writes it.
  public let content: [UInt8]

  /// Takes what is to be kept.
  public init(path: Int64, stamp: FileStamp, sha256: String, content: [UInt8]) {
    self.path = path
    self.stamp = stamp
    self.sha256 = sha256
    self.content = content
  }

  /// The record of a file that has another stamp by now and the same content.
  public func with(stamp: FileStamp) -> StoredRecord {
    StoredRecord(path: path, stamp: stamp, sha256: sha256, content: content)
  }
}

/// What was found in a file when it was searched for what other files gave away.
public struct StoredLook: Sendable {
  /// As ``StoredRecord/path``.
  public let path: Int64
  /// A hash over all that was looked for.
  public let digest: Int64
  /// The findings, as the engine of the checks writes them; empty if there were none.
  public let content: [UInt8]

  /// Takes what is to be kept.
  public init(path: Int64, digest: Int64, content: [UInt8]) {
    self.path = path
    self.digest = digest
    self.content = content
  }
}

/// Locks values away, so that a store that keeps them gives none away to who has not the site's key.
public protocol RecordSecret: Sendable {
  /// Encrypts bytes.
  func seal(_ bytes: [UInt8]) throws -> [UInt8]
  /// Decrypts what was sealed with the same key.
  func open(_ bytes: [UInt8]) throws -> [UInt8]
}

/// The records of files in a store that is kept: an audit that was interrupted goes on from them, and a later one
/// leaves out what is as it was.
///
/// Records count only under the rules that they were made with; with others the file is audited anew and its record
/// replaced. Rows are small and come in the order of the walk, with one index over numbers beside them.
public final class RecordStore: Sendable {
  private let database: DatabaseQueue
  private let rules: Int64
  /// Under which paths and values are hashed.
  public let key: CohortKey
  /// Locks away what files gave away; nil if there is no key of the site's: then nothing is kept of such files.
  public let secret: (any RecordSecret)?

  init(_ database: DatabaseQueue, rules: Int64, key: CohortKey, secret: (any RecordSecret)?) {
    self.database = database
    self.rules = rules
    self.key = key
    self.secret = secret
  }

  static let schema = """
    CREATE TABLE record (
      id INTEGER PRIMARY KEY, path INTEGER NOT NULL, rules INTEGER NOT NULL, bytes INTEGER NOT NULL,
      modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL, sha256 TEXT NOT NULL,
      content BLOB NOT NULL, looked INTEGER, look BLOB);
    CREATE UNIQUE INDEX recordByPath ON record (path);
    CREATE TABLE secret (low INTEGER NOT NULL, high INTEGER NOT NULL);
    """

  /// The record of a file under the rules in force; nil if there is none.
  ///
  /// - Parameter path: the hash of its path.
  /// - Throws: SQLite's error.
  public func record(of path: Int64) throws -> StoredRecord? {
    try database.read { database in
      let statement = try database.cachedStatement(
        sql:
          "SELECT bytes, modified, changed, inode, sha256, content FROM record WHERE path = ? AND rules = ?")
      guard let row = try Row.fetchOne(statement, arguments: [path, rules]) else { return nil }
      let content: Data = row[5]
      return StoredRecord(
        path: path,
        stamp: FileStamp(lengthInBytes: row[0], modified: row[1], changed: row[2], inode: row[3]),
        sha256: row[4], content: Array(content))
    }
  }

  /// What was found in a file when it was searched for the same values; nil if it was not.
  ///
  /// - Throws: SQLite's error.
  public func look(at path: Int64, digest: Int64) throws -> StoredLook? {
    try database.read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT look FROM record WHERE path = ? AND rules = ? AND looked = ?")
      guard let row = try Row.fetchOne(statement, arguments: [path, rules, digest]) else { return nil }
      let content: Data = row[0]
      return StoredLook(path: path, digest: digest, content: Array(content))
    }
  }

  /// Keeps records, in the order of the walk, and looks at files whose records are there.
  ///
  /// - Throws: SQLite's error, such as that of a full disk.
  public func put(_ records: [StoredRecord], _ looks: [StoredLook]) throws {
    guard !records.isEmpty || !looks.isEmpty else { return }
    do { try write(records, looks) } catch let error as DatabaseError {
      throw ResultStoreError.cannotWrite(error.message ?? "SQLite error \(error.resultCode)")
    }
  }

  private func write(_ records: [StoredRecord], _ looks: [StoredLook]) throws {
    try database.write { database in
      for record in records {
        try database.cachedStatement(
          sql: """
            INSERT INTO record VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT (path) DO UPDATE SET
            rules = excluded.rules, bytes = excluded.bytes, modified = excluded.modified, changed = excluded.changed,
            inode = excluded.inode, sha256 = excluded.sha256, content = excluded.content,
            looked = CASE WHEN sha256 = excluded.sha256 AND rules = excluded.rules THEN looked END,
            look = CASE WHEN sha256 = excluded.sha256 AND rules = excluded.rules THEN look END
            """
        ).execute(arguments: [
          record.path, rules, record.stamp.lengthInBytes, record.stamp.modified, record.stamp.changed,
          record.stamp.inode, record.sha256, Data(record.content),
        ])
      }
      for look in looks {
        try database.cachedStatement(
          sql: "UPDATE record SET looked = ?, look = ? WHERE path = ? AND rules = ?"
        ).execute(arguments: [look.digest, Data(look.content), look.path, rules])
      }
    }
  }
}
