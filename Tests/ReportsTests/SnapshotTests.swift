import Findings
import Foundation
import Testing

/// Whole reports of one invented run, byte for byte. With `RECORD_SNAPSHOTS` set the files are written anew.
@Suite struct SnapshotTests {
  @Test func theJSONReportIsTheOneOnFile() throws { try compare(SampleRun().json, "report.json") }

  @Test func thePageIsTheOneOnFile() throws { try compare(try SampleRun().html(), "report.html") }

  @Test func thePageOfHostileNamesIsTheOneOnFile() throws {
    try compare(try SampleRun(scope: .attributes, name: HostileText.name).html(), "hostile.html")
  }

  @Test func theSummaryIsTheOneOnFile() throws {
    try compare(Array(SampleRun(scope: .attributes).terminal().utf8), "summary.txt")
  }

  @Test func theOutputsForServersAreThoseOnFile() throws {
    try compare(SampleRun().sarif(), "report.sarif")
    try compare(SampleRun().junit, "junit.xml")
    try compare(Array(SampleRun().annotations().utf8), "annotations.txt")
    try compare(Array(SampleRun().markdown.utf8), "summary.md")
  }

  @Test func theReportsOfAComparisonAreThoseOnFile() throws {
    let run = SampleRun(isComparison: true)
    try compare(run.json, "comparison.json")
    try compare(try run.html(), "comparison.html")
    try compare(Array(run.terminal().utf8), "comparison.txt")
    try compare(Array(run.markdown.utf8), "comparison.md")
  }

  @Test func theListOfChecksIsTheOneOnFile() throws {
    try compare(Array(SampleRun.checkList.utf8), "checks.md")
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    #expect(SampleRun().json == SampleRun().json)
    #expect(try SampleRun().html() == SampleRun().html())
  }

  private func compare(_ bytes: [UInt8], _ name: String) throws {
    let file = Folder.tests.appending(path: "Snapshots").appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(bytes).write(to: file)
      Issue.record("\(name) was recorded: look at it, then run without RECORD_SNAPSHOTS")
      return
    }
    let expected = Array(try Data(contentsOf: file))
    guard bytes != expected else { return }
    let lines = zip(bytes.split(separator: 0x0A), expected.split(separator: 0x0A))
    let number = lines.enumerated().first { $0.element.0 != $0.element.1 }?.offset
    Issue.record(
      "\(name) is another: \(bytes.count) bytes, was \(expected.count); line \(number.map { $0 + 1 } ?? 0)")
  }
}
