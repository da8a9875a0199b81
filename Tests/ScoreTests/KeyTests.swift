import DICOM
import Foundation
import GRDB
import Rules
import Testing

@testable import Score

/// A key of one row with one check, or with something wrong.
private func key(_ sql: String) throws -> String {
  let path = try Fixture.temporary() + "/key.db"
  let database = try DatabaseQueue(path: path)
  try database.writeWithoutTransaction { try $0.execute(sql: sql) }
  try database.close()
  return path
}

private let columns =
  "Modality, SOPClassUID, PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, AnswerData"

private func oneRow(_ answer: String, instance: String = "1.2.3") -> String {
  "CREATE TABLE answer_data (\(columns)); INSERT INTO answer_data VALUES ('CT', '1', 7, '1.2', '1.2.1', '\(instance)', '\(answer)');"
}

private func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing"
  } catch {
    return "\(error)"
  }
}

@Test func damagedAndForeignFilesAreNoKeys() throws {
  let folder = try Fixture.temporary()
  let text = folder + "/text.db"
  try "no database, but long enough to have a header of one hundred bytes, which it has not.".write(
    toFile: text, atomically: true, encoding: .utf8)
  #expect(message { _ = try AnswerKey(path: text) }.hasSuffix("is no SQLite database"))
  #expect(message { _ = try AnswerKey(path: folder + "/none.db") }.hasSuffix("cannot be opened"))
  let other = try key("CREATE TABLE something (a)")
  #expect(
    message { _ = try AnswerKey(path: other) }.hasSuffix("expected a table 'answer_data'; there is none"))
  let short = try key("CREATE TABLE answer_data (Modality, SOPInstanceUID, AnswerData)")
  #expect(
    message { _ = try AnswerKey(path: short) }.hasSuffix(
      "has no column 'SOPClassUID', 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID'"))
  // A page in the middle is overwritten.
  let rows = (0..<200).map {
    "INSERT INTO answer_data VALUES ('CT','1',7,'1','1','1.\($0)','\(String(repeating: "x", count: 500))');"
  }
  let damaged = try key("CREATE TABLE answer_data (\(columns));" + rows.joined())
  var bytes = try Data(contentsOf: URL(fileURLWithPath: damaged))
  for index in 8_192..<20_000 { bytes[index] = 0xA5 }
  try bytes.write(to: URL(fileURLWithPath: damaged))
  #expect(message { _ = try AnswerKey(path: damaged) }.hasSuffix("the database is damaged"))
}

private let good = """
  {"0":{"tag":"<(0010,0010)>","tag_ds":"<(0010,0010)>","tag_name":"<N>","value":"<A>","action":"<text_removed>",\
  "action_text":"<A>","answer_category_v2":{"hipaa":{"m":"HIPAA-A"}}}}
  """

@Test(arguments: [
  // what AnswerData holds, the end of the error
  ("[]", "expected AnswerData to be an object of checks"), ("{\"0\":1}", "check 1: expected an object"),
  ("{\"0\":", "something else was expected at byte 5"),
  (good.replacing("text_removed", with: "text_eaten"), "<uid_consistent>, <patid_consistent>"),
  (good.replacing("\"action_text\"", with: "\"act\""), "has no field 'action_text'"),
  (good.replacing("\"tag_ds\"", with: "\"t\""), "has no field 'tag_ds'"),
])
func aCheckThatSaysNothingIsAnError(_ answer: String, _ end: String) throws {
  let key = try AnswerKey(path: try key(oneRow(answer)))
  let rows = try key.rows()
  let text = message { _ = try key.checks(of: rows[...]) }
  #expect(text.hasSuffix(end), "\(text)")
  #expect(text.contains("row 1"))
}

@Test func aCheckIsRead() throws {
  let key = try AnswerKey(path: try key(oneRow(good)))
  let rows = try key.rows()
  #expect(rows[0].patient == "7")
  let check = try #require(try key.checks(of: rows[...]).first?.first)
  #expect(check.action == .textRemoved && check.label == "<(0010,0010)>" && check.value == .text("<A>"))
  #expect(check.categories["hipaa_m"] == "HIPAA-A" && check.categories["prev_cat"] == "None")
  #expect(ScoreCategory(check)?.part == "HIPAA-A")
}

@Test func aKeyNeedsRowsWithUIDs() throws {
  let empty = try AnswerKey(path: try key("CREATE TABLE answer_data (\(columns))"))
  #expect(message { _ = try empty.rows() }.hasSuffix("table 'answer_data' has no rows"))
  let nameless = try AnswerKey(path: try key(oneRow(good, instance: "")))
  #expect(message { _ = try nameless.rows() }.hasSuffix("row 1: expected a SOPInstanceUID"))
}

@Test(arguments: [
  // the map, its error
  ("", "m, line 1: expected the columns id_old and id_new, or original and new"),
  ("old,new\n1,2\n", "m, line 1: expected the columns id_old and id_new, or original and new"),
  ("id_old,id_new\n", "m: expected rows below the header; there are none"),
  ("id_old,id_new\n1,2\n1,3\n", "m, lines 2 and 3: the same id_old with two values of id_new"),
  ("id_old,id_new\n1,2\n1\n", "m, line 3: expected 2 fields"),
  ("id_old,id_new\n1,\"2\n", "m, line 2, column 2: expected a quote at the end of a quoted field"),
  ("id_old,id_new,offset_days\n1,2,x\n", "m, line 2: expected a whole number of days in offset_days"),
])
func aWrongMapIsAnError(_ text: String, _ expected: String) {
  #expect(message { _ = try IdentifierMap(Array(text.utf8), path: "m") } == expected)
}

@Test func aMapIsRead() throws {
  let map = try IdentifierMap(
    Array("\u{FEFF}id_new,x,id_old,offset_days\r\n\"a,\"\"b\",,1,-30\r\n\r\nc,,2,\r\nc,,3,\nc,,3,\n".utf8),
    path: "m")
  #expect(map.newByOld == ["1": "a,\"b", "2": "c", "3": "c"])
  #expect(map.shared == ["c"])
  #expect(map.offsets == ["1": -30])
  #expect(throws: Never.self) { try map.requireDistinct(["1", "2"], what: "instances") }
  #expect(
    message { try map.requireDistinct(["2", "3"], what: "instances") }
      == "m, lines 4 and 5: two instances of the key have the same id_new; their outputs cannot be told apart"
  )
}

@Test func aMapThatAComparisonWroteIsRead() throws {
  let map = try IdentifierMap(Array("original,new,offset_days\n1,2,-30\n3,4,\n".utf8), path: "m")
  #expect(map.newByOld == ["1": "2", "3": "4"])
  #expect(map.offsets == ["1": -30])
}

@Test(arguments: [
  // UID map, what the error says
  ("id_old,id_new\n9.9,8.8\n", "the UID map has none of the 1 instances of the key"),
  ("id_old,id_new\n1.2.3,8.8\n", "belongs to the 1 rows of the key: they are not for the same data"),
])
func aKeyForOtherDataIsAnError(_ map: String, _ expected: String) throws {
  let outputs = Fixture.folder + "/Cases/good"
  let files = try FileManager.default.contentsOfDirectory(atPath: outputs).map {
    OutputEntry(path: Array("\(outputs)/\($0)".utf8), shownPath: $0)
  }
  let maps = try IdentifierMap(Array(map.utf8), path: "m")
  func run(_ files: [OutputEntry]) throws {
    _ = try ScoreRun(
      key: try AnswerKey(path: try key(oneRow(good))), uids: maps, patients: maps, outputs: files,
      tables: try Fixture.tables.get(), settings: ScoreRun.Settings()
    ).run(ScoreWriters(), isStopped: { false }, progress: { _, _ in })
  }
  #expect(message { try run(files) }.contains(expected))
  #expect(message { try run([]) } == "the outputs hold no DICOM files (0 files were found)")
}
