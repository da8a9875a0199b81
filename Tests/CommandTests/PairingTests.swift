import Foundation
import Testing

/// Pairs that `compare` finds, held to the key of a cohort: files are renamed, and no UID stays.
@Suite(.serialized) struct PairingTests {
  /// A way to make outputs: what it is called, and how many of the pairs have to be found at least.
  struct Treatment: Sendable, CustomTestStringConvertible {
    let name: String
    let share: Double
    var testDescription: String { name }

    static let all = [
      Treatment(name: "consistent", share: 1), Treatment(name: "loose", share: 0.7),
      Treatment(name: "half", share: 0.7),
    ]
  }

  /// A small anonymizer, and the table of what it made of what. `consistent`: a new UID for each, one new id for each
  /// patient, dates moved. `loose`: new UIDs at every place, no patient id, no sequences of references. `half`: like
  /// the first, but of half of the originals there is no output, and another half of the outputs has no original.
  private static let anonymizer = """
    import hashlib, os, shutil, sys
    import pydicom
    from pydicom.uid import UID_dictionary
    way, source, originals, outputs, table = sys.argv[1:]
    uids, count = {}, [0]
    def new_uid(old):
        if old in UID_dictionary or not old: return old
        count[0] += 1
        if way == "loose": return "2.25.%d" % (10 ** 30 + count[0])
        return uids.setdefault(old, "2.25.%d" % (10 ** 30 + count[0]))
    def clean(data):
        for element in list(data):
            if element.tag.is_private or element.tag.group == 0x0012: del data[element.tag]
            elif element.VR == "SQ":
                for item in element.value: clean(item)
            elif element.VR == "UI" and not isinstance(element.value, str):
                element.value = [new_uid(str(uid)) for uid in element.value]
            elif element.VR == "UI": element.value = new_uid(str(element.value))
            elif element.VR == "PN": element.value = "X"
            elif element.VR in ("DA", "DT", "TM"): element.value = ""
            elif element.VR in ("LO", "LT", "ST", "UT", "SH") and element.tag.group != 0x0040 \\
                and element.keyword not in ("CodeValue", "CodingSchemeDesignator", "CodeMeaning"): element.value = ""
    files = sorted(os.path.join(d, f) for d, _, fs in os.walk(source) for f in fs)
    with open(table, "w") as rows:
        for number, path in enumerate(files):
            try: data = pydicom.dcmread(path)
            except Exception: continue
            name = os.path.relpath(path, source)
            kept = hashlib.sha256(("a" + name).encode()).hexdigest()
            made = hashlib.sha256(("b" + name).encode()).hexdigest()
            if way != "half" or number % 4 != 0:
                shutil.copy(path, os.path.join(originals, kept))
            if way == "half" and number % 4 == 1: continue
            patient = str(data.get("PatientID", ""))
            clean(data)
            if way != "loose": data.PatientID = "P" + hashlib.sha256(patient.encode()).hexdigest()[:8]
            data.PatientIdentityRemoved = "YES"
            data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
            data.save_as(os.path.join(outputs, made))
            rows.write("%s,%s\\n" % (kept if way != "half" or number % 4 != 0 else "", made))
    """

  private static func pairs(_ folder: String) throws -> [[String]] {
    try String(contentsOfFile: folder + "/pairs.csv", encoding: .utf8).split(separator: "\n").dropFirst().map
    {
      line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.split(separator: "/").last.map(String.init) ?? ""
      }
    }
  }

  private static func compare(_ originals: String, _ outputs: String, maps: String) throws -> [[String]] {
    let run = try Program.run(
      "deid-audit",
      ["compare", "-q", "--pixels", "sample:1", originals, outputs, "--write-maps", maps, "--not-swapped"],
      environment: ["OMP_THREAD_LIMIT": "1"])
    #expect([0, 1, 2].contains(run.status), "\(run.errors)")
    return try pairs(maps)
  }

  @Test func renamedFilesOfACohortFindTheirOriginals() throws {
    let folder = Program.temporary("pairing")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    let made = try Program.run(
      "make-corpus",
      [folder + "/in", "--patients", "2", "--clean-twin", folder + "/twin", "--key", folder + "/key"])
    #expect(made.status == 0, "\(made.errors)")
    let out = folder + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    var truth: [String: String] = [:]
    let rows = try String(contentsOfFile: folder + "/key/files.csv", encoding: .utf8).split(separator: "\n")
    for (number, row) in rows.dropFirst().enumerated() {
      let fields = row.split(separator: ",").map(String.init)
      // In an order that is not that of the originals.
      let name = "\(number * 7_919 % 1_000_003 % 10_007)-\(number)"
      try FileManager.default.moveItem(atPath: "\(folder)/twin/\(fields[1])", toPath: "\(out)/\(name)")
      truth[name] = "\(folder)/in/\(fields[0])"
    }
    // A copy does not make it open which original is meant.
    try FileManager.default.copyItem(atPath: "\(out)/\(try #require(truth.keys.min()))", toPath: "\(out)/zz")
    let found = try Self.compare(folder + "/in", out, maps: folder + "/maps").filter { !$0[0].isEmpty }
    let lines = try String(contentsOfFile: folder + "/maps/pairs.csv", encoding: .utf8).split(separator: "\n")
    #expect(found.count == truth.count)
    for (pair, line) in zip(found, lines.dropFirst()) {
      let original = line.split(separator: ",", omittingEmptySubsequences: false)[0]
      #expect(original.hasSuffix(truth[pair[1]]?.replacing(folder, with: "") ?? "none"), "\(line)")
    }
    let ways = Set(found.map { $0[2] })
    #expect(
      ways.isSubset(of: [
        "pixel-data", "pixel-fingerprint", "pixel-likeness", "structure", "content", "references",
        "elimination",
      ]), "\(ways)")
  }

  @Test(
    .enabled(if: Program.pythonHas("pydicom"), "needs python3 with pydicom"), arguments: Treatment.all)
  func noFileIsPairedWithAnothersOriginal(_ treatment: Treatment) throws {
    let folder = Program.temporary("pairing")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    let made = try Program.run(
      "make-corpus", [folder + "/in", "--patients", "3", "--key", folder + "/key"])
    #expect(made.status == 0, "\(made.errors)")
    for name in ["originals", "outputs"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    let python = try Program.run(
      "python3",
      [
        "-c", Self.anonymizer, treatment.name, folder + "/in", folder + "/originals", folder + "/outputs",
        folder + "/truth.csv",
      ])
    #expect(python.status == 0, "\(python.errors)")
    var truth: [String: String] = [:]
    for row in try String(contentsOfFile: folder + "/truth.csv", encoding: .utf8).split(separator: "\n") {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if !fields[0].isEmpty { truth[fields[1]] = fields[0] }
    }
    let found = try Self.compare(folder + "/originals", folder + "/outputs", maps: folder + "/maps")
    let pairs = found.filter { !$0[0].isEmpty && !$0[1].isEmpty }
    for pair in pairs { #expect(truth[pair[1]] == pair[0], "\(pair)") }
    #expect(
      Double(pairs.count) >= treatment.share * Double(truth.count), "\(pairs.count) of \(truth.count)")
  }
}
