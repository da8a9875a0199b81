public import Rules

/// The months as people name them, in the languages of `text-marks.csv`.
public struct MonthNames: Sendable {
  /// How many bytes a name has at most. No letter has more than twice as many when it is folded.
  private static let longest = 24

  private let words: WordLists

  /// Takes the names from loaded tables.
  public init(_ words: WordLists) { self.words = words }

  /// The month that a word names, 1 to 12, in UTF-8 or Latin-1, with accents or without; nil if it names none.
  func month(of word: UnsafeBufferPointer<UInt8>) -> Int? {
    guard (2...MonthNames.longest).contains(word.count) else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * word.count) { folded in
      var count = 0
      func put(_ byte: UInt8) {
        folded.initializeElement(at: count, to: byte)
        count += 1
      }
      var place = 0
      while place < word.count {
        let byte = word[place]
        if byte < 0x80 {
          put(byte & 0xDF)
          place += 1
        } else {
          let (value, length) = LetterFold.scalar(word, place)
          LetterFold.fold(value == 0xFFFD ? UInt32(byte) : value, put)
          place += length
        }
      }
      let mark = words.mark(UnsafeBufferPointer(rebasing: folded[..<count]))
      return mark?.kind == .month ? mark?.value : nil
    }
  }
}
