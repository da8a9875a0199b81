internal import Foundation
internal import GRDB

/// A row of an answer key: the checks of one original file.
struct AnswerRow: Sendable {
  /// The row's place in the key, from 1.
  let number: Int
  let rowid: Int64
  let modality: String
  let sopClass: String
  let patient: String
  let study: String
  let series: String
  let instance: String
  /// To how much the row applies, where the key has such a column: `<Instance>`.
  let scope: String?
}

/// An answer key: an SQLite database that says of each element of each file what an anonymizer should have done.
///
/// Its table `answer_data` has a row an original file with its UIDs and, as JSON text, its checks.
public struct AnswerKey: Sendable {
  private static let table = "answer_data"
  private static let columns = [
    "Modality", "SOPClassUID", "PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID",
    "AnswerData",
  ]

  private let database: DatabaseQueue
  private let path: String
  private let hasScope: Bool

  /// Opens a key for reading and makes sure that all of it can be read.
  ///
  /// - Throws: ``ScoreError`` where there is no such file, it is no database, it is damaged, or it lacks a column.
  public init(path: String) throws(ScoreError) {
    self.path = path
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      let (problem, columns) = try database.read { database in
        (
          try String.fetchOne(database, sql: "PRAGMA quick_check(1)"),
          try Row.fetchAll(database, sql: "SELECT name FROM pragma_table_info('\(AnswerKey.table)')")
            .map { row -> String in row[0] }
        )
      }
      guard problem == "ok" else { throw ScoreError("\(path): the database is damaged") }
      guard !columns.isEmpty else {
        throw ScoreError("\(path): expected a table '\(AnswerKey.table)'; there is none")
      }
      let missing = AnswerKey.columns.filter { !columns.contains($0) }
      guard missing.isEmpty else {
        throw ScoreError(
          "\(path): table '\(AnswerKey.table)' has no column \(missing.map { "'\($0)'" }.joined(separator: ", "))"
        )
      }
      hasScope = columns.contains("scope")
      self.database = database
    } catch {
      throw AnswerKey.error(error, path)
    }
  }

  /// All rows in their order, without their checks.
  ///
  /// - Throws: ``ScoreError`` for a row without a SOP Instance UID.
  func rows() throws(ScoreError) -> [AnswerRow] {
    let fields = AnswerKey.columns.dropLast().map { "\"\($0)\"" }.joined(separator: ", ")
    let scope = hasScope ? ", \"scope\"" : ""
    do {
      return try database.read { database in
        var rows: [AnswerRow] = []
        let found = try Row.fetchCursor(
          database, sql: "SELECT rowid, \(fields)\(scope) FROM \"\(AnswerKey.table)\" ORDER BY rowid")
        while let row = try found.next() {
          func text(_ column: Int) -> String { AnswerKey.text(row, column) }
          rows.append(
            AnswerRow(
              number: rows.count + 1, rowid: row[0], modality: text(1), sopClass: text(2), patient: text(3),
              study: text(4), series: text(5), instance: text(6), scope: hasScope ? text(7) : nil))
          guard !text(6).isEmpty else {
            throw ScoreError("\(path), row \(rows.count): expected a SOPInstanceUID")
          }
        }
        guard !rows.isEmpty else { throw ScoreError("\(path): table '\(AnswerKey.table)' has no rows") }
        return rows
      }
    } catch {
      throw AnswerKey.error(error, path)
    }
  }

  /// The checks of some rows, in their order.
  ///
  /// - Throws: ``ScoreError`` for a row whose checks cannot be read.
  func checks(of rows: ArraySlice<AnswerRow>) throws(ScoreError) -> [[AnswerCheck]] {
    let texts: [[UInt8]]
    do {
      texts = try database.read { database in
        let statement = try database.cachedStatement(
          sql: "SELECT \"AnswerData\" FROM \"\(AnswerKey.table)\" WHERE rowid = ?")
        return try rows.map { row in
          guard let data = try Data.fetchOne(statement, arguments: [row.rowid]) else {
            throw ScoreError("\(path), row \(row.number): expected AnswerData")
          }
          return [UInt8](data)
        }
      }
    } catch {
      throw AnswerKey.error(error, path)
    }
    var checks: [[AnswerCheck]] = []
    for (row, text) in zip(rows, texts) { checks.append(try AnswerCheck.checks(in: text, row: row.number)) }
    return checks
  }

  private static func text(_ row: Row, _ column: Int) -> String {
    switch (row[column] as DatabaseValue).storage {
    case .null, .blob: ""
    case .int64(let number): String(number)
    case .double(let number): PythonText.printed(number)
    case .string(let text): text
    }
  }

  private static func error(_ error: any Error, _ path: String) -> ScoreError {
    switch error {
    case let known as ScoreError: known
    case let database as DatabaseError:
      ScoreError("\(path): \(words(for: database.resultCode))")
    default: ScoreError("\(path): cannot be read")
    }
  }

  private static func words(for code: ResultCode) -> String {
    switch code {
    case .SQLITE_CANTOPEN: "cannot be opened"
    case .SQLITE_NOTADB: "is no SQLite database"
    case .SQLITE_CORRUPT: "the database is damaged"
    default: "cannot be read: SQLite says \(code.rawValue)"
    }
  }
}
