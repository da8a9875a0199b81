import DICOM
import Foundation
import Rules
import Testing
import Text

@testable import Score

/// Writes a file in implicit VR: preamble, transfer syntax, and the elements.
private func file(_ elements: [UInt8]) throws -> [UInt8] {
  let syntax = Array("1.2.840.10008.1.2\0".utf8)
  var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
  // (0002,0010) UI, the length, the value.
  bytes += [0x02, 0x00, 0x10, 0x00, 0x55, 0x49, UInt8(syntax.count), 0x00] + syntax
  bytes += elements
  let path = try Fixture.temporary() + "/file.dcm"
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return Array(path.utf8)
}

private func element(_ group: UInt16, _ number: UInt16, _ value: [UInt8]) -> [UInt8] {
  [
    UInt8(group & 0xFF), UInt8(group >> 8), UInt8(number & 0xFF), UInt8(number >> 8), UInt8(value.count), 0,
    0, 0,
  ] + value
}

private func read(_ elements: [UInt8], _ labels: Set<String>, wantsDigest: Bool = false) throws
  -> OutputReading
{
  try OutputReading.read(
    try file(elements), labels: labels, wantsDigest: wantsDigest, dictionary: try Fixture.tables.get()
  ) { _, _, _ in }
}

@Test func aSequenceThatOnlyItsItemsShowIsReadAndNamed() throws {
  let item = element(0x0019, 0x0010, Array("ACME 1".utf8)) + element(0x0019, 0x1001, Array("text".utf8))
  let sequence = [0xFE, 0xFF, 0x00, 0xE0, UInt8(item.count), 0, 0, 0] + item
  let label = "<(0019,\"ACME 1\",0f)>[<0000>]<(0019,\"ACME 1\",01)>"
  let reading = try read(
    element(0x0019, 0x0010, Array("Acme 1".utf8)) + element(0x0019, 0x100F, sequence), [label])
  #expect(reading.printed == [label: "<b'text'>"])
  #expect(reading.inUnknownSequences == [label])
}

@Test(
  arguments: [
    // element, value, printed
    (0x0008_0060, "MR", "<MR>"), (0x0010_0010, "A^B= ", "<A^B>"),
    (0x0008_0008, "A\\B\\C ", "<['A', 'B', 'C']>"),
    (0x0020_0032, "1\\ 2 \\\\3", "<[1, 2, '', 3]>"), (0x0008_1030, "caf\u{E9} ", "<caf\u{E9}>"),
    (0x0008_0050, "", "<>"),
    (0x0008_0050, "  ", "<>"), (0x0010_4000, "a\\b ", "<a\\b>"), (0x0008_1048, "A^B\\C", "<[A^B, C]>"),
    (0x0028_0010, "\u{01}\u{02}", "<513>"), (0x0028_0009, "\u{18}\0\u{63}\u{10}", "<(0018, 1063)>"),
    (0x0040_A136, "x", "<b'x'>"),
  ] as [(UInt32, String, String)])
func aValueIsPrintedAsThePublishedProgramDoes(_ tag: UInt32, _ value: String, _ printed: String) throws {
  let tag = Tag(rawValue: tag)
  let label = "<(\(tag.description.dropFirst().dropLast().lowercased()))>"
  let bytes = value.unicodeScalars.map { UInt8($0.value) }
  let reading = try read(element(tag.group, tag.element, bytes), [label])
  #expect(reading.printed[label] == printed)
}

@Test func pixelsHaveADigestAndNoValue() throws {
  let reading = try read(element(0x7FE0, 0x0010, Array("abcd".utf8)), ["<(7fe0,0010)>"], wantsDigest: true)
  #expect(reading.printed == ["<(7fe0,0010)>": "<REMOVED>"])
  #expect(reading.pixelDigest == "e2fc714c4727ee9395f324cd2e7f331f")
}

@Test func whatTheKeyDoesNotCheckIsSearched() throws {
  var originals = KnownOriginals(try Fixture.tables.get())
  originals.add(.personName, "ZABRINSKI^ORTWIN", patient: "1")
  let uid = "1.2.826.0.1.3680043.10.1561.42"
  let search = LeakSearch(
    originals, uids: try IdentifierMap(Array("id_old,id_new\n\(uid),1.2\n".utf8), path: "m"))
  var leaks: [Leak] = []
  let elements =
    element(0x0008, 0x1030, Array("of Ortwin Zabrinski ".utf8))
    + element(0x0020, 0x4000, Array("see \(uid)!".utf8))
    + element(0x0020, 0x4000, Array("see \(uid)1".utf8))
  _ = try OutputReading.read(
    try file(elements), labels: [], wantsDigest: false, dictionary: try Fixture.tables.get()
  ) { element, value, label in search.search(value, of: element, label: label) { leaks.append($0) } }
  #expect(leaks.map(\.label) == ["<(0008,1030)>", "<(0020,4000)>"])
  #expect(leaks.map(\.isSure) == [true, true])
}

/// A study description that names two persons, of whom the key may ask about one.
@Test(
  arguments: [
    // what the key says has to go, what the output has, how many leaks that is
    ("<Imogen Feldweg>", "Chest for Imogen Feldweg", 0),
    ("<Imogen Feldweg>", "Chest of Ortwin Zabrinski ", 1),
    ("<Imogen Feldweg>", "Imogen Feldweg, Ortwin Zabrinski", 1), ("<Imogen Feldweg>", "Chest ", 0),
    ("<>", "Imogen Feldweg, Ortwin Zabrinski", 0), (nil, "Imogen Feldweg, Ortwin Zabrinski", 0),
  ] as [(String?, String, Int)])
func onlyWhatTheKeyAsksAboutIsNoLeak(_ asked: String?, _ output: String, _ leaks: Int) throws {
  let tables = try Fixture.tables.get()
  var originals = KnownOriginals(tables)
  for name in ["ZABRINSKI^ORTWIN", "FELDWEG^IMOGEN"] { originals.add(.personName, name, patient: "1") }
  let (uids, patients) = (try map("1,2\n"), try map("A,B\n"))
  let comparison = TextComparison(try Fixture.words())
  let scorer = FileScorer(
    shared: FileScorer.Shared(
      tables: tables, official: OfficialJudge(comparison: comparison, uids: uids, patients: patients),
      strict: StrictJudge(uids: uids, patients: patients), pixels: PixelJudge(comparison: comparison),
      leaks: LeakSearch(originals, uids: uids), looksAtAllPictures: false), pictures: nil)
  let check = try check(
    .textRemoved, value: "<Imogen Feldweg, Ortwin Zabrinski>", text: asked, label: "<(0008,1030)>")
  let row = AnswerRow(
    number: 1, rowid: 1, modality: "", sopClass: "", patient: "A", study: "", series: "", instance: "1",
    scope: nil)
  let entry = OutputEntry(path: try file(element(0x0008, 0x1030, Array(output.utf8))), shownPath: "file.dcm")
  let scored = try scorer.score(row, [check], entry, number: 0, isOneOfSeveral: false)
  #expect(scored.leaks.map(\.label) == Array(repeating: "<(0008,1030)>", count: leaks))
}

/// An invented text, base64 of its zlib stream, which Python made: `name: Zabrinski, Ortwin;` and the UID.
private let packed =
  "eJzLS8xNtVKISkwqyswrzs7UUfAvKinPzLNWyE9TMNQz0rMwMtMz0DPUMzazMDAwMdYzBHJMzQz1TIysFRLzUhQS0xMz86CaEMYAAE+xGbY="

@Test func whatIsPackedInAValueAndWhatStandsInNoElementIsSearched() throws {
  var originals = KnownOriginals(try Fixture.tables.get())
  originals.add(.personName, "ZABRINSKI^ORTWIN", patient: "1")
  let uid = "1.2.826.0.1.3680043.10.1561.42"
  let search = LeakSearch(
    originals, uids: try IdentifierMap(Array("id_old,id_new\n\(uid),1.2\n".utf8), path: "m"))
  let zlib = try #require(Data(base64Encoded: packed))
  let blob = Array(zlib) + (zlib.count % 2 == 0 ? [] : [0])
  let elements =
    element(0x0019, 0x0010, Array("ACME 1".utf8)) + element(0x0019, 0x1001, blob)
    + [0xFF, 0xFF, 0x00, 0x00] + Array("left by Ortwin Zabrinski".utf8)
  var bytes = try file(elements)
  let path = String(decoding: bytes, as: UTF8.self)
  // A name in the preamble as well.
  var content = try Data(contentsOf: URL(fileURLWithPath: path))
  content.replaceSubrange(0..<16, with: Array("Ortwin Zabrinski".utf8))
  try content.write(to: URL(fileURLWithPath: path))
  bytes = Array(path.utf8)
  var leaks: [Leak] = []
  _ = try OutputReading.read(
    bytes, labels: [], wantsDigest: false, dictionary: try Fixture.tables.get()
  ) { element, value, label in
    search.search(value, of: element, label: label) { leaks.append($0) }
  } visitOutside: { range, values, part throws(SystemError) in
    try search.search(range, of: values, label: part.rawValue) { leaks.append($0) }
  }
  let opened = "<(0019,\"ACME 1\",01)>{opened}"
  #expect(leaks.first?.label == "<preamble>")
  #expect(leaks.filter { $0.label == opened }.map(\.what).contains(.uid))
  #expect(leaks.filter { $0.label == opened }.count == 2)
  #expect(leaks.contains { $0.label == "<unreadable bytes>" || $0.label == "<behind the data set>" })
  #expect(!leaks.contains { $0.label == "<(0019,\"ACME 1\",01)>" })
}

@Test func everyPrefixOfAFileIsRead() throws {
  let folder = Fixture.folder + "/Cases/good"
  let name = try #require(
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().last { $0.hasSuffix("dcm") })
  let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
  let path = try Fixture.temporary() + "/part.dcm"
  for length in stride(from: 0, to: bytes.count, by: 7) {
    try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
    _ = try OutputReading.read(
      Array(path.utf8), labels: ["<(0010,0010)>"], wantsDigest: true, dictionary: try Fixture.tables.get()
    ) { _, _, _ in }
  }
}
