import DICOM
import Findings
import Foundation
import Testing

@testable import Reports

extension SampleRun {
  /// The findings of the run as SARIF.
  ///
  /// - Parameter folder: what stands before the files' names.
  func sarif(folder: String = "out/") -> [UInt8] {
    var report = SARIFReport(run, folder: folder)
    var bytes = report.beginning()
    for file in files { bytes += report.file(file) }
    return bytes + report.end(verdict(tally))
  }

  /// The tests of the run as JUnit XML.
  var junit: [UInt8] { JUnitReport.document(run, tally, verdict(tally)) }

  /// The run as workflow commands.
  func annotations(folder: String = "out/") -> String {
    Annotations.lines(run, tally, verdict(tally), folder: folder)
  }

  /// The run in Markdown.
  var markdown: String { MarkdownSummary.text(run, tally, verdict(tally)) }
}

/// What is written for servers that run jobs.
@Suite struct IntegrationTests {
  @Test func oneLineStandsForEachCommandWhateverNamesHold() {
    let run = SampleRun(name: HostileText.name)
    let lines = run.annotations().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    #expect(lines.count > 8)
    for line in lines.dropLast() {
      #expect(
        line.firstMatch(of: /^::(error|warning) (file=[^,:]+,)?title=[^,:]+::[^:].*$/) != nil, "\(line)")
    }
  }

  @Test func aHiddenNameIsNoFileOfAnAnnotation() throws {
    var file = FileResult(index: 0, path: ShownPath(hidden: 0))
    file.findings = SampleRun().files[1].findings
    var tally = Tally()
    tally.add(file)
    let run = SampleRun()
    let lines = Annotations.lines(run.run, tally, run.verdict(tally), folder: "out/")
    #expect(!lines.contains("file="))
    var sarif = SARIFReport(run.run, folder: "out/")
    #expect(String(decoding: sarif.file(file), as: UTF8.self).contains("\"uri\":\"file%20%230\""))
  }

  @Test func moreThanTenGroupsOfAKindAreCountedInTheLastLine() throws {
    var file = FileResult(index: 0, path: ShownPath(Array("a.dcm".utf8)))
    let finding = try #require(SampleRun().files[1].findings.first)
    file.findings = (0..<14).map { number in
      Finding(
        check: finding.check, severity: .fail,
        place: .missing(ElementPath([], DICOM.Tag(0x0010, UInt16(number))), keyword: nil),
        message: finding.message,
        citation: finding.citation, fingerprint: finding.fingerprint)
    }
    var tally = Tally()
    tally.add(file)
    let run = SampleRun()
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
    let errors = Annotations.lines(run.run, tally, verdict, folder: "").split(separator: "\n").filter {
      $0.hasPrefix("::error")
    }
    #expect(errors.count == 10)
    #expect(errors.last == "::error title=deid-audit::5 more groups of findings stand in the reports.")
  }

  @Test func namesMakeNoMarkup() {
    let text = SampleRun(name: HostileText.name).markdown
    for line in text.split(separator: "\n") {
      // Own markup is in backquotes; everything else that Markdown or a server would obey is escaped.
      let unescaped = line.replacing(/\\./, with: "").replacing(/`[a-z0-9.-]+`/, with: "")
      for sign in ["<", ">", "](", "@", "![", "http:", "www.", "$", "`"] {
        #expect(!unescaped.contains(sign), "\(sign): \(line)")
      }
      if line.hasPrefix("| fail") || line.hasPrefix("| review") {
        #expect(unescaped.count { $0 == "|" } == 6, "\(line)")
      }
    }
  }

  @Test(arguments: [
    // text, how it stands in Markdown
    ("(0010,0010)", "(0010,0010)"), ("a|b", "a\\|b"), ("[x](http://y)", "\\[x\\](http\\://y)"),
    ("www.example.org", "www\\.example.org"), ("@here #1 <b>", "\\@here \\#1 \\<b\\>"),
    ("\u{202E}x", "\\\\u\\{202e\\}x"),
  ])
  func markdownIsEscaped(_ text: String, _ shown: String) { #expect(MarkdownSummary.escaped(text) == shown) }

  @Test func aSARIFReportHasARuleForEachResult() throws {
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(SampleRun().sarif())) as? [String: Any])
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let results = try #require(run["results"] as? [[String: Any]])
    // Nine findings and three gaps.
    #expect(results.count == 12)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index] == result["ruleId"] as? String)
    }
    #expect(Set(results.compactMap { $0["level"] as? String }) == ["error", "warning", "note"])
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == true)
    #expect(invocation["exitCode"] as? Int == 1)
  }

  @Test func whatASARIFReportHasNoRoomForIsCounted() throws {
    let run = SampleRun()
    let finding = try #require(run.files[1].findings.first)
    var file = FileResult(index: 0, path: ShownPath(Array("a.dcm".utf8)))
    file.findings = Array(repeating: finding, count: 107)
    var report = SARIFReport(run.run, folder: "", most: 100)
    let bytes = report.beginning() + report.file(file) + report.end(run.verdict(run.tally))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("7 more results stand in the JSON report only."))
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let results = ((document["runs"] as? [[String: Any]])?.first)?["results"] as? [Any]
    #expect(results?.count == 100)
  }
}

/// XML and SARIF against readers of others: those of Python.
@Suite(.enabled(if: Program.pythonWithSchemas != nil, "needs python3 with the package jsonschema"))
struct IntegrationFormatTests {
  private static let validator = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft4Validator.check_schema(schema)
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for error in validator.iter_errors(json.load(open(sys.argv[2], encoding="utf-8"))):
        sys.exit("%s: %s" % (error.json_path, error.message[:300]))
    """
  private static let reader = """
    import sys, xml.etree.ElementTree as tree
    root = tree.parse(sys.argv[1]).getroot()
    cases = root.findall("testsuite/testcase")
    for element in [root] + root.findall("testsuite"):
        own = element.findall(".//testcase")
        found = [len(own)] + [len([c for c in own if c.find(n) is not None]) for n in ("failure", "error", "skipped")]
        said = [int(element.get(n)) for n in ("tests", "failures", "errors", "skipped")]
        if found != said: sys.exit("%s: %s, said %s" % (element.get("name"), found, said))
    print(len(list(root.iter())), *["%s:%s" % (c.get("name"), [x.tag for x in c]) for c in cases])
    """

  private func run(_ script: String, _ arguments: (URL) -> [String], _ document: [UInt8]) throws
    -> Program.Output
  {
    try Folder.temporary { folder in
      let file = folder.appending(path: "document")
      try Data(document).write(to: file)
      return try #require(Program.pythonWithSchemas).run(["-c", script] + arguments(file), in: folder)
    }
  }

  @Test(arguments: [
    (SampleRun(), "every kind of place"), (SampleRun(isStrict: true), "review counts as failing"),
    (SampleRun(name: HostileText.name), "hostile names"),
    (SampleRun(name: { _ in "\u{1F600}é漢" }), "beyond ASCII"),
  ])
  func theOfficialSchemaTakesTheFindings(_ sample: SampleRun, _ what: String) throws {
    let schema = Folder.tests.appending(path: "Schemas/sarif-schema-2.1.0.json")
    let output = try run(IntegrationFormatTests.validator, { [schema.path, $0.path] }, sample.sarif())
    #expect(output.status == 0, "\(what): \(output.error)")
    var empty = SARIFReport(sample.run, folder: "")
    let bytes = empty.beginning() + empty.end(sample.verdict(Tally()))
    #expect(try run(IntegrationFormatTests.validator, { [schema.path, $0.path] }, bytes).status == 0)
    _ = empty.file(sample.files[0])
  }

  @Test func theSchemaIsTheOneThatWasPublished() throws {
    let bytes = Array(try Data(contentsOf: Folder.tests.appending(path: "Schemas/sarif-schema-2.1.0.json")))
    let sources = try String(contentsOf: Folder.tests.appending(path: "Schemas/SOURCES.md"), encoding: .utf8)
    #expect(sources.contains(SHA256.hex(of: bytes)))
  }

  @Test func aReaderFindsTheSameTestsWhateverNamesHold() throws {
    let plain = try run(IntegrationFormatTests.reader, { [$0.path] }, SampleRun().junit)
    #expect(plain.status == 0, "\(plain.error)")
    #expect(plain.standard.contains("attribute.removed-present:['failure']"))
    #expect(plain.standard.contains("attribute.not-replaced:['error']"))
    #expect(plain.standard.contains("conformance.type2-missing:[]"))
    #expect(plain.standard.contains("not-checked.truncated:['error']"))
    let hostile = try run(
      IntegrationFormatTests.reader, { [$0.path] }, SampleRun(name: HostileText.name).junit)
    #expect(hostile.status == 0, "\(hostile.error)")
    #expect(hostile.standard.prefix { $0 != " " } == plain.standard.prefix { $0 != " " })
    let odd = try run(
      IntegrationFormatTests.reader, { [$0.path] },
      SampleRun(name: { _ in "\u{FFFE}\u{FFFF}\u{0}\u{8}]]>" }).junit)
    #expect(odd.status == 0, "\(odd.error)")
  }
}
