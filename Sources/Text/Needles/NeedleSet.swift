/// What a search for known values looks for beyond names, numbers and dates as such.
public struct NeedleOptions: Sendable {
  /// Whether a word says little: names that are such words are less sure. No word is, unless somebody tells.
  public var isCommon: @Sendable (String) -> Bool = { _ in false }
  /// Whether text in UTF-16, hexadecimal digits and base64 is opened, and digests are looked for.
  public var opensCodes = true

  /// How months are named.
  public let months: MonthNames

  /// The usual options.
  public init(_ months: MonthNames) { self.months = months }
}

/// How bytes are read.
public enum NeedleReading: Sendable {
  /// As bytes of a file: short values count only amid text or as a whole value.
  case raw
  /// As the samples of a picture, or other bytes without words: only values of ten and more letters count, numbers of
  /// twelve and more digits, and digests.
  case samples
  /// As decoded text: short values count anywhere.
  case text
}

/// Finds the values of a list in any bytes, in all forms in which they may be written.
///
/// Bytes are taken as words, runs of letters or of digits, and each needle is a row of words in a hash table that is
/// followed word by word. An Aho–Corasick automaton of 10,000 persons' spellings would need a step that misses the
/// cache for each byte, and a spelling for each separator and case; rows of words need none of both: words begin
/// in every sixth byte of text and hardly ever in pictures, two small tables turn away nearly all that begin no
/// needle, and `DOE^JANE`, `Doe, Jane` and `doe_jane` are one needle. Values inside a longer run of letters or digits
/// are looked for beside that if they have seven bytes and more: ``GluedNeedles``.
public struct NeedleSet: Sendable {
  private let tables: NeedleTables

  /// Makes all forms of the values of a list. For 10,000 persons it takes 0.7 seconds of processor time, on as many
  /// threads as there are processors.
  public init(_ list: IdentifierList, options: NeedleOptions) {
    tables = NeedleTables(list, options: options)
  }

  /// How many forms are looked for, each row of words in any case and with any separators, each digest in any code.
  public var variantCount: Int {
    tables.trie.needles + tables.dates.count + tables.glued.count + tables.digests.owners.count
  }

  /// Whose values a form is that was found: all persons of the list that have it, with the columns of their values.
  public func owners(of hit: NeedleHit) -> [(person: Int, column: Int)] { tables.owners(of: hit) }

  /// How many persons the list has.
  public var persons: Int { tables.persons }

  /// Whether the list has so many days that most files have one of them by chance.
  public var isOfManyDays: Bool { tables.isOfManyDays }

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
    tables.search(start, bytes.count, reading, opensCodes: tables.options.opensCodes, report)
  }

  /// Finds all values in bytes.
  public func search(
    _ bytes: ArraySlice<UInt8>, as reading: NeedleReading = .raw, _ report: (NeedleHit) -> Void
  ) {
    bytes.withUnsafeBytes { search($0, as: reading, report) }
  }
}
