import Checks
import DICOM
import Pixels
import Rules
import Testing

@Test func plantedNamesWithTheToleratedErrorsAreRecognized() throws {
  var random = Seeded(11)
  var missed: [String] = []
  let people = PixelWords.families.enumerated().map { number, family in
    (family, PixelWords.given[number * 5 % PixelWords.given.count])
  }
  let rounds = 280
  for (family, given) in people {
    let judge = try PixelWords.judge([("(0010,0010)", "PN", "\(family)^\(given)")])
    let written = [
      family, "\(family) \(given)", "\(given) \(family)", "\(family), \(given)", "\(family)^\(given)",
    ]
    for round in 0..<rounds {
      let shown = written[round % written.count]
      let text = round % 2 == 0 ? shown : shown.uppercased()
      let edits = Int.random(in: 0...PixelWords.tolerance(text), using: &random)
      let seen = PixelWords.respaced(
        PixelWords.confused(PixelWords.edited(text, edits: edits, &random), &random), &random)
      if case .identifier = judge.judge(line: PixelWords.words(seen)) { continue }
      missed.append("\(text) as \(seen)")
    }
  }
  let count = people.count * rounds
  print("names missed: \(missed.count) of \(count)", missed.prefix(30))
  #expect(missed.count * 100 <= count)
}

@Test func plantedDatesWithTheToleratedErrorsAreRecognized() throws {
  var random = Seeded(12)
  var missed: [String] = []
  let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  let (dates, rounds) = (60, 170)
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  for _ in 0..<dates {
    let year = Int.random(in: 1_925...2_024, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    let day = Int.random(in: 1...28, using: &random)
    let (y, m, d, short) = ("\(year)", two(month), two(day), two(year % 100))
    let judge = try PixelWords.judge([("(0010,0030)", "DA", y + m + d)])
    let name = months[month - 1]
    let written = [
      y + m + d, "\(d).\(m).\(y)", "\(m)/\(d)/\(y)", "\(d)-\(name.uppercased())-\(y)", "\(name) \(d) \(y)",
      "\(y)-\(m)-\(d)", "\(d).\(m).\(short)", "\(m)/\(d)/\(short)", "\(d) \(name) \(y)",
      "\(month)/\(day)/\(y)",
    ]
    for round in 0..<rounds {
      let shown = written[round % written.count]
      let edits = Int.random(in: 0...PixelWords.tolerance(shown), using: &random)
      let seen = PixelWords.confused(PixelWords.edited(shown, edits: edits, &random), &random)
      if case .identifier = judge.judge(line: PixelWords.words(seen)) { continue }
      missed.append("\(shown) as \(seen)")
    }
  }
  print("dates missed: \(missed.count) of \(dates * rounds)", missed.prefix(30))
  #expect(missed.count * 100 <= dates * rounds)
}

/// Fifty values as the headers of files have them.
private func fiftyValues(_ random: inout Seeded) -> [(String, String, String)] {
  var rows: [(String, String, String)] = []
  for number in 0..<10 {
    let family = PixelWords.families[number * 3]
    let given = PixelWords.given[number * 2]
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
    }
    rows += [
      ("(0010,0010)", "PN", "\(family)^\(given)"), ("(0010,0020)", "LO", digits(6 + number % 4)),
      ("(0008,0050)", "SH", "A" + digits(7)),
      ("(0010,0030)", "DA", "19\(Int.random(in: 20...99, using: &random))0\(number % 9 + 1)1\(number)"),
      ("(0008,0080)", "LO", "\(family)brook Regional Clinic"),
    ]
  }
  return rows
}

@Test func noLineOfHarmlessWordsIsTakenForAnIdentifier() throws {
  var random = Seeded(13)
  let annotations = try PixelWords.tables().annotations
  let terms = annotations.terms.keys.sorted()
  let units = terms.filter { annotations.terms[$0] == .unit }
  let judge = try PixelWords.judge(fiftyValues(&random))
  var wrong: [String] = []
  var readable = 0
  func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &random)] }
  for _ in 0..<5_000 {
    let words = (0..<Int.random(in: 1...7, using: &random)).map { _ -> String in
      let number = "\(Int.random(in: 0...999, using: &random))"
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return number
      case 1: return number + "." + "\(Int.random(in: 0...9, using: &random))"
      case 2: return number + pick(units)
      case 3: return pick(terms) + ","
      case 4: return pick(terms) + ":"
      case 5:
        return String(
          pick(annotations.patterns).map {
            $0 == "#" ? Character("\(Int.random(in: 0...9, using: &random))") : $0
          })
      case 6: return pick(terms).lowercased()
      default: return pick(terms)
      }
    }
    let line = words.joined(separator: " ")
    switch judge.judge(line: PixelWords.words(line)) {
    case .identifier(let kind): wrong.append("\(kind): \(line)")
    case .readable, .noise: readable += 1
    case .harmless: continue
    }
  }
  print("harmless lines as identifiers: \(wrong.count), not harmless: \(readable) of 5000", wrong.prefix(20))
  #expect(wrong.isEmpty)
  #expect(readable <= 25)
}

@Test func otherWordsAreSeldomTakenForKnownValues() throws {
  var random = Seeded(14)
  let judge = try PixelWords.judge(fiftyValues(&random))
  let consonants = Array("bcdfghjklmnprstvwz")
  let vowels = Array("aeiou")
  var wrong: [String] = []
  func word() -> String {
    if Int.random(in: 0..<5, using: &random) == 0 {
      return (0..<Int.random(in: 3...8, using: &random)).map { _ in "\(Int.random(in: 0...9, using: &random))"
      }
      .joined()
    }
    var word = ""
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      word.append(consonants[Int.random(in: 0..<consonants.count, using: &random)])
      word.append(vowels[Int.random(in: 0..<vowels.count, using: &random)])
      if Bool.random(using: &random) {
        word.append(consonants[Int.random(in: 0..<consonants.count, using: &random)])
      }
    }
    return Bool.random(using: &random) ? word : word.uppercased()
  }
  for _ in 0..<20_000 {
    let line = word() + " " + word()
    if case .identifier(let kind) = judge.judge(line: PixelWords.words(line)) {
      wrong.append("\(kind): \(line)")
    }
  }
  print("random pairs as known values: \(wrong.count) of 20000", wrong.prefix(30))
  #expect(wrong.count < 20)
}
