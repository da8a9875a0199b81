/// What a search for known values looks for beyond names, numbers and dates as such.
public struct NeedleOptions: Sendable {
  /// Words in upper case that say little: names that are such a word are less sure.
  public var commonWords: Set<String> = []
  /// Whether text in UTF-16, hexadecimal digits and base64 is opened, and digests are looked for.
  public var opensCodes = true

  /// The usual options.
  public init() {}
}

/// How bytes are read.
public enum NeedleReading: Sendable {
  /// As bytes of a file: short values count only amid text or as a whole value.
  case raw
  /// As decoded text: short values count anywhere.
  case text
}

/// Finds the values of a list in any bytes, in all forms in which they may be written.
///
/// Bytes are taken as words, runs of letters or of digits, and each needle is a row of words in a hash table that is
/// followed word by word. An Aho–Corasick automaton of 10,000 persons' spellings would need a step that misses the
/// cache for each byte, and a spelling for each separator and case; rows of words need none of both: words begin
/// in every sixth byte of text and hardly ever in pictures, two small tables turn away nearly all that begin no
/// needle, and `DOE^JANE`, `Doe, Jane` and `doe_jane` are one needle. What this does not find is a value inside a
/// longer run of letters or digits.
public struct NeedleSet: Sendable {
  let trie: WordTrie
  let owners: NeedleOwners
  let dates: DateNeedles
  let dateOwners: NeedleOwners
  let digests: DigestNeedles
  let dateCertainty: NeedleCertainty
  let options: NeedleOptions
  let classes = ByteClass.table
  let codeValues = EncodedRun.values

  /// Makes all forms of the values of a list. For 10,000 persons it takes about a second.
  public init(_ list: IdentifierList, options: NeedleOptions = NeedleOptions()) {
    var builder = NeedleBuilder(list, options: options)
    for (person, values) in list.persons.enumerated() { builder.add(values, person: person) }
    builder.trie.finish()
    builder.digests.needles.finish()
    trie = builder.trie
    owners = builder.owners
    dates = builder.dates
    dateOwners = builder.dateOwners
    digests = builder.digests.needles
    // There are some 36,000 days on which a patient may have been born.
    dateCertainty = dates.count <= 36 ? .fail : dates.count <= 1_800 ? .review : .supporting
    self.options = options
  }

  /// How many forms are looked for, each row of words in any case and with any separators, each digest in any code.
  public var variantCount: Int { trie.needles + dates.count + digests.owners.count }

  /// Whether there is nothing to look for.
  public var isEmpty: Bool { variantCount == 0 }

  /// Finds all values in bytes.
  ///
  /// - Parameter report: is told each place once, with its surest and longest reading; in the order of their begins
  ///   but for those in codes, which come when the code begins.
  public func search(
    _ bytes: UnsafeRawBufferPointer, as reading: NeedleReading = .raw, _ report: (NeedleHit) -> Void
  ) {
    guard let base = bytes.baseAddress, bytes.count > 0, !isEmpty else { return }
    let start = base.assumingMemoryBound(to: UInt8.self)
    search(start, bytes.count, reading, opensCodes: options.opensCodes, report)
  }

  /// Finds all values in bytes.
  public func search(
    _ bytes: ArraySlice<UInt8>, as reading: NeedleReading = .raw, _ report: (NeedleHit) -> Void
  ) {
    bytes.withUnsafeBytes { search($0, as: reading, report) }
  }

  func search(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ reading: NeedleReading, opensCodes: Bool,
    _ report: (NeedleHit) -> Void
  ) {
    withScanner(bytes, count, opensCodes) { scanner in
      var pending: NeedleHit?
      func put(_ hit: NeedleHit) {
        guard let last = pending else {
          pending = hit
          return
        }
        if hit.range.upperBound <= last.range.upperBound, hit.certainty <= last.certainty { return }
        let holds = hit.range.lowerBound <= last.range.lowerBound && hit.range.upperBound >= last.range.upperBound
        if !holds || hit.certainty < last.certainty { report(last) }
        pending = hit
      }
      scanner.scan(
        found: { needle, start, end in
          if let hit = judge(needle, start..<end, scanner, reading) { put(hit) }
        },
        number: { start, end in
          dates.find(start, end, scanner) { put(judge($0)) }
        },
        run: { openRun(at: $0, scanner, report) },
        wide: { openWide(at: $0, scanner, report) })
      if let last = pending { report(last) }
    }
  }

  /// Lends the tables to a scanner.
  func withScanner(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ wantsRuns: Bool, _ body: (WordScanner) -> Void
  ) {
    classes.withUnsafeBufferPointer { classes in
      trie.rows.withUnsafeBufferPointer { rows in
        trie.entries.withUnsafeBufferPointer { entries in
          trie.lengths.withUnsafeBufferPointer { lengths in
            trie.filter.withUnsafeBufferPointer { filter in
              // No table is ever empty.
              body(
                WordScanner(
                  bytes: bytes, count: count, classes: classes.baseAddress!, rows: rows.baseAddress!,
                  entries: entries.baseAddress!, rowMask: rows.count - 1, lengths: lengths.baseAddress!,
                  filter: filter.baseAddress!, filterShift: trie.filterShift,
                  hasHighFirsts: trie.hasHighFirsts, wantsDates: dates.count > 0, wantsRuns: wantsRuns))
            }
          }
        }
      }
    }
  }
}
