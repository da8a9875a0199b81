/// All rows of words that are looked for, as a tree of words in a hash table.
///
/// An entry stands for a row and says whether a needle ends with it and whether longer ones begin with it. Most rows
/// of bytes that are searched are none; filters of a few bits a row turn them away, so that the large table is
/// seldom touched.
struct WordTrie: Sendable {
  /// In an entry: rows that are looked for go on behind this one.
  static let goesOn: UInt32 = 1 << 31
  /// In an entry: the number of the needle that ends here, plus 1; 0 if none does.
  static let needle: UInt32 = (1 << 28) - 1
  private static let isFirst: UInt32 = 1 << 30
  private static let isSecond: UInt32 = 1 << 29

  /// What stands for each row; 0 in free places.
  private(set) var rows: [UInt64] = Array(repeating: 0, count: 1 << 10)
  /// The entries of ``rows``.
  private(set) var entries: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private var count = 0
  /// How many needles there are.
  private(set) var needles = 0
  /// By the first two bytes of a word of letters: with which lengths first words begin so, the bit 15 for all from 15
  /// on.
  private(set) var lengths: [UInt16] = Array(repeating: 0, count: 1 << 16)
  /// Whether first words have bytes from 80 on.
  private(set) var hasHighFirsts = false
  /// First words that are needles.
  private(set) var wholes = RowFilter(rows: 0)
  /// First words of longer needles.
  private(set) var beginnings = RowFilter(rows: 0)
  /// Rows of two words, whether needles go on behind them or not.
  private(set) var pairs = RowFilter(rows: 0)

  /// Adds a row of words and gives its number; the number that it has if it is there already.
  ///
  /// - Parameter words: at least one.
  mutating func insert(_ words: [TextWord]) -> Int {
    note(first: words[0])
    var row = words[0].hash
    var place = find(row)
    entries[place] |= WordTrie.isFirst
    for number in 1..<max(1, words.count) {
      entries[place] |= WordTrie.goesOn
      row = TextWord.chained(row, words[number].hash)
      place = find(row)
      if number == 1 { entries[place] |= WordTrie.isSecond }
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
    guard lengths[Int(word.start & 0xFF)] & bit == 0 else { return }
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

  /// Makes the filters. To be called once all rows are in.
  mutating func finish() {
    let isWhole: (UInt32) -> Bool = { $0 & WordTrie.isFirst != 0 && $0 & WordTrie.needle != 0 }
    let isBeginning: (UInt32) -> Bool = { $0 & WordTrie.isFirst != 0 && $0 & WordTrie.goesOn != 0 }
    let isPair: (UInt32) -> Bool = { $0 & WordTrie.isSecond != 0 }
    wholes = RowFilter(rows: entries.count(where: isWhole))
    beginnings = RowFilter(rows: entries.count(where: isBeginning))
    pairs = RowFilter(rows: entries.count(where: isPair))
    for (row, entry) in zip(rows, entries) where entry != 0 {
      if isWhole(entry) { wholes.insert(row) }
      if isBeginning(entry) { beginnings.insert(row) }
      if isPair(entry) { pairs.insert(row) }
    }
  }
}

/// Tells most numbers that are not in a set from those that are: two bits of one word of memory for each.
struct RowFilter: Sendable {
  /// The bits.
  private(set) var words: [UInt64]
  /// How far a number is shifted to be a place in ``words``.
  let shift: UInt64

  /// Has room for so many numbers, and none yet.
  init(rows: Int) {
    var bits: UInt64 = 1
    while 8 << bits < rows { bits += 1 }
    words = Array(repeating: 0, count: 1 << bits)
    shift = 64 - bits
  }

  /// The bits of a number in its word.
  @inline(__always) static func bits(_ row: UInt64) -> UInt64 { 1 &<< (row & 63) | 1 &<< (row &>> 6 & 63) }

  /// Adds a number.
  mutating func insert(_ row: UInt64) { words[Int(row >> shift)] |= RowFilter.bits(row) }
}

/// A ``RowFilter`` while it is borrowed.
struct BorrowedFilter {
  private let words: UnsafePointer<UInt64>
  private let shift: UInt64

  /// Borrows a filter whose words stay where they are.
  init(_ words: UnsafePointer<UInt64>, _ filter: RowFilter) {
    self.words = words
    shift = filter.shift
  }

  /// Whether a number may be in the set.
  @inline(__always) func mayHave(_ row: UInt64) -> Bool {
    let bits = RowFilter.bits(row)
    return words[Int(truncatingIfNeeded: row &>> shift)] & bits == bits
  }
}
