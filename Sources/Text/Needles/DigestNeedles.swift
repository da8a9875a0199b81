/// Unsalted digests of names and identifiers, which are found by trying and so hide nobody.
///
/// A digest is known by its first eight bytes, and by its first 16 decimal digits as UIDs have them; that another
/// number begins so by chance is out of question.
struct DigestNeedles: Sendable {
  /// A known beginning and the number of its needle.
  struct Entry: Sendable {
    let key: UInt64
    let needle: UInt32
  }

  /// The first eight bytes, sorted.
  private(set) var beginnings: [Entry] = []
  /// The first 16 decimal digits, sorted.
  private(set) var decimals: [Entry] = []
  /// The first four bytes of digests.
  private(set) var filter = RowFilter(rows: 0)
  /// Whose values the digests are of.
  private(set) var owners: [NeedleOwners.Owner] = []

  /// Adds a digest of an owner's value.
  mutating func add(_ digest: ArraySlice<UInt8>, _ owner: NeedleOwners.Owner) {
    let needle = UInt32(owners.count)
    owners.append(owner)
    let (start, second) = (digest.startIndex, digest.startIndex + 8)
    let key = DigestNeedles.number(digest[start..<second])
    let rest = DigestNeedles.number(digest[second..<second + 8])
    beginnings.append(Entry(key: key, needle: needle))
    decimals.append(Entry(key: LeadingDigits.of(key, rest, bits: 128), needle: needle))
    if digest.count > 16 {
      decimals.append(Entry(key: LeadingDigits.of(key, rest, bits: digest.count * 8), needle: needle))
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Sorts what was added. To be called once, before anything is looked up.
  mutating func finish() {
    beginnings.sort { $0.key < $1.key }
    decimals.sort { $0.key < $1.key }
    filter = RowFilter(rows: beginnings.count)
    for entry in beginnings { filter.insert(DigestNeedles.spread(entry.key)) }
  }

  private static func spread(_ key: UInt64) -> UInt64 { TextWord.mixed(key >> 32) }

  /// The needle of a digest of which so many first bits are known, from 32 on.
  func find(beginning key: UInt64, bits: Int) -> Int? {
    let row = DigestNeedles.spread(key)
    let wanted = RowFilter.bits(row)
    guard filter.words[Int(truncatingIfNeeded: row >> filter.shift)] & wanted == wanted else { return nil }
    let rest = bits == 64 ? 0 : ~UInt64(0) >> UInt64(bits)
    return DigestNeedles.find(beginnings, key & ~rest, key | rest)
  }

  /// The needle of a number of which the first 16 digits are known.
  func find(digits number: UInt64) -> Int? {
    // The last digit may be rounded.
    DigestNeedles.find(decimals, number - 1, number + 1)
  }

  private static func find(_ entries: [Entry], _ low: UInt64, _ high: UInt64) -> Int? {
    var (start, end) = (0, entries.count)
    while start < end {
      let middle = (start + end) / 2
      if entries[middle].key < low { start = middle + 1 } else { end = middle }
    }
    return start < entries.count && entries[start].key <= high ? Int(entries[start].needle) : nil
  }
}

extension NeedleOwners.Owner {
  /// An owner that is alone.
  init(_ value: ValueOf, _ variant: NeedleVariant) {
    self.init(person: value.person, column: value.column, kind: value.kind, variant: variant, next: -1)
  }
}

/// The first 16 digits of large numbers.
enum LeadingDigits {
  /// The first 19 digits of 2 to the power of 64, 65 and so on up to 2 to the power of 256, rounded.
  private static let powers: [UInt64] = {
    var powers: [UInt64] = []
    var digits: UInt128 = 1
    let limit: UInt128 = 10_000_000_000_000_000_000_000_000_000_000_000_000
    for _ in 0...256 {
      var short = digits
      while short < 1_000_000_000_000_000_000 { short *= 10 }
      while short >= 10_000_000_000_000_000_000 { short = (short + 5) / 10 }
      powers.append(UInt64(short))
      digits *= 2
      if digits >= limit { digits = (digits + 5) / 10 }
    }
    return powers
  }()

  /// The first 16 digits of a number of which the first 128 bits are given; the last may be wrong by one.
  ///
  /// - Parameter bits: how many bits it was written in, leading zeros included: at least 128.
  static func of(_ first: UInt64, _ second: UInt64, bits: Int) -> UInt64 {
    let zeros = first.leadingZeroBitCount
    guard zeros < 64 else { return 0 }
    let top = zeros == 0 ? first : first << UInt64(zeros) | second >> UInt64(64 - zeros)
    // The number is top times 2 to the power of what is left.
    let product = top.multipliedFullWidth(by: powers[bits - zeros - 64])
    var digits = UInt128(product.high) << 64 | UInt128(product.low)
    while digits >= 10_000_000_000_000_000_000_000_000 { digits /= 1_000_000_000 }
    while digits >= 10_000_000_000_000_000 { digits /= 10 }
    return UInt64(digits)
  }
}
