/// Unsalted digests of names and identifiers, which are found by trying and so hide nobody.
///
/// A digest is known by its first eight bytes; that another number begins so by chance is out of question.
struct DigestNeedles: Sendable {
  /// The first eight bytes of all digests, sorted.
  private let keys: [UInt64]
  /// Whose values the digests are of, in the order of ``keys``.
  let owners: [NeedleOwners.Owner]
  /// For each beginning of a key where the keys begin that have it, and the end.
  private let starts: [Int32]
  /// How far a key is shifted to be a place in ``starts``.
  private let shift: UInt64
  /// The first four bytes of digests.
  private let filter: RowFilter

  /// Sorts digests: by their first bits into as many places as there are digests, and within each place by the rest.
  init(_ made: [DigestCollector.Made]) {
    var bits: UInt64 = 1
    while 1 << bits < made.count { bits += 1 }
    shift = 64 - bits
    var starts = [Int32](repeating: 0, count: 1 << bits + 1)
    var filter = RowFilter(rows: made.count)
    for one in made {
      starts[Int(one.key >> shift) + 1] += 1
      filter.insert(DigestNeedles.spread(one.key))
    }
    for place in starts.indices.dropFirst() { starts[place] += starts[place - 1] }
    var next = starts
    var keys = [UInt64](repeating: 0, count: made.count)
    var order = [Int32](repeating: 0, count: made.count)
    for (number, one) in made.enumerated() {
      let bucket = Int(one.key >> shift)
      var place = Int(next[bucket])
      next[bucket] += 1
      // Few share a place.
      while place > Int(starts[bucket]), keys[place - 1] > one.key {
        keys[place] = keys[place - 1]
        order[place] = order[place - 1]
        place -= 1
      }
      keys[place] = one.key
      order[place] = Int32(number)
    }
    self.keys = keys
    owners = order.map { made[Int($0)].owner }
    self.starts = starts
    self.filter = filter
  }

  private static func spread(_ key: UInt64) -> UInt64 { TextWord.mixed(key >> 32) }

  @inline(__always) private func mayHave(_ key: UInt64) -> Bool {
    let row = DigestNeedles.spread(key)
    let wanted = RowFilter.bits(row)
    return filter.words[Int(truncatingIfNeeded: row >> filter.shift)] & wanted == wanted
  }

  /// The needle of a digest of which so many first bits are known, from 32 on.
  func find(beginning key: UInt64, bits: Int) -> Int? {
    guard mayHave(key) else { return nil }
    let rest = bits == 64 ? 0 : ~UInt64(0) >> UInt64(bits)
    return find(key & ~rest...key | rest)
  }

  /// The needle of a large number of which at least the first 20 digits are given, if it is a digest as such, or the
  /// first 16 bytes of one.
  ///
  /// - Parameters:
  ///   - number: the first 19 digits.
  ///   - digits: how many digits are given; there may be more, as a UID has room for 64 characters only.
  func find(decimal number: UInt64, digits: Int) -> Int? {
    for scale in DecimalScale.all where scale.digits >= digits {
      guard let range = scale.beginnings(of: number), mayHave(range.lowerBound) || mayHave(range.upperBound)
      else { continue }
      if let needle = find(range) { return needle }
    }
    return nil
  }

  private func find(_ wanted: ClosedRange<UInt64>) -> Int? {
    var place = Int(starts[Int(wanted.lowerBound >> shift)])
    while place < keys.count, keys[place] < wanted.lowerBound { place += 1 }
    return place < keys.count && keys[place] <= wanted.upperBound ? place : nil
  }
}

extension NeedleOwners.Owner {
  /// An owner that is alone.
  init(_ value: ValueOf, _ variant: NeedleVariant) {
    self.init(person: value.person, column: value.column, kind: value.kind, variant: variant, next: -1)
  }
}

/// What the first 64 bits are of a number of so many bits, if it has so many decimal digits.
struct DecimalScale: Sendable {
  /// How many digits the number has.
  let digits: Int
  /// The first bits are the first 19 digits times `factor`, divided by two to the power of `shift`.
  private let factor: UInt64
  private let shift: UInt64

  /// The numbers of digits that digests have: fewer have one in ten thousand. MD5 and the first 16 bytes of the others
  /// have 128 bits, SHA-1 160, SHA-256 256.
  static let all: [DecimalScale] = [(128, 34...39), (160, 44...49), (256, 73...78)].flatMap { bits, digits in
    digits.map { DecimalScale(bits: bits, digits: $0) }
  }

  private init(bits: Int, digits: Int) {
    self.digits = digits
    // Ten to the power of what is behind 19 digits: factor times two to the power of exponent.
    var power: UInt128 = 1 << 120
    var exponent = -120
    for _ in 19..<digits {
      power *= 10
      while power >= 1 << 121 {
        power >>= 1
        exponent += 1
      }
    }
    factor = UInt64(power >> 57)
    shift = UInt64(bits - 64 - exponent - 57)
  }

  /// The first 64 bits that a number may have which begins with 19 digits; nil if none of the bits has such digits.
  func beginnings(of number: UInt64) -> ClosedRange<UInt64>? {
    func bits(_ number: UInt64) -> UInt64? {
      let product = number.multipliedFullWidth(by: factor)
      let bits = (UInt128(product.high) << 64 | UInt128(product.low)) >> UInt128(shift)
      return UInt64(exactly: bits)
    }
    guard let low = bits(number), let high = bits(number + 1) else { return nil }
    // The factor is cut behind 64 bits.
    return low - min(low, 8)...high + min(~high, 8)
  }
}
