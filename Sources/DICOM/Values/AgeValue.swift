/// A value of VR AS: three digits and D, W, M or Y. PS3.5 section 6.2.
public struct AgeValue: Equatable, Sendable {
  /// What the number counts; the raw value is its letter.
  public enum Unit: UInt8, Sendable {
    /// D.
    case days = 0x44
    /// W.
    case weeks = 0x57
    /// M.
    case months = 0x4D
    /// Y.
    case years = 0x59
  }

  /// The number, 0 to 999.
  public let number: Int
  /// What it counts.
  public let unit: Unit

  /// Reads a value without padding; nil for any other form.
  public init?(_ value: ArraySlice<UInt8>) {
    var cursor = DigitCursor(value)
    guard value.count == 4, let number = cursor.number(ofDigits: 3), let letter = cursor.next,
      let unit = Unit(rawValue: letter)
    else { return nil }
    self.number = number
    self.unit = unit
  }

  /// The age in years of 365.25 days.
  public var years: Double {
    switch unit {
    case .days: Double(number) / 365.25
    case .weeks: Double(number) * 7 / 365.25
    case .months: Double(number) / 12
    case .years: Double(number)
    }
  }
}
