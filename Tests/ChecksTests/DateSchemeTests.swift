import Checks
import Compare
import Corpus
import DICOM
import Findings
import Testing

/// What `--dates` asks of the dates of one patient's studies, and what it leaves to the anonymizer.
struct DateSchemeCase: Sendable, CustomTestStringConvertible {
  let name: String
  let scheme: DateScheme
  /// By how many days the map of patients says that dates are moved; nil if there is no map.
  var declared: Int?
  /// By how many days the study date and the series date of each of two studies were moved.
  let moved: [[Int]]
  /// The file of each finding, its attribute, and whose distance it is held to.
  let found: [String]
  var testDescription: String { "\(scheme.rawValue): \(name)" }

  static let all = [
    DateSchemeCase(name: "one distance", scheme: .patient, moved: [[-60, -60], [-60, -60]], found: []),
    DateSchemeCase(name: "one distance", scheme: .study, moved: [[-60, -60], [-60, -60]], found: []),
    DateSchemeCase(name: "one distance", scheme: .any, moved: [[-60, -60], [-60, -60]], found: []),
    DateSchemeCase(
      name: "a distance for each study", scheme: .patient, moved: [[-60, -60], [-31, -31]],
      found: ["2.dcm (0008,0020) patient"]),
    DateSchemeCase(
      name: "a distance for each study", scheme: .study, moved: [[-60, -60], [-31, -31]], found: []),
    DateSchemeCase(
      name: "a distance for each study", scheme: .any, moved: [[-60, -60], [-31, -31]], found: []),
    DateSchemeCase(
      name: "two distances in one study", scheme: .study, moved: [[-60, -60], [-31, -3]],
      found: ["2.dcm (0008,0021) study"]),
    DateSchemeCase(
      name: "two distances in one study", scheme: .any, moved: [[-60, -31], [5, 9]], found: []),
    DateSchemeCase(
      name: "as declared", scheme: .patient, declared: -60, moved: [[-60, -60], [-60, -60]], found: []),
    DateSchemeCase(
      name: "all by one that is not declared", scheme: .patient, declared: -61,
      moved: [[-60, -60], [-60, -60]], found: ["1.dcm (0008,0020) map", "2.dcm (0008,0020) map"]),
    DateSchemeCase(
      name: "most by one that is not declared", scheme: .study, declared: -31,
      moved: [[-60, -60], [-60, -31]], found: ["1.dcm (0008,0020) map", "2.dcm (0008,0020) map"]),
    DateSchemeCase(
      name: "not as declared", scheme: .any, declared: -60, moved: [[-60, -31], [-60, -60]],
      found: ["1.dcm (0008,0021) map"]),
  ]
}

/// A day behind the fourth of March 2019, written as DA.
private func day(_ moved: Int) -> String {
  // Days of the months from January on, and the number of the day in the year; no case leaves the year.
  var rest = 62 + moved
  for (month, length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
    if rest < length {
      return "2019" + [month + 1, rest + 1].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    }
    rest -= length
  }
  return ""
}

@Test(arguments: DateSchemeCase.all)
func datesAreHeldToOneDistanceOfWhatTheSchemeNames(_ one: DateSchemeCase) throws {
  let sections = one.moved.enumerated().map { study, moved in
    """
    (0010,0020) LO A1
    (0020,000D) UI 2.25.700\(study)
    (0008,0020) DA \(day(moved[0]))
    (0008,0021) DA \(day(moved[1]))
    ! original
    (0010,0020) LO 471122
    (0020,000D) UI 2.25.600\(study)
    (0008,0020) DA 20190304
    (0008,0021) DA 20190304
    """
  }
  let pairs = try Case(
    name: "", check: "", text: sections.joined(separator: "\n! next\n"), bases: Judging.bases.get()
  ).pairs
  let rules = try Judging.rules(options: ["retain-longitudinal-modified-dates"])
  let map = try one.declared.map {
    try ValueMap(Array("original,new,offset_days\n471122,A1,\($0)\n".utf8), file: "map.csv")
  }
  let results = try Comparing.results(pairs, rules, patients: map, dates: one.scheme)
  let found = results.flatMap { result in
    result.findings.filter { $0.check.description == "compare.date-shift-differs" }.map {
      let words = "\($0.message)"
      let owner =
        words.contains("the given map")
        ? "map"
        : words.contains("of the study") ? "study" : words.contains("of the patient") ? "patient" : "?"
      return "\(result.path) \($0.place.path?.description ?? "") \(owner)"
    }
  }
  #expect(found == one.found)
}

@Test func aDateThatStaysIsAFindingUnderEveryScheme() throws {
  let text = "(0008,0020) DA 20190304\n! original\n(0008,0020) DA 20190304"
  let pairs = try Case(name: "", check: "", text: text, bases: Judging.bases.get()).pairs
  let rules = try Judging.rules(options: ["retain-longitudinal-modified-dates"])
  for scheme in DateScheme.allCases {
    let results = try Comparing.results(pairs, rules, dates: scheme)
    let failed = results.flatMap(\.findings).filter {
      $0.severity == .fail && $0.place.path?.description == "(0008,0020)"
    }
    #expect(!failed.isEmpty, "\(scheme.rawValue)")
  }
}

/// An original of which only a part can be read.
@Test func aDamagedOriginalIsSaidToBeDamaged() throws {
  func gaps(_ directive: String) throws -> [String] {
    let text = "(0008,0050) SH\n! original\n\(directive)\n(0008,0050) SH 4711-22"
    let pairs = try Case(name: "", check: "", text: text, bases: Judging.bases.get()).pairs
    let results = try Comparing.results(pairs, Judging.rules())
    #expect(results.first?.original?.number == 0)
    return results.flatMap(\.notChecked).map { "\($0.reason.rawValue) \($0.message)" }.filter {
      $0.contains("original is damaged")
    }
  }
  #expect(try gaps("! truncate 900").count == 1)
  #expect(try gaps("").isEmpty)
}
