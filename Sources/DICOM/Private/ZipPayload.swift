/// Zip archives (APPNOTE 6.3), without zip64.
extension PayloadOpener {
  private static let endInBytes = 22
  private static let centralInBytes = 46
  private static let localInBytes = 30
  /// The longest comment, and so how far from the end the directory's end may stand.
  private static let longestComment = 65_535

  /// Reads the entries that the directory lists, each below its name. Without a directory, those at the beginning.
  mutating func readZip(_ view: ByteView, _ place: Place) {
    guard let end = zipEnd(view, place.range) else {
      readLocalEntries(view, place)
      return
    }
    let commentEnd = min(place.range.upperBound, end + PayloadOpener.endInBytes + Int(view.uint16(end + 20)))
    let comment = end + PayloadOpener.endInBytes..<commentEnd
    if !comment.isEmpty {
      _ = add(place, comment, name: addName(place, "#comment", below: place.name), encoding: .utf8)
    }
    let entries = Int(view.uint16(end + 10))
    // Offsets count from the archive's beginning, in front of which something else may stand.
    let base = end - Int(view.uint32(end + 12)) - Int(view.uint32(end + 16))
    var position = base + Int(view.uint32(end + 16))
    var read: [Range<Int>] = [end..<commentEnd]
    guard base >= place.range.lowerBound, position >= place.range.lowerBound else {
      return addUnopened(view, place, place.range, .malformed)
    }
    for _ in 0..<entries {
      guard position + PayloadOpener.centralInBytes <= end, view.uint32(position) == 0x0201_4B50 else {
        return addUnopened(view, place, min(position, end)..<end, .malformed)
      }
      let name = position + PayloadOpener.centralInBytes
      let extra = name + Int(view.uint16(position + 28))
      let comment = extra + Int(view.uint16(position + 30))
      let next = comment + Int(view.uint16(position + 32))
      guard next <= end else { return addUnopened(view, place, position..<end, .truncated) }
      let number = addName(place, name..<extra, below: place.name)
      addZipFacts(view, place, at: position + 12, extra: extra..<comment, comment: comment..<next, number)
      read.append(position..<next)
      let local = base + Int(view.uint32(position + 42))
      let packed = Int(view.uint32(position + 20))
      let data = zipData(view, place, local: local, packed: packed, listed: name..<extra, number)
      if let data {
        read.append(local..<data.upperBound)
        openEntry(
          view, place, data, method: Int(view.uint16(position + 10)), flags: view.uint16(position + 8), number
        )
      } else {
        addUnopened(view, place, position..<next, .malformed)
      }
      position = next
    }
    addGaps(view, place, read)
  }

  /// The bytes that no entry and no directory has.
  private mutating func addGaps(_ view: ByteView, _ place: Place, _ read: [Range<Int>]) {
    var position = place.range.lowerBound
    for range in read.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > position { addRemnant(view, place, position..<range.lowerBound) }
      position = max(position, range.upperBound)
    }
    if position < place.range.upperBound { addRemnant(view, place, position..<place.range.upperBound) }
  }

  private func zipEnd(_ view: ByteView, _ range: Range<Int>) -> Int? {
    var position = range.upperBound - PayloadOpener.endInBytes
    let first = max(range.lowerBound, position - PayloadOpener.longestComment)
    while position >= first {
      if view.uint32(position) == 0x0605_4B50 { return position }
      position -= 1
    }
    return nil
  }

  /// Where an entry's data stand, by its local header; nil if that is not there.
  private mutating func zipData(
    _ view: ByteView, _ place: Place, local: Int, packed: Int, listed: Range<Int>, _ number: Int32
  ) -> Range<Int>? {
    let end = place.range.upperBound
    guard local >= place.range.lowerBound, local + PayloadOpener.localInBytes <= end,
      view.uint32(local) == 0x0403_4B50
    else { return nil }
    let name = local + PayloadOpener.localInBytes
    let extra = name + Int(view.uint16(local + 26))
    let data = extra + Int(view.uint16(local + 28))
    guard data <= end, packed <= end - data else { return nil }
    let isListed =
      extra - name == listed.count
      && (0..<listed.count).allSatisfy {
        view[name + $0] == view[listed.lowerBound + $0]
      }
    if !isListed {
      _ = add(place, name..<extra, name: addName(place, "#name", below: number), encoding: .utf8)
    }
    if data > extra {
      _ = add(place, extra..<data, name: addName(place, "#extra", below: number), encoding: .binary)
    }
    return data..<data + packed
  }

  /// An entry's time, extra field and comment; the time as DICOM writes it.
  private mutating func addZipFacts(
    _ view: ByteView, _ place: Place, at time: Int, extra: Range<Int>, comment: Range<Int>, _ number: Int32
  ) {
    let clock = Int(view.uint16(time))
    let day = Int(view.uint16(time + 2))
    if day != 0 {
      let parts = [
        (1980 + day >> 9, 4), (day >> 5 & 15, 2), (day & 31, 2), (clock >> 11, 2), (clock >> 5 & 63, 2),
        ((clock & 31) * 2, 2),
      ]
      let from = undoneBytes.count
      for (value, width) in parts {
        let digits = Array(String(value).utf8)
        undoneBytes += [UInt8](repeating: 0x30, count: max(0, width - digits.count)) + digits
      }
      let name = addName(place, "#modified", below: number)
      _ = addUndone(place, from: from, source: time..<time + 4, name: name, vr: .dt)
    }
    if !extra.isEmpty {
      _ = add(place, extra, name: addName(place, "#extra", below: number), encoding: .binary)
    }
    if !comment.isEmpty {
      _ = add(place, comment, name: addName(place, "#comment", below: number), encoding: .utf8)
    }
  }

  private mutating func openEntry(
    _ view: ByteView, _ place: Place, _ data: Range<Int>, method: Int, flags: UInt16, _ number: Int32
  ) {
    let entry = Place(
      buffer: place.buffer, range: data, name: number, layer: place.layer, depth: place.depth,
      quotes: place.quotes)
    if data.isEmpty { return }
    guard flags & 1 == 0 else { return addUnopened(view, entry, data, .encrypted) }
    switch method {
    case 0:
      openDecoded(
        view, entry, Array(payload.slice(place.buffer, Int32(data.lowerBound), Int32(data.count))),
        name: number)
    case 8:
      let inflated = inflate(place.buffer, data)
      openDecoded(view, entry, inflated.bytes, name: number)
      if let reason = inflated.reason { addUnopened(view, entry, data, reason) }
    default: addUnopened(view, entry, data, .unsupported)
    }
  }

  /// Entries one behind the other, as far as they are whole: of an archive whose end is missing.
  private mutating func readLocalEntries(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    var position = place.range.lowerBound
    while position + PayloadOpener.localInBytes <= end, view.uint32(position) == 0x0403_4B50 {
      let name = position + PayloadOpener.localInBytes
      let extra = name + Int(view.uint16(position + 26))
      let data = extra + Int(view.uint16(position + 28))
      let packed = Int(view.uint32(position + 18))
      // Bit 3: the length stands behind the data.
      guard data <= end, packed <= end - data, view.uint16(position + 6) & 8 == 0 else { break }
      let number = addName(place, name..<extra, below: place.name)
      addZipFacts(view, place, at: position + 10, extra: extra..<data, comment: data..<data, number)
      openEntry(
        view, place, data..<data + packed, method: Int(view.uint16(position + 8)),
        flags: view.uint16(position + 6), number)
      position = data + packed
    }
    addUnopened(view, place, min(position, end)..<end, .truncated)
  }
}
