/// A value of VR DT: `YYYYMMDDHHMMSS.FFFFFF&ZZXX`, cut off at the right of any part. PS3.5 section 6.2.
public struct DateTimeValue: Equatable, Sendable {
  /// How far a date and time goes.
  public enum Precision: Int, Comparable, Sendable {
    /// To the year, the month, the day, the hour, the minute, the second, a fraction of it.
    case year, month, day, hour, minute, second, fraction

    /// Orders by fineness.
    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// The year, 0 to 9999.
  public let year: Int
  /// The month, 1 to 12; nil if the value ends before it.
  public let month: Int?
  /// The day of the month, from 1; nil if the value ends before it.
  public let day: Int?
  /// The time of day; nil if the value ends before it.
  public let time: TimeValue?
  /// The offset from UTC in minutes, -720 to 840; nil if none is given.
  public let offsetInMinutes: Int?

  /// Reads a value without padding; nil for any other form, and for what no calendar or clock shows.
  public init?(_ value: ArraySlice<UInt8>) {
    var cursor = DigitCursor(value)
    guard let year = cursor.number(ofDigits: 4) else { return nil }
    self.year = year
    var month: Int?
    var day: Int?
    var time: TimeValue?
    if cursor.isAtDigit {
      guard let number = cursor.number(ofDigits: 2), (1...12).contains(number) else { return nil }
      month = number
      if cursor.isAtDigit {
        guard let ofMonth = cursor.number(ofDigits: 2),
          DateValue(year: year, month: number, day: ofMonth) != nil
        else { return nil }
        day = ofMonth
        if cursor.isAtDigit {
          time = TimeValue(takenFrom: &cursor, allowsColons: false)
          if time == nil { return nil }
        }
      }
    }
    self.month = month
    self.day = day
    self.time = time
    if cursor.isAtEnd {
      offsetInMinutes = nil
    } else {
      guard let offset = DateTimeValue.offset(takenFrom: &cursor), cursor.isAtEnd else { return nil }
      offsetInMinutes = offset
    }
  }

  /// A sign, two digits of hours and two of minutes: -1200 to +1400, without -0000.
  private static func offset(takenFrom cursor: inout DigitCursor) -> Int? {
    let isNegative = cursor.take(0x2D)
    guard isNegative || cursor.take(0x2B), let hours = cursor.number(ofDigits: 2),
      let minutes = cursor.number(ofDigits: 2), minutes <= 59
    else { return nil }
    let offset = hours * 60 + minutes
    if isNegative { return (1...720).contains(offset) ? -offset : nil }
    return offset <= 840 ? offset : nil
  }

  /// The day; nil if the value ends before it.
  public var date: DateValue? {
    guard let month, let day else { return nil }
    return DateValue(year: year, month: month, day: day)
  }

  /// Whether year, month and day are given, so that a rule for full dates applies.
  public var isFullDate: Bool { day != nil }

  /// How far the value goes.
  public var precision: Precision {
    switch time?.precision {
    case .hour: .hour
    case .minute: .minute
    case .second: .second
    case .fraction: .fraction
    case nil: day != nil ? .day : month != nil ? .month : .year
    }
  }
}
