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
  /// How many rows there are.
  private(set) var count = 0
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

  /// The way to a row of words, apart from its hashes.
  struct Path: Sendable {
    /// How many hashes there are, and how many of them stand before the turn.
    let count: UInt8, straight: UInt8
    /// The length in bytes of the word by which it is found, 15 at most.
    let length: UInt8
    /// Whether that word is a number.
    let isNumber: Bool
    /// The first two bytes of that word.
    let start: UInt16
  }

  /// Adds what stands for each row that leads to a row of words, the shortest first.
  ///
  /// - Parameter words: at most 255, at least one of them of more than one byte.
  static func path(of words: [TextWord], appendingTo rows: inout [UInt64]) -> Path {
    var anchor = 0
    for (place, word) in words.enumerated()
    where words[anchor].weight < 7 && word.weight > words[anchor].weight {
      anchor = place
    }
    var row = words[anchor].hash
    rows.append(row)
    for word in words[(anchor + 1)...] {
      row = TextWord.chained(row, word.hash)
      rows.append(row)
    }
    if anchor > 0 { row = TextWord.chained(row, WordTrie.turn) }
    for word in words[..<anchor].reversed() {
      row = TextWord.chained(row, word.hash)
      rows.append(row)
    }
    return Path(
      count: UInt8(words.count), straight: UInt8(words.count - anchor),
      length: UInt8(min(words[anchor].length, 15)), isNumber: words[anchor].isNumber,
      start: words[anchor].start)
  }

  /// Adds a row of words and gives its number; the number that it has if it is there already.
  mutating func insert(_ words: [TextWord]) -> Int {
    var rows: [UInt64] = []
    let path = WordTrie.path(of: words, appendingTo: &rows)
    return insert(path, rows[...])
  }

  /// Adds a row of words and gives its number; the number that it has if it is there already.
  mutating func insert(_ path: Path, _ hashes: ArraySlice<UInt64>) -> Int {
    note(path)
    if (count + hashes.count) * 8 > rows.count * 5 { reserve(count + hashes.count) }
    var last = 0
    for (number, hash) in hashes.enumerated() {
      let place = find(hash)
      switch number {
      case 0: entries[place] |= WordTrie.isFirst
      case 1: entries[place] |= WordTrie.isSecond
      default: break
      }
      if number > 0 { entries[last] |= number == path.straight ? WordTrie.turns : WordTrie.goesOn }
      last = place
    }
    let needle = entries[last] & WordTrie.needle
    if needle != 0 { return Int(needle) - 1 }
    needles += 1
    entries[last] |= UInt32(needles)
    return needles - 1
  }

  private mutating func note(_ path: Path) {
    let bit: UInt32 = 1 << UInt32(path.length + (path.count == 1 ? 0 : 16))
    if path.isNumber {
      numberLengths |= bit
    } else {
      if path.start & 0x80 != 0 { hasHighFirsts = true }
      lengths[Int(path.start)] |= bit
    }
  }

  /// Makes room for so many rows.
  mutating func reserve(_ wanted: Int) {
    var size = rows.count
    while wanted * 8 > size * 5 { size *= 2 }
    if size > rows.count { grow(to: size) }
  }

  /// The place of a row, made if there is none; there is room.
  private mutating func find(_ row: UInt64) -> Int {
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

  private mutating func grow(to size: Int) {
    let (oldRows, oldEntries) = (rows, entries)
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
