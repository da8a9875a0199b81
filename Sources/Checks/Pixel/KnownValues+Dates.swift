internal import DICOM
internal import Text

extension KnownValues {
  /// Adds a value of DA or DT: its date, and its time if it has seconds.
  mutating func addDateAndTime(_ text: String, _ kind: IdentifierKind) {
    let bytes = Array(text.utf8)
    guard let date = DateValue(bytes[...]) ?? DateValue(bytes.prefix(8)) else { return }
    addDate(date, kind)
    if bytes.count >= 14 { addTime(String(decoding: bytes[8..<14], as: UTF8.self)) }
  }

  /// Adds a date as a person wrote it, in each order that it may mean.
  mutating func addWrittenDate(_ text: String, _ kind: IdentifierKind) {
    for date in DateShape.readings(of: text) { addDate(date, kind) }
  }

  /// Adds a date in all usual forms, those with a year of two digits included.
  mutating func addDate(_ date: DateValue, _ kind: IdentifierKind) {
    guard date.isPlausible else { return }
    let (year, month, day) = (digits(date.year, 4), digits(date.month, 2), digits(date.day, 2))
    let (shortMonth, shortDay) = (digits(date.month, 1), digits(date.day, 1))
    let shortYear = Array(year.suffix(2))
    var whole = [year + month + day, day + month + year, month + day + year]
    whole += [year + shortMonth + shortDay, shortDay + shortMonth + year, shortMonth + shortDay + year]
    // A slash is read as a 1.
    let slash: [UInt32] = [0x31]
    whole += [day + slash + month + slash + year, month + slash + day + slash + year]
    for name in Months.names(of: date.month) {
      whole += [day + name + year, shortDay + name + year, name + day + year, name + shortDay + year]
      whole += [year + name + day, day + name + shortYear, name + day + shortYear]
    }
    for form in Set(whole) { insert(Needle(form, kind, words: [])) }
    for form in Set([day + month + shortYear, month + day + shortYear, shortYear + month + day]) {
      // Six digits without marks between them are a number like any other.
      insert(Needle(form, kind, tolerance: 0, betweenMarks: 1))
    }
  }

  /// Adds a time with seconds, of 24 and of 12 hours; without seconds it tells nothing.
  mutating func addTime(_ text: String) {
    let glyphs = text.prefix { $0 != "." }.filter { $0 != ":" }.map { Glyphs.folded(String($0)) }.joined()
    let time = Array(glyphs.prefix(6))
    guard time.count == 6, time.allSatisfy({ Glyphs.isDigit($0) }) else { return }
    insert(Needle(time, .time, tolerance: 0, betweenMarks: 0))
    let hour = Int(time[0] - 0x30) * 10 + Int(time[1] - 0x30)
    let rest = Array(time[2...])
    for form in [digits(hour, 1) + rest, digits(hour == 0 ? 12 : (hour - 1) % 12 + 1, 1) + rest]
    where form != time {
      insert(Needle(form, .time, tolerance: nil, betweenMarks: 0))
    }
  }

  private func digits(_ number: Int, _ count: Int) -> [UInt32] {
    let text = String(number).unicodeScalars.map(\.value)
    return Array(repeating: 0x30, count: max(0, count - text.count)) + text
  }
}
