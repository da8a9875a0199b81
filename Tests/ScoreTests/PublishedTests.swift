import DICOM
import Foundation
import GRDB
import Rules
import Testing

@testable import Score

/// Invented outputs whose results by the published script stand beside them.
///
/// `Tests/Tools/make_score_cases.py` made the files, and `compare_score.py --write` the results, of the script
/// CBIIT/MIDI_validation_script at 2809e28 (with reports_helper at f56a490, file_indexer at e578e99, directory_indexer at
/// 939286f and validation_helper at 600cea9), with pydicom 2.2.1, pandas 1.5.3, NLTK 3.10.4 and batches of one file.
struct Published {
  let name: String
  let folder: String

  /// Writes the key's database and gives its path.
  func key() throws -> String {
    let path = try Fixture.temporary() + "/key.db"
    let text = try String(contentsOfFile: "\(folder)/key.sql", encoding: .utf8)
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { try $0.execute(sql: text) }
    try database.close()
    return path
  }

  /// Scores the outputs and gives all results.
  func run(pictures: Bool = false) throws -> (summary: ScoreSummary, files: [ScoredFile]) {
    let output = "\(folder)/\(name)"
    let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
    let run = ScoreRun(
      key: try AnswerKey(path: try key()), uids: try IdentifierMap(path: "\(folder)/\(name)-uids.csv"),
      patients: try IdentifierMap(path: "\(folder)/\(name)-patients.csv"),
      outputs: names.map { OutputEntry(path: Array("\(output)/\($0)".utf8), shownPath: $0) },
      tables: try Fixture.tables.get(), settings: ScoreRun.Settings())
    let kept = Kept()
    let writers = ScoreWriters()
    writers.add(kept)
    return (try run.run(writers, isStopped: { false }, progress: { _, _ in }), kept.files)
  }

  /// Keeps results.
  final class Kept: ScoreSink {
    var files: [ScoredFile] = []
    func take(_ file: ScoredFile, first: Int) throws { files.append(file) }
    func take(dates: [PendingDate]) throws {}
  }
}

@Suite struct PublishedTests {
  private static let names = ["good", "lazy", "brutal", "random", "careless"]

  @Test(arguments: names) func everyResultIsThePublishedOne(_ name: String) throws {
    let published = Published(name: name, folder: Fixture.folder + "/Cases")
    var expected: [String: [String: String]] = [:]
    for row in try Fixture.rows("Cases/\(name)-expected.csv") {
      expected["\(row["instance", default: ""]) \(row["check_index", default: ""])"] = row
    }
    let (_, files) = try published.run()
    var count = 0
    for file in files {
      for scored in file.checks {
        let key = "\(file.identity[5] ?? "") \(scored.check.index)"
        let row = try #require(expected[key], "\(key)")
        count += 1
        #expect(row["action"] == scored.check.action.marked)
        #expect(row["tag_ds"] == scored.check.label ?? "")
        // A sequence that pydicom 2.2 does not know: the difference `unknown-sequence`.
        if row["file_value"] == "", scored.official.found != nil, row["tag_ds"]?.contains("]<") == true {
          continue
        }
        let passed = scored.official.passed.map { $0 ? "1" : "0" } ?? ""
        #expect(row["check_passed"]?.first.map(String.init) ?? "" == passed, "\(key) \(row)")
        let score = row["check_score"].flatMap(Double.init)
        #expect(abs((score ?? -1) - (scored.official.score ?? -1)) < 1e-9, "\(key)")
        // The listing of a sequence: the difference `sequence-text`.
        if row["file_value"]?.hasPrefix("<[(") == true { continue }
        #expect(row["file_value"] == scored.official.found ?? "", "\(key)")
      }
    }
    #expect(count == expected.count)
  }

  @Test(arguments: names) func theTablesAreThePublishedOnes(_ name: String) throws {
    let (summary, _) = try Published(name: name, folder: Fixture.folder + "/Cases").run()
    let files = Dictionary(uniqueKeysWithValues: summary.csvFiles.map { ($0.name, $0.bytes) })
    for row in try Fixture.rows("Cases/\(name)-tables.csv") {
      let file = try #require(row["file"].flatMap { files[$0] })
      let line = try #require(row["line"])
      #expect(String(decoding: file, as: UTF8.self).contains("\n\(line)\n"), "\(row["file"] ?? ""): \(line)")
    }
  }
}
