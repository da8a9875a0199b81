/// All rows of words that are looked for, as a tree of words in a hash table.
///
/// An entry stands for a row and says whether a needle ends with it and whether longer ones begin with it.
struct WordTrie: Sendable {
  /// In an entry: rows that are looked for go on behind this one.
  static let goesOn: UInt32 = 1 << 31
  /// In an entry: the number of the needle that ends here, plus 1; 0 if none does.
  static let needle: UInt32 = (1 << 31) - 1

  /// What stands for each row; 0 in free places.
  private(set) var rows: [UInt64] = Array(repeating: 0, count: 1 << 10)
  /// The entries of ``rows``.
  private(set) var entries: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private var count = 0
  /// How many needles there are.
  private(set) var needles = 0
  /// The first words: what stands for them.
  private var firsts: Set<UInt64> = []
  /// By the first two bytes of a word of letters: with which lengths first words begin so, the bit 15 for all from 15
  /// on.
  private(set) var lengths: [UInt16] = Array(repeating: 0, count: 1 << 16)
  /// A bit for each first word, by the upper bits of what stands for it.
  private(set) var filter: [UInt64] = [0]
  /// How far a hash is shifted to be a place in ``filter``, in bits.
  private(set) var filterShift: UInt64 = 63
  /// Whether first words have bytes from 80 on.
  private(set) var hasHighFirsts = false

  /// Adds a row of words and gives its number; the number that it has if it is there already.
  ///
  /// - Parameter words: at least one.
  mutating func insert(_ words: [TextWord]) -> Int {
    if firsts.insert(words[0].hash).inserted { note(first: words[0]) }
    var row: UInt64 = 0
    var place = 0
    for (number, word) in words.enumerated() {
      row = TextWord.chained(row, word.hash)
      place = find(row)
      if number < words.count - 1 { entries[place] |= WordTrie.goesOn }
    }
    let needle = entries[place] & WordTrie.needle
    if needle != 0 { return Int(needle) - 1 }
    needles += 1
    entries[place] |= UInt32(needles)
    return needles - 1
  }

  private mutating func note(first word: TextWord) {
    guard !word.isNumber else { return }
    if word.start & 0x80 != 0 { hasHighFirsts = true }
    let bit: UInt16 = 1 << UInt16(min(word.length, 15))
    guard word.length == 1 else {
      lengths[Int(word.start)] |= bit
      return
    }
    // Whatever follows is of another word.
    for second in 0..<256 { lengths[Int(word.start & 0xFF) | second << 8] |= bit }
  }

  /// The place of a row, made if there is none.
  private mutating func find(_ row: UInt64) -> Int {
    if count * 8 > rows.count * 5 { grow() }
    var place = Int(truncatingIfNeeded: row) & (rows.count - 1)
    while rows[place] != row {
      if rows[place] == 0 {
        rows[place] = row
        count += 1
        return place
      }
      place = (place + 1) & (rows.count - 1)
    }
    return place
  }

  private mutating func grow() {
    let (oldRows, oldEntries) = (rows, entries)
    let size = rows.count * 2
    rows = Array(repeating: 0, count: size)
    entries = Array(repeating: 0, count: size)
    for (old, row) in oldRows.enumerated() where row != 0 {
      var place = Int(truncatingIfNeeded: row) & (size - 1)
      while rows[place] != 0 { place = (place + 1) & (size - 1) }
      rows[place] = row
      entries[place] = oldEntries[old]
    }
  }

  /// Makes the filter of first words. To be called once all rows are in.
  mutating func finish() {
    var bits: UInt64 = 6
    while (1 << bits) < firsts.count * 12 { bits += 1 }
    filterShift = 64 - bits
    filter = Array(repeating: 0, count: 1 << (bits - 6))
    for first in firsts {
      let place = first >> filterShift
      filter[Int(place >> 6)] |= 1 << (place & 63)
    }
    firsts = []
  }
}
