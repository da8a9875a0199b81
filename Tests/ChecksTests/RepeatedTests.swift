import Corpus
import DICOM
import Findings
import Foundation
import Testing
import Text

@testable import Checks

/// A folder of files of which some give a name away and others hold it.
private struct Batch {
  let folder = NSTemporaryDirectory() + "batch-\(UUID().uuidString)"

  /// Writes files in the order of their names.
  init(_ files: [(name: String, text: String)]) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in files {
      let one = try Case(name: file.name, check: "", text: file.text, bases: Judging.bases.get())
      try Data(one.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
    }
  }

  func remove() { unlinkAll(folder) }

  /// What both passes find of what files gave away, each as file, place and severity.
  func repeated(threads: Int) throws -> (first: [String], second: [String]) {
    let lines: @Sendable (FileResult, [EvidenceRecord]) -> [String]? = { result, _ in
      result.findings.filter { $0.check == "known.repeated" }.map {
        "\(result.path) \(PlacedFinding($0).place) \($0.severity.rawValue)"
      }
    }
    let (first, second) = (Lines(), Lines())
    _ = try ParallelAudit<[String]>(Judging.rules(), threads: threads, hidesNames: false, hashes: false).run(
      FolderWalk([folder]), isStopped: { false },
      first: .init(render: lines, write: { first.add($0) }),
      second: .init(render: lines, write: { second.add($0) }), progress: { _ in })
    return (first.lines, second.lines)
  }
}

/// Collects lines; one thread writes at a time.
private final class Lines: @unchecked Sendable {
  var lines: [String] = []
  func add(_ more: [String]) { lines += more }
}

private func unlinkAll(_ folder: String) {
  do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) }
}

/// Files of a batch: the first eighty say nothing, then one gives a name away.
private let files: [(name: String, text: String)] = {
  func name(_ number: Int, _ more: String = "") -> String { "a\(1_000 + number)\(more)" }
  var files = (0..<300).map { (name: name($0), text: "(0018,1061) LO trigger") }
  files[80].text = "(0018,7062) LT Patient: Mr Avery Morgan"
  // Before the file that gives it away, right behind it and long after it.
  for number in [5, 81, 290] { files[number].text = "(0018,1061) LO morgan_avery" }
  for number in [6, 291] { files[number].name = name(number, "_morgan_avery") }
  for number in [7, 292] { files[number].text = "! preamble-text Avery Morgan" }
  let gzip = "(0019,0010) LO WESTWOOD\n(0019,1001) OB @ gzip(\"run 17 morgan_avery of two\")"
  for number in [8, 293] { files[number].text = gzip }
  // One that gives another name away, and holds the first.
  files[294].text = "(0018,1061) LO morgan_avery\n(0018,7062) LT Patient: Mrs Ines Wexford"
  files[9].text = "(0018,1061) LO wexford_ines"
  return files
}()

@Test(arguments: [1, 2, 5])
func whatOneFileGivesAwayIsFoundInAllOthersWhateverTheThreads(_ threads: Int) throws {
  let batch = try Batch(files)
  defer { batch.remove() }
  let found = try batch.repeated(threads: threads)
  #expect(found.first == [])
  #expect(
    found.second == [
      "a1005 (0018,1061) fail", "a1006_morgan_avery file fail", "a1007 bytes 0-12 fail",
      "a1008 (0019,1001){gzip} fail", "a1009 (0018,1061) fail", "a1081 (0018,1061) fail",
      "a1290 (0018,1061) fail", "a1291_morgan_avery file fail", "a1292 bytes 0-12 fail",
      "a1293 (0019,1001){gzip} fail", "a1294 (0018,1061) fail",
    ])
}

@Test(
  arguments: [
    // the values that files 0, 1 and 2 gave away; for file 1: how many it was searched for, whether it is left
    ([["a"], [], []], 0, true), ([["a"], [], []], 1, false), ([[], ["a"], []], 0, false),
    ([["a"], ["a"], []], 0, false), ([["a"], ["b"], []], 0, true), ([["a"], ["b"], []], 1, false),
    ([["a"], ["b"], ["c"]], 1, true), ([["a"], ["b"], ["c"]], 3, false),
    ([["a"], ["b", "c"], ["c"]], 1, false),
    ([[], [], []], 0, false),
  ] as [([[String]], Int, Bool)])
func theSecondPassLeavesOutWhatWasSearchedAlready(
  _ given: [[String]], _ covered: Int, _ isLeft: Bool
) {
  var learnt = LearntValues()
  for (file, values) in given.enumerated() {
    learnt.add(
      Set(values.map { LearntValue(detector: .personName, text: Array($0.utf8)) }), file: file)
  }
  #expect(learnt.needsSecondLook(1, covered: covered) == isLeft)
}

@Test(
  arguments: [
    ("(0018,1061) LO morgan_avery", true), ("(0018,1061) LO trigger", false),
    ("! append 41 76 65 72 79 20 4D 6F 72 67 61 6E", true),
    ("(0019,0010) LO WESTWOOD\n(0019,1001) UT {\"by\": {\"who\": \"avery morgan\"}}", true),
    // What it gives away itself is no other's.
    ("(0018,7062) LT Patient: Mr Avery Morgan", false),
    // Alone it says nothing to a reader of the report; that it is there counts.
    ("(0018,1061) LO morgan", true),
  ])
func aFileThatHoldsWhatAnotherGaveAwayIsToldFromOneThatDoesNot(_ text: String, _ holds: Bool) throws {
  var learnt = LearntValues()
  learnt.add([LearntValue(detector: .personName, text: Array("Avery Morgan".utf8))], file: 0)
  let one = try Case(name: "", check: "", text: text, bases: Judging.bases.get())
  var auditor = FileAuditor(try Judging.rules())
  auditor.early = EarlyValues(learnt, options: NeedleOptions())
  let found = auditor.audit(one.bytes, index: 1, shown: ShownPath(Array("case.dcm".utf8))).0
  #expect(auditor.holdsOthers == holds)
  #expect(!found.findings.contains { $0.check == "known.repeated" })
}
