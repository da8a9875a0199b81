internal import DICOM

/// Arithmetic with days of the calendar.
public enum Days {
  /// Days since 1 January 1970 of a date in the Gregorian calendar.
  static func since1970(_ date: DateValue) -> Int64 {
    // Years begin in March, so that the leap day is the last.
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let ofEra = year - era * 400
    let ofYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1
    return Int64(era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468)
  }

  /// Seconds since midnight; nil if the value ends before the second, or is midnight itself, which stands for none.
  static func second(_ time: TimeValue) -> Int64? {
    guard let minute = time.minute, let second = time.second else { return nil }
    let sum = Int64(time.hour * 3_600 + minute * 60 + second)
    return sum == 0 ? nil : sum
  }

  /// The year of a day.
  static func year(_ day: Int64) -> Int64 {
    // The average year is 365.2425 days; a day at a year's end may come out as the neighbour's, so it is tried.
    var year = 1_970 + day * 10_000 / 3_652_425
    while let start = start(of: year), start > day { year -= 1 }
    while let next = start(of: year + 1), next <= day { year += 1 }
    return year
  }

  private static func start(of year: Int64) -> Int64? {
    DateValue(year: Int(year), month: 1, day: 1).map { since1970($0) }
  }

  /// The date at the beginning of some digits; nil if it is none from 1970 to 2099.
  static func leading(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.count >= 8, let date = DateValue(digits.prefix(8)), (1_970...2_099).contains(date.year)
    else { return nil }
    return since1970(date)
  }

  /// The day that stands in an arc of a UID: eight digits, or twelve and fourteen or more with a time behind them.
  static func inUID(_ uid: ArraySlice<UInt8>) -> Int64? {
    var start = uid.startIndex
    // Two arcs say who made it.
    var arcs = 0
    while start < uid.endIndex {
      var end = start
      while end < uid.endIndex, uid[end] != 0x2E { end += 1 }
      arcs += 1
      let count = end - start
      if arcs > 2, count == 8 || count == 12 || count >= 14, uid[start] == 0x31 || uid[start] == 0x32,
        let day = leading(uid[start..<end])
      {
        if count == 8 { return day }
        if let time = TimeValue(uid[(start + 8)..<min(end, start + 14)]), time.minute != nil { return day }
      }
      start = end + 1
    }
    return nil
  }

  /// The days that stand in a text, in days since 1970: runs of eight digits, or digits with dashes, dots or underscores
  /// between, from 1970 to 2099.
  public static func inText(_ text: ArraySlice<UInt8>) -> [Int64] {
    var found: [Int64] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard isDigit(text[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < text.endIndex, isDigit(text[end]) { end += 1 }
      if end - index == 8 || end - index == 14, let day = leading(text[index..<end]) {
        found.append(day)
      } else if end - index == 4, end + 6 <= text.endIndex, text[end] == text[end + 3],
        [0x2D, 0x2E, 0x5F].contains(text[end]), end + 6 == text.endIndex || !isDigit(text[end + 6]),
        let day = leading(text[index..<end] + text[(end + 1)..<(end + 3)] + text[(end + 4)..<(end + 6)])
      {
        found.append(day)
        end += 6
      }
      index = end
    }
    return found
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
