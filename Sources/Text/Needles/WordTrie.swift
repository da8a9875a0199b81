/// All rows of words that are looked for, as a tree of words in a hash table.
///
/// A row begins with its weightiest word, goes on with those behind that and, behind a turn, with those before it, the
/// nearest first: so `12 Elm Street` is looked for where `Elm` stands, not at each 12. An entry stands for a row and
/// says whether a needle ends with it and whether longer ones begin with it. Most rows of bytes that are searched
/// are none; filters of a few bits a row turn them away, so that the large table is seldom touched.
struct WordTrie: Sendable {
  /// In an entry: rows that are looked for go on with a word behind this one.
  static let goesOn: UInt32 = 1 << 31
  /// In an entry: rows that are looked for go on with a word before this one.
  static let turns: UInt32 = 1 << 30
  /// In an entry: the number of the needle that ends here, plus 1; 0 if none does.
  static let needle: UInt32 = (1 << 28) - 1
  private static let isFirst: UInt32 = 1 << 29
  private static let isSecond: UInt32 = 1 << 28
  /// What stands for the turn in a row.
  static let turn: UInt64 = 0x5851_F42D_4C95_7F2D

  /// What stands for each row; 0 in free places.
  private(set) var rows: [UInt64] = Array(repeating: 0, count: 1 << 10)
  /// The entries of ``rows``.
  private(set) var entries: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private var count = 0
  /// How many needles there are.
  private(set) var needles = 0
  /// By the first two bytes of a word of letters: a bit for each length that first words have that begin so. The lower
  /// 16 bits are of needles of one word, the upper of longer ones; the last of them of all lengths from 15 on.
  private(set) var lengths: [UInt32] = Array(repeating: 0, count: 1 << 16)
  /// The same of numbers, whatever they begin with.
  private(set) var numberLengths: UInt32 = 0
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
  /// - Parameter words: at least one of more than one byte.
  mutating func insert(_ words: [TextWord]) -> Int {
    var anchor = 0
    for (place, word) in words.enumerated()
    where words[anchor].weight < 7 && word.weight > words[anchor].weight {
      anchor = place
    }
    note(first: words[anchor], isWhole: words.count == 1)
    var row = words[anchor].hash
    var place = find(row)
    entries[place] |= WordTrie.isFirst
    var isSecond = true
    func extend(_ hash: UInt64, _ trie: inout WordTrie) {
      row = TextWord.chained(row, hash)
      place = trie.find(row)
      if isSecond { trie.entries[place] |= WordTrie.isSecond }
      isSecond = false
    }
    for word in words[(anchor + 1)...] {
      entries[place] |= WordTrie.goesOn
      extend(word.hash, &self)
    }
    for (number, word) in words[..<anchor].reversed().enumerated() {
      entries[place] |= number == 0 ? WordTrie.turns : WordTrie.goesOn
      if number == 0 { row = TextWord.chained(row, WordTrie.turn) }
      extend(word.hash, &self)
    }
    let needle = entries[place] & WordTrie.needle
    if needle != 0 { return Int(needle) - 1 }
    needles += 1
    entries[place] |= UInt32(needles)
    return needles - 1
  }

  private mutating func note(first word: TextWord, isWhole: Bool) {
    let bit: UInt32 = 1 << UInt32(min(word.length, 15) + (isWhole ? 0 : 16))
    if word.isNumber {
      numberLengths |= bit
    } else {
      if word.start & 0x80 != 0 { hasHighFirsts = true }
      lengths[Int(word.start)] |= bit
    }
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
    let isBeginning: (UInt32) -> Bool = {
      $0 & WordTrie.isFirst != 0 && $0 & (WordTrie.goesOn | WordTrie.turns) != 0
    }
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
