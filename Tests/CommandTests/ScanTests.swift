import Foundation
import Testing

@Test func theBuiltInCorpusIsFlaggedAndItsReportIsValid() throws {
  let folder = try Program.studies()
  let json = Program.temporary("report.json")
  let evidence = Program.temporary("evidence.jsonl")
  let manifest = Program.temporary("manifest.txt")
  defer {
    for path in [folder, json, evidence, manifest] { try! FileManager.default.removeItem(atPath: path) }
  }  // made here
  let run = try Program.run(
    "deid-audit", ["scan", folder, "--json", json, "--evidence", evidence, "--manifest", manifest])
  #expect(run.status == 1)
  #expect(run.output.hasPrefix("FLAGGED\n"))
  #expect(run.errors.isEmpty)
  let mode = try FileManager.default.attributesOfItem(atPath: evidence)[.posixPermissions] as? Int
  #expect(mode == 0o600)
  // Names, places and numbers that were planted stand in the evidence and nowhere else.
  let report = try String(contentsOfFile: json, encoding: .utf8) + run.output
  let values = try String(contentsOfFile: evidence, encoding: .utf8)
  for planted in [
    "Morgan", "MORGAN", "Elm Street", "Westwood", "WESTWOOD", "4711-0042", "778812", "35999", "19570412",
  ] {
    #expect(!report.contains(planted), "\(planted)")
    #expect(values.contains(planted) || planted == "Morgan^", "\(planted)")
  }
  let checked = try Program.run("sh", ["-c", "cd '\(folder)' && sha256sum -c --quiet '\(manifest)'"])
  #expect(checked.status == 0)
}

@Test(.enabled(if: Program.pythonHas("jsonschema"), "needs Python's jsonschema"))
func theJSONReportFollowsItsSchema() throws {
  let folder = try Program.studies()
  let json = Program.temporary("report.json")
  defer { for path in [folder, json] { try! FileManager.default.removeItem(atPath: path) } }  // made here
  _ = try Program.run("deid-audit", ["scan", folder, "--json", json, "-q"])
  let script = """
    import json,sys,jsonschema
    jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(json.load(open(sys.argv[2])))
    """
  let schema = Program.root + "/Reports/Schemas/report-1.schema.json"
  let run = try Program.run("python3", ["-c", script, schema, json])
  #expect(run.status == 0, "\(run.errors.suffix(600))")
}

@Test func theSameFilesGiveTheSameReportOnOneThreadAndOnMany() throws {
  let folder = try Program.studies()
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  // Seven hundred files with a UID each: more than one batch, and more values than a report lists.
  #expect(
    try Program.run("make-corpus", ["\(folder)/many", "--bench", "700", "--size", "1000"]).status == 0)
  func report(_ threads: String, _ locale: String) throws -> String {
    let run = try Program.run(
      "deid-audit", ["scan", folder, "--json", "-", "--threads", threads],
      environment: ["LC_ALL": locale, "TZ": "UTC+14"])
    #expect(run.status == 1)
    // The line with the time of the run, and the last one, whose digest covers it.
    let lines = run.output.split(separator: "\n")
    return lines.dropLast().filter { !$0.hasPrefix("\"run\":") }.joined(separator: "\n")
  }
  let one = try report("1", "C")
  #expect(try report("8", "tr_TR.UTF-8") == one)
}

@Test(arguments: [
  (["scan"], "Missing expected argument"), (["scan", "/nonexistent"], "No such file"),
  (["scan", "/tmp", "--option", "clean-everything"], "unknown option"),
  (["scan", "/tmp", "--profile", "nobody"], "no such profile"),
  (["scan", "/tmp", "--scope", "half"], "unknown scope"),
  (["scan", "/tmp", "--json", "/nonexistent/x.json"], "No such file"),
  (["explain", "attribute.nonsense"], "is no check"),
  (["profile", "check", "/nonexistent.yml"], "cannot be read"),
  (
    [
      "scan", "/tmp", "--option", "retain-longitudinal-full-dates", "--option",
      "retain-longitudinal-modified-dates",
    ],
    "exclude each other"
  ), (["scan", "/etc/hostname", "--threads", "0"], "--threads"),
  (["scan", "/etc/hostname", "--ocr-languages", "eng+xxx"], "no model of 'xxx' in /"),
  (["scan", "/etc/hostname", "--ocr-languages", ""], "no model of ''"),
])
func aWrongArgumentIsNamedAndEndsWith64(_ arguments: [String], _ said: String) throws {
  let run = try Program.run("deid-audit", arguments)
  #expect(run.status == 64)
  #expect(run.errors.contains(said), "\(run.errors)")
}

@Test func outputInsideTheInputIsRefused() throws {
  let folder = try Program.studies()
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  for path in [
    "\(folder)/report.json", "\(folder)/../\((folder as NSString).lastPathComponent)/not-dicom/r.json",
  ] {
    let run = try Program.run("deid-audit", ["scan", folder, "--json", path])
    #expect(run.status == 64)
    #expect(run.errors.contains("lies in or over"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}

@Test func whatHoldsNoDICOMIsNeverClean() throws {
  let folder = Program.temporary("nothing")
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  #expect(try Program.run("deid-audit", ["scan", folder]).status == 2)
  try "holiday".write(toFile: folder + "/photo.txt", atomically: true, encoding: .utf8)
  let run = try Program.run("deid-audit", ["scan", folder, "--scope", "attributes"])
  #expect(run.status == 2)
  #expect(run.output.hasPrefix("NOT FULLY CHECKED"))
  #expect(run.output.contains("No DICOM file could be read"))
}

@Test func aCleanFileIsCleanUnlessItsPicturesAreLeftUnseen() throws {
  let folder = try Program.studies()
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  let clean = folder + "/ct-clean"
  let attributes = try Program.run("deid-audit", ["scan", clean, "--scope", "attributes", "--strict"])
  #expect(attributes.status == 0)
  #expect(attributes.output.hasPrefix("CLEAN (attributes only"))
  let all = try Program.run("deid-audit", ["scan", clean])
  #expect(all.status == 0)
  #expect(all.output.hasPrefix("CLEAN\n"))
  let unseen = try Program.run("deid-audit", ["scan", clean, "--pixels", "none"])
  #expect(unseen.status == 2)
  #expect(unseen.output.contains("Pictures"))
}

@Test func linksPipesAndUnreadableFoldersAreReportedAndNothingIsTouched() throws {
  let folder = try Program.studies()
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  try FileManager.default.createSymbolicLink(
    atPath: folder + "/inside", withDestinationPath: folder + "/ct-clean")
  try FileManager.default.createSymbolicLink(atPath: folder + "/outside", withDestinationPath: "/etc/passwd")
  #expect(mkfifo(folder + "/pipe", 0o600) == 0)
  // Of files only: the listing itself changes the access times of folders.
  let list = "find '\(folder)' -type f -printf '%p %s %T@ %A@ %m\\n' | sort"
  let before = try Program.run("sh", ["-c", list]).output
  let json = Program.temporary("links.json")
  defer { unlink(json) }
  #expect(try Program.run("deid-audit", ["scan", folder, "--json", json, "-q"]).status == 1)
  let report = try #require(
    try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
  let gaps = try #require(report["files"] as? [[String: Any]]).flatMap { file in
    (file["notChecked"] as? [[String: Any]] ?? []).compactMap { $0["reason"] as? String }
  }
  #expect(gaps.count { $0 == "special-file" } == 1)
  #expect(gaps.count { $0 == "symbolic-link" } == 1)
  #expect(try Program.run("sh", ["-c", list]).output == before)
}

@Test func aKeyedFingerprintFollowsTheValueAndAPlainOneDoesNot() throws {
  let folder = try Program.studies()
  let key = Program.temporary("key")
  defer { for path in [folder, key] { try! FileManager.default.removeItem(atPath: path) } }  // made here
  #expect(try Program.run("deid-audit", ["key", "new", key]).status == 0)
  #expect(try Program.run("deid-audit", ["key", "new", key]).status == 64)
  func prints(_ arguments: [String]) throws -> Set<String> {
    let output = try Program.run(
      "deid-audit", ["scan", folder + "/ct-original-uids", "--json", "-"] + arguments
    ).output
    return Set(output.matches(of: /"fingerprint":"([kp][0-9a-f]+)"/).map { String($0.1) })
  }
  let plain = try prints([])
  let keyed = try prints(["--key", key])
  #expect(plain.allSatisfy { $0.hasPrefix("p") } && keyed.allSatisfy { $0.hasPrefix("k") })
  // Four instances have UIDs of their own: a name each with a key, one for all without.
  #expect(keyed.count > plain.count)
}

@Test func hiddenNamesStandInNoReport() throws {
  let folder = try Program.studies()
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  let run = try Program.run("deid-audit", ["scan", folder, "--hide-names", "--json", "-"])
  #expect(!run.output.contains("us-name-kept"))
  #expect(run.output.contains("\"path\":\"file #0\""))
}

@Test(.enabled(if: Program.hasCorpus, "needs the published sample files"))
func thePublishedFilesAreAllAccountedFor() throws {
  let run = try Program.run("deid-audit", ["scan", Program.corpus, "--json", "-"])
  #expect(run.status == 1)
  let report = try #require(
    try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  let files = try #require(report["files"] as? [[String: Any]])
  var lines = ""
  for file in files {
    let coverage = try #require(file["coverage"] as? [String: Int])
    let path = try #require(file["path"] as? String)
    if file["deflated"] == nil {
      #expect(coverage.values.reduce(0, +) == file["bytes"] as? Int, "\(path)")
    }
    let gaps = (file["notChecked"] as? [[String: Any]] ?? []).compactMap { $0["reason"] as? String }
    #expect(
      !(file["notChecked"] as? [[String: Any]] ?? []).contains {
        ($0["message"] as? String)?.contains("account") == true
      }, "\(path)")
    lines +=
      "\(path),\(file["kind"] ?? ""),\(file["outcome"] ?? ""),\(file["elements"] ?? ""),\(Set(gaps).sorted().joined(separator: " "))\n"
  }
  let snapshot = Program.root + "/Tests/CommandTests/Snapshots/published-files.csv"
  if ProcessInfo.processInfo.environment["RECORD"] != nil {
    try lines.write(toFile: snapshot, atomically: true, encoding: .utf8)
    Issue.record("recorded, to be looked at")
  }
  #expect(try String(contentsOfFile: snapshot, encoding: .utf8) == lines)
}

@Test(
  .enabled(
    if: Program.hasCorpus && Program.pythonHas("pydicom"), "needs the published sample files and pydicom"))
func everyElementIsReadAsPydicomReadsItOrTheDifferenceIsExplained() throws {
  let script = Program.root + "/Tests/Tools/compare_with_pydicom.py"
  let run = try Program.run("python3", [script, Program.folder + "/deid-audit", Program.corpus])
  #expect(run.status == 0, "\(run.errors.suffix(400))")
  // The fourth column is the first place there, the explanation here.
  func rows(_ text: String) -> Set<String> {
    Set(
      text.split(separator: "\n").map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        // A kind such as "VR OB, pydicom OW" has a comma of its own.
        return fields.prefix(line.contains("\"VR ") ? 4 : 3).joined(separator: ",")
      })
  }
  let table = try String(
    contentsOfFile: Program.root + "/Tests/CommandTests/pydicom-differences.csv", encoding: .utf8)
  let explained = rows(table).subtracting(["file,kind,count"])
  let found = rows(run.output)
  #expect(found.subtracting(explained).sorted() == [])
  #expect(explained.subtracting(found).sorted() == [])
}

@Test(
  .enabled(
    if: Program.hasCorpus && Program.pythonHas("csv"), "needs the published sample files and Python"))
func everyFrameIsDecodedAsPydicomDecodesItOrTheDifferenceIsExplained() throws {
  let script = Program.root + "/Tests/Tools/compare_frames.py"
  // What pydicom decodes was recorded; `RECORD=1` has it decode all anew, which takes pydicom and pylibjpeg.
  let recorded = Program.root + "/Tests/CommandTests/frames-pydicom-3.0.2.csv"
  let run = try Program.run("python3", [script, Program.folder + "/deid-audit", Program.corpus, recorded])
  #expect(run.status == 0, "\(run.errors.suffix(400))")
  func rows(_ text: String) -> Set<String> {
    Set(text.split(separator: "\n").map { $0.split(separator: ",").prefix(3).joined(separator: ",") })
  }
  let table = try String(
    contentsOfFile: Program.root + "/Tests/CommandTests/frame-differences.csv", encoding: .utf8)
  let explained = rows(table)
  let found = rows(run.output)
  #expect(found.subtracting(explained).sorted() == [])
  #expect(explained.subtracting(found).sorted() == [])
}

@Test func theDigestOfPixelDataIsThatOfItsBytes() throws {
  let folder = try Program.studies()
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  let file = folder + "/ct-clean-big-endian.dcm"
  let run = try Program.run("deid-audit", ["elements", "--digests", file])
  let digest = try #require(run.output.firstMatch(of: /"sha256":"([0-9a-f]{64})"/)).1
  let theirs = try Program.run("sh", ["-c", "tail -c 8192 '\(file)' | sha256sum"]).output
  #expect(theirs.hasPrefix(digest))
}

@Test func anInterruptedAuditReportsWhatWasDone() throws {
  let folder = Program.temporary("many")
  #expect(try Program.run("make-corpus", [folder, "--bench", "2000", "--size", "1"]).status == 0)
  let json = Program.temporary("interrupted.json")
  defer { for path in [folder, json] { try! FileManager.default.removeItem(atPath: path) } }  // made here
  let command =
    "'\(Program.folder)/deid-audit' scan '\(folder)' --threads 1 --json '\(json)' & "
    + "until ls '\(json)'.*.partial >/dev/null 2>&1; do :; done; kill -INT $!; wait $!"
  let run = try Program.run("bash", ["-c", "set -m; \(command)"])
  #expect(run.status == 1 || run.status == 2)
  #expect(run.output.contains("stopped before its end"))
  let report = try #require(
    try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
  #expect(try #require(report["files"] as? [Any]).count < 2_000)
}

@Test func aFullDiskLeavesTheReportBeforeAsItWas() throws {
  let json = Program.temporary("old.json")
  try "old".write(toFile: json, atomically: true, encoding: .utf8)
  let folder = try Program.studies()
  defer { for path in [folder, json] { try! FileManager.default.removeItem(atPath: path) } }  // made here
  // A limit on file size fails a write as a full disk does.
  let run = try Program.run(
    "bash",
    [
      "-c",
      "trap '' XFSZ; ulimit -f 4; "
        + "'\(Program.folder)/deid-audit' scan '\(folder)' --without-cohort --json '\(json)'",
    ])
  #expect(run.status != 0)
  #expect(run.errors.contains("writing failed"), "\(run.errors)")
  #expect(try String(contentsOfFile: json, encoding: .utf8) == "old")
  #expect(!(try Program.run("sh", ["-c", "ls '\(json)'*.partial"]).output.contains("partial")))
}

/// As root, a file renamed to `/dev/null` would be in its place for all programs.
@Test func aPipeIsWrittenIntoAndStaysOne() throws {
  let pipe = Program.temporary("pipe")
  let folder = try Program.studies()
  defer { for path in [folder, pipe] { try! FileManager.default.removeItem(atPath: path) } }  // made here
  let scan = "'\(Program.folder)/deid-audit' scan '\(folder)' --scope attributes --quiet"
  let run = try Program.run(
    "bash",
    [
      "-c",
      "mkfifo '\(pipe)'; cat '\(pipe)' & \(scan) --json '\(pipe)'; wait; test -p '\(pipe)' && echo still a pipe",
    ])
  let lines = run.output.split(separator: "\n")
  #expect(lines.last == "still a pipe")
  #expect(lines.first?.hasPrefix("{\"schemaVersion\":1") == true)
}
