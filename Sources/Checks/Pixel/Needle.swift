internal import Text

/// One form in which a known value may stand in a picture.
struct Needle: Hashable, Sendable {
  /// Letters and digits, upper case, without accents.
  let folded: [UInt32]
  /// What it tells.
  let kind: IdentifierKind
  /// How many edits a reading of it may have if its parts stand apart by nothing or blanks; nil if they never do.
  let tolerance: Int?
  /// How many if there are marks such as `.` or `/` between the parts.
  let toleranceBetweenMarks: Int
  /// The words that it was made of, to be looked up among the harmless ones; empty if it is no word.
  let words: [String]

  /// A form made of words, or one that stands for itself.
  init(_ folded: [UInt32], _ kind: IdentifierKind, words: [String]) {
    self.folded = folded
    self.kind = kind
    let tolerance = Needle.tolerance(of: folded)
    self.tolerance = tolerance
    toleranceBetweenMarks = tolerance
    self.words = words
  }

  /// A form of a date or time, in which marks make sure what it is.
  init(_ folded: [UInt32], _ kind: IdentifierKind, tolerance: Int?, betweenMarks: Int) {
    self.folded = folded
    self.kind = kind
    self.tolerance = tolerance
    toleranceBetweenMarks = betweenMarks
    words = []
  }

  /// Whether it is a date with a month's name: letters amid at least five digits.
  var isNamedDate: Bool {
    (kind == .date || kind == .birthDate) && folded.count { Glyphs.isDigit($0) } >= 5
      && folded.contains { !Glyphs.isDigit($0) }
  }

  /// None up to 4 glyphs, one up to 8, two above. Five digits are a number that differs from many by one.
  static func tolerance(of folded: [UInt32]) -> Int {
    if folded.count == 5, folded.allSatisfy({ Glyphs.isDigit($0) }) { return 0 }
    return folded.count <= 4 ? 0 : folded.count <= 8 ? 1 : 2
  }
}
