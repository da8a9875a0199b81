internal import Rules
internal import Synchronization

/// What the tables say of the words that were met, by the words' hashes: a fingerprint and the facts in one entry.
///
/// It begins empty and is filled as words are met: of the tables' hundred thousand words a run meets some hundred, and to
/// find one in the sorted tables costs less than to take in a hundred others. Entries are 64 bits, written as a whole, so
/// that threads share them without waiting; one that another thread overwrites is found in the tables again. Words are
/// folded to capitals without accents, as ``LetterFold`` does.
///
/// A class to own the entries' memory.
final class WordTable: @unchecked Sendable {
  private static let size = 1 << 14

  private let lists: WordLists
  private let entries: UnsafeMutablePointer<Atomic<UInt64>>

  /// The hash of no letters.
  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of a word and one more byte: FNV-1a.
  @inline(__always)
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// A table in which no word was looked up.
  init(_ lists: WordLists) {
    self.lists = lists
    entries = .allocate(capacity: WordTable.size)
    for place in 0..<WordTable.size { (entries + place).initialize(to: Atomic(0)) }
  }

  deinit {
    entries.deinitialize(count: WordTable.size)
    entries.deallocate()
  }

  /// Calls `body` with the table for as long as it takes.
  func withLookup(_ body: (WordLookup) -> Void) {
    body(WordLookup(table: self, entries: entries, mask: WordTable.size - 1))
  }

  /// What the tables say of a folded word.
  fileprivate func facts(_ word: UnsafeBufferPointer<UInt8>) -> WordFacts {
    var bits = lists.name(word).map { WordFacts.name($0) } ?? 0
    if lists.isImaging(word) { bits |= WordFacts.imaging }
    // What a word announces counts for more than that a name is written so.
    if let mark = lists.mark(word) { bits = bits & 0x7FF | WordFacts.mark(mark.kind, mark.value) }
    return WordFacts(bits: bits)
  }
}

/// The words' table while a text is looked through: without counting references for every word.
struct WordLookup {
  /// How many entries are looked at for one word.
  private static let steps = 4
  /// No table has longer words.
  private static let longest = 128

  fileprivate unowned(unsafe) let table: WordTable
  fileprivate let entries: UnsafeMutablePointer<Atomic<UInt64>>
  fileprivate let mask: Int

  /// What the tables say of the word with a hash, which stands in a range of a text; nothing if it is in none.
  @inline(__always)
  func facts(_ hash: UInt64, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> WordFacts {
    let home = Int(truncatingIfNeeded: (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 40)
    let print = UInt64(UInt32(truncatingIfNeeded: hash) | 1)
    for step in 0..<WordLookup.steps {
      let entry = entries[(home + step) & mask].load(ordering: .relaxed)
      if entry >> 32 == print { return WordFacts(bits: UInt32(truncatingIfNeeded: entry)) }
      if entry == 0 { break }
    }
    return look(text, range, print, home)
  }

  /// Asks the tables, and keeps what they say: in a free entry, else in the first.
  @inline(never)
  private func look(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ print: UInt64, _ home: Int
  ) -> WordFacts {
    let facts = folded(text, range)
    let free = (0..<WordLookup.steps).first {
      entries[(home + $0) & mask].load(ordering: .relaxed) == 0
    }
    let place = free.map { (home + $0) & mask } ?? home & mask
    entries[place].store(print << 32 | UInt64(facts.bits), ordering: .relaxed)
    return facts
  }

  private func folded(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> WordFacts {
    guard range.count <= WordLookup.longest else { return WordFacts() }
    // No character has more bytes when it is folded.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { buffer in
      var count = 0
      LetterFold.fold(text, range) { byte in
        buffer.initializeElement(at: count, to: byte)
        count += 1
      }
      return table.facts(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
