import Foundation
import Testing

/// What the published script does not see: missing files, files too many, and values where the key has no check.
extension ScoreCommandTests {
  /// What `score` writes as JSON.
  private struct Report: Decodable {
    struct Counts: Decodable, Equatable { var blank, fail, pass, total: Int }
    struct Tables: Decodable, Equatable { var all: Counts }
    struct Strict: Decodable { var all: Counts, reasons: [String: Int] }
    struct Files: Decodable { var matched, missing, repeatedInstances, unmatched: Int }
    struct Leaks: Decodable, Equatable { var files, possible, sure: Int }
    struct Difference: Decodable { var id: String, count: Int }
    struct Summary: Decodable {
      var differences: [Difference], files: Files, leaks: Leaks, official, officialBySeries: Tables,
        strict: Strict
    }
    struct Discrepancy: Decodable {
      var action, element: String, file, official, strict: String?, check, row, foundInBytes: Int?
    }
    var discrepancies: [Discrepancy], summary: Summary
  }

  /// Scores outputs by the key of the set `Cases`.
  private func score(_ name: String, _ outputs: String? = nil) throws -> Report {
    let key = try key("Cases")
    let json = Program.temporary("score.json")
    defer { for path in [key, json] { unlink(path) } }
    let run = try Program.run(
      "deid-audit", arguments("Cases", name, key: key, outputs: outputs) + ["-q", "--json", json])
    #expect(run.status == 1, "\(run.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(fileURLWithPath: json)))
  }

  /// Copies a set's outputs to a new folder and gives its path.
  private func copy(_ name: String) throws -> String {
    let folder = Program.temporary("outputs")
    try FileManager.default.copyItem(atPath: "\(Self.cases)/Cases/\(name)", toPath: folder)
    return folder
  }

  @Test func everyCheckOfAMissingFileFailsStrictly() throws {
    let report = try score("careless")
    let expected = try String(contentsOfFile: "\(Self.cases)/Cases/careless-expected.csv", encoding: .utf8)
      .split(separator: "\n").filter { $0.hasSuffix("<MISSING FILE>") }
    let listed = report.discrepancies.filter { $0.file == nil }
    #expect(expected.count == 104 && listed.count == 104)
    #expect(Set(listed.compactMap(\.check)).count == 104)
    #expect(Set(listed.compactMap(\.row)).count == 2 && report.summary.files.missing == 2)
    #expect(listed.allSatisfy { $0.strict == "the file is missing" })
    #expect(report.discrepancies.count { $0.strict == "the file is missing" } == 104)
    #expect(report.summary.strict.reasons["missing-file"] == 104)
    // The published script lets pass what forbids something.
    let passing = expected.count { $0.hasSuffix(",1,1.0,<MISSING FILE>") }
    #expect(passing > 0 && listed.count { $0.official == "pass" } == passing)
    #expect(listed.count { $0.official == "fail" } == 104 - passing)
  }

  @Test func aFileThatIsThereTwiceFailsStrictly() throws {
    let folder = try copy("good")
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    try FileManager.default.copyItem(atPath: "\(folder)/0-CT-1.dcm", toPath: "\(folder)/copy.dcm")
    let (once, twice) = (try score("good").summary, try score("good", folder))
    let ofBoth = twice.discrepancies.filter { ["0-CT-1.dcm", "copy.dcm"].contains($0.file) }
    #expect(ofBoth.count == 110 && Set(ofBoth.compactMap(\.check)).count == 110)
    #expect(ofBoth.allSatisfy { $0.strict == "several files have the instance's UID" })
    #expect(ofBoth.count { $0.file == "copy.dcm" } == 55)
    let summary = twice.summary
    #expect(summary.strict.reasons["several-files"] == 110 && once.strict.reasons["several-files"] == nil)
    #expect(summary.files.repeatedInstances == 1 && summary.files.unmatched == 0)
    #expect(summary.differences.first { $0.id == "several-files" }?.count == 2)
    // What the published script comes to on these very files: it scores both.
    #expect(summary.official.all == Report.Counts(blank: 23, fail: 52, pass: 612, total: 687))
    #expect(once.official.all == Report.Counts(blank: 20, fail: 48, pass: 564, total: 632))
    #expect(summary.officialBySeries == once.officialBySeries)
    // The 48 checks that the file passes when it is there once.
    #expect(summary.strict.all.pass == once.strict.all.pass - 48)
  }

  /// Where a text is put into a file, as lists of leaks name it.
  enum Place: String, CaseIterable {
    case seriesDescription = "<(0008,103e)>"
    /// A check asks of it that another text stays.
    case studyDescription = "<(0008,1030)>"
    case preamble = "<preamble>"
    case behindEnd = "<behind the data set>"

    /// A file in explicit VR, least significant byte first, with a text put there.
    func plant(_ text: String, in file: Data) throws -> Data {
      var file = file
      switch self {
      case .preamble: file.replaceSubrange(0..<text.utf8.count, with: Data(text.utf8))
      case .behindEnd: file += Data(text.utf8)
      case .seriesDescription, .studyDescription:
        let number: UInt8 = self == .seriesDescription ? 0x3E : 0x30
        let header = Data([0x08, 0x00, number, 0x10, 0x4C, 0x4F])
        let start = try #require(file.range(of: header)).upperBound
        let end = start + 2 + Int(file[start]) + Int(file[start + 1]) << 8
        let value = file[start + 2..<end] + Data(text.utf8)
        try #require(value.count.isMultiple(of: 2) && value.count < 256)
        file.replaceSubrange(start..<end, with: [UInt8(value.count), 0] + value)
      }
      return file
    }
  }

  @Test(arguments: Place.allCases) func aValueWhereTheKeyHasNoCheckIsALeak(_ place: Place) throws {
    let folder = try copy("good")
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    let file = URL(fileURLWithPath: "\(folder)/0-CT-1.dcm")
    try place.plant(" ZABRINSKI^ORTWIN ", in: try Data(contentsOf: file)).write(to: file)
    let (clean, planted) = (try score("good"), try score("good", folder))
    #expect(clean.summary.leaks == Report.Leaks(files: 0, possible: 0, sure: 0))
    #expect(planted.summary.leaks == Report.Leaks(files: 1, possible: 0, sure: 1))
    let listed = planted.discrepancies.filter { $0.action == "leak" }
    #expect(listed.count == 1 && planted.discrepancies.count == clean.discrepancies.count + 1)
    let leak = try #require(listed.first)
    #expect(leak.element == place.rawValue && leak.file == "0-CT-1.dcm" && leak.row == 1)
    #expect(leak.strict == "a value of an original" && leak.foundInBytes == 16)
    // No check of the key sees it.
    #expect(planted.summary.official == clean.summary.official)
    #expect(planted.summary.strict.all == clean.summary.strict.all)
  }

  /// The outputs keep a study description whole, of which the key asks about all but the physician's name.
  @Test(arguments: [("lazy", 6), ("brutal", 0)])
  func aNameBesideATextThatStaysIsALeak(_ name: String, _ sure: Int) throws {
    let report = try score(name)
    #expect(report.summary.leaks == Report.Leaks(files: 12, possible: 12, sure: sure))
    let listed = report.discrepancies.filter { $0.action == "leak" && $0.element == "<(0008,1030)>" }
    #expect(listed.count == 12 && listed.allSatisfy { $0.foundInBytes == 7 })
  }

  /// What a right anonymizer makes of our own corpus passes all of our own key.
  @Test func theKeyOfTheCorpusFailsNothingOfItsCleanTwin() throws {
    let folder = Program.temporary("twin")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    let made = try Program.run(
      "make-corpus",
      [folder + "/in", "--patients", "1", "--clean-twin", folder + "/out", "--key", folder + "/key"])
    #expect(made.status == 0, "\(made.errors)")
    let run = try Program.run(
      "deid-audit",
      [
        "score", "--answer-key", folder + "/key/answers.db", "--uid-map", folder + "/key/uids.csv",
        "--patient-map", folder + "/key/patients.csv", folder + "/out",
      ], environment: ["OMP_THREAD_LIMIT": "1"])
    #expect(run.status == 0, "\(run.errors)")
    let all = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("all ") })
    let numbers = all.split(separator: " ").dropFirst().prefix(4).compactMap { Int($0) }
    #expect(numbers.count == 4 && numbers[0] == 0 && numbers[1] == 0, "\(all)")
    #expect(numbers[2] > 3_000 && numbers[2] == numbers[3], "\(all)")
  }
}
