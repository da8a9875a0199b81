/// All forms of the values of a list, and the search for them.
///
/// A class so that a search holds one reference and copies nothing.
final class NeedleTables: Sendable {
  let trie: WordTrie
  let owners: NeedleOwners
  let dates: DateNeedles
  let dateOwners: NeedleOwners
  let digests: DigestNeedles
  let glued: GluedNeedles
  /// Whether there are so many days that most files have one of them by chance, of the 36,000 on which a patient may have
  /// been born.
  let isOfManyDays: Bool
  let dateCertainty: NeedleCertainty
  /// How many persons the list has.
  let persons: Int
  let options: NeedleOptions
  let classes = ByteProperties.table
  let codeValues = EncodedRun.values

  /// Makes all forms.
  init(_ list: IdentifierList, options: NeedleOptions) {
    var assembly = NeedleAssembly(list, options: options)
    (trie, digests) = assembly.finish()
    owners = assembly.owners
    glued = assembly.glued
    dates = assembly.dates
    dateOwners = assembly.dateOwners
    isOfManyDays = dates.count > 1_800
    dateCertainty = isOfManyDays ? .supporting : dates.count <= 36 ? .fail : .review
    self.options = options
    persons = list.persons.count
  }

  /// Finds all values in bytes.
  func search(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ reading: NeedleReading, opensCodes: Bool,
    _ report: (NeedleHit) -> Void
  ) {
    NeedleTables.withScanner(
      trie, bytes, count, wantsDates: dates.count > 0 && reading != .samples, wantsRuns: opensCodes,
      glued: glued.count > 0 && reading != .samples ? glued.filter : nil, hasGluedHighs: reading == .text
    ) { scanner in
      var pending: NeedleHit?
      func put(_ hit: NeedleHit) {
        guard let last = pending else {
          pending = hit
          return
        }
        func holds(_ outer: NeedleHit, _ inner: NeedleHit) -> Bool {
          outer.range.lowerBound <= inner.range.lowerBound && outer.range.upperBound >= inner.range.upperBound
            && outer.certainty >= inner.certainty
        }
        if holds(last, hit) { return }
        if !holds(hit, last) { report(last) }
        pending = hit
      }
      scanner.scan(
        found: { needle, start, end in
          if let hit = judge(needle, start..<end, scanner, reading) { put(hit) }
        },
        number: { start, end in
          dates.find(start, end, scanner) { put(judge($0)) }
        },
        run: { openRun($0..<$1, scanner, reading, report) },
        value: { findDigest(behindLength: $0, scanner, report) },
        wide: { openWide(at: $0, scanner, reading, report) },
        glued: { window in
          glued.find(endingAt: window, scanner) { needle, range in
            if let hit = judge(glued: needle, range) { put(hit) }
          }
        })
      if let last = pending { report(last) }
      guard opensCodes else { return }
      if [16, 20, 32].contains(count) { findDigest(0..<count, scanner, report) }
      guard reading != .samples, trie.hasHighFirsts else { return }
      openEscaped(bytes, count, reading, report)
      if reading == .raw { openScripts(bytes, count, reading, report) }
    }
  }

  /// Lends the tables to a scanner.
  static func withScanner(
    _ trie: WordTrie, _ bytes: UnsafePointer<UInt8>, _ count: Int, wantsDates: Bool, wantsRuns: Bool,
    glued: RowFilter?, hasGluedHighs: Bool, _ body: (WordScanner) -> Void
  ) {
    let gluedFilter = glued ?? trie.wholes
    // No table is ever empty.
    ByteProperties.table.withUnsafeBufferPointer { classes in
      trie.rows.withUnsafeBufferPointer { rows in
        trie.entries.withUnsafeBufferPointer { entries in
          trie.lengths.withUnsafeBufferPointer { lengths in
            trie.wholes.words.withUnsafeBufferPointer { wholes in
              trie.beginnings.words.withUnsafeBufferPointer { beginnings in
                trie.pairs.words.withUnsafeBufferPointer { pairs in
                  gluedFilter.words.withUnsafeBufferPointer { gluedWords in
                    body(
                      WordScanner(
                        bytes: bytes, count: count, classes: classes.baseAddress!, rows: rows.baseAddress!,
                        entries: entries.baseAddress!, rowMask: rows.count - 1,
                        lengths: lengths.baseAddress!, numberLengths: trie.numberLengths,
                        wholes: BorrowedFilter(wholes.baseAddress!, trie.wholes),
                        beginnings: BorrowedFilter(beginnings.baseAddress!, trie.beginnings),
                        pairs: BorrowedFilter(pairs.baseAddress!, trie.pairs),
                        hasHighFirsts: trie.hasHighFirsts, wantsDates: wantsDates,
                        wantsRuns: wantsRuns, glued: BorrowedFilter(gluedWords.baseAddress!, gluedFilter),
                        wantsGlued: glued != nil, hasGluedHighs: hasGluedHighs))
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
