/// A value of VR TM: `HHMMSS.FFFFFF`, cut off at the right, or `HH:MM:SS.FFFFFF` as before the standard's
/// third version. PS3.5 section 6.2.
public struct TimeValue: Equatable, Sendable {
  /// How far a time goes.
  public enum Precision: Int, Comparable, Sendable {
    /// To the hour, the minute, the second, a fraction of it.
    case hour, minute, second, fraction

    /// Orders by fineness.
    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59; nil if the value ends before it.
  public let minute: Int?
  /// The second, 0 to 60: PS3.5 allows leap seconds; nil if the value ends before it.
  public let second: Int?
  /// The fraction of the second in millionths; nil if there is none.
  public let microseconds: Int?

  /// Reads a value without padding; nil for any other form, and for what no clock shows.
  public init?(_ value: ArraySlice<UInt8>) {
    var cursor = DigitCursor(value)
    self.init(takenFrom: &cursor, allowsColons: true)
    guard cursor.isAtEnd else { return nil }
  }

  /// Takes a time off the front of a longer value.
  init?(takenFrom cursor: inout DigitCursor, allowsColons: Bool) {
    guard let hour = cursor.number(ofDigits: 2), hour <= 23 else { return nil }
    let hasColons = allowsColons && cursor.next == 0x3A
    var minute: Int?
    var second: Int?
    var microseconds: Int?
    if hasColons ? cursor.take(0x3A) : cursor.isAtDigit {
      guard let number = cursor.number(ofDigits: 2), number <= 59 else { return nil }
      minute = number
      if hasColons ? cursor.take(0x3A) : cursor.isAtDigit {
        guard let number = cursor.number(ofDigits: 2), number <= 60 else { return nil }
        second = number
      }
    }
    if second != nil, cursor.take(0x2E) {
      guard let fraction = TimeValue.fraction(takenFrom: &cursor) else { return nil }
      microseconds = fraction
    }
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microseconds = microseconds
  }

  /// One to six digits as millionths.
  private static func fraction(takenFrom cursor: inout DigitCursor) -> Int? {
    var value = 0
    var count = 0
    while count < 6, let digit = cursor.number(ofDigits: 1) {
      value = value * 10 + digit
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<6 { value *= 10 }
    return value
  }

  /// How far the time goes.
  public var precision: Precision {
    if microseconds != nil { return .fraction }
    if second != nil { return .second }
    return minute == nil ? .hour : .minute
  }
}
