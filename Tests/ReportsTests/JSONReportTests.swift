import DICOM
import Findings
import Foundation
import Reports
import Testing

@Suite struct JSONReportTests {
  @Test func aRunIsOneDocument() throws {
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(SampleRun().json)) as? [String: Any])
    #expect((document["files"] as? [Any])?.count == 5)
    #expect((document["end"] as? [String: Any])?["files"] as? Int == 5)
  }

  @Test func aRunWithoutFilesIsOneDocument() throws {
    let run = SampleRun().run
    let tally = Tally()
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: true)
    let bytes = JSONReport.beginning(run) + JSONReport.end(tally, verdict, run)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect((document["files"] as? [Any])?.isEmpty == true)
    let summary = try #require(document["summary"] as? [String: Any])
    let codes = ((summary["verdict"] as? [String: Any])?["reasons"] as? [[String: Any]])?.map {
      $0["code"] as? String
    }
    #expect(codes == ["interrupted", "nothing-read"])
  }

  @Test func theLastLineHasTheDigestOfTheLinesBeforeIt() throws {
    let lines = String(decoding: SampleRun().json, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    // What `head -n -1` prints.
    let before = Array((lines.dropLast(2).joined(separator: "\n") + "\n").utf8)
    let last = lines[lines.count - 2]
    #expect(last.hasPrefix("\"end\":{\"files\":5,\"findings\":9,\"sha256\":\"\(SHA256.hex(of: before))\"}}"))
  }

  @Test func aReportThatWasCutOffIsNoDocument() {
    let whole = SampleRun().json
    for length in stride(from: 0, to: whole.count - 1, by: 7) {
      #expect(throws: (any Error).self) {
        try JSONSerialization.jsonObject(with: Data(whole.prefix(length)))
      }
    }
  }

  @Test func hostileNamesStandAsTheyWereMeantAndNothingElseDoes() throws {
    let bytes = SampleRun(name: HostileText.name).json
    // Line feeds divide the parts; everything else that is not printable ASCII text is escaped or beyond
    // ASCII.
    #expect(!bytes.contains { ($0 < 0x20 && $0 != 0x0A) || $0 == 0x7F || [0x3C, 0x3E, 0x26].contains($0) })
    let text = String(decoding: bytes, as: UTF8.self)
    for scalar in text.unicodeScalars where scalar.value > 0x7F {
      #expect(
        ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory))
    }
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let profile = try #require(document["profile"] as? [String: Any])
    #expect(profile["name"] as? String == HostileText.name(91))
    #expect(profile["options"] as? [String] == ["clean-descriptors", HostileText.name(92)])
  }

  // By number, since a test's arguments are printed.
  @Test(arguments: HostileText.payloads.indices) func everyHostileNameIsReadBackAsItWas(_ number: Int) throws
  {
    let payload = HostileText.payloads[number]
    let run = SampleRun(name: { _ in payload }).run
    let tally = Tally()
    let verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
    let bytes = JSONReport.beginning(run) + JSONReport.end(tally, verdict, run)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let read = (document["profile"] as? [String: Any])?["name"] as? String
    #expect(read.map { Array($0.unicodeScalars) } == Array(payload.unicodeScalars))
  }

  @Test func evidenceIsOneObjectALine() throws {
    let record = EvidenceRecord(
      fingerprint: Fingerprint(
        check: "attribute.removed-present", place: .missing(ElementPath([], .patientName), keyword: nil),
        creator: [], value: [], key: nil),
      file: ShownPath(Array("a/b\n.dcm".utf8)), check: "attribute.removed-present", path: "(0010,0010)",
      text: "Ömer^\"A\"\n", bytes: [0x00, 0x0F, 0xA0, 0xFF], lengthInBytes: 12)
    let line = EvidenceLines.line(record)
    #expect(line.filter { $0 == 0x0A }.count == 1)
    #expect(line.last == 0x0A)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    #expect(object["value"] as? String == "Ömer^\"A\"\n")
    #expect(object["hex"] as? String == "000fa0ff")
    #expect(object["fingerprint"] as? String == record.fingerprint.description)
    #expect(object["file"] as? String == "a/b\\u{a}.dcm")
    #expect(object["bytes"] as? Int == 12)
  }
}
