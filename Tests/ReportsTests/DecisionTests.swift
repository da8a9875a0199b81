import DICOM
import Findings
import Foundation
import Testing

@testable import Reports

// The tests' own tags are others.
private typealias Tag = DICOM.Tag

/// The key of these tests.
private let key = SiteKey([UInt8](repeating: 7, count: SiteKey.lengthInBytes))!  // the right length

private func finding(
  _ check: CheckID, _ severity: Severity, _ tag: Tag, value: String, followsValue: Bool = true
) -> Finding {
  let place = Place.element(ElementPath([], tag), keyword: nil, creator: nil, bytes: 0..<8)
  let about = SampleRun.checks.first { $0.id == check }!  // the checks are those of the sample
  return Finding(
    check: check, severity: severity, place: place, message: "found", citation: about.source,
    fingerprint: Fingerprint(
      check: check, place: place, creator: [], value: Array(value.utf8)[...], key: key),
    followsValue: followsValue)
}

private func entry(_ finding: Finding, expires: String? = nil) -> BaselineEntry {
  BaselineEntry(finding, reason: "a phantom", author: "A. Reviewer", expires: expires)
}

private let address = finding("attribute.removed-present", .fail, Tag(0x0010, 0x1040), value: "12 Elm Street")
private let patient = finding("attribute.not-replaced", .review, .patientID, value: "4711")

private func decisions(
  _ entries: [BaselineEntry], ignores: [IgnoreRule] = [], today: String = "2031-02-03"
) -> Decisions {
  Decisions(baseline: Baseline(entries), ignores: ignores, today: today)
}

private func file(_ findings: [Finding], _ decisions: Decisions, name: String = "a/b.dcm") -> FileResult {
  var file = FileResult(index: 0, path: ShownPath(Array(name.utf8)))
  file.kind = .part10
  file.findings = findings
  decisions.mark(&file, name: Array(name.utf8))
  return file
}

@Suite struct DecisionTests {
  @Test func anAcceptedFindingChangesNoVerdictAndIsCounted() {
    let file = file([address, patient], decisions([entry(address), entry(patient)]))
    #expect(file.outcome(strict: true) == .accepted)
    var tally = Tally()
    tally.add(file)
    #expect(tally.failures == 0 && tally.reviews == 0 && tally.accepted == 2 && tally.filesClean == 0)
    let verdict = Verdict(tally, demands: [], strict: true, isInterrupted: false)
    #expect(verdict.outcome == .accepted && verdict.outcome.exitCode == 0)
    #expect(verdict.reasons == [.accepted(findings: 2, files: 1)])
  }

  @Test(
    arguments: [
      // a finding, whether the entry for the address accepts it, and why not
      (address, true, "the same"),
      (
        finding("attribute.removed-present", .fail, Tag(0x0010, 0x1040), value: "9 Oak Road"), false,
        "another value"
      ),
      (
        finding("attribute.removed-present", .fail, Tag(0x0010, 0x2154), value: "12 Elm Street"), false,
        "elsewhere"
      ),
      (
        finding("attribute.removed-present", .review, Tag(0x0010, 0x1040), value: "12 Elm Street"), true,
        "weighs less"
      ),
      (
        finding(
          "attribute.removed-present", .fail, Tag(0x0010, 0x1040), value: "12 Elm Street", followsValue: false
        ),
        false, "no fingerprint of the value"
      ),
    ] as [(Finding, Bool, String)])
  func anEntryAcceptsTheValueItWasMadeFor(_ finding: Finding, _ isAccepted: Bool, _ why: String) {
    #expect(file([finding], decisions([entry(address)])).findings[0].isAccepted == isAccepted, "\(why)")
  }

  @Test func anEntryThatSaysAnotherThingThanItsFingerprintAcceptsNothing() {
    let print = address.fingerprint.description
    for entry in [
      BaselineEntry(
        fingerprint: print, check: "private.not-removed", severity: .fail, place: "(0010,1040)", keyword: "",
        reason: "x", author: "y", expires: nil),
      BaselineEntry(
        fingerprint: print, check: "attribute.removed-present", severity: .fail, place: "(0008,0060)",
        keyword: "", reason: "x", author: "y", expires: nil),
      BaselineEntry(
        fingerprint: print, check: "attribute.removed-present", severity: .review, place: "(0010,1040)",
        keyword: "", reason: "x", author: "y", expires: nil),
    ] {
      #expect(file([address], decisions([entry])).findings[0].decision == nil)
    }
  }

  @Test func whatHasExpiredCountsAgainAndIsNamed() {
    let run = decisions([entry(address, expires: "2031-02-02"), entry(patient, expires: "2031-02-03")])
    let file = file([address, patient], run)
    #expect(file.findings.map(\.isAccepted) == [false, true])
    var tally = Tally()
    tally.add(file)
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
    #expect(verdict.outcome == .flagged)
    #expect(verdict.reasons.contains(.expired(decisions: 1, findings: 1)))
    var description = SampleRun().run
    description.decisions = run
    let use = DecisionUse(description, tally, verdict)
    #expect(use.entries?.map(\.state) == [.expired, .unchanged])
    #expect(use.newFindings == 0 && use.expiredFindings == 1 && use.unchangedFindings == 1)
  }

  @Test func newFixedAndUnchangedAreToldApart() {
    let gone = finding("private.not-removed", .fail, Tag(0x0029, 0x1010), value: "x")
    let run = decisions([entry(address), entry(gone)])
    var tally = Tally()
    tally.add(file([address, patient], run))
    var description = SampleRun().run
    description.decisions = run
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
    let use = DecisionUse(description, tally, verdict)
    #expect(use.newFindings == 1 && use.unchangedFindings == 1)
    #expect(use.entries(.fixed) == 1 && use.entries(.unchanged) == 1)
    let stopped = Verdict(tally, demands: [], strict: false, isInterrupted: true)
    #expect(DecisionUse(description, tally, stopped).entries(.unknown) == 1)
    let text = TerminalSummary.text(description, tally, verdict, reports: [], colour: false)
    #expect(text.contains("1 new, 1 unchanged; of 2 entries 1 unchanged, 1 fixed, 0 expired"))
    #expect(text.contains("fixed   private.not-removed (0029,1010): a phantom (A. Reviewer)"))
    let page = HTMLReport(description, tally, verdict)
    let html = String(decoding: page.page(style: "", script: ""), as: UTF8.self)
    #expect(html.contains("<span class=\"tag clean\">fixed</span>"))
    #expect(html.contains("A. Reviewer"))
    #expect(MarkdownSummary.text(description, tally, verdict).contains("- fixed: private.not-removed"))
  }

  @Test(arguments: [
    // check and path of a rule, file, whether it accepts the finding about the address
    ("attribute.removed-present", "**", "a/b.dcm", true), ("attribute.*", "a/**", "a/b/c.dcm", true),
    ("attribute.*", "a/*", "a/b/c.dcm", false), ("attribute.*", "a/**/c.dcm", "a/c.dcm", true),
    ("private.*", "**", "a/b.dcm", false), ("attribute.*", "b.dcm", "a/b.dcm", false),
    ("attribute.*", "?/b.dc?", "a/b.dcm", true),
  ])
  func aRuleAcceptsWhatItsCheckFindsInItsFiles(
    _ check: String, _ pattern: String, _ name: String, _ isAccepted: Bool
  ) throws {
    let rule = IgnoreRule(check: check, path: try #require(PathPattern(pattern)), reason: "x", expires: nil)
    let run = Decisions(baseline: nil, ignores: [rule], today: "2031-02-03")
    #expect(file([address], run, name: name).findings[0].isAccepted == isAccepted)
  }

  @Test(arguments: ["", "/etc/*", "../x", "a/../b"]) func aPatternStaysInTheFolder(_ text: String) {
    #expect(PathPattern(text) == nil)
  }

  @Test func aPatternOfManyStarsTakesNoLongTime() throws {
    let pattern = try #require(PathPattern(String(repeating: "*a", count: 60) + "**b"))
    #expect(!pattern.matches([UInt8](repeating: UInt8(ascii: "a"), count: 4_000)))
  }

  @Test(arguments: [
    // failures, reviews, strict, allowed, outcome
    (3, 0, false, 3, Outcome.accepted), (4, 0, false, 3, .flagged), (0, 0, false, 3, .clean),
    (3, 1, false, 3, .notFullyChecked), (3, 1, true, 3, .flagged), (2, 1, true, 3, .accepted),
    (0, 0, true, 0, .clean),
  ])
  func noMoreFindingsThanAllowedFlagNothing(
    _ failures: Int, _ reviews: Int, _ strict: Bool, _ allowed: Int, _ outcome: Outcome
  ) {
    #expect(
      Outcome(failures: failures, reviews: reviews, gaps: 0, strict: strict, allowed: allowed) == outcome)
    #expect(
      Outcome(failures: failures, reviews: reviews, gaps: 1, strict: strict, allowed: allowed)
        == (outcome == .flagged ? .flagged : .notFullyChecked))
  }

  @Test func aBaselineIsReadAsItWasWritten() throws {
    let entries = [entry(address, expires: "2031-12-31"), entry(patient)]
    let text = BaselineLines.text(entries, key: key)
    let read = try BaselineFile.read(text, file: "b.jsonl", key: key)
    #expect(read.entries == entries.sorted(by: BaselineEntry.precedes))
    #expect(BaselineLines.text(read.entries.reversed(), key: key) == text)
  }

  @Test(arguments: [
    // what stands in the file, what is put in its place, what is said
    ("\"key\":\"", "\"key\":\"0", "1: the baseline was made with another key"),
    ("\"reason\":\"a phantom\"", "\"reason\":\" \"", "no reason"),
    ("\"author\":\"A. Reviewer\"", "\"author\":\"\"", "no author"),
    ("\"expires\":\"2031-12-31\"", "\"expires\":\"2031-02-30\"", "expected a day"),
    ("\"severity\":\"fail\"", "\"severity\":\"note\"", "a severity of fail or review"),
    ("\"reason\":\"a phantom\"", "\"reason\":1", "members are all text"),
    ("\"reason\":", "\"raison\":", "unknown member 'raison'"),
    ("\"fingerprint\":\"k", "\"fingerprint\":\"p", "a key: k"),
    ("{\"baseline\":\"1\"", "{\"baseline\":\"2\"", "in the first line"),
  ])
  func aMistakeInABaselineIsNamedWithItsLine(_ good: String, _ bad: String, _ said: String) throws {
    let text = String(
      decoding: BaselineLines.text([entry(address, expires: "2031-12-31")], key: key), as: UTF8.self)
    let changed = text.replacing(good, with: bad, maxReplacements: 1)
    #expect(changed != text)
    do {
      _ = try BaselineFile.read(Array(changed.utf8), file: "b.jsonl", key: key)
      Issue.record("read")
    } catch {
      #expect("\(error)".hasPrefix("b.jsonl:"))
      #expect("\(error)".contains(said), "\(error)")
    }
  }

  @Test func anEntryThatStandsTwiceIsAMistake() throws {
    let text = BaselineLines.text([entry(address)], key: key)
    let line = text.split(separator: 0x0A)[1]
    #expect(throws: BaselineError.self) { try BaselineFile.read(text + line, file: "b", key: key) }
    #expect(throws: BaselineError.self) { try BaselineFile.read([], file: "b", key: key) }
  }
}

@Suite(.enabled(if: Program.pythonWithSchemas != nil, "needs python3 with the package jsonschema"))
struct DecisionSchemaTests {
  @Test func reportsWithDecisionsAndBaselinesAreValid() throws {
    let rule = IgnoreRule(
      check: "private.*", path: try #require(PathPattern("**")), reason: "x", expires: "2030-01-01")
    let run = decisions(
      [entry(address), entry(patient, expires: "2031-01-01")], ignores: [rule])
    let result = file([address, patient], run)
    var tally = Tally()
    tally.add(result)
    var description = SampleRun().run
    description.decisions = run
    description.mostFindings = 4
    description.configuration = (".deid-audit.yml", String(repeating: "0a", count: 32))
    for allowed in [nil, 4] {
      let verdict = Verdict(tally, demands: [], strict: true, isInterrupted: false, allowed: allowed)
      let bytes =
        JSONReport.beginning(description) + JSONReport.file(result, strict: true)
        + JSONReport.end(tally, verdict, description)
      #expect(try SchemaTests.complaint(about: bytes) == "")
    }
    let validator = """
      import json, sys, jsonschema
      validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
      for line in open(sys.argv[2]): validator.validate(json.loads(line))
      """
    try Folder.temporary { folder in
      let baseline = folder.appending(path: "b.jsonl")
      try Data(BaselineLines.text([entry(address), entry(patient)], key: key)).write(to: baseline)
      let schema = Folder.reports.appending(path: "Schemas/baseline-1.schema.json")
      let output = try #require(Program.pythonWithSchemas).run(
        ["-c", validator, schema.path, baseline.path], in: folder)
      #expect(output.status == 0, "\(output.error)")
    }
  }
}
