import Foundation
import Testing

/// The score command on invented outputs whose results by the published script are known.
@Suite struct ScoreCommandTests {
  private static let cases =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .path + "/ScoreTests"

  /// Makes the key's database; CI has Python.
  private func key(_ set: String) throws -> String {
    let path = Program.temporary("key.db")
    let script = "import sqlite3,sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())"
    #expect(try Program.run("python3", ["-c", script, path, "\(Self.cases)/\(set)/key.sql"]).status == 0)
    return path
  }

  private func arguments(_ set: String, _ name: String, key: String) -> [String] {
    [
      "score", "--answer-key", key, "--uid-map", "\(Self.cases)/\(set)/\(name)-uids.csv", "--patient-map",
      "\(Self.cases)/\(set)/\(name)-patients.csv", "\(Self.cases)/\(set)/\(name)",
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
    #expect((report["discrepancies"] as? [[String: Any]])?.isEmpty == false)
    #expect((report["summary"] as? [String: Any])?["official"] != nil)
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

  @Test(
    .enabled(if: Program.has("tesseract"), "needs tesseract"),
    arguments: ["good", "lazy", "brutal", "random", "careless"])
  func textInPicturesIsJudgedAsThePublishedScriptDoes(_ name: String) throws {
    let key = try key("Pictures")
    let folder = Program.temporary("score")
    defer { for path in [key, folder] { try! FileManager.default.removeItem(atPath: path) } }  // made here
    _ = try Program.run("deid-audit", arguments("Pictures", name, key: key) + ["-q", "--csv-dir", folder])
    let tables = try String(contentsOfFile: "\(Self.cases)/Pictures/\(name)-tables.csv", encoding: .utf8)
    let expected = try #require(tables.split(separator: "\n").first { $0.contains("<pixels_hidden>") })
    let actions = try String(contentsOfFile: "\(folder)/actions_instance.csv", encoding: .utf8)
    let line = try #require(actions.split(separator: "\n").first { $0.contains("<pixels_hidden>") })
    #expect(expected.contains(line))
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
