/// Contents that are written in other bytes: base64, UTF-16, and data sets written backwards.
extension PayloadOpener {
  /// The shortest text that is tried as base64, in bytes.
  private static let shortestBase64 = 24

  /// Decodes base64, also with line ends in it and lines such as `-----BEGIN CERTIFICATE-----` around it.
  mutating func readBase64(_ view: ByteView, _ place: Place) {
    let body = base64Body(view, place.range)
    let allowed = limits.decodedInBytes - decodedInBytes
    guard body.count / 4 * 3 <= allowed else {
      return addUnopened(view, place, place.range, .growsTooLong)
    }
    openDecoded(view, place, base64Decoded(view, body), name: place.name)
  }

  private func base64Body(_ view: ByteView, _ range: Range<Int>) -> Range<Int> {
    let trimmed = view.trimmed(range)
    guard view.has("-----BEGIN ", at: trimmed.lowerBound) else { return trimmed }
    let start = view.first(0x0A, in: trimmed)
    let end = view.first("-----END ", in: start..<trimmed.upperBound) ?? trimmed.upperBound
    return min(start, end)..<end
  }

  private func base64Decoded(_ view: ByteView, _ range: Range<Int>, atMost bound: Int = .max) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for offset in range {
      guard bytes.count < bound else { break }
      guard let digit = base64Digit(view[offset]) else { continue }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private func base64Digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// Whether a text is base64 of something that is recognized: a container or text. What is base64 of random bytes
  /// stays the text that it is.
  func isBase64(_ view: ByteView, _ range: Range<Int>) -> Bool {
    guard range.count >= PayloadOpener.shortestBase64 else { return false }
    if view.has("-----BEGIN ", at: range.lowerBound) {
      return view.first("-----END ", in: range) != nil
    }
    var digits = 0
    for offset in range {
      let byte = view[offset]
      if base64Digit(byte) != nil {
        digits += 1
      } else if byte == UInt8(ascii: "=") {
        guard range.upperBound - offset <= 4 else { return false }
      } else if byte != 0x0A, byte != 0x0D {
        return false
      }
    }
    guard digits >= PayloadOpener.shortestBase64 - 2, digits % 4 != 1 else { return false }
    let beginning = base64Decoded(view, range, atMost: 256)
    return beginning.withUnsafeBufferPointer { bytes in
      let decoded = ByteView(bytes)
      let all = 0..<decoded.count
      let header = Int(decoded[0]) << 8 | Int(decoded[1])
      return decoded[0] == 0x78 && header % 31 == 0 || decoded[0] == 0x30 && decoded[1] & 0xFC == 0x80
        || decoded.has("DICM", at: 128) || container(decoded, all, isBeginning: true) != nil
        || isText(decoded, all)
    }
  }

  /// Reads UTF-16: what has a structure is opened as UTF-8, other text is one field where it stands.
  mutating func readUTF16(_ view: ByteView, _ place: Place) {
    guard let order = utf16Order(view, place.range) else {
      return addUnopened(view, place, place.range, .malformed)
    }
    let start = place.range.lowerBound + order.mark
    let units = start..<start + (place.range.upperBound - start) & ~1
    guard units.count * 3 / 2 <= limits.decodedInBytes - decodedInBytes else {
      return addUnopened(view, place, place.range, .growsTooLong)
    }
    let text = utf8(view, units, isBigEndian: order.isBigEndian)
    let kind = text.withUnsafeBufferPointer { container(ByteView($0), 0..<text.count) }
    if let kind {
      openDecoded(view, place, text, name: place.name, kind: kind)
    } else {
      _ = add(
        place, units, name: place.name,
        encoding: order.isBigEndian ? .utf16BigEndian : .utf16LittleEndian)
    }
    addRemnant(view, place, units.upperBound..<place.range.upperBound)
  }

  private func utf8(_ view: ByteView, _ range: Range<Int>, isBigEndian: Bool) -> [UInt8] {
    let units = stride(from: range.lowerBound, to: range.upperBound, by: 2).lazy.map { offset -> UInt16 in
      let unit = view.uint16(offset)
      return isBigEndian ? unit.byteSwapped : unit
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count / 2)
    _ = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) {
      bytes.append($0)
    }
    return bytes
  }

  /// The byte order of UTF-16 text and the length of its mark; nil if it is none.
  ///
  /// Without a mark, the first eight characters have to be letters, digits or usual signs of ASCII.
  func utf16Order(_ view: ByteView, _ range: Range<Int>) -> (isBigEndian: Bool, mark: Int)? {
    let start = range.lowerBound
    guard range.count >= 16 else { return nil }
    let mark = view[start] == 0xFF && view[start + 1] == 0xFE ? false : true
    let hasMark = !mark || view[start] == 0xFE && view[start + 1] == 0xFF
    for isBigEndian in hasMark ? [mark] : [false, true] {
      let first = start + (hasMark ? 2 : 0)
      let isPlausible = stride(from: first, to: min(first + 16, range.upperBound - 1), by: 2).allSatisfy {
        offset in
        let high = view[offset + (isBigEndian ? 0 : 1)]
        let low = view[offset + (isBigEndian ? 1 : 0)]
        return hasMark
          ? high < 0xD8 || high >= 0xE0 : high == 0 && (0x20..<0x7F).contains(low) || isLineEnd(high, low)
      }
      if isPlausible { return (isBigEndian, hasMark ? 2 : 0) }
    }
    return nil
  }

  private func isLineEnd(_ high: UInt8, _ low: UInt8) -> Bool {
    high == 0 && (low == 0x0A || low == 0x0D || low == 9)
  }

  /// Turns a data set round that is written backwards.
  mutating func readReversed(_ view: ByteView, _ place: Place) {
    guard place.range.count <= limits.decodedInBytes - decodedInBytes else {
      return addUnopened(view, place, place.range, .growsTooLong)
    }
    let bytes = place.range.reversed().map { view[$0] }
    openDecoded(view, place, bytes, name: place.name, kind: .dicomExplicit)
  }
}
