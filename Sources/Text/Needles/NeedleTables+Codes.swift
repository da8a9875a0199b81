extension NeedleTables {
  /// How many hexadecimal digits of a digest are left by who cuts it short, at least.
  private static let shortestDigest = 8
  /// From how many characters on base64 is decoded in each of its four places, and searched whatever it decodes to.
  private static let longCode = 24

  /// Opens a run of at least eight characters of base64.
  func openRun(
    _ range: Range<Int>, _ scanner: WordScanner, _ reading: NeedleReading, _ report: (NeedleHit) -> Void
  ) {
    let bytes = scanner.bytes
    let classes = scanner.classes
    // Eight hexadecimal digits in a row reach over one of these places.
    var mayBeHexadecimal = false
    var place = range.lowerBound + 7
    while place < range.upperBound {
      mayBeHexadecimal = mayBeHexadecimal || classes[Int(bytes[place])] & ByteProperties.hex != 0
      place += 8
    }
    if mayBeHexadecimal {
      if range.count >= 20, range.allSatisfy({ classes[Int(bytes[$0])] & ByteProperties.digit != 0 }) {
        findDecimal(range, bytes, report)
      }
      openHexadecimal(range, scanner, reading, report)
    }
    openBase64(range, scanner, reading, report)
  }

  // MARK: Bytes

  /// A digest's bytes as a value behind its length of two or of four bytes.
  func findDigest(behindLength place: Int, _ scanner: WordScanner, _ report: (NeedleHit) -> Void) {
    let length = Int(scanner.bytes[place])
    for start in [place + 2, place + 4] where start + length <= scanner.count {
      findDigest(start..<start + length, scanner, report)
    }
  }

  /// A digest's bytes.
  func findDigest(_ range: Range<Int>, _ scanner: WordScanner, _ report: (NeedleHit) -> Void) {
    let key = UInt64(
      bigEndian: UnsafeRawPointer(scanner.bytes + range.lowerBound).loadUnaligned(as: UInt64.self))
    guard let needle = digests.find(beginning: key, bits: 64) else { return }
    report(hit(digests.owners[needle], range, .none, .fail, persons: 1))
  }

  // MARK: Numbers

  private func findDecimal(_ range: Range<Int>, _ bytes: UnsafePointer<UInt8>, _ report: (NeedleHit) -> Void)
  {
    guard bytes[range.lowerBound] != 0x30 else { return }
    let number = (range.lowerBound..<range.lowerBound + 19).reduce(UInt64(0)) {
      $0 * 10 + UInt64(bytes[$1] & 0x0F)
    }
    if let needle = digests.find(decimal: number, digits: range.count) {
      report(hit(digests.owners[needle], range, .decimal, .fail, persons: 1))
    }
  }

  // MARK: Hexadecimal digits

  private func openHexadecimal(
    _ range: Range<Int>, _ scanner: WordScanner, _ reading: NeedleReading, _ report: (NeedleHit) -> Void
  ) {
    let bytes = scanner.bytes
    func isHex(_ place: Int) -> Bool { scanner.classes[Int(bytes[place])] & ByteProperties.hex != 0 }
    var start = range.lowerBound
    while start < range.upperBound {
      guard isHex(start) else {
        start += 1
        continue
      }
      var end = start
      while end < range.upperBound, isHex(end) { end += 1 }
      if end - start >= NeedleTables.shortestDigest {
        findDigest(
          start..<end, isWhole: start == range.lowerBound && end == range.upperBound, scanner, report)
        var bits: UInt64 = 0
        for index in 0..<8 { bits = bits << 4 | UInt64(EncodedRun.digit(bytes[start + index])) }
        if end - start >= NeedleTables.longCode || mayBeText(bits, bytes: 4) {
          openPieces(start..<end, .hexadecimal, reading, report) { .hexadecimal(bytes, $0) }
        }
      }
      start = end
    }
  }

  /// A digest in hexadecimal digits, cut short or not, or with the hyphens of a UUID.
  private func findDigest(
    _ range: Range<Int>, isWhole: Bool, _ scanner: WordScanner, _ report: (NeedleHit) -> Void
  ) {
    let bytes = scanner.bytes
    var key: UInt64 = 0
    var digits = 0
    var place = range.lowerBound
    var hyphens = 0
    while place < scanner.count, digits < 16 {
      if scanner.classes[Int(bytes[place])] & ByteProperties.hex != 0 {
        key = key << 4 | UInt64(EncodedRun.digit(bytes[place]))
        digits += 1
      } else if bytes[place] == 0x2D, digits == 8 || digits == 12 {
        hyphens += 1
      } else {
        break
      }
      place += 1
    }
    if digits == 16, hyphens == 0 || hyphens == 2 {
      guard let needle = digests.find(beginning: key, bits: 64) else { return }
      let end = max(range.upperBound, place)
      report(hit(digests.owners[needle], range.lowerBound..<end, .hexadecimal, .fail, persons: 1))
      return
    }
    guard isWhole, hyphens == 0, digits == range.count else { return }
    guard let needle = digests.find(beginning: key << UInt64(64 - digits * 4), bits: digits * 4) else {
      return
    }
    report(
      hit(digests.owners[needle], range, .hexadecimal, digits >= 12 ? .review : .supporting, persons: 1))
  }

  // MARK: Base64

  private func openBase64(
    _ range: Range<Int>, _ scanner: WordScanner, _ reading: NeedleReading, _ report: (NeedleHit) -> Void
  ) {
    let bytes = scanner.bytes
    codeValues.withUnsafeBufferPointer { values in
      let values = values.baseAddress!  // it has 256
      if range.count >= 20 { findDigestInBase64(range, bytes, scanner.count, values, report) }
      let isLong = range.count >= NeedleTables.longCode
      // The first six bits of printable ASCII, and of the first byte of a letter beyond.
      let first = values[Int(bytes[range.lowerBound])]
      if !isLong, first < 8 || first >= 32 && first < 48 { return }
      for phase in 0..<(isLong ? 4 : 1) {
        let start = range.lowerBound + phase
        let middle = start + range.count / 8 * 4
        // Where another text is glued to it, only its own look tells.
        guard
          isLong && phase == 0 && isVaried(range, bytes, values)
            || mayBeText(sixBytes(start, bytes, values), bytes: 6)
            || isLong && mayBeText(sixBytes(middle, bytes, values), bytes: 6)
        else { continue }
        openPieces(start..<range.upperBound, .base64, reading, report) {
          .base64(bytes, $0, values: values)
        }
      }
    }
  }

  /// Whether so many different characters stand in a run as in base64, unlike in pictures.
  private func isVaried(
    _ range: Range<Int>, _ bytes: UnsafePointer<UInt8>, _ values: UnsafePointer<UInt8>
  ) -> Bool {
    var seen: UInt64 = 0
    for index in range.prefix(64) { seen |= 1 &<< UInt64(values[Int(bytes[index])]) }
    return seen.nonzeroBitCount * 4 >= min(range.count, 64)
  }

  private func findDigestInBase64(
    _ range: Range<Int>, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ values: UnsafePointer<UInt8>,
    _ report: (NeedleHit) -> Void
  ) {
    // Eleven characters have 66 bits.
    var key: UInt64 = 0
    for index in 0..<10 { key = key << 6 | UInt64(values[Int(bytes[range.lowerBound + index])]) }
    key = key << 4 | UInt64(values[Int(bytes[range.lowerBound + 10])] >> 2)
    guard let needle = digests.find(beginning: key, bits: 64) else { return }
    report(hit(digests.owners[needle], range, .base64, .fail, persons: 1))
  }

  /// What eight characters stand for.
  private func sixBytes(
    _ start: Int, _ bytes: UnsafePointer<UInt8>, _ values: UnsafePointer<UInt8>
  ) -> UInt64 {
    (0..<8).reduce(0) { $0 << 6 | UInt64(values[Int(bytes[start + $1])]) }
  }

  /// Whether decoded bytes look like text: mostly ASCII, or UTF-8.
  private func mayBeText(_ decoded: UInt64, bytes count: Int) -> Bool {
    var (plain, left) = (0, 0)
    var isUTF8 = true
    for index in (0..<count).reversed() {
      let byte = UInt8(truncatingIfNeeded: decoded >> UInt64(index * 8))
      if byte < 0x80 {
        guard byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte) || byte == 0x1B else {
          return false
        }
        plain += 1
        if left > 0 { isUTF8 = false }
      } else if left > 0 {
        left -= 1
        if byte >= 0xC0 { isUTF8 = false }
      } else if (0xC2...0xF4).contains(byte) {
        left = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
      } else {
        isUTF8 = false
      }
    }
    return isUTF8 || plain * 3 >= count * 2
  }

  // MARK: What codes hold

  /// How many characters of a code are decoded at once, and how many of them again with the next ones.
  private static let piece = (size: 65_536, overlap: 1_024)

  /// Opens a code piece by piece, in memory that does not grow with it.
  private func openPieces(
    _ range: Range<Int>, _ wrapping: NeedleWrapping, _ reading: NeedleReading, _ report: (NeedleHit) -> Void,
    decode: (Range<Int>) -> EncodedRun
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + NeedleTables.piece.size)
      let isLast = end == range.upperBound
      let next = isLast ? end : end - NeedleTables.piece.overlap
      openText(decode(start..<end), wrapping, reading) { hit in
        if isLast || hit.range.lowerBound < next { report(hit) }
      }
      start = next
    }
  }

  private func openText(
    _ run: EncodedRun, _ wrapping: NeedleWrapping, _ reading: NeedleReading,
    _ report: (NeedleHit) -> Void
  ) {
    guard !run.decoded.isEmpty else { return }
    let isText = run.decoded.allSatisfy { classes[Int($0)] & ByteProperties.text != 0 }
    run.decoded.withUnsafeBufferPointer { decoded in
      guard let base = decoded.baseAddress else { return }
      search(base, decoded.count, reading == .samples ? .samples : isText ? .text : .raw, opensCodes: false) {
        inner in
        report(
          NeedleHit(
            person: inner.person, column: inner.column, kind: inner.kind, variant: inner.variant,
            wrapping: wrapping, range: run.range(of: inner.range), certainty: inner.certainty,
            persons: inner.persons))
      }
    }
  }

  /// Opens UTF-16 of Latin letters at a place that has some; returns where it ends.
  func openWide(
    at place: Int, _ scanner: WordScanner, _ reading: NeedleReading, _ report: (NeedleHit) -> Void
  ) -> Int {
    let (size, overlap) = NeedleTables.piece
    let run = EncodedRun.utf16(scanner.bytes, scanner.count, at: place, most: size)
    let isLast = run.decoded.count < size
    let next = isLast ? run.range.upperBound : run.range.upperBound - overlap
    openText(run, .utf16, reading) { hit in
      if isLast || hit.range.lowerBound < next { report(hit) }
    }
    return max(next, place + 1)
  }
}
