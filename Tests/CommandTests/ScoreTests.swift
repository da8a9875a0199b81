import Foundation
import Testing

/// The score command on invented outputs whose results by the published script are known.
@Suite struct ScoreCommandTests {
  static let cases =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .path + "/ScoreTests"

  /// Makes the key's database; CI has Python.
  func key(_ set: String) throws -> String {
    let path = Program.temporary("key.db")
    let script = "import sqlite3,sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())"
    #expect(try Program.run("python3", ["-c", script, path, "\(Self.cases)/\(set)/key.sql"]).status == 0)
    return path
  }

  /// The arguments that score outputs by a set's key; the outputs beside the tests if no folder is given.
  func arguments(_ set: String, _ name: String, key: String, outputs: String? = nil) -> [String] {
    [
      "score", "--answer-key", key, "--uid-map", "\(Self.cases)/\(set)/\(name)-uids.csv", "--patient-map",
      "\(Self.cases)/\(set)/\(name)-patients.csv", outputs ?? "\(Self.cases)/\(set)/\(name)",
    ]
  }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test(arguments: ["good", "lazy", "random"]) func noValueIsInAnythingButTheEvidence(_ name: String) throws {
    let key = try key("Cases")
    let folder = Program.temporary("score")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { for path in [key, folder] { try! FileManager.default.removeItem(atPath: path) } }  // made here
    let outputs = [
      "--json", "\(folder)/r.json", "--csv-dir", "\(folder)/tables", "--database", "\(folder)/r.db",
      "--evidence",
      "\(folder)/evidence.jsonl",
    ]
    let run = try Program.run("deid-audit", arguments("Cases", name, key: key) + outputs)
    #expect(run.status == 1)
    var written = run.output
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where !path.hasSuffix(".jsonl") {
      if let data = FileManager.default.contents(atPath: "\(folder)/\(path)") {
        written += String(decoding: data, as: UTF8.self)
      }
    }
    // Names, addresses, numbers and UIDs of the originals and of the outputs.
    for value in [
      "ZABRINSKI", "Zabrinski", "LLERSTEIN", "Leawood", "Hubert", "FELDWEG", "PX-40417", "ACC7300",
      "19510412", "20150311",
      "1.2.826.0.1.3680043.10.1561", "ANON-001",
    ] {
      #expect(!written.contains(value), "\(value)")
    }
    let evidence = try String(contentsOfFile: "\(folder)/evidence.jsonl", encoding: .utf8)
    #expect(evidence.contains("fileValue"))
    #expect(try mode("\(folder)/evidence.jsonl") == 0o600)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder)/r.json")))
        as? [String: Any])
    let listed = try #require(report["discrepancies"] as? [[String: Any]])
    #expect(!listed.isEmpty)
    // The values of what is listed stand there and no others, each with its row.
    let held = try evidence.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    func checks(_ lines: [[String: Any]]) -> [Int] { lines.compactMap { $0["check"] as? Int }.sorted() }
    #expect(checks(held) == checks(listed))
    #expect(listed.allSatisfy { $0["row"] is Int })
    #expect(name != "random" || listed.contains { ($0["strict"] as? String)?.contains("offset") == true })
    #expect((report["summary"] as? [String: Any])?["official"] != nil)
  }

  /// Validates a document, and that nothing of it could have another type: each number, text and member is changed in
  /// turn, and all such documents are invalid but for those that only another count or text makes.
  private static let validator = """
    import copy, json, sys
    import jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    document = json.load(open(sys.argv[2], encoding="utf-8"))
    for error in validator.iter_errors(document): sys.exit("%s: %s" % (error.json_path, error.message[:300]))
    document["discrepancies"] = document["discrepancies"][:3]
    accepted = []
    def change(whole, part, path):
        for key in list(part) if isinstance(part, dict) else range(min(len(part), 2)):
            old = part[key]
            if isinstance(old, (dict, list)):
                part[key] = "x"
                if validator.is_valid(whole): accepted.append(path + [key])
                part[key] = old
                change(whole, old, path + [key])
            else:
                part[key] = [None]
                if validator.is_valid(whole): accepted.append(path + [key])
                part[key] = old
        if isinstance(part, dict):
            part["another"] = {}
            if validator.is_valid(whole): accepted.append(path + ["another"])
            del part["another"]
    change(document, document, [])
    if accepted: sys.exit("not held to a type: %s" % accepted[:5])
    """

  @Test(
    .enabled(if: Program.pythonHas("jsonschema"), "needs python3 with the package jsonschema"),
    arguments: ["good", "lazy", "random"])
  func theJSONIsValidAndHeldToItsSchema(_ name: String) throws {
    let key = try key("Cases")
    let json = Program.temporary("score.json")
    defer { for path in [key, json] { unlink(path) } }
    _ = try Program.run("deid-audit", arguments("Cases", name, key: key) + ["-q", "--json", json])
    let python = try Program.run(
      "python3", ["-c", Self.validator, Program.root + "/Reports/Schemas/score-1.schema.json", json])
    #expect(python.status == 0, "\(python.errors)")
  }

  @Test func valuesAreWrittenWhenTheyAreAskedFor() throws {
    let key = try key("Cases")
    let folder = Program.temporary("score")
    defer { for path in [key, folder] { try! FileManager.default.removeItem(atPath: path) } }  // made here
    let run = try Program.run(
      "deid-audit", arguments("Cases", "lazy", key: key) + ["--values", "--csv-dir", folder, "-q"])
    #expect(run.status == 1 && run.output.isEmpty)
    let list = try String(contentsOfFile: "\(folder)/discrepancy_report_internal.csv", encoding: .utf8)
    #expect(list.contains("ZABRINSKI^ORTWIN"))
    #expect(try mode("\(folder)/discrepancy_report_internal.csv") == 0o600)
  }

  /// Prints each result of text in pictures, of the published script and of a database: instance, check, and 1 or 0.
  private static let hidden = """
    import csv, sqlite3, sys
    for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
        if row["action"] == "<pixels_hidden>":
            print("theirs", row["instance"], row["check_index"], row["check_passed"])
    for row in sqlite3.connect(sys.argv[2]).execute("SELECT instance, check_index, check_passed FROM "
                                                    "validation_results WHERE action = '<pixels_hidden>'"):
        print("ours", *row)
    """

  @Test(arguments: ["good", "lazy", "brutal", "random", "careless"])
  func textInPicturesIsJudgedAsThePublishedScriptDoes(_ name: String) throws {
    let key = try key("Pictures")
    let database = Program.temporary("score.db")
    defer { for path in [key, database] { unlink(path) } }
    let run = try Program.run(
      "deid-audit", arguments("Pictures", name, key: key) + ["-q", "--values", "--database", database])
    #expect(run.status == 1, "\(run.errors)")
    let expected = "\(Self.cases)/Pictures/\(name)-expected.csv"
    let python = try Program.run("python3", ["-c", Self.hidden, expected, database])
    let lines = python.output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
    let theirs = lines.filter { $0[0] == "theirs" }.map { $0[1] }.sorted()
    let ours = lines.filter { $0[0] == "ours" }.map { $0[1] }.sorted()
    #expect(theirs.count == 2 && ours == theirs, "\(python.errors)")
  }

  @Test(arguments: [
    // arguments that replace the good ones, what standard error says
    (["--uid-map", "/etc/passwd"], "expected the columns id_old and id_new"),
    (["--answer-key", "/dev/null"], "answer_data"),
    (["--patient-map", "/nowhere"], "No such file"), (["--pixels", "some"], "pixels"),
  ])
  func wrongArgumentsAreRefused(_ wrong: [String], _ words: String) throws {
    let key = try key("Cases")
    defer { unlink(key) }
    var arguments = arguments("Cases", "good", key: key)
    if let place = arguments.firstIndex(of: wrong[0]) {
      arguments[place + 1] = wrong[1]
    } else {
      arguments += wrong
    }
    let run = try Program.run("deid-audit", arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
