internal import DICOM

/// Dates as people write them.
enum WrittenDate {
  /// Months as they are named in English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Swedish,
  /// Norwegian, Polish and Czech, whole and cut short, with accents and without.
  private static let names: [[String]] = [
    [
      "january", "jan", "januar", "janvier", "enero", "ene", "gennaio", "gen", "janeiro", "januari",
      "styczen",
      "styczeń", "stycznia", "sty", "leden", "ledna", "jänner",
    ],
    [
      "february", "feb", "februar", "fevrier", "février", "fev", "fév", "febrero", "febbraio", "fevereiro",
      "februari", "luty", "lutego", "lut", "unor", "února", "feber",
    ],
    [
      "march", "mar", "marz", "märz", "maerz", "mrz", "mars", "marzo", "marco", "março", "maart", "mrt",
      "marts",
      "marzec", "marca", "brezen", "března",
    ],
    [
      "april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwiecien", "kwiecień", "kwietnia", "kwi",
      "duben",
      "dubna",
    ],
    ["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "kveten", "května"],
    [
      "june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwiec", "czerwca", "cze",
      "cerven",
      "června",
    ],
    [
      "july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipiec", "lipca", "lip",
      "cervenec", "července",
    ],
    [
      "august", "aug", "aout", "août", "agosto", "ago", "augustus", "augusti", "sierpien", "sierpień",
      "sierpnia",
      "sie", "srpen", "srpna",
    ],
    [
      "september", "sep", "sept", "septembre", "septiembre", "settembre", "set", "setembro", "wrzesien",
      "wrzesień", "września", "wrz", "zari", "září",
    ],
    [
      "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out",
      "pazdziernik",
      "październik", "października", "paz", "paź", "rijen", "října",
    ],
    ["november", "nov", "novembre", "noviembre", "novembro", "listopad", "listopada", "lis"],
    [
      "december", "dec", "dezember", "dez", "decembre", "décembre", "déc", "diciembre", "dic", "dicembre",
      "dezembro", "grudzien", "grudzień", "grudnia", "gru", "prosinec", "prosince",
    ],
  ]

  /// The month that a word names, 1 to 12, by what stands for the word in UTF-8 and in Latin-1.
  static let months: [UInt64: Int] = {
    var months: [UInt64: Int] = [:]
    for (place, names) in names.enumerated() {
      for name in names {
        for form in [name, name.uppercased()] {
          let scalars = form.unicodeScalars
          var encodings = [Array(form.utf8)]
          if scalars.allSatisfy({ $0.value < 0x100 }) { encodings.append(scalars.map { UInt8($0.value) }) }
          for bytes in encodings {
            let words = TextWord.words(of: bytes)
            if words.count == 1 { months[words[0].hash] = place + 1 }
          }
        }
      }
    }
    return months
  }()

  /// Each date that a text may mean, which is a date, perhaps with a time behind it, and nothing else; none if it is
  /// none. A year of two digits is one of two centuries.
  static func readings(of text: String) -> [DateValue] {
    let parts = text.split { $0 == "T" || $0 == " " && text.contains(":") }
    let date = parts.count == 2 && parts[1].contains(":") ? String(parts[0]) : text
    let fields = date.utf8.split { !isWord($0) }.flatMap { split($0) }
    if fields.count == 1, let digits = number(fields[0]), fields[0].count == 8 {
      return [(digits / 10_000, digits / 100 % 100, digits % 100)].compactMap { value($0.0, $0.1, $0.2) }
    }
    guard fields.count == 3 else { return [] }
    let (a, b, c) = (fields[0], fields[1], fields[2])
    if let month = month(b), let first = number(a), let last = number(c) {
      return both(year: last, c.count, month, first) + both(year: first, a.count, month, last)
    }
    if let month = month(a), let day = number(b), let year = number(c) {
      return both(year: year, c.count, month, day)
    }
    guard let first = number(a), let second = number(b), let third = number(c) else { return [] }
    if a.count == 4 { return both(year: first, 4, second, third) }
    let short = c.count == 2 ? both(year: first, a.count, second, third) : []
    return both(year: third, c.count, second, first) + both(year: third, c.count, first, second) + short
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  /// `12APR1957` is three fields.
  private static func split(_ part: Substring.UTF8View.SubSequence) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    for byte in part {
      let isDigit = (0x30...0x39).contains(byte)
      if let last = fields.last?.last, (0x30...0x39).contains(last) == isDigit {
        fields[fields.count - 1].append(byte)
      } else {
        fields.append([byte])
      }
    }
    return fields
  }

  private static func number(_ field: [UInt8]) -> Int? {
    guard field.count <= 8, field.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return field.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func month(_ field: [UInt8]) -> Int? {
    let words = TextWord.words(of: field)
    return words.count == 1 ? months[words[0].hash] : nil
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
