internal import GRDB
internal import Text

/// Writes results to an SQLite database, in the table `validation_results` with the columns of the published program's.
///
/// A second table, `strict_results`, has for each check by its number whether it passes strictly, and why not; a third,
/// `leaks`, what stands outside of the key's checks.
public final class ResultStore: ScoreSink {
  private static let columns = [
    ("index", "INTEGER"), ("file_index", "INTEGER"), ("check_index", "TEXT"), ("check_passed", "INTEGER"),
    ("check_score", "REAL"), ("action", "TEXT"), ("action_text", "TEXT"), ("file_value", "TEXT"),
    ("answer_value", "TEXT"), ("tag", "TEXT"), ("tag_ds", "TEXT"), ("tag_name", "TEXT"), ("modality", "TEXT"),
    ("class", "TEXT"), ("patient", "TEXT"), ("study", "TEXT"), ("series", "TEXT"), ("instance", "TEXT"),
    ("file_name", "TEXT"), ("file_path", "TEXT"),
  ]
  /// How many files' results a transaction holds.
  private static let filesOfTransaction = 512

  private let database: DatabaseQueue
  private let path: String
  private let holdsValues: Bool
  private var waiting: [(file: ScoredFile, first: Int)] = []

  /// Makes a database. The file must be new.
  ///
  /// - Parameter holdsValues: whether to write values, patient ids and UIDs; without them their columns are empty.
  /// - Throws: ``ScoreError`` where the file cannot be written.
  public init(path: String, holdsValues: Bool) throws(ScoreError) {
    self.path = path
    self.holdsValues = holdsValues
    do {
      var configuration = Configuration()
      // The file gets its name when it is whole; what is lost before that is lost with it.
      configuration.prepareDatabase {
        try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      let columns = ResultStore.columns + AnswerCheck.Categories.names.map { ($0, "TEXT") }
      let list = columns.map { "\"\($0.0)\" \($0.1)" }.joined(separator: ", ")
      try database.write { database in
        try database.execute(sql: "CREATE TABLE \"validation_results\" (\(list))")
        try database.execute(
          sql: "CREATE TABLE \"strict_results\" (\"index\" INTEGER, \"passed\" INTEGER, \"reason\" TEXT)")
        try database.execute(
          sql:
            "CREATE TABLE \"leaks\" (\"file_path\" TEXT, \"tag_ds\" TEXT, \"kind\" TEXT, \"sure\" INTEGER, \"value\" TEXT)"
        )
      }
    } catch {
      throw ResultStore.error(error, path)
    }
  }

  /// Adds the database to what a run writes.
  public func join(_ writers: ScoreWriters) { writers.add(self) }

  func take(_ file: ScoredFile, first: Int) throws {
    waiting.append((file, first))
    if waiting.count >= ResultStore.filesOfTransaction { try write() }
  }

  func take(dates: [PendingDate]) throws {
    try write()
    do {
      try database.write { database in
        let statement = try database.cachedStatement(sql: "INSERT INTO \"strict_results\" VALUES (?, ?, ?)")
        for date in dates {
          try statement.execute(arguments: [date.number, date.reason == nil, date.reason?.rawValue])
        }
        for table in ["validation_results", "strict_results"] {
          try database.execute(sql: "CREATE INDEX \"ix_\(table)_index\" ON \"\(table)\" (\"index\")")
        }
      }
      try database.close()
    } catch {
      throw ResultStore.error(error, path)
    }
  }

  private func write() throws(ScoreError) {
    defer { waiting = [] }
    do {
      try database.write { database in
        let marks = Array(
          repeating: "?", count: ResultStore.columns.count + AnswerCheck.Categories.names.count
        ).joined(separator: ", ")
        let statement = try database.cachedStatement(
          sql: "INSERT INTO \"validation_results\" VALUES (\(marks))")
        let strict = try database.cachedStatement(sql: "INSERT INTO \"strict_results\" VALUES (?, ?, ?)")
        let leaks = try database.cachedStatement(sql: "INSERT INTO \"leaks\" VALUES (?, ?, ?, ?, ?)")
        for (file, first) in waiting {
          for (place, scored) in file.checks.enumerated() {
            try statement.execute(arguments: StatementArguments(row(file, scored, first + place)))
            switch scored.strict {
            case .passed: try strict.execute(arguments: [first + place, true, nil])
            case .failed(let reason): try strict.execute(arguments: [first + place, false, reason.rawValue])
            case .shifted: break
            }
          }
          for leak in file.leaks {
            let value = holdsValues ? String(decoding: leak.bytes, as: UTF8.self) : nil
            try leaks.execute(arguments: [
              file.shownPath, leak.label, leak.kind.description, leak.isSure, value,
            ])
          }
        }
      }
    } catch {
      throw ResultStore.error(error, path)
    }
  }

  private func row(_ file: ScoredFile, _ scored: ScoredCheck, _ number: Int) -> [(
    any DatabaseValueConvertible
  )?] {
    let check = scored.check
    func value(_ text: String?) -> String? { holdsValues ? text : nil }
    let name = file.shownPath.map { path in path.split(separator: "/").last.map(String.init) ?? path }
    return [
      number, file.file, check.index, scored.official.passed, scored.official.score, check.action.marked,
      value(check.actionText.shown), value(scored.official.found),
      value(scored.answerShown(hasFile: file.file != nil)), check.tag.shown,
      check.label, check.tagName.shown, file.identity[0], file.identity[1], value(file.identity[2]),
      value(file.identity[3]), value(file.identity[4]), value(file.identity[5]), name.map { "<\($0)>" },
      file.shownPath.map { "<\($0)>" },
    ] + check.categories.values
  }

  private static func error(_ error: any Error, _ path: String) -> ScoreError {
    if let known = error as? ScoreError { return known }
    guard let database = error as? DatabaseError else { return ScoreError("\(path): cannot be written") }
    return ScoreError("\(path): cannot be written: SQLite says \(database.resultCode.rawValue)")
  }
}

extension Leak {
  /// What it is, in words.
  var kind: StaticString {
    switch what {
    case .value(let kind, _): kind.text
    case .uid: "a UID"
    }
  }
}
