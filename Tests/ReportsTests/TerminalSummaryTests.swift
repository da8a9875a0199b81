import Findings
import Reports
import Testing

@Suite struct TerminalSummaryTests {
  @Test func theFirstLineHasVerdictAndScope() {
    #expect(SampleRun().terminal().hasPrefix("FLAGGED\n"))
    #expect(
      SampleRun(scope: .attributes).terminal()
        .hasPrefix("FLAGGED (attributes only: pictures were not looked into)\n"))
  }

  @Test func coloursAreThereOnlyWhenAsked() {
    #expect(!SampleRun().terminal().contains("\u{1B}"))
    #expect(SampleRun().terminal(colour: true).contains("\u{1B}[1;31mFLAGGED\u{1B}[0m"))
  }

  @Test func noTerminalObeysANameOfAFile() {
    let text = SampleRun(name: HostileText.name).terminal()
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(
        ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory))
    }
    // A name with line feeds makes no line of its own.
    let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false).count }
    let one = SampleRun(name: { _ in "x" }).terminal(width: 1_000)
    #expect(lines(SampleRun(name: { _ in "a\nb\u{2028}c" }).terminal(width: 1_000)) == lines(one))
  }

  @Test(arguments: [40, 60, 80, 100]) func reasonsAndPathsAreBrokenToTheWidth(_ width: Int) {
    let summary = SampleRun().terminal(width: width)
    let reasons = summary.split(separator: "\n").prefix { !$0.hasPrefix("Profile") }
    #expect(reasons.allSatisfy { $0.count <= width })
  }

  @Test func aCleanRunSaysSoInItsFirstWord() {
    var tally = Tally()
    tally.add(SampleRun().files[0])
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
    let text = TerminalSummary.text(SampleRun().run, tally, verdict, reports: [], colour: false)
    #expect(text.hasPrefix("CLEAN\n  No finding in the checks listed"))
    #expect(!text.contains("What to do"))
  }
}
