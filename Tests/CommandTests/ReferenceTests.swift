import Foundation
import Testing

/// References by number in files of others: what `compare` says of them is what pydicom finds.
@Suite(.enabled(if: Program.pythonHas("pydicom"), "needs python3 with pydicom")) struct ReferenceTests {
  /// The objects that refer to something by its number: plans, structure sets, doses, segmentations, reports.
  private static let folder = Program.corpus + "/iods"

  @Test(.enabled(if: Program.hasCorpus, "../shared/corpus is not here"))
  func numbersThatAreGivenAnewBreakTheReferencesThatPydicomFollows() throws {
    let folder = Program.temporary("references")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    for side in ["originals", "outputs"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(side)", withIntermediateDirectories: true)
    }
    try Self.copyInstances(to: folder + "/originals")
    let changed = try Program.run(
      "python3",
      [
        Program.root + "/Tests/Tools/renumber.py", folder + "/originals", folder + "/outputs",
        Program.root + "/Rules/Tables/reference-numbers.csv",
      ])
    #expect(changed.status == 0, "\(changed.errors)")
    let expected = Set(changed.output.split(separator: "\n").map(String.init))
    // Of plans, doses, structure sets and segmentations.
    #expect(expected.count > 800)
    let run = try Program.run(
      "deid-audit",
      [
        "compare", "-q", "--not-swapped", "--scope", "attributes", "--json", folder + "/report.json",
        folder + "/originals", folder + "/outputs",
      ])
    #expect(run.status == 1, "\(run.errors)")
    let found = try Self.places(of: "compare.reference-number-broken", folder + "/report.json")
    #expect(found == expected)
  }

  /// Copies each instance of the corpus once, with a name that says nothing.
  private static func copyInstances(to outputs: String) throws {
    let all = try #require(FileManager.default.enumerator(atPath: folder))
    let paths = all.compactMap { $0 as? String }.sorted()
    var known: Set<Data> = []
    for (number, path) in paths.enumerated() {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))
      guard data.count > 132, data[128..<132].elementsEqual("DICM".utf8), known.insert(data).inserted else {
        continue
      }
      try data.write(to: URL(fileURLWithPath: "\(outputs)/\(number).dcm"))
    }
  }

  /// File and place of every finding of a check.
  private static func places(of check: String, _ report: String) throws -> Set<String> {
    let data = try Data(contentsOf: URL(fileURLWithPath: report))
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var places: Set<String> = []
    for file in try #require(whole["files"] as? [[String: Any]]) {
      for finding in file["findings"] as? [[String: Any]] ?? [] where finding["check"] as? String == check {
        let place = try #require((finding["place"] as? [String: Any])?["path"] as? String)
        places.insert("\(try #require(file["path"] as? String)) \(place)")
      }
    }
    return places
  }
}
