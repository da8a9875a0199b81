import Foundation
import Testing

/// Baselines, configurations and outputs for servers, as a user has them.
@Suite struct IntegrationTests {
  /// Runs `body` with a new folder that holds the built-in corpus as `c` and a key as `key`.
  private func work(_ body: (String) throws -> Void) throws {
    let folder = Program.temporary("integration")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    #expect(try Program.run("make-corpus", [folder + "/c"]).status == 0)
    #expect(try Program.run("deid-audit", ["key", "new", folder + "/key"]).status == 0)
    try body(folder)
  }

  /// Scans in a folder, as a job does.
  private func scan(_ folder: String, _ arguments: String) throws -> Program.Run {
    try Program.run(
      "sh", ["-c", "cd '\(folder)' && '\(Program.folder)/deid-audit' scan --scope attributes \(arguments)"])
  }

  @Test func aBaselineTakesItsKey() throws {
    try work { folder in
      let without = try scan(folder, "c --write-baseline b.jsonl")
      #expect(without.status == 64 && without.errors.contains("takes --key"))
      #expect(try scan(folder, "c/us-name-kept.dcm --key key --write-baseline b.jsonl -q").status != 64)
      let undecided = try scan(folder, "c/us-name-kept.dcm --key key --baseline b.jsonl")
      #expect(undecided.status == 64 && undecided.errors.contains("b.jsonl:2: no reason"))
      let accept = "--baseline-author me --baseline-reason planted"
      #expect(try scan(folder, "c/us-name-kept.dcm --key key --write-baseline b.jsonl \(accept)").status == 1)
      let accepted = try scan(folder, "c/us-name-kept.dcm --key key --baseline b.jsonl --json r.json")
      #expect(accepted.status == 0, "\(accepted.output)")
      #expect(accepted.output.hasPrefix("ACCEPTED (attributes only"))
      #expect(!accepted.output.contains("CLEAN"))
      // Names that were planted stand in no baseline.
      let text = try String(contentsOfFile: folder + "/b.jsonl", encoding: .utf8)
      #expect(!text.contains("Morgan") && !text.contains("MORGAN"))
      _ = try Program.run("deid-audit", ["key", "new", folder + "/other"])
      let other = try scan(folder, "c/us-name-kept.dcm --key other --baseline b.jsonl")
      #expect(other.status == 64 && other.errors.contains("made with another key"))
    }
  }

  @Test func anotherValueAtTheSamePlaceIsNew() throws {
    try work { folder in
      let file = folder + "/c/us-name-kept.dcm"
      let accept = "--key key --baseline-author me --baseline-reason planted"
      _ = try scan(folder, "c/us-name-kept.dcm --write-baseline b.jsonl -q \(accept)")
      var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
      let name = try #require(
        bytes.firstRange(of: Array("PN".utf8) + [bytes[bytes.firstIndex(of: 0)!]])
          ?? bytes.firstRange(of: Array("PN".utf8)))
      // The first letter of the patient's name, behind VR and length.
      bytes[name.lowerBound + 4] =
        bytes[name.lowerBound + 4] == UInt8(ascii: "B") ? UInt8(ascii: "C") : UInt8(ascii: "B")
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      let run = try scan(folder, "c/us-name-kept.dcm --key key --baseline b.jsonl")
      #expect(run.status != 0)
      #expect(run.output.contains("fixed"), "\(run.output)")
    }
  }

  @Test func aFolderUnderAuditDoesNotDecideOnItsOwnAudit() throws {
    try work { folder in
      let rules = "ignore:\n- {check: 'attribute.*', path: '**', reason: none of your business}\n"
      try rules.write(toFile: folder + "/c/.deid-audit.yml", atomically: true, encoding: .utf8)
      let plain = try scan(folder, "c")
      #expect(plain.status == 1 && !plain.output.contains("Ignored"))
      let inside = try Program.run(
        "sh", ["-c", "cd '\(folder)/c' && '\(Program.folder)/deid-audit' scan . --scope attributes"])
      #expect(inside.status == 64 && inside.errors.contains("does not decide on its own audit"))
      let named = try scan(folder, "c --config c/.deid-audit.yml")
      #expect(named.output.contains("Ignored") && named.output.contains("c/.deid-audit.yml"))
      let without = try Program.run(
        "sh",
        ["-c", "cd '\(folder)/c' && '\(Program.folder)/deid-audit' scan . --no-config --scope attributes"])
      #expect(without.status == 1 && !without.output.contains("Ignored"))
    }
  }

  @Test func theConfigurationOfTheCurrentFolderIsReadAndTheCommandLineGoesFirst() throws {
    try work { folder in
      let text = """
        # what this project accepts
        fail-on: review
        hide-names: true
        options: [retain-uids]
        ignore:
          - check: uid.*
            path: ct-original-uids/**
            reason: the set was made to keep its UIDs
            expires: 2999-12-31
          - {check: text.*, path: nowhere/*, reason: an old rule}
        """
      try text.write(toFile: folder + "/.deid-audit.yml", atomically: true, encoding: .utf8)
      let run = try scan(folder, "c --json - --option retain-uids")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      let configuration = try #require(report["configuration"] as? [String: String])
      #expect(configuration["file"] == ".deid-audit.yml")
      let sum = try Program.run("sha256sum", [folder + "/.deid-audit.yml"]).output
      #expect(sum.hasPrefix(try #require(configuration["sha256"])))
      #expect((report["profile"] as? [String: Any])?["strict"] as? Bool == true)
      #expect((report["profile"] as? [String: Any])?["options"] as? [String] == ["retain-uids"])
      #expect(run.output.contains("\"path\":\"file #0\""))
      #expect(run.errors.contains("an old rule"))
      let other = try scan(folder, "c --json - --fail-on fail")
      #expect(other.output.contains("\"strict\":false"))
    }
  }

  @Test(arguments: [
    // the file, what is said
    ("profil: basic", ".deid-audit.yml:1:1: unknown key 'profil'"),
    ("profile: basic\nprofile: gate", "duplicate key 'profile'"),
    ("options:\n  - retain-everything", ":2:5: unknown option"),
    ("fail-on: note", ":1:10: unknown word 'note'"),
    ("max-findings: -1", ":1:15: '-1' is no number"), ("strict: true", "unknown key 'strict'"),
    ("ignore:\n- {check: text.nothing, path: '*', reason: x}", ":2:11: unknown check"),
    ("ignore:\n- {check: text.date, path: '*', reason: ' '}", "no reason"),
    ("ignore:\n- {check: text.date, reason: x}", "expected the key 'path'"),
    ("ignore:\n- {check: text.date, path: /etc/*, reason: x}", "is no pattern for paths"),
    ("ignore:\n- {check: text.date, path: '*', reason: x, expires: soon}", "is no day"),
    ("pixels: some", "expected all, none or sample:N"), ("a: [", "did not find"),
    ("profile: ours.yml", "ours.yml: cannot be read"),
  ])
  func aMistakeInAConfigurationIsNamedWithLineAndColumn(_ text: String, _ said: String) throws {
    let folder = Program.temporary("mistake")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    try text.write(toFile: folder + "/.deid-audit.yml", atomically: true, encoding: .utf8)
    let run = try scan(folder, "/etc/hostname")
    #expect(run.status == 64)
    #expect(run.errors.contains(said), "\(run.errors)")
  }

  /// Each file of the corpus has the one fault of its name, and all are one instance, which is a contradiction between
  /// them.
  @Test(arguments: [
    // the files, what is asked for beside, how many findings count, the exit code where as many may be left
    ("ct-nested-address", "", 1, 0), ("ct-nested-address ct-preamble-program", "", 3, 0),
    ("ct-nested-address ct-preamble-program", "--without-cohort", 2, 0),
    // a note does not count; what must be reviewed counts where it flags, and else is open
    ("mr-safe-private", "", 1, 0), ("ct-nested-address ct-no-claim", "--without-cohort --strict", 2, 0),
    ("ct-nested-address ct-no-claim", "--without-cohort", 1, 2),
    // nor is what could not be judged accepted
    ("ct-bytes-behind", "", 1, 2),
  ])
  func asManyFindingsAsAllowedPassAndOneMoreDoesNot(
    _ files: String, _ options: String, _ count: Int, _ status: Int
  ) throws {
    try work { folder in
      let names = files.split(separator: " ").map { "c/\($0).dcm" }.joined(separator: " ")
      let said = "may be left, and no more are"
      for allowed in [count, count + 1] {
        let run = try scan(folder, "\(names) \(options) --max-findings \(allowed)")
        #expect(run.status == status && run.output.contains(said), "\(allowed): \(run.output)")
        #expect(status == 2 || run.output.hasPrefix("ACCEPTED"))
      }
      for allowed in Set([count - 1, 0]) {
        let run = try scan(folder, "\(names) \(options) --max-findings \(allowed)")
        #expect(run.status == 1 && !run.output.contains(said), "\(allowed): \(run.output)")
      }
    }
  }

  @Test func outputsForServersHoldNoValue() throws {
    try work { folder in
      let run = try scan(
        folder, "c --junit j.xml --sarif s.sarif --markdown m.md --annotations --max-findings 10000 --key key"
      )
      #expect(run.output.contains("::error file=c/"))
      var text = run.output
      for name in ["j.xml", "s.sarif", "m.md"] {
        text += try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      }
      for planted in [
        "Morgan", "MORGAN", "Elm Street", "Westwood", "WESTWOOD", "4711-0042", "778812", "35999", "19570412",
      ] {
        #expect(!text.contains(planted), "\(planted)")
      }
      #expect(text.contains("\"uri\":\"c/us-name-kept.dcm\""))
      // The corpus has gaps, so that it is not accepted as a whole.
      #expect(run.status == 2)
    }
  }

  @Test func aConfigurationOfAnotherToolIsJudgedBeforeAnyFileIsRead() throws {
    let request = Program.temporary("anonymize.json")
    let report = Program.temporary("lint.json")
    defer { for path in [request, report] { unlink(path) } }
    try "{\"Keep\":[\"PatientName\"]}".write(toFile: request, atomically: true, encoding: .utf8)
    let run = try Program.run("deid-audit", ["lint", request, "--json", report])
    #expect(run.status == 1 && run.output.hasPrefix("NOT COVERED\n"))
    #expect(run.output.contains("(0010,0010) PatientName: Z demanded, kept"))
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("\"coverage\" : \"weaker\""))
    #expect(try Program.run("deid-audit", ["lint", "/etc/hostname"]).status == 64)
    #expect(try Program.run("deid-audit", ["lint", request, "--format", "word"]).status == 64)
  }

  /// The recipe that deid ships. It removes every UID, and leaves descriptions, institutions and private elements.
  @Test(.enabled(if: Program.pythonHas("deid"), "needs Python's deid"))
  func theShippedRecipeOfDeidLeavesRowsUncovered() throws {
    let folder = try Program.run("python3", ["-c", "import deid; print(deid.__path__[0])"]).output
    let recipe = String(folder.split(separator: "\n")[0]) + "/data/deid.dicom"
    let run = try Program.run("deid-audit", ["lint", recipe, "--json", "-"])
    #expect(run.status == 1)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(report["rows"] as? [[String: String]])
    let open = Set(rows.filter { $0["coverage"] != "covered" }.compactMap { $0["tag"] })
    for tag in ["(0008,0080)", "(0008,1030)", "(0010,0040)", "(odd group)"] {
      #expect(open.contains(tag), "\(tag)")
    }
    for tag in ["(0008,0018)", "(0010,0010)", "(0008,0020)", "(0010,0020)"] {
      #expect(!open.contains(tag), "\(tag)")
    }
  }

  /// The example of the documentation, run as its reader runs it.
  @Test(
    .enabled(
      if: Program.pythonHas("pytest") && Program.pythonHas("pydicom"), "needs Python's pytest and pydicom"))
  func theExampleOfATestOfAnAnonymizerPasses() throws {
    let run = try Program.run(
      "python3",
      [
        "-m", "pytest", "-q", "-p", "no:cacheprovider", Program.root + "/Tests/Examples/test_anonymizer.py",
      ],
      environment: ["DEID_AUDIT": Program.folder + "/deid-audit", "PYTHONDONTWRITEBYTECODE": "1"])
    #expect(run.status == 0, "\(run.output.suffix(2_000))")
    #expect(run.output.contains("3 passed"))
  }

  /// The workflow of the documentation against the schema that check-jsonschema brings.
  @Test(.enabled(if: Program.has("check-jsonschema"), "needs Python's check-jsonschema"))
  func theExampleOfAWorkflowIsValid() throws {
    let run = try Program.run(
      "check-jsonschema",
      ["--builtin-schema", "vendor.github-workflows", Program.root + "/Tests/Examples/github-actions.yml"])
    #expect(run.status == 0, "\(run.output)")
  }

  @Test(arguments: [
    ("yaml", "github-actions.yml"), ("yaml", "pre-commit-config.yaml"), ("python", "test_anonymizer.py"),
  ])
  func theExamplesOfTheManualAreTheFilesThatAreTried(_ language: String, _ name: String) throws {
    let manual = try String(contentsOfFile: Program.root + "/README.md", encoding: .utf8)
    let file = try String(contentsOfFile: Program.root + "/Tests/Examples/" + name, encoding: .utf8)
    #expect(manual.contains("```\(language)\n\(file)```\n"))
  }
}
