public import Rules

/// The months as people name them, in the languages of `text-marks.csv`.
public struct MonthNames: Sendable {
  /// The numbers of months by the hashes of their names, folded as the table's are.
  private var months: [UInt64: Int] = [:]

  /// Loads the names.
  ///
  /// - Throws: ``TableError`` with file and row.
  public init(_ folder: ResourceFolder) throws(TableError) {
    var months: [UInt64: Int] = [:]
    try TextMarks.load(folder) { word, kind, value in
      guard kind == .month else { return }
      months[word.reduce(WordTable.emptyHash) { WordTable.hash($0, $1) }] = value
    }
    self.months = months
  }

  /// The month that a word names, 1 to 12, in UTF-8 or Latin-1, with accents or without; nil if it names none.
  func month(of word: UnsafeBufferPointer<UInt8>) -> Int? {
    guard (2...24).contains(word.count) else { return nil }
    var hash = WordTable.emptyHash
    var place = 0
    while place < word.count {
      let byte = word[place]
      if byte < 0x80 {
        hash = WordTable.hash(hash, byte & 0xDF)
        place += 1
        continue
      }
      let (value, length) = LetterFold.scalar(word, place)
      hash = LetterFold.hash(hash, value == 0xFFFD ? UInt32(byte) : value)
      place += length
    }
    return months[hash]
  }
}
