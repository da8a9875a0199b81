internal import DICOM
internal import Pixels

/// Finds full calendar dates in a line, of whatever usual form.
struct DateShape {
  private struct Field {
    let digits: [UInt32]?
    let month: Int?
    let before: String
  }

  private let fields: [Field]

  init(_ line: LineText) {
    var fields: [Field] = []
    for part in line.parts {
      if let digits = Glyphs.digits(part.folded) {
        fields.append(Field(digits: digits, month: nil, before: part.before))
      } else if let month = Months.number(part.alike) {
        fields.append(Field(digits: nil, month: month, before: part.before))
      } else {
        DateShape.split(part, into: &fields)
      }
    }
    self.fields = fields
  }

  /// `12APR1957` is three fields.
  private static func split(_ part: LineText.Part, into fields: inout [Field]) {
    var start = 0
    while start < part.folded.count {
      let isDigit = Glyphs.isDigit(part.folded[start])
      let end =
        part.folded[start...].firstIndex { Glyphs.isDigit($0) != isDigit } ?? part.folded.endIndex
      fields.append(
        Field(
          digits: isDigit ? Array(part.folded[start..<end]) : nil,
          month: isDigit ? nil : Months.number(Array(part.alike[start..<end])),
          before: start == 0 ? part.before : ""))
      start = end
    }
  }

  /// Whether there is a date in the line.
  var isFound: Bool { fields.indices.contains { isCompact(at: $0) || !readings(at: $0).isEmpty } }

  /// Each date that a text may mean, which is a date and nothing else; none if it is none.
  static func readings(of text: String) -> [DateValue] {
    let shape = DateShape(LineText([SeenWord(text: text, confidence: 1)]))
    if shape.fields.count == 1, let digits = shape.fields[0].digits, digits.count == 8 {
      return date(digits.prefix(4), digits[4..<6], digits.suffix(2)).map { [$0] } ?? []
    }
    return shape.fields.count == 3 ? shape.readings(at: 0) : []
  }

  /// `19570412`, and `19570412101530`.
  private func isCompact(at place: Int) -> Bool {
    guard let digits = fields[place].digits, digits.count == 8 || digits.count == 14,
      let date = DateShape.date(digits.prefix(4), digits[4..<6], digits[6..<8])
    else { return false }
    return (1_900...2_099).contains(date.year)
  }

  /// The dates that the field at a place and the two behind it may mean.
  private func readings(at place: Int) -> [DateValue] {
    guard place + 2 < fields.count else { return [] }
    let (first, second, third) = (fields[place], fields[place + 1], fields[place + 2])
    if let month = second.month, let left = first.digits, let right = third.digits {
      guard isLoose(second.before), isLoose(third.before) else { return [] }
      return named(month, left, right) + named(month, right, left)
    }
    if let month = first.month, let day = second.digits, let year = third.digits {
      guard isLoose(second.before), isLoose(third.before) else { return [] }
      // `Mar 12 57` may be anything.
      return year.count == 4 || !third.before.hasPrefix(" ") ? named(month, day, year) : []
    }
    return numeric(place, first, second, third)
  }

  private func named(_ month: Int, _ day: [UInt32], _ year: [UInt32]) -> [DateValue] {
    guard (1...2).contains(day.count), year.count == 4 || year.count == 2 else { return [] }
    return years(year).compactMap { DateShape.date(year: $0, month: month, day: DateShape.number(day)) }
  }

  private func numeric(_ place: Int, _ first: Field, _ second: Field, _ third: Field) -> [DateValue] {
    guard let a = first.digits, let b = second.digits, let c = third.digits, isMark(second.before),
      isMark(third.before), second.before == third.before || c.count == 4 || a.count == 4,
      // More numbers in the same row: a UID, an address of a network, a version.
      place == 0 || fields[place - 1].digits == nil || !isMark(first.before),
      place + 3 >= fields.count || fields[place + 3].digits == nil || fields[place + 3].before != "."
    else { return [] }
    guard (1...2).contains(b.count) else { return [] }
    if a.count == 4, (1...2).contains(c.count) { return DateShape.dates(a, b, c, self) }
    guard (1...2).contains(a.count) else { return [] }
    let isShort = c.count == 2 && a.count + b.count + c.count >= (second.before == "." ? 6 : 5)
    guard c.count == 4 || isShort else { return [] }
    return DateShape.dates(c, b, a, self) + DateShape.dates(c, a, b, self)
      + (isShort ? DateShape.dates(a, b, c, self) : [])
  }

  private static func dates(_ year: [UInt32], _ month: [UInt32], _ day: [UInt32], _ shape: DateShape)
    -> [DateValue]
  {
    guard year.count == 2 || year.count == 4 else { return [] }
    return shape.years(year).compactMap { date(year: $0, month: number(month), day: number(day)) }
  }

  /// A year of two digits is one of two centuries.
  private func years(_ digits: [UInt32]) -> [Int] {
    let number = DateShape.number(digits)
    return digits.count == 4 ? [number] : [1_900 + number, 2_000 + number]
  }

  private static func date(
    _ year: ArraySlice<UInt32>, _ month: ArraySlice<UInt32>, _ day: ArraySlice<UInt32>
  ) -> DateValue? {
    date(year: number(year), month: number(month), day: number(day))
  }

  private static func date(year: Int, month: Int, day: Int) -> DateValue? {
    DateValue(year: year, month: month, day: day).flatMap { $0.isPlausible ? $0 : nil }
  }

  /// The number that up to 14 digits make.
  private static func number(_ digits: some Sequence<UInt32>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private func isMark(_ text: String) -> Bool { [".", "/", "-", ",", "\u{B7}", "\\"].contains(text) }

  /// What stands around a month's name.
  private func isLoose(_ text: String) -> Bool {
    text.count <= 3 && text.allSatisfy { " .,-/'_".contains($0) }
  }
}
