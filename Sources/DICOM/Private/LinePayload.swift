/// Text that is read line by line: GE protocol data, settings, and text without a structure.
extension PayloadOpener {
  /// Reads lines of `KEY "VALUE"`, each with `set` before it or not.
  mutating func readGEProtocol(_ view: ByteView, _ place: Place) {
    readLines(view, place) { opener, line in
      let parts = opener.geLine(view, line)
      guard let key = parts?.key, let value = parts?.value else {
        return opener.add(place, line, name: opener.addName(place, "#line", below: place.name))
      }
      return opener.addOrOpen(
        view, place, value, name: opener.addName(place, key, below: place.name))
    }
  }

  /// Reads lines of `key = value` or `key: value` below the section in brackets above them.
  mutating func readSettings(_ view: ByteView, _ place: Place) {
    var section = place.name
    readLines(view, place) { opener, line in
      if view[line.lowerBound] == UInt8(ascii: "["), view[line.upperBound - 1] == UInt8(ascii: "]"),
        line.count > 2
      {
        section = opener.addName(place, line.lowerBound + 1..<line.upperBound - 1, below: place.name)
        return true
      }
      guard let parts = opener.settingLine(view, line) else {
        return opener.add(place, line, name: opener.addName(place, "#line", below: section))
      }
      if parts.value.isEmpty { return true }
      return opener.addOrOpen(
        view, place, parts.value, name: opener.addName(place, parts.key, below: section))
    }
  }

  private mutating func readLines(
    _ view: ByteView, _ place: Place, _ body: (inout PayloadOpener, Range<Int>) -> Bool
  ) {
    let end = place.range.upperBound
    var position = place.range.lowerBound
    while position < end {
      let lineEnd = view.first(0x0A, in: position..<end)
      let line = view.trimmed(position..<lineEnd)
      if !line.isEmpty, !body(&self, line) {
        return addUnopened(view, place, line.lowerBound..<end, .tooManyFields)
      }
      position = lineEnd + 1
    }
  }

  /// Key and value of a GE line; nil if it is none.
  func geLine(_ view: ByteView, _ line: Range<Int>) -> (key: Range<Int>, value: Range<Int>)? {
    var start = line.lowerBound
    if view.has("set ", at: start) { start = view.trimmed(start + 4..<line.upperBound).lowerBound }
    var offset = start
    while offset < line.upperBound, isKeyCharacter(view[offset]) { offset += 1 }
    let key = start..<offset
    while offset < line.upperBound, view[offset] == 0x20 || view[offset] == 0x09 { offset += 1 }
    guard !key.isEmpty, offset > key.upperBound, offset + 1 < line.upperBound,
      view[offset] == UInt8(ascii: "\""), view[line.upperBound - 1] == UInt8(ascii: "\"")
    else { return nil }
    return (key, offset + 1..<line.upperBound - 1)
  }

  /// Key and value of a line of settings; nil if it is none. A key has a letter and at most 64 bytes.
  func settingLine(_ view: ByteView, _ line: Range<Int>) -> (key: Range<Int>, value: Range<Int>)? {
    let equals = view.first(UInt8(ascii: "="), in: line)
    let colon = view.first(UInt8(ascii: ":"), in: line)
    let sign = min(equals, colon)
    guard sign < line.upperBound else { return nil }
    let key = view.trimmed(line.lowerBound..<sign)
    guard (1...64).contains(key.count), key.contains(where: { (0x41...0x5A).contains(view[$0] & 0xDF) }),
      key.allSatisfy({ isKeyCharacter(view[$0]) || view[$0] == 0x20 || view[$0] == UInt8(ascii: "/") })
    else { return nil }
    return (key, view.trimmed(sign + 1..<line.upperBound))
  }

  private func isKeyCharacter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
      || byte == 0x2E || byte == 0x5B || byte == 0x5D
  }

  /// What kind of text a range has; nil if it has bytes that no text has.
  func textKind(_ view: ByteView, _ range: Range<Int>) -> PayloadKind? {
    guard isText(view, range) else { return nil }
    var position = range.lowerBound
    var lines = 0
    var settings = 0
    while position < range.upperBound, lines < 8 {
      let lineEnd = view.first(0x0A, in: position..<range.upperBound)
      let line = view.trimmed(position..<lineEnd)
      position = lineEnd + 1
      if line.isEmpty { continue }
      lines += 1
      if lines == 1, geLine(view, line) != nil { return .geProtocol }
      let isSection =
        view[line.lowerBound] == UInt8(ascii: "[") && view[line.upperBound - 1] == UInt8(ascii: "]")
      if isSection || settingLine(view, line) != nil { settings += 1 }
    }
    return lines >= 2 && settings == lines ? .iniText : .plainText
  }

  /// Whether the first 4 KiB of a range are text: no controls but line ends, tabs, form feeds and escapes, and zeros
  /// at its end only.
  func isText(_ view: ByteView, _ range: Range<Int>) -> Bool {
    let content = view.trimmed(range)
    guard content.count >= 2 else { return false }
    var high = 0
    let probe = content.prefix(4096)
    for offset in probe {
      let byte = view[offset]
      if byte < 0x20, !ByteView.isBlank(byte) || byte == 0, byte != 0x1B { return false }
      if byte >= 0x7F { high += 1 }
    }
    // Random bytes have controls early; short ones may not, so they must not be mostly of the upper half either.
    return probe.count >= 64 || 4 * high <= probe.count || content.count < 4
  }
}
