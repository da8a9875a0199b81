import Corpus
import DICOM
import Findings
import Rules
import Testing

@testable import Checks

/// An element of an original, what stands in its place, and what was done with it.
struct Treated: Sendable, CustomTestStringConvertible {
  let original: String
  let output: String
  let disposition: Disposition
  var testDescription: String { "\(original) → \(output)" }

  init(_ original: String, _ output: String, _ disposition: Disposition) {
    (self.original, self.output, self.disposition) = (original, output, disposition)
  }

  static let all = [
    Treated("(0010,0010) PN Castellane^Odile", "(0010,0010) PN Castellane^Odile", .kept),
    Treated("(0010,0010) PN Castellane^Odile", "(0010,0010) PN Castellane^Odile^^^", .kept),
    Treated("(0010,0010) PN Castellane^Odile", "(0010,0010) PN Castellane^Odile==", .kept),
    Treated("(0010,0010) PN Castellane^Odile", "(0010,0010) PN CASTELLANE^X", .cleanedInPart),
    Treated("(0010,0010) PN Castellane^Odile", "(0010,0010) PN Morgan^Avery", .replaced),
    Treated("(0010,0010) PN Castellane^Odile", "(0010,0010) PN", .emptied),
    Treated("(0010,0010) PN", "(0010,0010) PN Morgan^Avery", .added),
    Treated("(0010,0010) PN", "(0010,0010) PN", .kept),
    Treated("(0018,0050) DS 5", "(0018,0050) DS 5.00", .kept),
    Treated("(0018,0050) DS 5", "(0018,0050) DS 5.01", .replaced),
    Treated("(0028,0030) DS 0.5\\0.50", "(0028,0030) DS .5\\5e-1", .kept),
    Treated("(0028,0030) DS 0.5\\0.5", "(0028,0030) DS 0.5", .replaced),
    Treated("(0008,0020) DA 2019.03.04", "(0008,0020) DA 20190304", .kept),
    Treated("(0008,0020) DA 20190304", "(0008,0020) DA 20181231", .dateShifted),
    Treated("(0008,0020) DA 20190304", "(0008,0020) DA 2018", .replaced),
    Treated("(0008,002A) DT 20190304101500", "(0008,002A) DT 20190101101500", .dateShifted),
    Treated("(0008,0030) TM 101500", "(0008,0030) TM 000000", .replaced),
    Treated("(0020,000D) UI 2.25.1", "(0020,000D) UI 2.25.2", .uidReplaced),
    Treated("(0020,000D) UI 2.25.1", "(0020,000D) UI = 32 2E 32 35 2E 31 00", .kept),
    Treated("(0008,103E) LO Knee of Mrs Castellane", "(0008,103E) LO Knee", .cleanedInPart),
    Treated("(0008,1030) LO A7", "(0008,1030) LO B7", .replaced),
    Treated("(0018,9073) FD 1.5", "(0018,9073) FD 1.5", .kept),
    Treated("(0018,9073) FD 1.5", "(0018,9073) FD 2.5", .replaced),
    Treated(
      "(0009,0010) LO ACME\n(0009,1001) OB fill 9000", "(0009,0010) LO ACME\n(0009,1001) OB fill 9000", .kept),
    Treated(
      "(0009,0010) LO ACME\n(0009,1001) OB fill 9000", "(0009,0010) LO ACME\n(0009,1001) OB fill 8998",
      .replaced),
  ]
}

private func comparison(_ original: String, _ output: String) throws -> FileComparison {
  let tables = try Judging.tables.get()
  func outline(_ text: String) throws -> DataSetOutline {
    let one = try Case(name: "", check: "", text: "! base none\n(0002,0010) UI 1.2\n" + text, bases: [:])
    var reader = FileReader(one.bytes, dictionary: tables)
    let outline = DataSetOutline(&reader)
    return try #require(outline)
  }
  return FileComparison(original: try outline(original), output: try outline(output), tables)
}

/// The disposition of every element of the output, by its place; nil where the original has none.
private func dispositions(_ comparison: FileComparison) -> [Disposition?] {
  return comparison.output.nodes.indices.map { _ in comparison.counterpart()?.disposition }
}

@Test(arguments: Treated.all)
func whatWasDoneWithAnElementIsToldFromItsValues(_ treated: Treated) throws {
  for encoding in ["", "! implicit\n", "! big-endian\n", "! deflated\n"] {
    let found = try dispositions(comparison(encoding + treated.original, treated.output))
    #expect(found.last == treated.disposition, "\(encoding)")
  }
}

@Test func aDateThatMovedLikeNoOtherIsADummy() throws {
  let found = try dispositions(
    comparison(
      "(0008,0020) DA 20190304\n(0008,0021) DA 20190305\n(0010,0030) DA 19570412",
      "(0008,0020) DA 20190104\n(0008,0021) DA 20190105\n(0010,0030) DA 19000101"))
  #expect(found.suffix(3) == [.dateShifted, .dateShifted, .replaced])
}

@Test func privateElementsAnswerByCreatorWhateverTheirBlock() throws {
  let found = try dispositions(
    comparison(
      "(0009,0010) LO ACME\n(0009,0011) LO OTHER\n(0009,1001) LO one\n(0009,1101) LO two",
      "(0009,0010) LO OTHER\n(0009,0012) LO ACME\n(0009,1001) LO two\n(0009,1201) LO one"))
  #expect(found.suffix(4) == [.kept, .kept, .kept, .kept])
}

@Test func itemsAnswerToTheOnesThatTheyResemble() throws {
  func item(_ number: Int) -> String {
    "\n  item\n    (0008,0100) SH C\(number)\n    (0008,0104) LO word\(number)"
  }
  let one = try comparison(
    "(0008,9215) SQ" + (1...5).map(item).joined(), "(0008,9215) SQ" + [2, 4, 5].map(item).joined())
  #expect(dispositions(one).suffix(7) == [.kept, .kept, .kept, .kept, .kept, .kept, .kept])
  #expect(one.alignment.lost.count == 2)
  #expect(one.output.nodes.indices.map { one.alignment.lostItems(ofSequence: $0) }.max() == 2)
}

@Test func whatIsGoneIsKnownWithTheItemThatItStoodIn() throws {
  let one = try comparison(
    "(0008,0060) CS CT\n(0008,9215) SQ\n  item\n    (0008,0100) SH C1\n    (0008,0104) LO word",
    "(0008,9215) SQ\n  item\n    (0008,0100) SH C1")
  #expect(one.alignment.removed.map(\.item) == [0, 1])
  #expect(one.alignment.removed.map { one.original.nodes[Int($0.node)].tag } == [.modality, .codeMeaning])
}

@Test func dayNumbersCountTheDaysOfTheCalendar() throws {
  let days = [(1900, 2, 28), (1900, 3, 1), (2000, 2, 28), (2000, 3, 1), (2019, 12, 31), (2020, 1, 1)].map {
    DateValue(year: $0.0, month: $0.1, day: $0.2)?.dayNumber ?? 0
  }
  #expect([days[1] - days[0], days[3] - days[2], days[5] - days[4], days[5] - days[0]] == [1, 2, 1, 43_771])
}
