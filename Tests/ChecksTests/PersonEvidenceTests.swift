import Corpus
import Findings
import Foundation
import Testing

@testable import Checks

/// A list of so many persons that a birth date alone says nothing, and the rules with it.
private enum LongList {
  static let rules = Result {
    var list = ["name,id,birth date"]
    var day = 0
    for number in 0..<2_400 {
      // Names that nobody has, and no text here.
      let letters = [number % 26, number / 26 % 26, number / 676].map {
        String(UnicodeScalar(UInt8(97 + $0)))
      }
      list.append(
        "Qv\(letters.joined())wick^Zo\(letters.joined())la,\(73_000_000 + number * 13),\(date(day))")
      day += 11
    }
    list += [
      "Harlow^Adele,5512903,1957-04-12", "Wexford^Ines,6120934,1961-09-30", "Marker^Ida,7718203,1944-02-17",
      "Wexford^Otto,6120935,1938-05-06", "Wexford^Ada,6120936,1940-11-08",
    ]
    return try Judging.rules(scope: .attributes, identifiers: list)
  }

  /// A day from 1931 on.
  private static func date(_ day: Int) -> String {
    let (year, rest) = (1_931 + day / 336, day % 336)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(rest / 28 + 1))-\(two(rest % 28 + 1))"
  }
}

@Test(
  arguments: [
    // the file, what of the list is found in it
    (["(0018,1061) LO box 1957.04.12"], ["(0018,1061) note"]),
    (["(0018,1061) LO for harlow"], ["(0018,1061) review"]),
    (
      ["(0018,1061) LO for harlow", "(0018,7062) LT box 1957.04.12"],
      ["(0018,1061) fail", "(0018,7062) fail"]
    ),
    // Of two persons it says nothing more.
    (
      ["(0018,1061) LO for harlow", "(0018,7062) LT box 1961.09.30"],
      ["(0018,1061) review", "(0018,7062) note"]
    ),
    // Three persons are called so.
    (
      ["(0018,1061) LO for wexford", "(0018,7062) LT 1961.09.30"],
      ["(0018,1061) review", "(0018,7062) review"]
    ),
    (["(0018,1061) LO 5512903", "(0018,7062) LT 1957.04.12"], ["(0018,1061) fail", "(0018,7062) fail"]),
    // Every place of the date.
    (
      ["(0018,1061) LO harlow", "(0018,1170) LO 1957.04.12", "(0018,7062) LT 12 APR 1957"],
      ["(0018,1061) fail", "(0018,1170) fail", "(0018,7062) fail"]
    ),
    // A word of imaging is a name beside a date of the person's only.
    (["(0018,1061) LO lead marker"], ["(0018,1061) review"]),
    (["(0018,1061) LO lead marker", "(0018,7062) LT 1944.02.17"], ["(0018,1061) fail", "(0018,7062) fail"]),
    (["(0018,1061) LO ida marker"], ["(0018,1061) fail"]),
    // So many days and names that some go together by chance.
    (
      [
        "(0018,1061) LO for harlow", "(0018,1170) LO qvaaawick qvbaawick qvcaawick qvdaawick qveaawick",
        "(0018,7062) LT 1957.04.12 1931.01.01",
      ], ["(0018,1061) review", "(0018,1170) review", "(0018,7062) review"]
    ),
    // In a value and in a file that a value holds.
    (
      [
        "(0018,1061) LO for harlow", "(0019,0010) LO WESTWOOD",
        "(0019,1001) OB @ gzip(\"number 17 of 1957.04.12\")",
      ], ["(0018,1061) fail", "(0019,1001){gzip} fail"]
    ),
    (
      [
        "(0018,1061) LO for harlow", "(0019,0010) LO WESTWOOD",
        "(0019,1001) OB @ gzip(file(lines(\"(0008,0060) CS CT\", \"(0018,1061) LO box 1957.04.12\")))",
      ], ["(0018,1061) fail", "(0019,1001){gzip}{dicom-file}{(0018,1061)} fail"]
    ),
  ] as [([String], [String])])
func valuesOfOnePersonOfALongListWeighMoreTogether(_ lines: [String], _ expected: [String]) throws {
  let one = try Case(name: "", check: "", text: lines.joined(separator: "\n"), bases: Judging.bases.get())
  let found = Judging.result(one.bytes, try LongList.rules.get()).findings.filter {
    $0.check == "known.listed"
  }
  #expect(Set(found.map { "\(PlacedFinding($0).place) \($0.severity.rawValue)" }) == Set(expected))
}

@Test(
  arguments: [
    // the list, a text, how the surest finding weighs
    ("Marker^Ida", "lead marker", "review"), ("Marker^Ida", "lead", nil),
    ("Marker^Ida", "marker ida", "fail"),
    ("Lung^Contrast", "contrast lung", "review"), ("Harlow^Adele", "harlow", "review"),
  ] as [(String, String, String?)])
func aNameThatIsAWordOfImagingNeedsMore(_ name: String, _ text: String, _ severity: String?) throws {
  let one = try Case(
    name: "", check: "", text: "(0018,1061) LO \(text)", bases: Judging.bases.get())
  let found = Judging.result(one.bytes, try Judging.rules(identifiers: ["name,id", "\(name),00482913"]))
    .findings
  #expect(
    found.filter { $0.check == "known.listed" }.map(\.severity.rawValue) == [severity].compactMap { $0 })
}
