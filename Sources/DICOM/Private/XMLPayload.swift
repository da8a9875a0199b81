/// XML, HTML and what looks like it, read leniently: a mistake in the nesting changes names, never what is read.
extension PayloadOpener {
  /// Reads elements: their text below their names, attributes as `@name` below them, comments as `#comment`.
  mutating func readXML(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    let encoding = declaredEncoding(view, place.range)
    var position = place.range.lowerBound
    var elements: [Int32] = []
    while position < end {
      let current = elements.last ?? place.name
      guard view[position] == UInt8(ascii: "<") else {
        let next = view.first(UInt8(ascii: "<"), in: position..<end)
        guard addXMLText(view, place, view.trimmed(position..<next), name: current, encoding) else {
          return addUnopened(view, place, position..<end, .tooManyFields)
        }
        position = next
        continue
      }
      if let special = specialMarkup(view, position, end) {
        if !special.content.isEmpty {
          let name = special.name.map { addName(place, $0, below: current) } ?? current
          guard addXMLText(view, place, special.content, name: name, encoding, isVerbatim: true) else {
            return addUnopened(view, place, position..<end, .tooManyFields)
          }
        }
        position = special.next
        continue
      }
      if view[position + 1] == UInt8(ascii: "/") {
        _ = elements.popLast()
        position = min(end, view.first(UInt8(ascii: ">"), in: position..<end) + 1)
        continue
      }
      let nameEnd = endOfXMLName(view, position + 1, end)
      guard nameEnd > position + 1 else {
        // Not markup: a lone bracket, and the text behind it.
        let next = view.first(UInt8(ascii: "<"), in: position + 1..<end)
        _ = addXMLText(view, place, view.trimmed(position..<next), name: current, encoding)
        position = next
        continue
      }
      let name = addName(place, position + 1..<nameEnd, below: current)
      guard let tag = readAttributes(view, place, from: nameEnd, name: name, encoding) else {
        return addUnopened(view, place, nameEnd..<end, .tooManyFields)
      }
      position = tag.next
      if tag.isOpen {
        guard elements.count < limits.groups else {
          return addUnopened(view, place, position..<end, .nestedTooDeep)
        }
        elements.append(name)
      }
    }
  }

  private mutating func readAttributes(
    _ view: ByteView, _ place: Place, from start: Int, name: Int32, _ encoding: PayloadEncoding
  ) -> (next: Int, isOpen: Bool)? {
    let end = place.range.upperBound
    var position = start
    while position < end {
      let byte = view[position]
      if byte == UInt8(ascii: ">") { return (position + 1, view[position - 1] != UInt8(ascii: "/")) }
      if ByteView.isBlank(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=") {
        position += 1
        continue
      }
      if byte == UInt8(ascii: "<") { return (position, true) }
      let keyEnd = endOfXMLName(view, position, end)
      guard keyEnd > position else {
        // A stray byte or value without a name.
        let next = min(end, position + 1)
        addRemnant(view, place, position..<next)
        position = next
        continue
      }
      let key = addAttributeName(view, place, position..<keyEnd, below: name)
      position = keyEnd
      while position < end, ByteView.isBlank(view[position]) { position += 1 }
      guard view[position] == UInt8(ascii: "=") else { continue }
      position += 1
      while position < end, ByteView.isBlank(view[position]) { position += 1 }
      let quote = view[position]
      let value: Range<Int>
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), position < end {
        let close = view.first(quote, in: position + 1..<end)
        value = min(position + 1, end)..<close
        position = min(end, close + 1)
      } else {
        let valueEnd = endOfXMLName(view, position, end)
        value = position..<valueEnd
        position = valueEnd
      }
      guard addXMLText(view, place, value, name: key, encoding) else { return nil }
    }
    return (end, true)
  }

  /// Attributes are told from elements by the `@` before their names.
  private mutating func addAttributeName(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, below parent: Int32
  ) -> Int32 {
    let start = undoneBytes.count
    undoneBytes.append(UInt8(ascii: "@"))
    undoneBytes.append(contentsOf: range.lazy.map { view[$0] })
    return addUndoneName(place, from: start, below: parent)
  }

  /// Comments, processing instructions, CDATA and declarations; nil if an element begins here.
  private func specialMarkup(
    _ view: ByteView, _ position: Int, _ end: Int
  ) -> (content: Range<Int>, next: Int, name: StaticString?)? {
    let forms: [(begin: StaticString, end: StaticString, name: StaticString?)] = [
      ("<!--", "-->", "#comment"), ("<![CDATA[", "]]>", nil), ("<?", "?>", "#instruction"),
      ("<!", ">", "#declaration"),
    ]
    guard view[position + 1] == UInt8(ascii: "!") || view[position + 1] == UInt8(ascii: "?") else {
      return nil
    }
    for form in forms where view.has(form.begin, at: position) {
      let start = min(end, position + form.begin.utf8CodeUnitCount)
      let close = view.first(form.end, in: start..<end)
      let next = close.map { $0 + form.end.utf8CodeUnitCount } ?? end
      return (view.trimmed(start..<(close ?? end)), min(end, next), form.name)
    }
    return nil
  }

  private func endOfXMLName(_ view: ByteView, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end {
      let byte = view[offset]
      let isNameByte =
        (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x3A).contains(byte) || byte >= 0x80
        || byte == 0x5F || byte == 0x2D || byte == 0x2E
      if !isNameByte { break }
      offset += 1
    }
    return offset
  }

  private mutating func addXMLText(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, name: Int32, _ encoding: PayloadEncoding,
    isVerbatim: Bool = false
  ) -> Bool {
    guard !range.isEmpty else { return true }
    if !isVerbatim, view.first(UInt8(ascii: "&"), in: range) < range.upperBound {
      let start = undoneBytes.count
      undoneBytes.append(contentsOf: resolved(view, range, encoding))
      if let kind = containerOfUndone(from: start) {
        let bytes = Array(undoneBytes[start...])
        undoneBytes.removeSubrange(start...)
        openDecoded(view, place, bytes, name: name, kind: kind)
        return true
      }
      return addUndone(place, from: start, source: range, name: name, encoding: encoding)
    }
    return addOrOpen(view, place, range, name: name, encoding: encoding)
  }

  /// What container the end of ``undoneBytes`` is.
  func containerOfUndone(from start: Int) -> PayloadKind? {
    undoneBytes.withUnsafeBufferPointer { container(ByteView($0), start..<undoneBytes.count) }
  }

  /// The bytes of a range with references such as `&amp;` and `&#233;` replaced; others stay as they are.
  private func resolved(_ view: ByteView, _ range: Range<Int>, _ encoding: PayloadEncoding) -> [UInt8] {
    let known: [(StaticString, UInt8)] = [
      ("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&apos;", 0x27),
    ]
    var bytes: [UInt8] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard view[offset] == UInt8(ascii: "&") else {
        bytes.append(view[offset])
        offset += 1
        continue
      }
      let close = view.first(UInt8(ascii: ";"), in: offset..<min(range.upperBound, offset + 12))
      if let entity = known.first(where: { view.has($0.0, at: offset) }) {
        bytes.append(entity.1)
        offset = close + 1
      } else if let scalar = numericReference(view, offset + 1..<close), view[close] == UInt8(ascii: ";") {
        if encoding == .latin1, scalar.value < 0x100 {
          bytes.append(UInt8(scalar.value))
        } else {
          bytes.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
        }
        offset = close + 1
      } else {
        bytes.append(view[offset])
        offset += 1
      }
    }
    return bytes
  }

  private func numericReference(_ view: ByteView, _ range: Range<Int>) -> UnicodeScalar? {
    guard range.count >= 2, view[range.lowerBound] == UInt8(ascii: "#") else { return nil }
    let isHexadecimal = view[range.lowerBound + 1] | 0x20 == UInt8(ascii: "x")
    var number: UInt32 = 0
    for offset in range.dropFirst(isHexadecimal ? 2 : 1) {
      guard let digit = Character(UnicodeScalar(view[offset])).hexDigitValue, isHexadecimal || digit < 10,
        number < 0x11_0000
      else { return nil }
      number = number * (isHexadecimal ? 16 : 10) + UInt32(digit)
    }
    return UnicodeScalar(number)
  }

  private func declaredEncoding(_ view: ByteView, _ range: Range<Int>) -> PayloadEncoding {
    let first = range.lowerBound..<min(range.upperBound, range.lowerBound + 200)
    guard let start = view.first("encoding=", in: first) else { return .utf8 }
    let names: [(StaticString, PayloadEncoding)] = [
      ("ISO-8859-1", .latin1), ("iso-8859-1", .latin1), ("windows-1252", .latin1), ("Windows-1252", .latin1),
      ("Shift_JIS", .shiftJIS), ("SHIFT_JIS", .shiftJIS), ("shift_jis", .shiftJIS),
    ]
    return names.first { view.has($0.0, at: start + 10) }?.1 ?? .utf8
  }

  /// Whether a range, without blanks around it, is marked up from its first byte to its last.
  func isXML(_ view: ByteView, _ range: Range<Int>) -> Bool {
    guard range.count >= 7, view[range.lowerBound] == UInt8(ascii: "<"),
      view[range.upperBound - 1] == UInt8(ascii: ">")
    else { return false }
    let next = view[range.lowerBound + 1]
    guard (0x41...0x5A).contains(next & 0xDF) || next == UInt8(ascii: "?") || next == UInt8(ascii: "!") else {
      return false
    }
    return view.first("</", in: range) != nil || view.first("/>", in: range) != nil
  }
}
