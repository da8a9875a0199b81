/// A value of VR DA: `YYYYMMDD`, or `YYYY.MM.DD` as before the standard's third version. PS3.5 section 6.2.
///
/// A range (`20190101-20190201`) is a query, not a value, and is none of both.
public struct DateValue: Equatable, Comparable, Sendable {
  /// The year, 0 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Reads a value without padding; nil unless it is a date of the calendar.
  public init?(_ value: ArraySlice<UInt8>) {
    guard value.count == 8 || value.count == 10 else { return nil }
    let hasDots = value.count == 10
    var cursor = DigitCursor(value)
    guard let year = cursor.number(ofDigits: 4), !hasDots || cursor.take(0x2E),
      let month = cursor.number(ofDigits: 2), !hasDots || cursor.take(0x2E),
      let day = cursor.number(ofDigits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Makes a date; nil unless the Gregorian calendar has it.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9_999).contains(year), (1...12).contains(month), day >= 1,
      day <= DateValue.days(in: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Whether the year is one in which there can be an image or a person's birth: 1850 to 2099.
  public var isPlausible: Bool { (1_850...2_099).contains(year) }

  /// Orders by year, month, day.
  public static func < (left: DateValue, right: DateValue) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
