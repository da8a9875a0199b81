import Foundation
import Rules
import Testing
import Text

enum Detecting {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let detectors: Result<TextDetectors, any Error> = Result {
    try TextDetectors(WordLists(ResourceFolder(path: root + "/Rules/Tables")))
  }

  static func found(_ text: String, _ context: TextContext = .freeText) throws -> [Detection] {
    var found: [Detection] = []
    try detectors.get().examine(Array(text.utf8)[...], context: context, into: &found)
    return found
  }

  /// The rows of a file without its header, with quoted fields.
  static func rows(of file: String) throws -> [[String]] {
    let text = try String(contentsOfFile: "\(root)/Tests/TextTests/\(file)", encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      var fields: [String] = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          fields.append("")
        } else {
          fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
  }

  /// A text of the labelled set with what was found in it.
  struct Labelled {
    let kind: TextDetector?
    let note: String
    let found: [Detection]

    func has(_ detector: TextDetector, _ least: TextCertainty) -> Bool {
      found.contains { $0.detector == detector && $0.certainty >= least }
    }
  }

  static let labelled: Result<[Labelled], any Error> = Result {
    try rows(of: "labelled-values.csv").map { row in
      let context = try #require(TextContext.allCases.first { "\($0)" == row[0] })
      let kind = TextDetector.allCases.first { "\($0)" == row[2] }
      #expect((kind == nil) == row[2].isEmpty)
      return Labelled(kind: kind, note: row[3], found: try found(row[1], context))
    }
  }
}

/// Of the texts that show something of one kind: how many are surely found, how many at all, in hundredths; and how many
/// of the clean texts are flagged.
@Test(
  arguments: [
    // kind, least number of texts, surely found, found
    (.personName, 550, 73, 92), (.date, 300, 99, 99), (.time, 40, 0, 97), (.age, 60, 95, 95),
    (.phone, 100, 88, 97),
    (.email, 40, 100, 100), (.url, 40, 95, 95), (.networkAddress, 50, 98, 98), (.postalAddress, 120, 60, 93),
    (.recordNumber, 90, 92, 97), (.nationalNumber, 290, 98, 99), (.deviceNumber, 80, 95, 95),
    (.certificate, 24, 95, 95), (.institution, 90, 90, 97), (.filePath, 40, 95, 95),
    (.reversible, 50, 88, 94),
  ] as [(TextDetector, Int, Int, Int)])
func plantedIdentifiersAreFound(_ kind: TextDetector, _ least: Int, _ sure: Int, _ any: Int) throws {
  let texts = try Detecting.labelled.get().filter { $0.kind == kind }
  #expect(texts.count >= least)
  let surely = texts.count { $0.has(kind, .fail) }
  let found = texts.count { $0.has(kind, .review) }
  #expect(surely * 100 >= sure * texts.count, "\(surely) of \(texts.count)")
  #expect(found * 100 >= any * texts.count, "\(found) of \(texts.count)")
}

@Test func cleanTextsAreHardlyEverFlagged() throws {
  let clean = try Detecting.labelled.get().filter { $0.kind == nil }
  #expect(clean.count >= 2_000)
  #expect(clean.count { $0.note == "real" } >= 1_900)
  let failed = clean.count { $0.found.contains { $0.certainty == .fail } }
  let reviewed = clean.count { !$0.found.isEmpty }
  #expect(failed * 1_000 < clean.count, "\(failed) of \(clean.count)")
  #expect(reviewed * 100 < clean.count, "\(reviewed) of \(clean.count)")
}

/// python-stdnum says which numbers are valid: `Tests/Tools/make_national_numbers.py` asked it.
@Test func nationalNumbersAreTakenWhenAnIndependentLibraryTakesThem() throws {
  var own = 0
  let rows = try Detecting.rows(of: "national-numbers.csv")
  for row in rows {
    let found = try Detecting.found("security no: \(row[1])").filter { $0.detector == .nationalNumber }
    let isOwn = found.contains { $0.shape.map { "\($0)" } == row[0] }
    if row[2] == "1" {
      // Nine or ten digits may be a number of another scheme as well, which is then named.
      #expect(found.contains { $0.certainty == .fail }, "\(row)")
      own += isOwn ? 1 : 0
    } else if row[0] != "krRRN" {
      // Korean numbers given since October 2020 have no check digit, which the library knows nothing of.
      #expect(!isOwn, "\(row)")
    }
  }
  #expect(own * 100 >= 85 * rows.count { $0[2] == "1" })
}
