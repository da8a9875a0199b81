import Foundation
import Testing

@testable import Score

@Suite struct PublishedTests {
  /// In how many results a sequence is listed with names of attributes, the difference `sequence-text`: two a file.
  private static let listings = [
    "Cases/good": 24, "Cases/lazy": 24, "Cases/brutal": 0, "Cases/random": 24, "Cases/careless": 20,
    "Pictures/good": 2, "Pictures/lazy": 2, "Pictures/brutal": 0, "Pictures/random": 2,
    "Pictures/careless": 2,
  ]

  @Test(arguments: Published.all) func everyResultIsThePublishedOne(_ published: Published) throws {
    let rows = try published.rows("expected")
    let expected = Dictionary(
      rows.map { ("\($0["instance", default: ""]) \($0["check_index", default: ""])", $0) },
      uniquingKeysWith: { first, _ in first })
    try #require(expected.count == rows.count && rows.count == published.results)
    var compared: Set<String> = []
    var listings = 0
    for (file, _) in try published.run().kept.files {
      for scored in file.checks {
        let key = "\(file.identity[5] ?? "") \(scored.check.index)"
        let row = try #require(expected[key], "\(key)")
        #expect(compared.insert(key).inserted, "\(key)")
        #expect(row["action"] == scored.check.action.marked)
        #expect(row["tag_ds"] == scored.check.label ?? "")
        let passed = scored.official.passed.map { $0 ? "1" : "0" } ?? ""
        #expect(row["check_passed"]?.first.map(String.init) ?? "" == passed, "\(key) \(row)")
        let score = row["check_score"].flatMap(Double.init)
        #expect(abs((score ?? -1) - (scored.official.score ?? -1)) < 1e-9, "\(key)")
        if let listing = row["file_value"], listing.hasPrefix("<[(") {
          listings += 1
          // Only that it is there is judged.
          #expect([.tagRetained, .textNotNull].contains(scored.check.action), "\(key)")
          #expect(scored.official.found?.hasPrefix("<[") == true, "\(key)")
        } else {
          #expect(row["file_value"] == scored.official.found ?? "", "\(key)")
        }
      }
    }
    #expect(compared.count == published.results)
    #expect(listings == Self.listings[published.testDescription])
  }

  @Test func theREADMECountsTheResults() throws {
    let root = URL(fileURLWithPath: Fixture.folder).deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let number = try #require(readme.firstMatch(of: /`Tests\/ScoreTests` hold ([0-9,]+) rows/)).1
    #expect(Int(number.replacing(",", with: "")) == Published.all.map(\.results).reduce(0, +))
  }

  @Test(arguments: Published.all) func theTablesAreThePublishedOnes(_ published: Published) throws {
    let (summary, _) = try published.run()
    let files = Dictionary(uniqueKeysWithValues: summary.csvFiles.map { ($0.name, $0.bytes) })
    let expected = Dictionary(grouping: try published.rows("tables")) { $0["file", default: ""] }
    #expect(expected.count == 6)
    for (name, rows) in expected {
      let text = String(decoding: try #require(files[name]), as: UTF8.self)
      #expect(
        text.split(separator: "\n").dropFirst().sorted() == rows.compactMap { $0["line"]?[...] }.sorted(),
        "\(name)")
    }
  }

  @Test(arguments: Published.all) func theDiscrepanciesAreThePublishedOnes(_ published: Published) throws {
    var (whole, participant): ([UInt8], [UInt8]) = ([], [])
    let writers = ScoreWriters()
    try PublishedDiscrepancies(internalFile: { whole += $0 }, participantFile: { participant += $0 }).join(
      writers)
    let (_, kept) = try published.run(writers)
    let text = String(decoding: whole, as: UTF8.self)
    #expect(try String(text.prefix { $0 != "\n" }) == published.header("discrepancies"))
    let ours = Fixture.rows(of: text)
    let theirs = try published.rows("discrepancies")
    #expect(ours.map(comparable).sorted() == theirs.map(comparable).sorted())
    // The published list counts results in the order of its processes.
    var places: [String: String] = [:]
    for (file, first) in kept.files {
      for (place, scored) in file.checks.enumerated() {
        places[String(first + place)] = "\(file.shownPath ?? "") \(scored.check.label ?? "")"
      }
    }
    for row in ours {
      let place = "\(row["file_path", default: ""]) \(row["tag_ds", default: ""])"
      #expect(places.removeValue(forKey: row["index", default: ""]) == place)
    }
    // The list for participants lacks the categories of the key and the path.
    let hidden = Set(AnswerCheck.Categories.names + ["file_path"])
    #expect(
      Fixture.rows(of: String(decoding: participant, as: UTF8.self))
        == ours.map { $0.filter { !hidden.contains($0.key) } })
  }

  /// A line of a list of discrepancies as one text. The published list has no names of files, and its order is another.
  private func comparable(_ row: [String: String]) -> String {
    let fields = row.filter { !["index", "file_name", "file_path"].contains($0.key) }.map { column, text in
      let isNumber = ["check_passed", "check_score"].contains(column)
      return "\(column)=\(isNumber ? Double(text).map { "\($0)" } ?? text : text)"
    }
    return fields.sorted().joined(separator: "\u{1}")
  }
}
