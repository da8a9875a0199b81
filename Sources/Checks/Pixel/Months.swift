/// The months' names as pictures write them, in English, German, French and Spanish, whole and cut to three letters.
enum Months {
  private static let names: [[String]] = [
    ["JANUARY", "JAN", "JANUAR", "JANVIER", "ENERO", "ENE"],
    ["FEBRUARY", "FEB", "FEBRUAR", "FEVRIER", "FEV", "FEBRERO"],
    ["MARCH", "MAR", "MÄRZ", "MRZ", "MARS", "MARZO"], ["APRIL", "APR", "AVRIL", "AVR", "ABRIL", "ABR"],
    ["MAY", "MAI", "MAYO"], ["JUNE", "JUN", "JUNI", "JUIN", "JUNIO"],
    ["JULY", "JUL", "JULI", "JUILLET", "JULIO"],
    ["AUGUST", "AUG", "AOUT", "AGOSTO", "AGO"], ["SEPTEMBER", "SEP", "SEPT", "SEPTEMBRE", "SEPTIEMBRE"],
    ["OCTOBER", "OCT", "OKTOBER", "OKT", "OCTOBRE", "OCTUBRE"],
    ["NOVEMBER", "NOV", "NOVEMBRE", "NOVIEMBRE"],
    ["DECEMBER", "DEC", "DEZEMBER", "DEZ", "DECEMBRE", "DICIEMBRE", "DIC"],
  ]
  private static let folded = names.map { $0.map { Glyphs.folded($0) } }
  private static let byGlyphs: [[UInt32]: Int] = Dictionary(
    folded.enumerated().flatMap { month in
      month.element.map { ($0.map { Glyphs.alike($0) }, month.offset + 1) }
    },
    uniquingKeysWith: { first, _ in first })

  /// The names of a month from 1 to 12, folded.
  static func names(of month: Int) -> [[UInt32]] { folded[month - 1] }

  /// The month that a word names, as alike glyphs; nil if none.
  static func number(_ alike: [UInt32]) -> Int? { byGlyphs[alike] }
}
