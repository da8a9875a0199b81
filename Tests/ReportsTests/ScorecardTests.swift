import Findings
import Foundation
import Reports
import Testing

/// Scorecards of an invented anonymizer.
@Suite struct ScorecardTests {
  /// Three leaks: one gone, one left in part and not seen by every way, one whose files have no output.
  static func card(name: String = "sweep 1.0") -> Scorecard {
    func leak(_ id: String, _ count: (planted: Int, left: Int, unknown: Int, alone: Int, compared: Int))
      -> Scorecard.Leak
    {
      var leak = Scorecard.Leak(
        id: id, place: "MR (0029,1020){MrPhoenixProtocol}", form: "name, family first", clause: "E.1-1 X",
        action: "X")
      leak.planted = count.planted
      leak.left = count.left
      leak.unknown = count.unknown
      leak.unseenAlone = count.alone
      leak.unseenCompared = count.compared
      return leak
    }
    return Scorecard(
      toolVersion: "0.1.0", startedAt: "2026-01-02T03:04:05Z",
      subject: .init(command: "sweep {in} {out}", name: name, seconds: 1.25, exitCode: 3),
      corpus: .init(seed: 7, patients: 1, files: 12_345), profile: "Basic", paired: 40, unpairedOutputs: 2,
      leaks: [
        leak("gone", (4, 0, 0, 0, 0)), leak("in-part", (4, 3, 1, 2, 1)), leak("unknown", (2, 0, 2, 0, 0)),
        leak("not-planted", (0, 0, 0, 0, 0)),
      ],
      actions: [.init(name: "X", asked: 10, done: 9)],
      challenge: [.init(name: "date_shifted", asked: 4, done: 4, doneStrictly: 1)],
      damage: [.init(name: "references that resolve to nothing", places: 3, files: 1)])
  }

  static func page(_ card: Scorecard) throws -> [UInt8] {
    ScorecardPage(card).page(
      style: try Folder.text("Templates/report.css"), script: try Folder.text("Templates/report.js"))
  }

  @Test func markdownSaysWhatIsLeftAndWhatWasNotSeen() {
    let text = ScorecardText.markdown(Self.card())
    #expect(text.contains("1 of 3 kinds of planted leaks are left in at least one file."))
    #expect(
      text.contains(
        "| `in-part` | MR (0029,1020){MrPhoenixProtocol} | name, family first | E.1-1 X | X | 4 | 3 | 1 |"))
    #expect(text.contains("| X | 10 | 9 | 90.0 % |"))
    #expect(text.contains("| date_shifted | 4 | 4 | 100 % | 1 | 25.0 % |"))
    #expect(text.contains("| `in-part` | 3 | 2 | 1 |"))
    #expect(!text.contains("not-planted"))
  }

  @Test(arguments: ["a | b", "<script>", "[x](y)"])
  func nothingInANameEndsACellOrBeginsMarkup(_ name: String) {
    let text = ScorecardText.markdown(Self.card(name: name))
    let heading = text.prefix { $0 != "\n" }
    for (place, sign) in zip(heading.indices, heading) where "|<[]".contains(sign) {
      #expect(heading[heading.index(before: place)] == "\\")
    }
  }

  @Test func theSummaryAddsUp() {
    let text = ScorecardText.summary(Self.card())
    #expect(text.contains("90.0 % of 10 actions done"))
    #expect(text.contains("100 % of 4 checks pass; 25.0 % strictly"))
    #expect(text.contains("3 places of 1 kind\n"))
    #expect(text.contains("40 of 12\u{202F}345 have an output; 2 outputs without original"))
  }

  @Test(.enabled(if: Program.pythonWithSchemas != nil, "needs python3 with the package jsonschema"))
  func theJSONIsValid() throws {
    let python = try #require(Program.pythonWithSchemas)
    let schema = Folder.reports.appending(path: "Schemas/scorecard-1.schema.json")
    for (card, isValid) in [
      (Self.card(), true), (Self.card(name: HostileText.name(0)), true), (Self.card(name: ""), false),
    ] {
      let output = try Folder.temporary { folder in
        let file = folder.appending(path: "card.json")
        try Data(ScorecardJSON.text(card)).write(to: file)
        return try python.run(["-c", SchemaTests.validator, schema.path, file.path], in: folder)
      }
      #expect((output.status == 0) == isValid, "\(output.error)")
    }
  }

  @Test(.enabled(if: Program.chromium != nil, "needs chromium"), arguments: [390, 1280])
  func thePageOverflowsNowhere(_ width: Int) throws {
    let text = String(decoding: try Self.page(Self.card(name: HostileText.name(1))), as: UTF8.self)
    #expect(text.contains("http-equiv=\"Content-Security-Policy\""))
    // The probe is a script of another digest: it takes the place of the page's own.
    let page = ScorecardPage(Self.card(name: HostileText.name(1))).page(
      style: try Folder.text("Templates/report.css"),
      script: try Folder.text("Templates/report.js") + BrowserTests.probe())
    let (seen, console) = try BrowserTests.open(page, width: width)
    #expect(seen.width <= width)
    #expect(console == [])
  }
}
