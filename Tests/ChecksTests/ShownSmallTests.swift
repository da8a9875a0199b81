import Corpus
import Findings
import Testing

@testable import Checks

/// Which files have a picture that the report may show. The base is a CT of a chest.
@Test(
  arguments: [
    ("! shows-nothing", true),
    ("! shows 120 kV", false),
    ("! stream-text made by Avery Morgan", false),
    ("! irregular-pixels a fragment too many", false),
    ("! shows-nothing\n-(0018,0015)", false),
    ("! shows-nothing\n(0018,0015) CS", false),
    ("! shows-nothing\n(0018,0015) CS HEAD", false),
    ("! shows-nothing\n(0018,0015) CS WESTWOOD", false),
    ("! shows-nothing\n(0008,1030) LO BRAIN AND CHEST", false),
    ("! shows-nothing\n(0008,0060) CS XC", false),
    ("! shows-nothing\n(0008,0060) CS DX\n(0018,0015) CS SKULL", false),
    ("! shows-nothing\n(0008,0060) CS DX\n(0018,0015) CS KNEE", true),
    ("! shows-nothing\n(0028,0301) CS YES", false), ("! shows-nothing\n(0028,0302) CS YES", false),
  ] as [(String, Bool)])
func aPictureIsKeptForTheReportOnlyOfAnotherPartThanTheHeadAndWithoutText(_ text: String, _ isKept: Bool)
  throws
{
  let one = try Case(
    name: "", check: "", text: text + "\n(7FE0,0010) OW = 00 00", bases: Judging.bases.get())
  let result = Judging.result(one.bytes, try Judging.rules(), shown: one.shown)
  #expect((result.thumbnail != nil) == isKept)
}

/// What a text was found to be under one attribute says nothing of it under another.
@Test(
  arguments: [
    "(0018,1061) LO ANONYMIZED", "(0018,1061) LO harlow adele", "(0008,1030) LO harlow adele",
    "(0008,103E) LO T1 AX", "(0018,1030) LO T1 AX", "(0018,7062) LT T1 AX", "(0018,1000) LO 12345678",
    "(0018,7062) LT 12345678", "(0018,1061) LO 12345678", "(0018,0010) LO 12345678",
    "(0018,0010) LO ANONYMIZED", "(0018,7062) LT harlow adele",
    "(0019,0010) LO SIEMENS MR HEADER\n(0019,1008) LO 12345678 T1 AX no 4",
    "(0019,0010) LO WESTWOOD\n(0019,1008) LO 12345678 T1 AX no 4", "(0010,0010) PN ANONYMIZED",
    "(0010,0020) LO ANONYMIZED",
  ])
func whatOneAuditorReadBeforeChangesNothing(_ text: String) throws {
  func lines(_ result: FileResult) -> [String] {
    result.findings.map { "\($0.check) \($0.severity) \($0.place) \($0.message)" }
  }
  let options: [String] = ["clean-descriptors", "retain-device-identity", "retain-safe-private"]
  let rules = try Judging.rules(options: options)
  func file(_ text: String) throws -> Case {
    try Case(name: "", check: "", text: text, bases: Judging.bases.get())
  }
  let one = try file(text)
  let alone = lines(Judging.result(one.bytes, rules))
  var auditor = FileAuditor(rules)
  for other in [
    "(0018,1061) LO ANONYMIZED\n(0008,1030) LO T1 AX\n(0018,1000) LO 12345678",
    "(0008,1030) LO harlow adele\n(0018,7062) LT 12345678\n(0018,1030) LO ANONYMIZED",
    "(0018,7062) LT T1 AX\n(0018,0010) LO harlow adele\n(0008,103E) LO 12345678",
    "(0019,0010) LO SIEMENS MR HEADER\n(0019,1008) LO 12345678 T1 AX no 4",
    "(0019,0010) LO WESTWOOD\n(0019,1008) LO 12345678 T1 AX no 4", text, text,
  ] {
    _ = auditor.audit(try file(other).bytes, index: 0, shown: ShownPath(Array("other.dcm".utf8)))
  }
  #expect(lines(auditor.audit(one.bytes, index: 0, shown: ShownPath(Array("case.dcm".utf8))).0) == alone)
}
