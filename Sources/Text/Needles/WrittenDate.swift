internal import DICOM

/// Dates as people write them.
enum WrittenDate {
  /// Each date that a text may mean, which is a date, perhaps with a time behind it, and nothing else; none if it is
  /// none. A year of two digits is one of two centuries.
  static func readings(of text: String, _ months: MonthNames) -> [DateValue] {
    var date = text
    if text.utf8.contains(0x3A) {
      let parts = text.split { $0 == "T" || $0 == " " }
      if parts.count == 2, parts[1].contains(":") { date = String(parts[0]) }
    }
    let bytes = Array(date.utf8)
    let fields = WrittenDate.fields(of: bytes)
    if fields.count == 1, let digits = number(bytes, fields[0]), fields[0].count == 8 {
      return [(digits / 10_000, digits / 100 % 100, digits % 100)].compactMap { value($0.0, $0.1, $0.2) }
    }
    guard fields.count == 3 else { return [] }
    let (a, b, c) = (fields[0], fields[1], fields[2])
    let (first, second, third) = (number(bytes, a), number(bytes, b), number(bytes, c))
    if let month = month(bytes, b, months), let first, let third {
      return both(year: third, c.count, month, first) + both(year: first, a.count, month, third)
    }
    if let month = month(bytes, a, months), let second, let third {
      return both(year: third, c.count, month, second)
    }
    guard let first, let second, let third else { return [] }
    if a.count == 4 { return both(year: first, 4, second, third) }
    let short = c.count == 2 ? both(year: first, a.count, second, third) : []
    return both(year: third, c.count, second, first) + both(year: third, c.count, first, second) + short
  }

  /// The runs of digits and of letters: `12APR1957` is three fields.
  private static func fields(of bytes: [UInt8]) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var kind: Bool?
    for (place, byte) in bytes.enumerated() {
      let isDigit = (0x30...0x39).contains(byte)
      let isLetter = byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
      let here: Bool? = isDigit ? true : isLetter ? false : nil
      if here != nil {
        if here == kind {
          fields[fields.count - 1] = fields[fields.count - 1].lowerBound..<place + 1
        } else {
          fields.append(place..<place + 1)
        }
      }
      kind = here
    }
    return fields
  }

  private static func number(_ bytes: [UInt8], _ field: Range<Int>) -> Int? {
    guard field.count <= 8 else { return nil }
    var number = 0
    for byte in bytes[field] {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  private static func month(_ bytes: [UInt8], _ field: Range<Int>, _ months: MonthNames) -> Int? {
    bytes[field].withUnsafeBufferPointer { months.month(of: $0) }
  }

  private static func both(year: Int, _ digits: Int, _ month: Int, _ day: Int) -> [DateValue] {
    guard digits == 4 || digits == 2 else { return [] }
    let years = digits == 4 ? [year] : [1_900 + year, 2_000 + year]
    return years.compactMap { value($0, month, day) }
  }

  private static func value(_ year: Int, _ month: Int, _ day: Int) -> DateValue? {
    DateValue(year: year, month: month, day: day).flatMap { $0.isPlausible ? $0 : nil }
  }
}
