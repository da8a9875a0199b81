/// A value of VR DA: `YYYYMMDD`, or `YYYY.MM.DD` as before the standard's third version. PS3.5 section 6.2.
public struct DateValue: Equatable, Sendable {
  /// The year, 0 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Reads a value without padding; nil unless it is a date of the calendar.
  public init?(_ value: ArraySlice<UInt8>) {
    var digits = 0
    var number = 0
    for (place, byte) in value.enumerated() {
      if byte == 0x2E, value.count == 10, place == 4 || place == 7 { continue }
      guard (0x30...0x39).contains(byte), digits < 8 else { return nil }
      number = number * 10 + Int(byte - 0x30)
      digits += 1
    }
    guard digits == 8, value.count == 8 || value.count == 10 else { return nil }
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// Makes a date; nil unless the calendar has it.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= DateValue.days(in: month, of: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Whether the year is one in which there can be an image or a person's birth: 1850 to 2099.
  public var isPlausible: Bool { (1850...2099).contains(year) }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A value of VR AS: three digits and D, W, M or Y. PS3.5 section 6.2.
public struct AgeValue: Equatable, Sendable {
  /// The number.
  public let number: Int
  /// `D`, `W`, `M` or `Y`.
  public let unit: UInt8

  /// Reads a value without padding; nil for any other form.
  public init?(_ value: ArraySlice<UInt8>) {
    guard value.count == 4, let unit = value.last, Array("DWMY".utf8).contains(unit),
      value.dropLast().allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    number = value.dropLast().reduce(0) { $0 * 10 + Int($1 - 0x30) }
    self.unit = unit
  }

  /// The age in years.
  public var years: Double {
    switch unit {
    case UInt8(ascii: "D"): Double(number) / 365.25
    case UInt8(ascii: "W"): Double(number) / 52.18
    case UInt8(ascii: "M"): Double(number) / 12
    default: Double(number)
    }
  }
}
