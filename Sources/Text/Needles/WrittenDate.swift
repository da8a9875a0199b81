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
    if let month = month(bytes, b), let first, let third {
      return both(year: third, c.count, month, first) + both(year: first, a.count, month, third)
    }
    if let month = month(bytes, a), let second, let third {
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

  private static func month(_ bytes: [UInt8], _ field: Range<Int>) -> Int? {
    let words = TextWord.words(of: Array(bytes[field]))
    return words.count == 1 && !words[0].isNumber ? months[words[0].hash] : nil
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
