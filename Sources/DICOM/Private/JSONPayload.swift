/// JSON (RFC 8259), read leniently: bytes that are no token become values.
extension PayloadOpener {
  /// Reads values below their keys; the values of an array are numbered below its key.
  mutating func readJSON(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    var position = place.range.lowerBound
    var groups: [Int32] = []
    var current = place.name
    // The key whose value is due.
    var key: Int32?
    while position < end {
      let byte = view[position]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard groups.count < limits.groups else {
          return addUnopened(view, place, position..<end, .nestedTooDeep)
        }
        groups.append(current)
        current = key ?? current
        key = nil
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        current = groups.popLast() ?? place.name
        key = nil
        position += 1
      case UInt8(ascii: "\""):
        let string = jsonString(view, position, end)
        position = string.next
        if isFollowedByColon(view, position, end) {
          key = addName(place, string.range, below: current)
          continue
        }
        guard addJSONString(view, place, string.range, string.hasEscapes, name: key ?? current) else {
          return addUnopened(view, place, position..<end, .tooManyFields)
        }
        key = nil
      case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
      case _ where ByteView.isBlank(byte): position += 1
      default:
        let start = position
        while position < end, !isJSONDelimiter(view[position]) { position += 1 }
        guard add(place, start..<position, name: key ?? current, encoding: .utf8) else {
          return addUnopened(view, place, start..<end, .tooManyFields)
        }
        key = nil
      }
    }
  }

  private func isJSONDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
      UInt8(ascii: ":"), UInt8(ascii: "\""):
      true
    default: ByteView.isBlank(byte)
    }
  }

  private func isFollowedByColon(_ view: ByteView, _ position: Int, _ end: Int) -> Bool {
    var offset = position
    while offset < end, ByteView.isBlank(view[offset]) { offset += 1 }
    return offset < end && view[offset] == UInt8(ascii: ":")
  }

  private func jsonString(
    _ view: ByteView, _ start: Int, _ end: Int
  ) -> (range: Range<Int>, next: Int, hasEscapes: Bool) {
    var offset = start + 1
    var hasEscapes = false
    while offset < end, view[offset] != UInt8(ascii: "\"") {
      if view[offset] == UInt8(ascii: "\\") {
        hasEscapes = true
        offset += 1
      }
      offset += 1
    }
    let close = min(offset, end)
    return (min(start + 1, close)..<close, min(end, close + 1), hasEscapes)
  }

  private mutating func addJSONString(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, _ hasEscapes: Bool, name: Int32
  ) -> Bool {
    guard hasEscapes else { return addOrOpen(view, place, range, name: name, encoding: .utf8) }
    let start = undoneBytes.count
    undoEscapes(view, range)
    if let kind = containerOfUndone(from: start) {
      let bytes = Array(undoneBytes[start...])
      undoneBytes.removeSubrange(start...)
      openDecoded(view, place, bytes, name: name, kind: kind)
      return true
    }
    return addUndone(place, from: start, source: range, name: name, encoding: .utf8)
  }

  /// Appends a string's content with its escapes undone to ``undoneBytes``.
  private mutating func undoEscapes(_ view: ByteView, _ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard view[offset] == UInt8(ascii: "\\") else {
        undoneBytes.append(view[offset])
        offset += 1
        continue
      }
      let letter = view[offset + 1]
      offset += 2
      switch letter {
      case UInt8(ascii: "n"): undoneBytes.append(0x0A)
      case UInt8(ascii: "r"): undoneBytes.append(0x0D)
      case UInt8(ascii: "t"): undoneBytes.append(0x09)
      case UInt8(ascii: "b"): undoneBytes.append(0x08)
      case UInt8(ascii: "f"): undoneBytes.append(0x0C)
      case UInt8(ascii: "u"):
        var unit = hexadecimal(view, offset)
        offset += 4
        if (0xD800..<0xDC00).contains(unit), view[offset] == UInt8(ascii: "\\"),
          view[offset + 1] == UInt8(ascii: "u")
        {
          let low = hexadecimal(view, offset + 2)
          if (0xDC00..<0xE000).contains(low) {
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            offset += 6
          }
        }
        let scalar = UnicodeScalar(unit) ?? "\u{FFFD}"
        undoneBytes.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
      default: undoneBytes.append(letter)
      }
    }
  }

  private func hexadecimal(_ view: ByteView, _ offset: Int) -> UInt32 {
    var number: UInt32 = 0
    for digit in offset..<offset + 4 {
      guard let value = Character(UnicodeScalar(view[digit])).hexDigitValue else { return 0xFFFD }
      number = number << 4 | UInt32(value)
    }
    return number
  }

  /// Whether a range, without blanks around it, is an object or an array.
  func isJSON(_ view: ByteView, _ range: Range<Int>) -> Bool {
    let close: UInt8 = view[range.lowerBound] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
    guard range.count >= 2, view[range.upperBound - 1] == close else { return false }
    var offset = range.lowerBound + 1
    while offset < range.upperBound, ByteView.isBlank(view[offset]) { offset += 1 }
    let next = view[offset]
    if next == UInt8(ascii: "\"") {
      let string = jsonString(view, offset, range.upperBound)
      return close == UInt8(ascii: "]") || isFollowedByColon(view, string.next, range.upperBound)
    }
    guard close == UInt8(ascii: "]") else { return next == UInt8(ascii: "}") }
    // `[Section]` of a settings file is no array.
    return next == UInt8(ascii: "{") || next == UInt8(ascii: "[") || next == UInt8(ascii: "-")
      || (0x30...0x39).contains(next)
  }
}
