import Corpus
import DICOM
import Foundation
import Testing

@testable import Checks
@testable import Compare

/// Names as archives and anonymizers number their files.
private let families: [@Sendable (Int, Int, Int) -> String] = [
  { "P\(padded($0, 7))/S\(padded($1, 2))/I\(padded($2, 2))" },
  { padded($0, 8) + padded($1, 4) + padded($2, 4) }, { "1.2.3.\($0).\($1).\($2)" },
  { "IM\(padded(($0 * 50 + $1) * 50 + $2, 6))" },
]

private func padded(_ number: Int, _ count: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, count - digits.count)) + digits
}

@Test(arguments: families.indices)
func numberedNamesAreToldApart(_ family: Int) {
  var names: Set<String> = []
  var mixes: Set<Int64> = []
  for patient in 0..<40 {
    for series in 0..<50 {
      for image in 0..<50 {
        let name = families[family](patient, series, image)
        names.insert(name)
        mixes.insert(Fingerprint64(of: Array(name.utf8)[...]).stored)
      }
    }
  }
  #expect(names.count == 100_000)
  #expect(mixes.count == names.count)
}

/// More replacements than memory holds: what was noted first is known from the database.
@Test func mapsAgreeAcrossWhatIsInMemoryAndWhatIsNot() throws {
  let store = try PairStore()
  try store.add(ValueMap(Array("original,new\n1.9,2.9\n".utf8), file: "map.csv"), .uid)
  let count = 150_000
  for number in 0..<count {
    let outcome = try store.note(
      .uid, Array("1.2.\(number)".utf8), became: Array("2.25.\(number)".utf8), inFile: number)
    #expect(outcome == .consistent)
  }
  // Once more: what the database has comes back into memory, and goes to the database a second time.
  for number in 0..<count {
    let outcome = try store.note(
      .uid, Array("1.2.\(number)".utf8), became: Array("2.25.\(number)".utf8), inFile: count)
    #expect(outcome == .consistent)
  }
  func note(_ original: String, _ new: String, _ kind: MappedKind = .uid) throws -> MappingOutcome {
    try store.note(kind, Array(original.utf8), became: Array(new.utf8), inFile: count)
  }
  for number in [0, 65_535, 65_536, 131_072, count - 1] {
    #expect(try note("1.2.\(number)", "2.25.\(number)") == .consistent)
    #expect(try note("1.2.\(number)", "2.26.1") == .differs(fromFile: number))
    #expect(try note("1.3.\(number)", "2.25.\(number)") == .taken(byFile: number))
  }
  #expect(try note("1.9", "2.9") == .consistent)
  #expect(try note("1.9", "2.8") == .differs(fromFile: -1))
  #expect(try note("1.8", "2.9") == .taken(byFile: -1))
  // A patient id is no UID.
  #expect(try note("1.2.0", "2.25.0", .patient) == .consistent)
}

/// Originals that hold the same bytes and mean something else by them.
@Test func originalsThatOnlyLookAlikeAreBothTaken() throws {
  let item = "\n(0008,1032) SQ\n  item\n    "
  let pairs = [
    ("(0008,0090) PN Doe^Jane" + item + "(0008,0005) CS ISO_IR 192", "(0008,0090) PN Doe^JaneISO_IR 192"),
    ("(0008,1010) SH A11\\B22", "(0008,1010) ST A11\\B22"),
    ("(0008,0090) PN ABC\n(0008,1050) PN DEF", "(0008,0090) PN ABCD\n(0008,1050) PN EF"),
    ("(0008,0090) PN Doe^Jane", item.dropFirst() + "(0008,0090) PN Doe^Jane"),
  ]
  for (first, second) in pairs {
    var reader = OriginalValueReader(try Judging.tables.get())
    #expect(try taken(first, &reader) != nil)
    #expect(try taken(second, &reader) != nil, "\(second)")
    #expect(try taken(first, &reader) == nil)
  }
}

private func taken(_ text: some StringProtocol, _ reader: inout OriginalValueReader) throws
  -> OriginalFileValues?
{
  let one = try Case(name: "", check: "", text: "! base none\n(0002,0010) UI 1.2\n" + text, bases: [:])
  var file = FileReader(one.bytes, dictionary: try Judging.tables.get())
  reader.beginFile()
  while let step = file.step() {
    switch step {
    case .itemBegin: reader.beginItem()
    case .itemEnd: reader.endItem()
    case .element: reader.takeElement(of: &file)
    default: break
    }
  }
  return reader.endFile()
}
