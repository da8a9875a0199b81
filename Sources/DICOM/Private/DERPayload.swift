/// ASN.1 in DER or BER (X.690): certificates, signatures, PKCS#7.
extension PayloadOpener {
  /// Reads all primitive values, each below the object identifier before it, in dotted form, or below `#value`.
  mutating func readDER(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    var ends: [Int] = [end]
    var position = place.range.lowerBound
    var identifier: Int32?
    while let limit = ends.last {
      if position >= limit {
        ends.removeLast()
        // Values outside the group are not the identifier's.
        identifier = nil
        position = limit
        continue
      }
      guard let header = derHeader(view, position, limit) else {
        return addUnopened(view, place, position..<end, .malformed)
      }
      let content = header.content
      if header.tag == 0, content.isEmpty {
        // The end of a group of undefined length, or padding.
        if ends.count > 1 { ends.removeLast() } else { break }
        position = content.upperBound
        continue
      }
      if header.tag & 0x20 != 0 {
        guard ends.count < limits.groups else {
          return addUnopened(view, place, position..<end, .nestedTooDeep)
        }
        ends.append(content.upperBound)
        position = content.lowerBound
        continue
      }
      position = content.upperBound
      if header.tag == 0x06 {
        let start = undoneBytes.count
        undoneBytes += dotted(view, content)
        identifier = addUndoneName(place, from: start, below: place.name)
        continue
      }
      if content.isEmpty { continue }
      let name = identifier ?? addName(place, "#value", below: place.name)
      guard add(place, content, name: name, encoding: derEncoding(header.tag)) else {
        return addUnopened(view, place, content.lowerBound..<end, .tooManyFields)
      }
    }
    addRemnant(view, place, min(position, end)..<end)
  }

  private func derEncoding(_ tag: UInt8) -> PayloadEncoding {
    switch tag {
    case 0x0C: .utf8
    case 0x12, 0x13, 0x16, 0x17, 0x18, 0x1A, 0x86: .dataSet
    case 0x14: .latin1
    case 0x1E: .utf16BigEndian
    default: .binary
    }
  }

  /// Tag and content; nil where none stand. A group of undefined length goes to the end of what it is in.
  private func derHeader(_ view: ByteView, _ start: Int, _ end: Int) -> (tag: UInt8, content: Range<Int>)? {
    let tag = view[start]
    guard end - start >= 2, tag & 0x1F != 0x1F else { return nil }
    let first = Int(view[start + 1])
    if first < 0x80 { return first <= end - start - 2 ? (tag, start + 2..<start + 2 + first) : nil }
    let digits = first & 0x7F
    if digits == 0 { return tag & 0x20 != 0 ? (tag, start + 2..<end) : nil }
    guard digits <= 4, end - start >= 2 + digits else { return nil }
    let length = (0..<digits).reduce(0) { $0 << 8 | Int(view[start + 2 + $1]) }
    let content = start + 2 + digits
    return length <= end - content ? (tag, content..<content + length) : nil
  }

  private func dotted(_ view: ByteView, _ range: Range<Int>) -> [UInt8] {
    var numbers: [UInt64] = []
    var number: UInt64 = 0
    for offset in range {
      number = number << 7 | UInt64(view[offset] & 0x7F)
      if view[offset] & 0x80 == 0 {
        if numbers.isEmpty {
          let first = min(number / 40, 2)
          numbers = [first, number - 40 * first]
        } else {
          numbers.append(number)
        }
        number = 0
      }
    }
    return Array(numbers.map(String.init).joined(separator: ".").utf8)
  }

  /// Whether a sequence that is all of a range, but for two bytes of padding, begins it, and a value in it.
  func isDER(_ view: ByteView, _ range: Range<Int>) -> Bool {
    guard view[range.lowerBound] == 0x30, range.count >= 16,
      let outer = derHeader(view, range.lowerBound, range.upperBound),
      range.upperBound - outer.content.upperBound <= 2,
      let inner = derHeader(view, outer.content.lowerBound, outer.content.upperBound)
    else { return false }
    return [0x02, 0x06, 0x30, 0x31, 0xA0].contains(inner.tag) && !inner.content.isEmpty
  }
}
