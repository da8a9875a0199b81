import DICOM
import Foundation
import Pixels
import Testing

@testable import Score

/// A check of a key, by default about Study Date.
func check(
  _ action: ScoreAction, value: String? = nil, text: String? = nil, label: String = "<(0008,0020)>"
) throws -> AnswerCheck {
  let fields: [String] = [
    "\"action\":\"\(action.marked)\"", "\"value\":\(value.map(ScoreLines.quoted) ?? "null")",
    "\"action_text\":\(text.map(ScoreLines.quoted) ?? "null")", "\"tag\":null", "\"tag_ds\":\"\(label)\"",
    "\"tag_name\":null", "\"answer_category_v2\":{}",
  ]
  let json = "{\"0\":{\(fields.joined(separator: ","))}}"
  return try #require(try AnswerCheck.checks(in: Array(json.utf8), row: 1).first)
}

/// A map of identifiers, of the rows below its header.
func map(_ rows: String) throws -> IdentifierMap {
  try IdentifierMap(Array("id_old,id_new\n\(rows)".utf8), path: "m")
}

private func judge() throws -> StrictJudge {
  StrictJudge(uids: try map("1,2\n3,4\n5,6\n7,6\n"), patients: try map("A,B\nC,B\n"))
}

@Test(
  arguments: [
    // original, found, what it comes to
    ("<20150312>", "<20150302>", .shifted(days: -10)), ("<20150312>", "<>", .failed(.emptied)),
    ("<20150312>", nil, .failed(.absent)), ("<20150312>", "<REMOVED>", .failed(.noDate)),
    ("<20160301>", "<20160229>", .shifted(days: -1)), ("<20150301>", "<20150228>", .shifted(days: -1)),
    ("<20150312101112.5+0100>", "<20150313000000>", .shifted(days: 1)), ("<101112>", "<000000>", .passed),
    ("<['20150312', '20150401']>", "<['20150313', '20150402']>", .shifted(days: 1)),
    ("<['20150312', '20150401']>", "<['20150313', '20150403']>", .failed(.otherOffset)),
    ("<['20150312', '20150401']>", "<20150313>", .failed(.noDate)), ("<text>", "<other>", .failed(.errored)),
    ("<20000101>", "<19000101>", .shifted(days: -36524)),
  ] as [(String, String?, StrictResult)])
func anEmptiedOrOddDateIsNotShifted(_ original: String, _ found: String?, _ expected: StrictResult) throws {
  let check = try check(.dateShifted, value: original)
  #expect(try judge().judge(check, .judged(true, found)) == expected)
}

@Test func aPatientHasOneOffset() {
  var offsets = PatientOffsets(declared: ["D": -5])
  for days in [3, 3, 4] { offsets.add(days, of: "A") }
  for days in [3, 4] { offsets.add(days, of: "B") }
  offsets.add(0, of: "C")
  offsets.add(-4, of: "D")
  #expect(offsets.judge(3, of: "A") == nil)
  #expect(offsets.judge(4, of: "A") == .otherOffset)
  #expect(offsets.judge(3, of: "B") == .noOffset)
  #expect(offsets.judge(0, of: "C") == .otherOffset)
  #expect(offsets.judge(-4, of: "D") == .otherOffset)
  #expect(offsets.judge(-5, of: "D") == nil)
}

@Test(
  arguments: [
    // action, original, found, official, what it comes to
    (.uidConsistent, "<1>", "<2>", true, .passed), (.uidConsistent, "<1>", nil, true, .failed(.absent)),
    (.uidConsistent, "<5>", "<6>", true, .failed(.sharedIdentifier)),
    (.uidConsistent, "<['1', '3']>", "<['2', '4']>", false, .passed),
    (.uidConsistent, "<['1', '3']>", "<['4', '2']>", false, .failed(.official)),
    (.uidConsistent, "<8>", "<>", false, .failed(.official)),
    (.patientIDConsistent, "<A>", "<B>", true, .failed(.sharedIdentifier)),
    (.uidChanged, "<1>", "<>", true, .failed(.emptied)), (.uidChanged, "<1>", nil, true, .passed),
    (.textNotNull, "<[x]>", "<[]>", true, .failed(.emptied)), (.textRemoved, "<A>", nil, true, .passed),
    (.textRetained, "<A>", "<A>", nil, .failed(.errored)),
    (.tagRetained, "<A>", nil, false, .failed(.official)),
  ] as [(ScoreAction, String, String?, Bool?, StrictResult)])
func whatShowsNothingFails(
  _ action: ScoreAction, _ original: String, _ found: String?, _ official: Bool?, _ expected: StrictResult
) throws {
  let check = try check(action, value: original)
  let result = OfficialResult(passed: official, score: nil, found: found)
  #expect(try judge().judge(check, result) == expected)
}

private func picture(_ frame: Int, _ lines: [(text: String, x: Int, y: Int)]) -> SeenPicture {
  var picture = SeenPicture(
    number: frame, place: PicturePlace(ElementPath([], Tag(0x7FE0, 0x0010)), frame: frame))
  picture.lines = lines.map { line in
    SeenLine(
      x: line.x, y: line.y, width: 60, height: 10,
      words: line.text.split(separator: " ").map { SeenWord(text: String($0), confidence: 1) },
      isCutShort: false,
      rendering: "full-range", crop: nil)
  }
  return picture
}

private let box =
  "<{\"text\": \"DOE JANE\\nDOB:[M] PX-7\", \"top_left\": [0, 0], \"bottom_right\": [100, 20]}>"

@Test(
  arguments: [
    // lines of two frames, official, strict
    ([], [], true, .passed), ([("DOE", 0, 0)], [], false, .failed(.official)),
    ([], [("X JANE", 90, 15)], false, .failed(.official)),
    ([("JANE", 0, 30)], [], true, .failed(.textElsewhere)),
    ([("L 5 cm", 0, 0)], [], true, .passed), ([("JANES", 0, 50)], [], true, .passed),
  ] as [([(text: String, x: Int, y: Int)], [(text: String, x: Int, y: Int)], Bool, StrictResult)])
func theWholeFrameIsRead(
  _ first: [(text: String, x: Int, y: Int)], _ second: [(text: String, x: Int, y: Int)], _ official: Bool,
  _ strict: StrictResult
) throws {
  var seen = SeenPictures()
  seen.pictures = [picture(0, first), picture(1, second)]
  let judge = PixelJudge(comparison: TextComparison(try Fixture.words()))
  let result = judge.judge(try check(.pixelsHidden, text: box), seen)
  #expect(result.0.passed == official)
  #expect(result.1 == strict)
}

@Test func aPictureThatWasNotReadIsABlankAndFails() throws {
  let judge = PixelJudge(comparison: TextComparison(try Fixture.words()))
  var seen = SeenPictures()
  seen.pictures = [picture(0, [])]
  seen.pictures[0].problem = "not decoded"
  #expect(judge.judge(try check(.pixelsHidden, text: box), seen) == (.blank(nil), .failed(.notRead)))
  #expect(
    judge.judge(try check(.pixelsHidden, text: box), SeenPictures()) == (.blank(nil), .failed(.notRead)))
  seen.pictures[0].problem = nil
  for text in ["<{}>", "<x>", nil, "<{\"text\":\"a\",\"top_left\":[1],\"bottom_right\":[2,3]}>"] {
    #expect(judge.judge(try check(.pixelsHidden, text: text), seen) == (.blank(nil), .failed(.errored)))
  }
}
