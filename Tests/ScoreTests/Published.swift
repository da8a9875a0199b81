import DICOM
import Foundation
import GRDB
import Pixels
import Rules
import Testing

@testable import Score

/// Invented outputs whose results by the published script stand beside them.
///
/// `Tests/Tools/make_score_cases.py` made the files, and `compare_score.py --write` the results, of the script
/// CBIIT/MIDI_validation_script at 2809e28 (with reports_helper at f56a490, file_indexer at e578e99, directory_indexer at
/// 939286f and validation_helper at 600cea9), with pydicom 2.2.1, pandas 1.5.3, NLTK 3.10.4 and batches of one file.
/// `NAME-discrepancies.csv` is its `discrepancy_report_internal.csv`, byte by byte.
struct Published: CustomTestStringConvertible {
  /// `Pictures` is the set whose key has text in pictures.
  let set: String
  let name: String
  /// How many results the published script has.
  let results: Int

  /// All of them.
  static let all = [("Cases", 632), ("Pictures", 54)].flatMap { set, results in
    ["good", "lazy", "brutal", "random", "careless"].map { Published(set: set, name: $0, results: results) }
  }

  var testDescription: String { "\(set)/\(name)" }
  private var folder: String { "\(Fixture.folder)/\(set)" }

  /// The rows of a published file, by column.
  func rows(_ what: String) throws -> [[String: String]] { try Fixture.rows("\(set)/\(name)-\(what).csv") }

  /// The first line of a published file.
  func header(_ what: String) throws -> String {
    let text = try String(contentsOfFile: "\(folder)/\(name)-\(what).csv", encoding: .utf8)
    return String(text.prefix { $0 != "\n" })
  }

  /// Writes the key's database and gives its path.
  func key() throws -> String {
    let path = try Fixture.temporary() + "/key.db"
    let text = try String(contentsOfFile: "\(folder)/key.sql", encoding: .utf8)
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { try $0.execute(sql: text) }
    try database.close()
    return path
  }

  /// Scores the outputs and gives all results; in pictures, what the published script's reader read is seen.
  ///
  /// - Parameter writers: take the results too.
  func run(_ writers: ScoreWriters = ScoreWriters()) throws -> (summary: ScoreSummary, kept: Kept) {
    let output = "\(folder)/\(name)"
    let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
    let key = try AnswerKey(path: try key())
    var run = ScoreRun(
      key: key, uids: try IdentifierMap(path: "\(folder)/\(name)-uids.csv"),
      patients: try IdentifierMap(path: "\(folder)/\(name)-patients.csv"),
      outputs: names.map { OutputEntry(path: Array("\(output)/\($0)".utf8), shownPath: $0) },
      tables: try Fixture.tables.get(), settings: ScoreRun.Settings())
    let seen = try seen(by: key)
    run.makePictures = { seen.map { PublishedReader(lines: $0) } }
    let kept = Kept()
    writers.add(kept)
    return (try run.run(writers, isStopped: { false }, progress: { _, _ in }), kept)
  }

  /// What the published script's reader read in each box of the key, at the box's corner; nil where the key has no box.
  ///
  /// A set with boxes has one file.
  private func seen(by key: AnswerKey) throws -> [SeenLine]? {
    let keyRows = try key.rows()
    let boxed = try key.checks(of: keyRows[...]).joined().filter { $0.action == .pixelsHidden }
    guard !boxed.isEmpty else { return nil }
    try #require(keyRows.count == 1)
    let read = Dictionary(
      uniqueKeysWithValues: try rows("expected").map { ($0["check_index", default: ""], $0["file_value"]) })
    return try boxed.compactMap { check in
      let box = try #require(PixelJudge.Box(check))
      let words = try #require(read[check.index] ?? nil).split(separator: " ")
      guard !words.isEmpty else { return nil }
      return SeenLine(
        x: box.left, y: box.top, width: 60, height: 10,
        words: words.map { SeenWord(text: String($0), confidence: 1) }, isCutShort: false,
        rendering: "full-range", crop: nil)
    }
  }

  /// Keeps results.
  final class Kept: ScoreSink {
    private(set) var files: [(file: ScoredFile, first: Int)] = []
    func take(_ file: ScoredFile, first: Int) throws { files.append((file, first)) }
    func take(dates: [PendingDate]) throws {}
  }
}

/// Stands for the worker that looks at pictures: sees the same lines in every file's only picture.
private final class PublishedReader: PictureLooking {
  private let lines: [SeenLine]

  init(lines: [SeenLine]) { self.lines = lines }

  func look(at path: [UInt8], wantsThumbnail: Bool) -> SeenPictures {
    var picture = SeenPicture(number: 0, place: PicturePlace(ElementPath([], Tag(0x7FE0, 0x0010)), frame: 0))
    picture.lines = lines
    var seen = SeenPictures()
    seen.pictures = [picture]
    return seen
  }

  func compare(
    original: [UInt8], output: [UInt8], at pairs: [(original: ElementPath, output: ElementPath)]?
  ) -> PictureComparison { fatalError("the score compares no pictures") }
}
