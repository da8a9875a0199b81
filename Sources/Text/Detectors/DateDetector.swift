internal import DICOM
internal import Rules

/// Finds dates and times of day in digits.
///
/// The shapes are those that files are seen to hold: `YYYYMMDD` with and without a time, with dots, dashes and slashes in
/// the orders of the continents, with the names of months, in the calendars of Japan, Thailand and Persia.
struct DateDetector {
  let scan: TextScan

  /// What equipment says of itself has dates of programs.
  private var sure: TextCertainty { scan.context == .deviceText ? .review : .fail }

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    let words = DateWords(scan)
    var index = 0
    while index < scan.tokens.count {
      let token = scan.tokens[index]
      var last: Int?
      if token.isNumber {
        last = separated(index, &found) ?? words.dayFirst(index, sure, &found) ?? eastAsian(index, &found)
        if last == nil { compact(index, &found) }
        if last == nil { last = time(index, &found) }
      } else if token.mark != nil {
        last = words.monthFirst(index, sure, &found) ?? words.inWords(index, sure, &found)
      }
      index = (last ?? index) + 1
    }
  }

  /// Whether a date is one of the calendar, from 1900 to 2049.
  static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1_900...2_049).contains(year) && DateValue(year: year, month: month, day: day) != nil
  }

  /// Whether a number is one of several between dots, as in a UID or a version.
  private func isArc(_ index: Int) -> Bool {
    let before = scan.gap(index, is: ".") && index > 0 && scan.tokens[index - 1].isNumber
    let after =
      scan.gap(index + 1, is: ".") && index + 1 < scan.tokens.count && scan.tokens[index + 1].isNumber
    return before && after
      || before && index > 1 && scan.gap(index - 1, is: ".") && scan.tokens[index - 2].isNumber
      || after && index + 2 < scan.tokens.count && scan.gap(index + 2, is: ".")
        && scan.tokens[index + 2].isNumber
  }

  /// `19570412`, with a time behind it, or seconds or milliseconds since 1970 in 10 or 13 digits.
  private func compact(_ index: Int, _ found: inout [Detection]) {
    let token = scan.tokens[index]
    let (start, count) = (Int(token.start), Int(token.length))
    guard [8, 10, 12, 13, 14, 16, 17, 18, 20].contains(count) else { return }
    let isHexadecimal = scan.isGlued(index) && scan.isGlued(index + 1)
    let isUnsure = isArc(index) || isHexadecimal || scan.context == .code || isVersion(index)
    let certainty: TextCertainty = isUnsure ? .review : sure
    let year = scan.number(start, 4)
    let range = scan.range(index, index)
    if count != 10, count != 13,
      DateDetector.isDate(year, scan.number(start + 4, 2), scan.number(start + 6, 2))
    {
      if count == 8 {
        found.add(.date, range, certainty, .compactDate)
      } else if scan.number(start + 8, 2) < 24, scan.number(start + 10, 2) < 60,
        count < 14 || scan.number(start + 12, 2) < 61
      {
        found.add(.date, range, certainty, .compactDate)
      }
    } else if count == 8, scan.context != .code, scan.context != .identifier {
      let (first, second, year) = (
        scan.number(start, 2), scan.number(start + 2, 2), scan.number(start + 4, 4)
      )
      guard (1_920...2_035).contains(year), !isArc(index), !isHexadecimal else { return }
      if DateDetector.isDate(year, second, first) || DateDetector.isDate(year, first, second) {
        found.add(.date, range, .review, .compactDate)
      }
    } else if count == 10 || count == 13, !isUnsure, isSinceEpoch(scan.number(start, 10)) {
      found.add(.date, range, .review, .unixSeconds)
    }
  }

  /// Whether so many seconds since 1970 are a day from July 1998 to 2033, where a text may mean one. In ten digits any number may be that, so a person must say.
  private func isSinceEpoch(_ seconds: Int) -> Bool {
    switch scan.context {
    case .code, .identifier, .deviceText: false
    default: (900_000_000...2_000_000_000).contains(seconds)
    }
  }

  /// `1957-04-12`, `12.04.1957`, `4/12/57`; returns the last token.
  private func separated(_ index: Int, _ found: inout [Detection]) -> Int? {
    let tokens = scan.tokens
    guard index + 2 < tokens.count, tokens[index + 1].isNumber, tokens[index + 2].isNumber,
      let mark = separator(index + 1), mark == separator(index + 2)
    else { return nil }
    // More numbers in the same row: a UID, an address of a network, a version.
    if index > 0, tokens[index - 1].isNumber, separator(index) == mark { return nil }
    if index + 3 < tokens.count, tokens[index + 3].isNumber, mark != 0x20, separator(index + 3) == mark,
      mark != 0x2D
    {
      return nil
    }
    if scan.isGlued(index), mark != 0x2D, mark != 0x2E { return nil }
    let sure = isVersion(index) ? .review : sure
    let lengths = (tokens[index].length, tokens[index + 1].length, tokens[index + 2].length)
    guard let a = scan.number(index), let b = scan.number(index + 1), let c = scan.number(index + 2) else {
      return nil
    }
    guard (1...2).contains(lengths.1) else { return nil }
    let range = scan.range(index, index + 2)
    if lengths.0 == 4, (1...2).contains(lengths.2) {
      guard mark != 0x20 || lengths.1 == 2 && lengths.2 == 2 else { return nil }
      if DateDetector.isDate(a, b, c) || DateDetector.isDate(a, c, b) && mark != 0x2E {
        found.add(.date, range, mark == 0x20 ? .review : sure, .numericDate)
        return index + 2
      }
      return other(a, b, c, range, &found) ? index + 2 : nil
    }
    guard (1...2).contains(lengths.0) else { return nil }
    if lengths.2 == 4 {
      guard mark != 0x20 || lengths.0 == 2 && lengths.1 == 2 else { return nil }
      if DateDetector.isDate(c, b, a) || DateDetector.isDate(c, a, b) {
        found.add(.date, range, mark == 0x20 ? .review : sure, .numericDate)
        return index + 2
      }
      return other(c, b, a, range, &found) ? index + 2 : nil
    }
    // Years of two digits: slashes, or a day and a month of two digits between dots.
    guard lengths.2 == 2, mark != 0x20, !scan.isGlued(index), !scan.isGlued(index + 3) else { return nil }
    let full = lengths.0 == 2 && lengths.1 == 2
    guard mark == 0x2F || full else { return nil }
    let isFirst = index == 0 || tokens[index - 1].isWord || scan.isBlankGap(index)
    let isLast =
      index + 3 >= tokens.count || tokens[index + 3].isWord || (separator(index + 3) ?? 0x20) == 0x20
    guard isFirst, isLast else { return nil }
    for year in [1_900 + c, 2_000 + c]
    where DateDetector.isDate(year, b, a) || DateDetector.isDate(year, a, b) {
      let certainty: TextCertainty =
        mark == 0x2D || mark == 0x2E && scan.context != .freeText || !full ? .review : sure
      found.add(.date, range, certainty, .numericDate)
      return index + 2
    }
    for year in [1_900 + a, 2_000 + a] where DateDetector.isDate(year, b, c) && full && mark != 0x2E {
      found.add(.date, range, .review, .numericDate)
      return index + 2
    }
    return nil
  }

  /// Whether a word before a number says that it is a version.
  private func isVersion(_ index: Int) -> Bool {
    for place in max(0, index - 2)..<index
    where scan.mark(place) == .plain && scan.tokens[place].facts.value == 1 {
      return true
    }
    return false
  }

  /// Years of Buddha (2400 to 2600), and of the Hijra by sun or moon (1300 to 1460).
  private func other(_ year: Int, _ month: Int, _ day: Int, _ range: Range<Int>, _ found: inout [Detection])
    -> Bool
  {
    guard (1...12).contains(month), (1...31).contains(day),
      (2_440...2_590).contains(year) || (1_300...1_460).contains(year)
    else { return false }
    found.add(.date, range, .review, .otherCalendar)
    return true
  }

  /// The one mark between two numbers; nil if there is more or nothing.
  private func separator(_ index: Int) -> UInt8? {
    let gap = scan.gap(index)
    if gap.count == 2, gap[0] == 0x2E || gap[0] == 0x2F, gap[1] == 0x20 { return gap[0] }
    guard gap.count == 1, [0x2D, 0x2E, 0x2F, 0x5F, 0x20, 0x3A].contains(gap[0]) else { return nil }
    return gap[0] == 0x5F ? 0x2D : gap[0] == 0x3A ? nil : gap[0]
  }

  /// `1957年4月12日`, `昭和32年4月12日`, `1957년 4월 12일`.
  private func eastAsian(_ index: Int, _ found: inout [Detection]) -> Int? {
    let tokens = scan.tokens
    guard index + 2 < tokens.count, tokens[index + 1].shape.contains(.ideographic),
      tokens[index + 2].isNumber,
      tokens[index + 1].length == 1, [1, 2, 4].contains(tokens[index].length),
      let month = scan.number(index + 2), (1...12).contains(month)
    else { return nil }
    let year = LetterFold.scalar(scan.text, Int(tokens[index + 1].start)).value
    guard year == 0x5E74 || year == 0xB144 else { return nil }
    let isWhole = index + 4 < tokens.count && tokens[index + 4].isNumber && tokens[index + 4].length <= 2
    let last = isWhole ? index + 4 : index + 2
    var range = scan.range(index, last)
    // The sign for the day, or for the month.
    if scan.isGlued(last + 1) {
      let length = LetterFold.scalar(scan.text, range.upperBound).length
      range = range.lowerBound..<range.upperBound + length
    }
    found.add(.date, range, isWhole ? sure : .review, .otherCalendar)
    return last
  }

  /// `14:05`, `14:05:30`, `2:05 PM`.
  private func time(_ index: Int, _ found: inout [Detection]) -> Int? {
    let tokens = scan.tokens
    guard index + 1 < tokens.count, tokens[index + 1].isNumber, scan.gap(index + 1, is: ":"),
      tokens[index].length <= 2, tokens[index + 1].length == 2, !scan.isGlued(index),
      !scan.gap(index, is: ":"), let hour = scan.number(index), let minute = scan.number(index + 1),
      hour < 24, minute < 60
    else { return nil }
    let hasSecond =
      index + 2 < tokens.count && tokens[index + 2].isNumber && scan.gap(index + 2, is: ":")
      && tokens[index + 2].length == 2 && scan.number(index + 2)! < 61
    let last = index + (hasSecond ? 2 : 1)
    if !hasSecond, last + 1 < tokens.count, scan.gap(last + 1, has: ":") { return nil }
    guard hasSecond || tokens[index].length == 2 || isHalf(last + 1) else { return nil }
    found.add(.time, scan.range(index, last), .review)
    return last
  }

  /// `AM` or `PM`.
  private func isHalf(_ index: Int) -> Bool {
    guard index < scan.tokens.count, scan.tokens[index].length == 2 else { return false }
    let start = Int(scan.tokens[index].start)
    return scan.text[start + 1] & 0xDF == 0x4D && [0x41, 0x50].contains(scan.text[start] & 0xDF)
  }
}
