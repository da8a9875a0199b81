import DICOM
import Findings
import Foundation
import Reports
import Testing

/// The schema against a validator of others, the jsonschema package of Python.
@Suite(.enabled(if: Program.pythonWithSchemas != nil, "needs python3 with the package jsonschema"))
struct SchemaTests {
  /// Validates the document on each argument, and looks at the order of members, which no schema can.
  static let validator = """
    import json, sys
    import jsonschema
    def ordered(pairs):
        keys = [key for key, _ in pairs]
        if "schemaVersion" not in keys and keys != sorted(keys): sys.exit("members are not sorted: %s" % keys)
        if len(set(keys)) != len(keys): sys.exit("a member stands twice: %s" % keys)
        return dict(pairs)
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in sys.argv[2:]:
        document = json.load(open(path, encoding="utf-8"), object_pairs_hook=ordered)
        for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
            sys.exit("%s: %s: %s" % (path, error.json_path, error.message[:300]))
    """

  /// What the validator has against a document; nothing if it is valid.
  static func complaint(about document: [UInt8]) throws -> String {
    try Folder.temporary { folder in
      let file = folder.appending(path: "report.json")
      try Data(document).write(to: file)
      let schema = Folder.reports.appending(path: "Schemas/report-1.schema.json")
      let python = try #require(Program.pythonWithSchemas)
      let output = try python.run(["-c", validator, schema.path, file.path], in: folder)
      return output.status == 0 ? "" : "invalid: " + output.error
    }
  }

  @Test(arguments: [
    // the run, and what is awkward about it
    (SampleRun(), "every kind of place and outcome"), (SampleRun(isStrict: true), "review counts as failing"),
    (SampleRun(scope: .attributes), "attributes only"), (SampleRun(name: HostileText.name), "hostile names"),
    (SampleRun(name: { _ in "\u{1F600}é漢" }), "names beyond ASCII"),
    (SampleRun(isComparison: true), "files compared with originals"),
    (SampleRun(isComparison: true, name: HostileText.name), "the same with hostile names"),
  ])
  func reportsAreValid(_ run: SampleRun, _ what: String) throws {
    #expect(try SchemaTests.complaint(about: run.json) == "", "\(what)")
  }

  @Test func reportsOfEveryReasonAreValid() throws {
    var files: [FileResult] = []
    for (index, reason) in NotCheckedReason.allCases.enumerated() {
      var file = FileResult(index: index, path: ShownPath(Array("f\(index)".utf8)))
      file.notChecked = [NotChecked(reason, at: .file, lengthInBytes: index, message: "as it was")]
      files.append(file)
    }
    var tally = Tally()
    for file in files { tally.add(file) }
    for isInterrupted in [false, true] {
      let verdict = Verdict(
        tally, demands: ["clean-pixel-data"], strict: false, isInterrupted: isInterrupted)
      let bytes =
        JSONReport.beginning(SampleRun().run) + files.flatMap { JSONReport.file($0, strict: false) }
        + JSONReport.end(tally, verdict, SampleRun().run)
      #expect(try SchemaTests.complaint(about: bytes) == "")
    }
  }

  @Test func reportsWithoutFilesAreValid() throws {
    let verdict = Verdict(Tally(), demands: [], strict: false, isInterrupted: false)
    let bytes = JSONReport.beginning(SampleRun().run) + JSONReport.end(Tally(), verdict, SampleRun().run)
    #expect(try SchemaTests.complaint(about: bytes) == "")
  }

  @Test func aCleanReportIsValid() throws {
    let files = [SampleRun().files[0]]
    var tally = Tally()
    tally.add(files[0])
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
    #expect(verdict.outcome == .clean)
    let bytes =
      JSONReport.beginning(SampleRun().run) + JSONReport.file(files[0], strict: false)
      + JSONReport.end(tally, verdict, SampleRun().run)
    #expect(try SchemaTests.complaint(about: bytes) == "")
  }

  @Test(arguments: [
    // what stands in the report, what is put in its place
    ("\"schemaVersion\":1,", "\"schemaVersion\":2,"), ("\"scope\":\"all\"", "\"scope\":\"some\""),
    ("\"severity\":\"fail\"", "\"severity\":\"warning\""), ("\"kind\":\"missing\"", "\"kind\":\"element\""),
    ("\"reason\":\"not-dicom\"", "\"reason\":\"other\""),
    ("\"outcome\":\"clean\"", "\"outcome\":\"anonymous\""),
    ("\"judged\":", "\"seen\":"), ("\"offset\":384", "\"offset\":-1"), ("\"exitCode\":1", "\"exitCode\":0"),
    ("(0040,A730)[0].", "(0040,A730)."), ("\"code\":\"failures\",", "\"code\":\"failures\",\"more\":1,"),
    ("\"files\":5,\"findings\":9,", "\"findings\":8,"), ("\"fingerprint\":\"k", "\"fingerprint\":\"K"),
  ])
  func theSchemaRefusesWhatIsNoReport(_ good: String, _ bad: String) throws {
    let text = String(decoding: SampleRun().json, as: UTF8.self)
    let range = try #require(text.range(of: good))
    let changed = text.replacingCharacters(in: range, with: bad)
    #expect(try SchemaTests.complaint(about: Array(changed.utf8)).hasPrefix("invalid: "))
  }

  @Test(arguments: [
    // what stands in the report of a comparison, what is put in its place
    ("\"foundBy\":\"pixel-likeness\"", "\"foundBy\":\"luck\""), ("\"alternatives\":3,", ""),
    ("\"kind\":\"original\"", "\"kind\":\"patient\""), ("\"sop-instance-uid\":2", "\"uid\":2"),
    ("\"sop-instance-uid\":2", "\"sop-instance-uid\":0"), ("\"cleanedInPart\":1", "\"cleaned\":1"),
    ("\"dateShifted\":1200", "\"dateShifted\":1200,\"days\":-31"),
    ("{\"action\":\"U\",\"counts\":", "{\"counts\":"),
  ])
  func theSchemaRefusesWhatIsNoComparison(_ good: String, _ bad: String) throws {
    let text = String(decoding: SampleRun(isComparison: true).json, as: UTF8.self)
    let range = try #require(text.range(of: good))
    let changed = text.replacingCharacters(in: range, with: bad)
    #expect(try SchemaTests.complaint(about: Array(changed.utf8)).hasPrefix("invalid: "))
  }

  /// The sample's own numbers, read by another program's parser.
  @Test func aComparisonSaysWhatWasDoneAndHowPairsWereFound() throws {
    let run = SampleRun(isComparison: true)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.json)) as? [String: Any])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["pairs"] as? [String: Int] == ["pixel-likeness": 1, "sop-instance-uid": 2])
    let rows = try #require(summary["dispositions"] as? [[String: Any]])
    let address = try #require(rows.first { $0["name"] as? String == "PatientAddress" })
    #expect(address["counts"] as? [String: Int] == ["kept": 2, "removed": 2])
    let patientID = rows.filter { $0["tag"] as? String == "(0010,0020)" }
    #expect(patientID.map { $0["action"] as? String } == ["C", "Z"])
    #expect(
      patientID.map { $0["counts"] as? [String: Int] } == [
        ["cleanedInPart": 1], ["emptied": 1, "replaced": 3],
      ])
    let done = rows.compactMap { $0["counts"] as? [String: Int] }.flatMap(\.keys)
    #expect(Set(done).count == Disposition.allCases.count)
    let originals = try #require(report["files"] as? [[String: Any]]).map { $0["original"] as? [String: Any] }
    #expect(originals.map { $0?["index"] as? Int } == [2, 0, 1, nil, nil, nil])
    let alone = try #require(try JSONSerialization.jsonObject(with: Data(SampleRun().json)) as? [String: Any])
    #expect((alone["summary"] as? [String: Any])?.keys.contains("pairs") == false)
  }

  @Test(arguments: [
    // the schema's list, the program's
    ("gapReason", NotCheckedReason.allCases.map(\.rawValue)), ("severity", Severity.allCases.map(\.rawValue)),
    ("outcome", Outcome.allCases.map(\.rawValue)), ("kind", FileKind.allCases.map(\.rawValue)),
    ("pairing", PairingMethod.allCases.map(\.rawValue)),
  ])
  func theSchemaListsWhatTheProgramHas(_ name: String, _ values: [String]) throws {
    let schema = try JSONSerialization.jsonObject(
      with: Data(try Folder.text("Schemas/report-1.schema.json").utf8))
    let definitions = try #require((schema as? [String: Any])?["$defs"] as? [String: [String: Any]])
    #expect(definitions[name]?["enum"] as? [String] == values)
  }
}
