/// Siemens texts of other kinds: graphics as a STEP file, and the messages of structured reports.
extension PayloadOpener {
  /// Reads the statements of a STEP file, each below the name of its entity. Strings that are written as numbers
  /// (`CsaUVString`) are decoded. Seen in `SIEMENS MEDCOM OOG` of syngo VB.
  mutating func readStep(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    var position = place.range.lowerBound
    while position < end {
      let statementEnd = endOfStatement(view, position, end)
      let statement = view.trimmed(position..<statementEnd)
      position = statementEnd + 1
      let open = view.first(UInt8(ascii: "("), in: statement)
      if statement.isEmpty || open == statement.upperBound, statement.count <= 12 { continue }
      let sign = view.first(UInt8(ascii: "="), in: statement.lowerBound..<open)
      let nameStart = sign < open ? sign + 1 : statement.lowerBound
      let name = addName(place, view.trimmed(nameStart..<open), below: place.name)
      guard open < statement.upperBound else {
        addRemnant(view, place, statement)
        continue
      }
      let isAdded =
        view.has("CsaUVString", at: view.trimmed(nameStart..<open).lowerBound)
        ? addNumbersAsText(view, place, open + 1..<statement.upperBound, name: name)
        : add(place, open..<statement.upperBound, name: name)
      guard isAdded else { return addUnopened(view, place, statement.lowerBound..<end, .tooManyFields) }
    }
  }

  /// Up to the semicolon that is in no string.
  private func endOfStatement(_ view: ByteView, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end, view[offset] != UInt8(ascii: ";") {
      if view[offset] == UInt8(ascii: "'") { offset = view.first(UInt8(ascii: "'"), in: offset + 1..<end) }
      offset += 1
    }
    return min(offset, end)
  }

  /// `0, (67, 111, 110))`: the numbers in the inner list are characters.
  private mutating func addNumbersAsText(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, name: Int32
  ) -> Bool {
    let start = undoneBytes.count
    var number: UInt32?
    let list = min(view.first(UInt8(ascii: "("), in: range) + 1, range.upperBound)..<range.upperBound
    for offset in list {
      let byte = view[offset]
      if (0x30...0x39).contains(byte), number ?? 0 < 0x11_0000 {
        number = (number ?? 0) * 10 + UInt32(byte - 0x30)
      } else if let value = number {
        let scalar = UnicodeScalar(value) ?? "\u{FFFD}"
        undoneBytes.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
        number = nil
      }
    }
    return addUndone(place, from: start, source: range, name: name, encoding: .utf8)
  }

  /// Reads a report's messages: group, element, VR and a length of four digits each, then the value. Seen as
  /// `SrMsgBuffer` of CSA headers.
  mutating func readReportMessages(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    var position = place.range.lowerBound
    while position < end {
      guard let header = messageHeader(view, position, end) else {
        return addUnopened(view, place, position..<end, .malformed)
      }
      let name = addName(place, position..<position + 8, below: place.name)
      let value = position + 14..<position + 14 + header.length
      position = value.upperBound
      if value.isEmpty { continue }
      guard addOrOpen(view, place, value, name: name, vr: header.vr) else {
        return addUnopened(view, place, value.lowerBound..<end, .tooManyFields)
      }
    }
  }

  private func messageHeader(_ view: ByteView, _ start: Int, _ end: Int) -> (vr: VR, length: Int)? {
    guard end - start >= 14 else { return nil }
    let vr = VR(view[start + 8], view[start + 9])
    let isTag = (start..<start + 8).allSatisfy { Character(UnicodeScalar(view[$0])).isHexDigit }
    let digits = start + 10..<start + 14
    guard isTag, vr.isKnown, digits.allSatisfy({ (0x30...0x39).contains(view[$0]) }) else { return nil }
    let length = digits.reduce(0) { $0 * 10 + Int(view[$1] - 0x30) }
    return length <= end - start - 14 ? (vr, length) : nil
  }

  /// Whether two messages, or one that is all, begin a range.
  func isReportMessages(_ view: ByteView, _ range: Range<Int>) -> Bool {
    guard let first = messageHeader(view, range.lowerBound, range.upperBound) else { return false }
    let next = range.lowerBound + 14 + first.length
    return next == range.upperBound || messageHeader(view, next, range.upperBound) != nil
  }
}
