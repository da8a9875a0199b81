internal import Checks
internal import Rules

/// The reading of a folder by several threads: what is still to read, and what came out in the order of the walk.
struct FolderReading: Sendable {
  /// How many entries a thread takes at a time.
  private static let batchSize = 64
  /// How many batches wait at most for one before them. A thread that would add to them ends; the one that is late reads
  /// on alone.
  private static let mostEarly = 256

  /// Entries for one thread.
  struct Batch {
    let number: Int
    let entries: [WalkEntry]
  }

  /// What a thread made of a batch.
  struct Made: Sendable {
    /// The system's words for what it does not show.
    var unreadable: [String] = []
    /// How many DICOM files there are, how many attributes of them hold something that usually identifies, and how many
    /// of them say that they were de-identified.
    var files = 0, identifying = 0, claims = 0
    /// The values of the files to look for.
    var values: [OriginalFileValues] = []
    var failure: (any Error)?
  }

  private var walk: FolderWalk
  /// How many batches were given away, and how many were taken in.
  private var (given, taken) = (0, 0)
  /// Batches that are done before others that come first.
  private var early: [Int: Made] = [:]

  /// The sums of what was made: see ``Made``.
  private(set) var (files, identifying, claims) = (0, 0, 0)
  /// The values of the files.
  private(set) var values: OriginalValues
  /// Entries that the system does not show: how many, and its words for the first.
  private(set) var (unreadable, words) = (0, "")
  /// The first error, which ends the reading.
  private(set) var failure: (any Error)?

  init(_ walk: FolderWalk, _ tables: StandardTables) {
    self.walk = walk
    values = OriginalValues(tables)
  }

  /// The next entries; nil at the end.
  mutating func takeBatch() -> Batch? {
    guard failure == nil, early.count < FolderReading.mostEarly else { return nil }
    var entries: [WalkEntry] = []
    while entries.count < FolderReading.batchSize, let entry = walk.next() { entries.append(entry) }
    guard !entries.isEmpty else { return nil }
    given += 1
    return Batch(number: given - 1, entries: entries)
  }

  /// Takes in what was made of a batch.
  mutating func take(_ made: Made, ofBatch number: Int) {
    early[number] = made
    while let next = early.removeValue(forKey: taken) {
      taken += 1
      if unreadable == 0, let first = next.unreadable.first { words = first }
      unreadable += next.unreadable.count
      files += next.files
      identifying += next.identifying
      claims += next.claims
      if failure == nil { failure = next.failure }
      for file in next.values { values.add(file) }
    }
  }

  /// Whether these files hold clearly more of what identifies than the originals do, or do so while the originals say
  /// that they were de-identified.
  func looksMoreOriginal(than originals: FolderReading) -> Bool {
    func mean(_ sum: Int, _ reading: FolderReading) -> Double { Double(sum) / Double(max(1, reading.files)) }
    let (before, after) = (mean(originals.identifying, originals), mean(identifying, self))
    let doOriginalsClaim = mean(originals.claims, originals) > mean(claims, self)
    return after >= before + 1 && (doOriginalsClaim || after >= 2 * before)
  }
}
