/// Long values that are looked for inside longer runs of letters or digits: an id amid other digits, a name with letters
/// on both sides.
///
/// Each is known by its last seven bytes, which a filter tells from nearly all others, and the lengths that values with
/// these have; then the hash of all of it decides.
struct GluedNeedles: Sendable {
  /// How many bytes the shortest value has, and the window that goes over the bytes.
  static let window = 7
  /// How many the longest has: as many more as there are bits.
  static let longest = window + 63
  /// In how many places of a file a number may begin within a longer one, about.
  static let places = 1_000.0

  /// A value that is looked for.
  struct Made: Sendable {
    let hash: UInt64
    let end: UInt64
    let length: Int
    let owner: ValueOf
    let certainty: NeedleCertainty
  }

  private var ends: [UInt64] = Array(repeating: 0, count: 64)
  private var lengths: [UInt64] = Array(repeating: 0, count: 64)
  private var endCount = 0
  private var hashes: [UInt64] = Array(repeating: 0, count: 64)
  private var numbers: [UInt32] = Array(repeating: 0, count: 64)
  /// Whose values they are.
  private(set) var owners = NeedleOwners()
  /// The last seven bytes of all values.
  private(set) var filter = RowFilter(rows: 0)

  /// How many values there are.
  var count: Int { owners.traits.count }

  /// Has none yet.
  init() {}

  /// The value as one that is looked for; nil if it is too short or too long, or not only letters and digits.
  static func make(_ bytes: [UInt8], _ owner: ValueOf, _ certainty: NeedleCertainty) -> Made? {
    guard (window...longest).contains(bytes.count) else { return nil }
    let classes = ByteProperties.letter | ByteProperties.digit | ByteProperties.high
    guard bytes.allSatisfy({ ByteProperties.table[Int($0)] & classes != 0 }) else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      let start = bytes.baseAddress!  // it is not empty
      return Made(
        hash: TextWord.hash(start, bytes.count, readable: bytes.count),
        end: end(start + bytes.count - window, readable: window), length: bytes.count, owner: owner,
        certainty: certainty)
    }
  }

  /// Seven bytes, letters of ASCII in lower case, as a number. Never 0.
  @inline(__always) static func end(_ start: UnsafePointer<UInt8>, readable: Int) -> UInt64 {
    var bytes: UInt64 = 0
    if readable >= 8 {
      bytes = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    } else {
      for index in 0..<window { bytes |= UInt64(start[index]) &<< UInt64(index * 8) }
    }
    bytes &= 0x00FF_FFFF_FFFF_FFFF
    return bytes | (~bytes & 0x0080_8080_8080_8080) &>> 2
  }

  /// Adds a value.
  mutating func insert(_ made: Made) {
    if endCount * 2 >= ends.count { grow() }
    let place = GluedNeedles.place(of: made.end, in: ends)
    if ends[place] == 0 {
      ends[place] = made.end
      endCount += 1
    }
    lengths[place] |= 1 << UInt64(made.length - GluedNeedles.window)
    if count * 2 >= hashes.count { growHashes() }
    let row = GluedNeedles.place(of: made.hash, in: hashes)
    if hashes[row] == 0 {
      hashes[row] = made.hash
      numbers[row] = UInt32(count)
    }
    owners.add(
      made.owner, .amidOtherCharacters, to: Int(numbers[row]),
      .init(certainty: made.certainty, isShort: false))
  }

  /// Makes the filter. To be called once all values are in.
  mutating func finish() {
    filter = RowFilter(rows: endCount)
    for end in ends where end != 0 { filter.insert(TextWord.mixed(end)) }
  }

  private static func place(of key: UInt64, in keys: [UInt64]) -> Int {
    var place = Int(truncatingIfNeeded: TextWord.mixed(key)) & (keys.count - 1)
    while keys[place] != 0, keys[place] != key { place = (place + 1) & (keys.count - 1) }
    return place
  }

  private mutating func grow() {
    let old = zip(ends, lengths)
    ends = Array(repeating: 0, count: ends.count * 2)
    lengths = Array(repeating: 0, count: ends.count)
    for (end, mask) in old where end != 0 {
      let place = GluedNeedles.place(of: end, in: ends)
      (ends[place], lengths[place]) = (end, mask)
    }
  }

  private mutating func growHashes() {
    let old = zip(hashes, numbers)
    hashes = Array(repeating: 0, count: hashes.count * 2)
    numbers = Array(repeating: 0, count: hashes.count)
    for (hash, number) in old where hash != 0 {
      let place = GluedNeedles.place(of: hash, in: hashes)
      (hashes[place], numbers[place]) = (hash, number)
    }
  }

  /// The values that end seven bytes behind a place, within longer runs.
  func find(
    endingAt window: Int, _ scanner: WordScanner, _ found: (_ needle: Int, _ range: Range<Int>) -> Void
  ) {
    let key = GluedNeedles.end(scanner.bytes + window, readable: scanner.count - window)
    var left = lengths[GluedNeedles.place(of: key, in: ends)]
    let end = window + GluedNeedles.window
    while left != 0 {
      let start = window - left.trailingZeroBitCount
      left &= left &- 1
      guard start >= 0 else { return }
      let hash = TextWord.hash(scanner.bytes + start, end - start, readable: scanner.count - start)
      let row = GluedNeedles.place(of: hash, in: hashes)
      guard hashes[row] != 0, scanner.goesOn(before: start) || scanner.goesOn(behind: end) else { continue }
      found(Int(numbers[row]), start..<end)
    }
  }
}

extension WordScanner {
  /// Whether the byte before a place is of the same kind as that at it: a letter, or a digit.
  fileprivate func goesOn(before place: Int) -> Bool { place > 0 && isSameKind(place - 1, place) }

  /// Whether the byte at a place is of the same kind as that before it.
  fileprivate func goesOn(behind place: Int) -> Bool { place < count && isSameKind(place - 1, place) }

  private func isSameKind(_ one: Int, _ other: Int) -> Bool {
    func kind(_ place: Int) -> UInt8 {
      let properties = classes[Int(bytes[place])]
      if properties & ByteProperties.digit != 0 { return 1 }
      return properties & (ByteProperties.letter | ByteProperties.high) != 0 ? 2 : 0
    }
    return kind(one) != 0 && kind(one) == kind(other)
  }
}

extension NeedleBuilder {
  /// Adds a number or an identifier, to be found within longer runs, unless the list has so many like it that files have
  /// one by chance: these need a boundary on both sides.
  mutating func addGlued(identifier bytes: [UInt8], _ owner: ValueOf) {
    let plain = bytes.filter {
      ByteProperties.table[Int($0)] & (ByteProperties.letter | ByteProperties.digit) != 0
    }
    let digits = plain.count { (0x30...0x39).contains($0) }
    guard digits >= 4, plain.count <= GluedNeedles.longest else { return }
    // How often some number of the list stands by chance within longer ones of a file.
    var rate =
      Double(list.shapes[Shape(letters: plain.count - digits, digits: digits)] ?? 1) * GluedNeedles.places
    for _ in 0..<digits { rate /= 10 }
    for _ in digits..<plain.count { rate /= 26 }
    if rate < 0.05 { addGlued(plain, owner, rate < 1e-3 ? .fail : .review) }
  }

  /// Adds a name's words in one, in both orders, and with a birth date.
  mutating func addGlued(
    family: [UInt8], given: [UInt8], births: [BirthDate], isCommon: Bool, _ owner: ValueOf
  ) {
    let length = family.count + given.count
    if !given.isEmpty, length >= 8 {
      let certainty: NeedleCertainty = length < 12 || isCommon ? .review : .fail
      addGlued(family + given, owner, certainty)
      addGlued(given + family, owner, certainty)
    }
    guard family.count >= 4 else { return }
    for birth in births {
      for date in birth.digits { addGlued(family + date, owner, .fail) }
      addGlued(family + birth.digits[0].prefix(4), owner, .review)
    }
  }

  /// Adds a birth date without marks.
  mutating func addGlued(_ birth: BirthDate, _ owner: ValueOf) {
    for date in birth.digits { addGlued(date, owner, .fail) }
  }

  private mutating func addGlued(_ bytes: [UInt8], _ owner: ValueOf, _ certainty: NeedleCertainty) {
    if let one = GluedNeedles.make(bytes, owner, certainty) { made.glued.append(one) }
  }
}
