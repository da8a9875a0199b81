import Checks
import Corpus
import DICOM
import Findings
import Testing

/// A date that was moved by another distance than the file's others, or not at all, wherever it stands.
struct MovedDate: Sendable, CustomTestStringConvertible {
  let name: String
  let output: String
  let original: String
  /// Where the finding is; empty if there is none.
  let found: [String]
  var testDescription: String { name }

  static let all = [
    MovedDate(
      name: "in a sequence", output: "(0040,0275) SQ\n  item\n    (0040,0244) DA 20190201",
      original: "(0040,0275) SQ\n  item\n    (0040,0244) DA 20190304", found: ["(0040,0275)[0].(0040,0244)"]),
    MovedDate(
      name: "in a sequence by the same", output: "(0040,0275) SQ\n  item\n    (0040,0244) DA 20190102",
      original: "(0040,0275) SQ\n  item\n    (0040,0244) DA 20190304", found: []),
    MovedDate(
      name: "in a text that is nothing else", output: "(0020,4000) LT 2019-02-01",
      original: "(0020,4000) LT 2019-03-04", found: ["(0020,4000)"]),
    MovedDate(
      name: "in a sentence", output: "(0020,4000) LT phantom of 2019-02-01, repeated",
      original: "(0020,4000) LT phantom of 2019-03-04, repeated", found: ["(0020,4000)"]),
    MovedDate(
      name: "in a sentence by the same", output: "(0020,4000) LT phantom of 2019-01-02, repeated",
      original: "(0020,4000) LT phantom of 2019-03-04, repeated", found: []),
    MovedDate(
      name: "one of two in a sentence", output: "(0020,4000) LT from 20190102 to 20190301",
      original: "(0020,4000) LT from 20190304 to 20190504", found: ["(0020,4000)"]),
    MovedDate(
      name: "not moved in a sentence that was cleaned", output: "(0020,4000) LT phantom of 20190304",
      original: "(0020,4000) LT phantom of 20190304 for Castellane", found: ["(0020,4000)"]),
    MovedDate(
      name: "a number like a date", output: "(0020,4000) LT part 20150101",
      original: "(0020,4000) LT part 20150101 for Castellane", found: []),
    opened("in a field of JSON", "20190201", found: true),
    opened("not moved in a field of JSON", "20190304", found: true),
    opened("in a field of JSON by the same", "20190102", found: false),
  ]

  /// A date in a value that has to be opened, beside a number like a date.
  private static func opened(_ name: String, _ date: String, found: Bool) -> MovedDate {
    func element(_ date: String) -> String {
      let text = "{\"made\": \"\(date)\", \"part\": \"20150101\"} "
      let digits = text.utf8.map { String(0x100 + Int($0), radix: 16).suffix(2).uppercased() }
      return "(0028,2000) OB = " + digits.joined(separator: " ")
    }
    return MovedDate(
      name: name, output: element(date), original: element("20190304"), found: found ? ["(0028,2000)"] : [])
  }
}

@Test(arguments: MovedDate.all)
func aDateMovedByAnotherDistanceIsFoundWhereverItStands(_ one: MovedDate) throws {
  let common = "(0010,0020) LO A1\n(0008,0020) DA 20190102\n(0008,0021) DA 20190102\n"
  let original = "(0010,0020) LO 471122\n(0008,0020) DA 20190304\n(0008,0021) DA 20190304\n"
  let pairs = try Case(
    name: "", check: "", text: common + one.output + "\n! original\n" + original + one.original,
    bases: Judging.bases.get()
  ).pairs
  let rules = try Judging.rules(options: ["retain-longitudinal-modified-dates", "clean-descriptors"])
  let findings = try Comparing.results(pairs, rules).flatMap(\.findings).filter {
    $0.check.description == "compare.date-shift-differs"
  }
  let places = Set(findings.map { $0.place.path?.description ?? "\($0.place)" })
  #expect(places.map { String($0.prefix(one.found.first?.count ?? 0)) } == one.found)
}
