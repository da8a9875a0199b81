internal import GRDB

/// An answer key: an SQLite database that says of each element of each file what an anonymizer should have done.
public struct AnswerKey {
  private let database: DatabaseQueue

  /// Opens a key for reading.
  ///
  /// - Throws: SQLite's error where there is no such file or it is none of SQLite's.
  public init(path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.read { database in try database.checkForeignKeys() }
  }
}
