/// Goes through bytes once and finds every row of words of a ``WordTrie``, dates, and runs of codes.
///
/// The pointers are borrowed for one search.
struct WordScanner {
  /// The bytes.
  let bytes: UnsafePointer<UInt8>
  /// How many there are.
  let count: Int
  let classes: UnsafePointer<UInt8>
  let rows: UnsafePointer<UInt64>
  let entries: UnsafePointer<UInt32>
  let rowMask: Int
  let lengths: UnsafePointer<UInt32>
  let numberLengths: UInt32
  let wholes: BorrowedFilter
  let beginnings: BorrowedFilter
  let pairs: BorrowedFilter
  let hasHighFirsts: Bool
  /// Whether dates are looked for.
  let wantsDates: Bool
  /// Whether runs of codes and UTF-16 are looked for.
  let wantsRuns: Bool

  /// How many bytes may stand between two words of a needle.
  static let mostBetween = 4

  /// Goes through all bytes.
  ///
  /// - Parameters:
  ///   - found: is told the number of a needle, where it begins and where it ends; of several that begin at one word
  ///     the shorter first. The begins of those that are given need not be in order.
  ///   - number: is told where a number begins and ends that may be a date's year or a whole date.
  ///   - run: is told where a run of at least eight characters of base64 begins and ends; not of runs of fewer than 12
  ///     digits.
  ///   - value: is told where a length of 16, 20 or 32 stands that may be that of a digest's bytes.
  ///   - wide: is told a place in a run of UTF-16 text, and answers where to go on.
  @inline(__always)
  func scan(
    found: (_ needle: Int, _ start: Int, _ end: Int) -> Void, number: (_ start: Int, _ end: Int) -> Void,
    run: (_ start: Int, _ end: Int) -> Void, value: (_ place: Int) -> Void, wide: (_ place: Int) -> Int
  ) {
    var before = ByteMasks.Carry()
    var runEnd = 0
    var wideEnd = 0
    var block = 0
    while block < count {
      let size = min(64, count - block)
      let masks =
        size == 64
        ? ByteMasks(bytes + block) : ByteMasks(bytes + block, count: size)
      var letters = masks.letters | masks.high
      if wantsRuns {
        if before.plain & masks.zeros & 1 != 0 { before.wide |= 1 << 63 }
        before.plain = (masks.letters | masks.digits) &>> 63
        scanRuns(masks, before.code, block, &runEnd, run)
        let wideLetters = (masks.letters | masks.digits) & (masks.zeros &>> 1)
        scanWide(wideLetters, before.wide, block, &wideEnd, wide)
        before.wide = wideLetters
        before.code = masks.code
        var lengths = masks.digestLengths
        while lengths != 0 {
          value(block + lengths.trailingZeroBitCount)
          lengths &= lengths &- 1
        }
      }
      let firstLetters = letters & ~(letters &<< 1 | before.letters)
      let firstDigits = masks.digits & ~(masks.digits &<< 1 | before.digits)
      before.letters = letters &>> 63
      before.digits = masks.digits &>> 63
      // No first word is of one byte.
      let next = letters &>> 1 | 1 &<< 63
      if !hasHighFirsts { letters = masks.letters }
      var starts = firstLetters & letters & next | firstDigits & (masks.digits &>> 1 | 1 &<< 63)
      while starts != 0 {
        let place = starts.trailingZeroBitCount
        let isNumber = masks.digits &>> UInt64(place) & 1 != 0
        let run = (isNumber ? masks.digits : masks.letters | masks.high) &>> UInt64(place)
        starts &= starts &- 1
        let length = (~run).trailingZeroBitCount
        let start = block + place
        var end = start + length
        if place + length >= size { end = self.end(from: block + size, isNumber: isNumber) }
        look(start, end, isNumber, found, number)
      }
      block += 64
    }
  }

  /// Where a word that reaches `place` ends.
  @inline(__always) private func end(from place: Int, isNumber: Bool) -> Int {
    let wanted = isNumber ? ByteProperties.digit : ByteProperties.letter | ByteProperties.high
    var end = place
    while end < count, classes[Int(bytes[end])] & wanted != 0 { end += 1 }
    return end
  }

  @inline(__always)
  private func look(
    _ start: Int, _ end: Int, _ isNumber: Bool, _ found: (Int, Int, Int) -> Void, _ number: (Int, Int) -> Void
  ) {
    let length = end - start
    guard length > 1, length <= TextWord.longest else { return }
    let known: UInt32
    var first = start
    if isNumber {
      if wantsDates { lookForDate(start, end, number) }
      while first < end - 1, bytes[first] == 0x30 { first += 1 }
      known = numberLengths
    } else {
      known = lengths[Int(TextWord.fold(bytes[start])) | Int(TextWord.fold(bytes[start + 1])) &<< 8]
    }
    let bits = known &>> UInt32(min(end - first, 15))
    guard bits & 0x0001_0001 != 0 else { return }
    let hash = TextWord.hash(bytes + first, end - first, readable: count - first)
    if bits & 1 != 0, wholes.mayHave(hash) { report(hash, start, end, found) }
    if bits & 0x0001_0000 != 0, beginnings.mayHave(hash) { walk(start, end, hash, found) }
  }

  /// Numbers of 4, 6, 8, 12 and 14 digits, and of 2 behind a mark that dates have.
  @inline(__always)
  private func lookForDate(_ start: Int, _ end: Int, _ number: (Int, Int) -> Void) {
    let length = end - start
    guard length <= 14, 0b0101_0001_0101_0000 &>> UInt16(length) & 1 != 0 else {
      if length == 2, start > 3, isBehindMark(start) { number(start, end) }
      return
    }
    number(start, end)
  }

  /// Whether a letter stands before a number, or a mark of dates and a letter or the same mark before that.
  private func isBehindMark(_ start: Int) -> Bool {
    let mark = bytes[start - 1]
    if classes[Int(mark)] & ByteProperties.letter != 0 { return true }
    guard mark == 0x2D || mark == 0x2E || mark == 0x2F || mark == 0x20 else { return false }
    if classes[Int(bytes[start - 2])] & ByteProperties.letter != 0 { return true }
    return bytes[start - 3] == mark || bytes[start - 4] == mark
  }

  @inline(never)
  private func report(_ row: UInt64, _ start: Int, _ end: Int, _ found: (Int, Int, Int) -> Void) {
    guard let entry = entry(row), entry & WordTrie.needle != 0 else { return }
    found(Int(entry & WordTrie.needle) - 1, start, end)
  }

  /// Follows the tree from a first word on.
  @inline(never)
  private func walk(_ start: Int, _ firstEnd: Int, _ hash: UInt64, _ found: (Int, Int, Int) -> Void) {
    // The words before a first one count for few needles; the filter says whether to look at its entry at all.
    turn(hash, start, firstEnd, isFirst: true, found)
    var row = hash
    var end = firstEnd
    while let next = word(behind: end) {
      let isFirst = end == firstEnd
      row = TextWord.chained(row, self.hash(next))
      if isFirst, !pairs.mayHave(row) { return }
      end = next.end
      guard let entry = entry(row) else { return }
      let needle = entry & WordTrie.needle
      if needle != 0 { found(Int(needle) - 1, start, end) }
      if entry & WordTrie.turns != 0 { turn(row, start, end, isFirst: false, found) }
      guard entry & WordTrie.goesOn != 0 else { return }
    }
  }

  /// Follows the tree to the words before a row.
  private func turn(
    _ row: UInt64, _ firstStart: Int, _ end: Int, isFirst: Bool, _ found: (Int, Int, Int) -> Void
  ) {
    var row = TextWord.chained(row, WordTrie.turn)
    var start = firstStart
    while let next = word(before: start) {
      row = TextWord.chained(row, hash(next))
      if isFirst, start == firstStart, !pairs.mayHave(row) { return }
      start = next.start
      guard let entry = entry(row) else { return }
      let needle = entry & WordTrie.needle
      if needle != 0 { found(Int(needle) - 1, start, end) }
      guard entry & WordTrie.goesOn != 0 else { return }
    }
  }

  /// What stands for a word, without leading zeros.
  @inline(__always) private func hash(_ word: (start: Int, end: Int, isNumber: Bool)) -> UInt64 {
    var first = word.start
    if word.isNumber { while first < word.end - 1, bytes[first] == 0x30 { first += 1 } }
    return TextWord.hash(bytes + first, word.end - first, readable: count - first)
  }

  private func entry(_ row: UInt64) -> UInt32? {
    var place = Int(truncatingIfNeeded: row) & rowMask
    while rows[place] != 0 {
      if rows[place] == row { return entries[place] }
      place = (place + 1) & rowMask
    }
    return nil
  }

  /// The word that begins at most ``mostBetween`` bytes behind a place.
  func word(behind place: Int) -> (start: Int, end: Int, isNumber: Bool)? {
    var start = place
    let limit = min(count, place + WordScanner.mostBetween + 1)
    while start < limit {
      let properties = classes[Int(bytes[start])]
      if properties & (ByteProperties.letter | ByteProperties.digit | ByteProperties.high) != 0 {
        let isNumber = properties & ByteProperties.digit != 0
        return (start, end(from: start + 1, isNumber: isNumber), isNumber)
      }
      start += 1
    }
    return nil
  }

  /// The word that ends at most ``mostBetween`` bytes before a place.
  func word(before place: Int) -> (start: Int, end: Int, isNumber: Bool)? {
    var end = place
    while end > 0, place - end <= WordScanner.mostBetween {
      let properties = classes[Int(bytes[end - 1])]
      if properties & (ByteProperties.letter | ByteProperties.digit | ByteProperties.high) != 0 {
        let isNumber = properties & ByteProperties.digit != 0
        let wanted = isNumber ? ByteProperties.digit : ByteProperties.letter | ByteProperties.high
        var start = end - 1
        while start > 0, classes[Int(bytes[start - 1])] & wanted != 0 { start -= 1 }
        return (start, end, isNumber)
      }
      end -= 1
    }
    return nil
  }

  /// Finds runs of eight and more characters of base64 that begin in a block, or end in it and began before.
  @inline(__always)
  private func scanRuns(
    _ masks: ByteMasks, _ before: UInt64, _ block: Int, _ runEnd: inout Int, _ run: (Int, Int) -> Void
  ) {
    var left = WordScanner.eightInARow(masks.code)
    if block >= runEnd, WordScanner.eightInARow(before &>> 57 | masks.code &<< 7) & 0x7F != 0 {
      runEnd = wholeRun(around: block, run)
      left = left & WordScanner.from(runEnd - block)
    }
    while left != 0 {
      let place = left.trailingZeroBitCount
      let start = block + place
      let length = (~(masks.code &>> UInt64(place))).trailingZeroBitCount
      if start < runEnd {
        left &= WordScanner.from(runEnd - block)
        continue
      }
      if place == 0 || place + length >= 64 {
        runEnd = wholeRun(around: start, run)
      } else {
        runEnd = start + length
        let digits = (~(masks.digits &>> UInt64(place))).trailingZeroBitCount
        if digits < length || length >= WordScanner.manyDigits { run(start, runEnd) }
      }
      left &= WordScanner.from(runEnd - block)
    }
  }

  /// From how many digits on a number may be a digest, or the hexadecimal digits of a text.
  private static let manyDigits = 12

  /// The bits from a place on; none from 64 on.
  @inline(__always) private static func from(_ place: Int) -> UInt64 {
    place >= 64 ? 0 : ~UInt64(0) &<< UInt64(place)
  }

  /// Tells the run that a place is in, however far it reaches, and gives its end.
  @inline(never)
  private func wholeRun(around place: Int, _ run: (Int, Int) -> Void) -> Int {
    var (start, end) = (place, place)
    while start > 0, classes[Int(bytes[start - 1])] & ByteProperties.code != 0 { start -= 1 }
    while end < count, classes[Int(bytes[end])] & ByteProperties.code != 0 { end += 1 }
    let isNumber = (start..<end).allSatisfy { classes[Int(bytes[$0])] & ByteProperties.digit != 0 }
    if end - start >= 8, !isNumber || end - start >= WordScanner.manyDigits { run(start, end) }
    return max(end, place + 1)
  }

  @inline(__always) private static func eightInARow(_ bits: UInt64) -> UInt64 {
    let two = bits & bits &>> 1
    let four = two & two &>> 2
    return four & four &>> 4
  }

  /// Finds runs of UTF-16: four letters or digits with a byte 0 behind each.
  @inline(__always)
  private func scanWide(
    _ letters: UInt64, _ before: UInt64, _ block: Int, _ wideEnd: inout Int, _ wide: (Int) -> Int
  ) {
    let across = WordScanner.fourInTurn(before &>> 58 | letters &<< 6) & 0x3F
    if across != 0, block >= wideEnd { wideEnd = wide(block - 6 + across.trailingZeroBitCount) }
    var left = WordScanner.fourInTurn(letters)
    while left != 0 {
      let place = left.trailingZeroBitCount
      if block + place >= wideEnd { wideEnd = wide(block + place) }
      let gone = wideEnd - block
      left = gone >= 64 || place == 63 ? 0 : left & (~UInt64(0) &<< UInt64(max(gone, place + 1)))
    }
  }

  @inline(__always) private static func fourInTurn(_ bits: UInt64) -> UInt64 {
    let two = bits & bits &>> 2
    return two & two &>> 4
  }
}
