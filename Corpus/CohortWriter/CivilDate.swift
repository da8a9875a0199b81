/// A day of the Gregorian calendar, and the ways that people and programs write it.
struct CivilDate: Equatable {
  /// Days since 1970-01-01.
  let days: Int

  /// The day so many days after 1970-01-01.
  init(days: Int) {
    self.days = days
  }

  /// A day by its date.
  init(_ year: Int, _ month: Int, _ day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// Year, month from 1 and day from 1.
  var parts: (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let number = month < 10 ? month + 3 : month - 9
    return (year + era * 400 + (number <= 2 ? 1 : 0), number, ofYear - (153 * month + 2) / 5 + 1)
  }

  /// The day written in a form; nil if there is no such form.
  func text(_ form: String) -> String? {
    let (year, month, day) = parts
    let (y, m, d) = (CivilDate.digits(year, 4), CivilDate.digits(month, 2), CivilDate.digits(day, 2))
    switch form {
    case "": return y + m + d
    case "iso": return "\(y)-\(m)-\(d)"
    case "de": return "\(d).\(m).\(y)"
    case "uk": return "\(d)/\(m)/\(y)"
    case "us": return "\(m)/\(d)/\(y)"
    case "dots": return "\(y).\(m).\(d)"
    case "short": return "\(y.suffix(2))\(m)\(d)"
    case "abbreviated": return "\(d)\(CivilDate.months[month - 1].prefix(3).uppercased())\(y)"
    case "text": return "\(day) \(CivilDate.months[month - 1]) \(y)"
    case "month": return "\(CivilDate.months[month - 1]) \(y)"
    case "year": return y
    case "epoch": return String(days * 86_400 + 43_200)
    case "excel": return String(days + 25_569)
    default: return nil
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// A number with zeros before it.
  static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
