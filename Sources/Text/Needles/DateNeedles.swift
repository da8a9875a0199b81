internal import DICOM

/// The dates that are looked for, and how they are told in bytes.
struct DateNeedles: Sendable {
  /// By the place of a day: the number of its needle plus 1, 0 if it is not looked for.
  private var needles: [Int32] = []
  /// How many days are looked for.
  private(set) var count = 0

  /// A date that was found.
  struct Found {
    let needle: Int
    let range: Range<Int>
    /// Whether the year has two digits or the order is not plain.
    let isVague: Bool
  }

  private static let years = 1_850...2_099

  /// The place of a day; nil if it is none, or of a year that nobody lives in.
  static func place(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard years.contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    return (year - years.lowerBound) * 372 + (month - 1) * 31 + day - 1
  }

  /// Adds the day of a place and gives the number of its needle, from 0 in the order of days.
  mutating func insert(_ place: Int) -> Int {
    if needles.isEmpty { needles = Array(repeating: 0, count: DateNeedles.years.count * 372) }
    if needles[place] == 0 {
      count += 1
      needles[place] = Int32(count)
    }
    return Int(needles[place]) - 1
  }

  private func needle(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard let place = DateNeedles.place(year, month, day), needles[place] != 0 else { return nil }
    return Int(needles[place]) - 1
  }

  /// Tells each date that a number is the year of, or is as a whole.
  func find(_ start: Int, _ end: Int, _ scanner: WordScanner, _ found: (Found) -> Void) {
    let digits = end - start
    if digits == 8 || digits == 12 || digits == 14 {
      findCompact(start, digits, scanner, found)
    } else if digits == 6 {
      let parts = (number(start, 2, scanner), number(start + 2, 2, scanner), number(start + 4, 2, scanner))
      for (year, month, day) in [
        (parts.0, parts.1, parts.2), (parts.2, parts.1, parts.0), (parts.2, parts.0, parts.1),
      ] {
        report(shortYear: year, month, day, start..<end, found)
      }
    } else {
      findParts(start, end, scanner, found)
    }
  }

  private func findCompact(_ start: Int, _ digits: Int, _ scanner: WordScanner, _ found: (Found) -> Void) {
    let (high, low) = (number(start, 4, scanner), number(start + 4, 4, scanner))
    if let needle = needle(high, low / 100, low % 100) {
      found(Found(needle: needle, range: start..<start + 8, isVague: false))
    }
    guard digits == 8 else { return }
    for (month, day) in [(high % 100, high / 100), (high / 100, high % 100)] {
      if let needle = needle(low, month, day) {
        found(Found(needle: needle, range: start..<start + 8, isVague: false))
        return
      }
    }
  }

  private func number(_ start: Int, _ digits: Int, _ scanner: WordScanner) -> Int {
    (start..<start + digits).reduce(0) { $0 * 10 + Int(scanner.bytes[$1] & 0x0F) }
  }

  private func report(
    shortYear year: Int, _ month: Int, _ day: Int, _ range: Range<Int>, _ found: (Found) -> Void
  ) {
    for century in [1_900, 2_000] {
      if let needle = needle(century + year, month, day) {
        found(Found(needle: needle, range: range, isVague: true))
      }
    }
  }

  /// The year's number and two fields before it, or two behind it.
  private func findParts(_ start: Int, _ end: Int, _ scanner: WordScanner, _ found: (Found) -> Void) {
    let year = number(start, end - start, scanner)
    let isShort = end - start == 2
    guard isShort || DateNeedles.years.contains(year) else { return }
    if let near = field(scanner.word(before: start), scanner),
      let far = field(scanner.word(before: near.range.lowerBound), scanner),
      isDate(far, near, Field(range: start..<end, value: year, isMonth: false), scanner)
    {
      let range = far.range.lowerBound..<end
      for (month, day) in DateNeedles.readings(far, near) {
        if isShort {
          report(shortYear: year, month, day, range, found)
        } else if let needle = needle(year, month, day) {
          found(Found(needle: needle, range: range, isVague: false))
        }
      }
    }
    guard !isShort, let near = field(scanner.word(behind: end), scanner),
      let far = field(scanner.word(behind: near.range.upperBound), scanner),
      isDate(Field(range: start..<end, value: year, isMonth: false), near, far, scanner)
    else { return }
    let month = near.isMonth ? near : far.isMonth ? far : near
    let day = near.isMonth ? far : far.isMonth ? near : far
    if let needle = needle(year, month.value, day.value) {
      found(Found(needle: needle, range: start..<far.range.upperBound, isVague: false))
    }
  }

  private struct Field {
    let range: Range<Int>
    let value: Int
    let isMonth: Bool
  }

  /// A number of one or two digits, or a month's name.
  private func field(_ word: (start: Int, end: Int, isNumber: Bool)?, _ scanner: WordScanner) -> Field? {
    guard let word else { return nil }
    let length = word.end - word.start
    if word.isNumber {
      guard length <= 2 else { return nil }
      return Field(range: word.start..<word.end, value: number(word.start, length, scanner), isMonth: false)
    }
    guard (2...16).contains(length) else { return nil }
    let hash = TextWord.hash(
      scanner.bytes + word.start, length, readable: scanner.count - word.start)
    return WrittenDate.months[hash].map {
      Field(range: word.start..<word.end, value: $0, isMonth: true)
    }
  }

  /// Month and day, in the orders that two fields allow.
  private static func readings(_ far: Field, _ near: Field) -> [(Int, Int)] {
    if far.isMonth != near.isMonth {
      return far.isMonth ? [(far.value, near.value)] : [(near.value, far.value)]
    }
    return far.isMonth ? [] : [(near.value, far.value), (far.value, near.value)]
  }

  /// Whether what stands between three fields and around them makes them a date: numbers stand apart by the same
  /// mark and are no part of a longer row of numbers, as a UID is.
  private func isDate(_ first: Field, _ second: Field, _ third: Field, _ scanner: WordScanner) -> Bool {
    let bytes = scanner.bytes
    let gaps = [
      first.range.upperBound..<second.range.lowerBound, second.range.upperBound..<third.range.lowerBound,
    ]
    if first.isMonth || second.isMonth || third.isMonth {
      return gaps.allSatisfy { $0.allSatisfy { (0x20..<0x7F).contains(bytes[$0]) } }
    }
    guard gaps.allSatisfy({ $0.count == 1 }) else { return false }
    let mark = bytes[gaps[0].lowerBound]
    guard mark == bytes[gaps[1].lowerBound], [0x2D, 0x2E, 0x2F, 0x20, 0x5F].contains(mark) else {
      return false
    }
    let (start, end) = (first.range.lowerBound, third.range.upperBound)
    let isDigit: (Int) -> Bool = { $0 >= 0 && $0 < scanner.count && (0x30...0x39).contains(bytes[$0]) }
    if start > 0, bytes[start - 1] == mark, isDigit(start - 2) { return false }
    return !(end < scanner.count && bytes[end] == mark && isDigit(end + 1))
  }
}
