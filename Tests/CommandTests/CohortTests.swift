import Foundation
import Testing

/// Cohorts as `make-corpus` writes them, looked at by other programs.
@Suite(.serialized) struct CohortTests {
  /// A cohort with its twin and key, in folders that are new. A class, since it takes them away.
  private final class Written {
    let folder = Program.temporary("cohort")
    var originals: String { folder + "/originals" }
    var clean: String { folder + "/clean" }
    var key: String { folder + "/key" }

    init(_ arguments: [String]) throws {
      let made = try Program.run(
        "make-corpus", [originals, "--clean-twin", clean, "--key", key] + arguments)
      guard made.status == 0 else { throw Program.Failed(what: made.errors) }
    }

    deinit {
      do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) }
    }

    /// The digests of all files, as sha256sum prints them.
    func digests() throws -> String {
      let script = "cd \(folder) && find . -type f ! -name '*.db' | sort | xargs sha256sum"
      return try Program.run("sh", ["-c", script]).output
    }

    /// A column of the key, as often as it is there.
    func rows(_ file: String) throws -> [Substring] {
      try String(contentsOfFile: "\(key)/\(file)", encoding: .utf8).split(separator: "\n").dropFirst().map {
        $0
      }
    }
  }

  /// The ids of `leaks.csv`.
  private func leaks() throws -> Set<String> {
    let table = try String(contentsOfFile: Program.root + "/Corpus/Cohort/leaks.csv", encoding: .utf8)
    return Set(
      table.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) })
  }

  /// The ids of the leaks in a key.
  private func planted(_ written: Written) throws -> Set<String> {
    let ids = try leaks()
    let key = try String(contentsOfFile: written.key + "/key.csv", encoding: .utf8)
    return ids.filter { key.contains(",\($0),") }
  }

  @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws {
    let kinds = ["--patients", "2", "--studies", "cr,us,pdf,sr"]
    let digests = try Written(kinds + ["--seed", "7"]).digests()
    #expect(digests.count > 1000)
    #expect(try Written(kinds + ["--seed", "7"]).digests() == digests)
    #expect(try Written(kinds + ["--seed", "8"]).digests() != digests)
  }

  @Test func aCohortOfThreeHasEveryLeakThoughNoPatientHasAll() throws {
    let written = try Written(["--patients", "3", "--no-every-leak"])
    #expect(try planted(written) == leaks())
    let all = try written.rows("key.csv").count
    #expect(try all < Written(["--patients", "3"]).rows("key.csv").count)
  }

  @Test(.enabled(if: Program.has("python3")))
  func theTableOfAttributesIsThatOfTheStandard() throws {
    let written = Program.temporary("attributes.csv")
    let script = Program.root + "/Tests/Tools/make_cohort_attributes.py"
    #expect(try Program.run("python3", [script, written]).status == 0)
    let table = try String(contentsOfFile: Program.root + "/Corpus/Cohort/attributes.csv", encoding: .utf8)
    #expect(try String(contentsOfFile: written, encoding: .utf8) == table)
  }

  @Test func thereAreAHundredLeaksAndMore() throws {
    #expect(try leaks().count >= 100)
  }

  @Test(.enabled(if: Program.pythonHas("pydicom, numpy")))
  func everyLeakIsAtItsPlaceAndReferencesMapsAndTheTwinAgree() throws {
    for arguments in [["--patients", "3"], ["--patients", "3", "--seed", "11", "--no-every-leak"]] {
      let written = try Written(arguments)
      let script = Program.root + "/Tests/Tools/check_cohort.py"
      let checked = try Program.run("python3", [script, written.originals, written.clean, written.key])
      #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    }
  }

  @Test(.enabled(if: Program.has("dciodvfy")))
  func filesOnBothSidesAreValidForTheirIOD() throws {
    let written = try Written(["--patients", "1"])
    for side in [written.originals, written.clean] {
      let script = "find \(side) -type f | sort | while read f; do dciodvfy \"$f\" 2>&1 | grep ^Error; done"
      let errors = try Program.run("sh", ["-c", script]).output.split(separator: "\n")
      // A NUL within a text, and text behind the samples, are what two of the leaks are.
      let others = errors.filter {
        !$0.contains("Filter Type") && !$0.contains("got 1311")
          && !$0.hasSuffix("contains invalid data values for Value Representations")
      }
      #expect(others == [])
    }
  }

  @Test func nothingInTheCleanTwinFails() throws {
    let written = try Written(["--patients", "1"])
    let report = written.folder + "/report.json"
    _ = try Program.run(
      "deid-audit", ["scan", written.clean, "--options-from-claim", "--json", report, "--quiet"])
    let data = try Data(contentsOf: URL(fileURLWithPath: report))
    let whole = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let files = try #require(whole["files"] as? [[String: Any]])
    #expect(files.count == 22)
    let failing = files.flatMap { file in
      (file["findings"] as? [[String: Any]] ?? []).filter { $0["severity"] as? String == "fail" }
        .map { "\(file["path"] ?? "") \($0["check"] ?? "") \($0["place"] ?? "")" }
    }
    #expect(failing == [])
    let between = try #require((whole["cohort"] as? [String: Any])?["findings"] as? [[String: Any]])
    let checks = between.compactMap { ($0["finding"] as? [String: Any])?["check"] as? String }
    // One patient is alike with nobody; else nothing contradicts.
    #expect(
      checks.count == between.count && checks.allSatisfy { $0 == "cohort.class-too-small" }, "\(checks)")
  }

  /// What pydicom counts in a folder: patients, studies of several patients, series in several studies, UIDs of several
  /// instances.
  private static let counter = """
    import collections, json, os, sys
    import pydicom
    patients, of = set(), [collections.defaultdict(set) for _ in range(3)]
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            data = pydicom.dcmread(os.path.join(folder, name))
            if data.get("DirectoryRecordSequence"): continue
            patients.add(data.PatientID)
            of[0][data.StudyInstanceUID].add(data.PatientID)
            of[1][data.SeriesInstanceUID].add(data.StudyInstanceUID)
            of[2][data.SOPInstanceUID].add(os.path.join(folder, name))
    print(json.dumps([len(patients)] + [sum(len(v) > 1 for v in one.values()) for one in of]))
    """

  @Test(.enabled(if: Program.pythonHas("pydicom")))
  func eachContradictionOfTheCohortIsFoundAndNoneInItsTwin() throws {
    let folder = Program.temporary("contradictions")
    let made = try Program.run(
      "make-corpus",
      ["\(folder)/planted", "--contradictions", "--clean-twin", "\(folder)/clean", "--key", "\(folder)/key"])
    #expect(made.status == 0, "\(made.errors)")
    let list = try String(contentsOfFile: "\(folder)/key/contradictions.csv", encoding: .utf8)
    let planted = list.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first }
    #expect(planted.count > 20)
    func found(_ name: String) throws -> [String] {
      let report = "\(folder)/\(name).json"
      _ = try Program.run(
        "deid-audit",
        [
          "scan", "\(folder)/\(name)", "--quiet", "--no-config", "--json", report,
          "--option", "retain-longitudinal-modified-dates", "--option", "retain-patient-characteristics",
          "--option", "retain-device-identity", "--option", "clean-descriptors",
        ])
      let data = try Data(contentsOf: URL(fileURLWithPath: report))
      let whole = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      let between = try #require((whole["cohort"] as? [String: Any])?["findings"] as? [[String: Any]])
      return between.compactMap { ($0["finding"] as? [String: Any])?["check"] as? String }
    }
    #expect(try found("planted").sorted() == planted.map(String.init).sorted())
    #expect(try found("clean") == [])
    func counted(_ name: String) throws -> [Int] {
      let run = try Program.run("python3", ["-c", Self.counter, "\(folder)/\(name)"])
      #expect(run.status == 0, "\(run.errors)")
      return try JSONDecoder().decode([Int].self, from: Data(run.output.utf8))
    }
    #expect(try counted("clean") == [200, 0, 0, 0])
    #expect(try counted("planted").dropFirst() == [1, 1, 1])
    try FileManager.default.removeItem(atPath: folder)
  }
}
