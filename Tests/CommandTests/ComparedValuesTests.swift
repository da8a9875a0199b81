import Foundation
import Testing

/// The values of originals that `compare` looks for in the outputs, and the maps that it takes and writes.
@Suite(.enabled(if: Program.pythonHas("pydicom"), "needs python3 with pydicom")) struct ComparedValuesTests {
  /// Two patients' CT images and what a right anonymizer makes of them; then changes to the outputs, by pydicom.
  private static func cohort(_ change: String) throws -> String {
    let folder = Program.temporary("compared")
    let made = try Program.run(
      "make-corpus",
      [
        folder + "/in", "--patients", "2", "--studies", "ct", "--clean-twin", folder + "/out", "--key",
        folder + "/key",
      ])
    #expect(made.status == 0, "\(made.errors)")
    let python = try Program.run("python3", ["-c", prelude + change, folder])
    #expect(python.status == 0, "\(python.errors)")
    return folder
  }

  /// `one` and `other` are an output of each patient, `name` is the original name of the first.
  private static let prelude = """
    import csv, gzip, os, sys
    import pydicom
    from pydicom.dataset import Dataset
    from pydicom.sequence import Sequence
    folder = sys.argv[1]
    rows = list(csv.DictReader(open(folder + "/key/files.csv")))
    first = rows[0]
    second = next(row for row in rows if row["original"].split("/")[0] != first["original"].split("/")[0])
    original = pydicom.dcmread(folder + "/in/" + first["original"])
    name = str(original.PatientName)
    one, other = folder + "/out/" + first["clean"], folder + "/out/" + second["clean"]
    data = pydicom.dcmread(other)

    """

  private static func findings(_ folder: String, _ arguments: [String] = []) throws -> [[String: Any]] {
    let run = try Program.run(
      "deid-audit",
      [
        "compare", "-q", "--scope", "attributes", "--json", folder + "/report.json",
        "--option", "clean-descriptors", "--option", "retain-safe-private",
      ] + arguments + [folder + "/in", folder + "/out"])
    #expect([0, 1, 2].contains(run.status), "\(run.errors)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/report.json"))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    // What agrees with no other file is known only at the end, and stands behind the files.
    let files =
      try #require(report["files"] as? [[String: Any]]) + (report["repeated"] as? [[String: Any]] ?? [])
    return files.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
  }

  private static func places(of check: String, _ findings: [[String: Any]]) -> Set<String> {
    Set(
      findings.filter { $0["check"] as? String == check }.compactMap {
        ($0["place"] as? [String: Any])?["path"] as? String
      })
  }

  @Test func aNameOfOnePatientIsFoundInAnothersOutputs() throws {
    let folder = try Self.cohort(
      """
      data.ImageComments = "seen beside " + name.replace("^", " ")
      item = Dataset()
      item.CodeMeaning = name
      data.ProcedureCodeSequence = Sequence([item])
      data.private_block(0x0029, "MADE UP", create=True).add_new(1, "OB", gzip.compress(name.encode() + b"\\0" * 40))
      data.save_as(other)
      """)
    defer { Self.remove(folder) }
    let places = Self.places(of: "known.listed", try Self.findings(folder))
    #expect(places == ["(0020,4000)", "(0008,1032)[0].(0008,0104)", "(0029,1001)"], "\(places)")
  }

  @Test func nothingIsFoundWhereNothingStayed() throws {
    let folder = try Self.cohort("")
    defer { Self.remove(folder) }
    let findings = try Self.findings(folder)
    #expect(!findings.isEmpty)
    #expect(Self.places(of: "known.listed", findings).isEmpty)
  }

  @Test func givenMapsAreHeldAgainstWhatTheOutputsHave() throws {
    let folder = try Self.cohort(
      """
      with open(folder + "/uids.csv", "w") as rows:
          rows.write("original,new\\n%s,2.25.4711\\n" % original.StudyInstanceUID)
      with open(folder + "/patients.csv", "w") as rows:
          rows.write("original,new\\n%s,SOMEBODY-ELSE\\n" % original.PatientID)
      """)
    defer { Self.remove(folder) }
    let findings = try Self.findings(
      folder,
      [
        "--uid-map", folder + "/uids.csv", "--patient-map", folder + "/patients.csv", "--write-maps",
        folder + "/maps",
      ])
    let messages = Set(
      findings.compactMap { $0["message"] as? String }.filter {
        $0.contains("another one") || $0.contains("new id")
      })
    #expect(
      messages == [
        "The original's UID is replaced by another one than in the given map.",
        "The patient has another new id in the given map.",
      ], "\(messages)")
    // What was given stays in the maps, what was found is in them, and only their owner reads them.
    for (name, row) in [("uid-map", "2.25.4711"), ("patient-map", "SOMEBODY-ELSE")] {
      let path = "\(folder)/maps/\(name).csv"
      let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(rows.first == (name == "patient-map" ? "original,new,offset_days" : "original,new"))
      #expect(rows.count > 2 || name == "patient-map" && rows.count == 3, "\(rows.count)")
      #expect(rows.contains { $0.contains("," + row) })
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func distancesOfDatesAreWrittenWithTheMapsAndHeldToThemWhenGiven() throws {
    let folder = try Self.cohort(
      """
      import datetime
      def days(path):
          return datetime.datetime.strptime(pydicom.dcmread(path).StudyDate, "%Y%m%d").toordinal()
      with open(folder + "/distances.csv", "w") as table, open(folder + "/other.csv", "w") as wrong:
          table.write("original,new,offset_days\\n")
          wrong.write("original,new,offset_days\\n")
          for row in [first, second]:
              before, after = folder + "/in/" + row["original"], folder + "/out/" + row["clean"]
              ids = [pydicom.dcmread(path).PatientID for path in (before, after)]
              table.write("%s,%s,%d\\n" % (*ids, days(after) - days(before)))
              wrong.write("%s,%s,%d\\n" % (*ids, days(after) - days(before) + (row is first)))
      """)
    defer { Self.remove(folder) }
    let (maps, modified) = ("\(folder)/maps", ["--option", "retain-longitudinal-modified-dates"])
    let check = "compare.date-shift-differs"
    #expect(Self.places(of: check, try Self.findings(folder, modified + ["--write-maps", maps])).isEmpty)
    let written = try [maps + "/patient-map.csv", folder + "/distances.csv"].map {
      try String(contentsOfFile: $0, encoding: .utf8).split(separator: "\n").sorted()
    }
    #expect(written[0] == written[1])
    let held = try Self.findings(folder, modified + ["--patient-map", maps + "/patient-map.csv"])
    #expect(Self.places(of: check, held).isEmpty)
    let other = try Self.findings(folder, modified + ["--patient-map", folder + "/other.csv"])
    // Said once a file, at the first of its dates.
    #expect(Self.places(of: check, other) == ["(0008,0012)"])
  }

  @Test func aBaselineTakesWhatAComparisonFinds() throws {
    // A study that falls apart is known only once all files were compared.
    func change(_ uid: String) -> String {
      "last = folder + '/out/' + rows[-1]['clean']; data = pydicom.dcmread(last)\n"
        + "data.StudyInstanceUID = '\(uid)'; data.save_as(last)"
    }
    let folder = try Self.cohort(change("2.25.4711"))
    defer { Self.remove(folder) }
    #expect(try Program.run("deid-audit", ["key", "new", folder + "/key.txt"]).status == 0)
    func compare(_ arguments: [String]) throws -> Program.Run {
      try Program.run(
        "deid-audit",
        ["compare", "--scope", "attributes", "--key", folder + "/key.txt"] + arguments + [
          folder + "/in", folder + "/out",
        ])
    }
    let baseline = folder + "/baseline.jsonl"
    let first = try compare([
      "--write-baseline", baseline, "--baseline-author", "me", "--baseline-reason", "known",
    ])
    #expect(first.status == 1)
    #expect(try String(contentsOfFile: baseline, encoding: .utf8).contains("compare.uid-inconsistent"))
    let again = try compare(["--baseline", baseline])
    // What no fingerprint holds, such as a sequence, has no entry and stays.
    #expect(again.output.contains(/of (\d+) entries \1 unchanged, 0 fixed/), "\(again.output)")
    #expect(!again.output.contains("UID is replaced differently"), "\(again.output)")
    // What is put right is said, and one that is new is not accepted.
    let changed = try Program.run("python3", ["-c", Self.prelude + change("2.25.4712"), folder])
    #expect(changed.status == 0, "\(changed.errors)")
    let other = try compare(["--baseline", baseline])
    #expect(other.output.contains(/unchanged, [1-9]\d* fixed/), "\(other.output)")
    #expect(other.output.contains("UID is replaced differently"), "\(other.output)")
  }

  private static func remove(_ folder: String) {
    do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) }
  }
}
