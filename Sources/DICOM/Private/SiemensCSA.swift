/// Siemens CSA headers, as they stand in MR, PET and older CT and X-ray files: reverse-engineered by GDCM, nibabel
/// and dcm2niix, and seen in files of syngo VB12 to VE11.
///
/// Type 2: `SV10`, four bytes, number of entries, 77; type 1 begins with the number. An entry: name (64 bytes), VM,
/// VR (4 bytes), syngo type, number of items, 77 or 205; an item: four numbers, of which the second is its length,
/// and its bytes, padded to a multiple of 4.
extension PayloadOpener {
  private static let entryInBytes = 84
  private static let itemInBytes = 16

  /// Reads a header of a type, 1 or 2.
  mutating func readCSA(_ view: ByteView, _ place: Place, type: Int) {
    let end = place.range.upperBound
    var position = place.range.lowerBound + (type == 2 ? 8 : 0)
    guard position + 8 <= end else { return addUnopened(view, place, place.range, .truncated) }
    let entries = Int(view.uint32(position))
    position += 8
    var firstItems: Int?
    for _ in 0..<entries {
      guard position + PayloadOpener.entryInBytes <= end else {
        return addUnopened(view, place, min(position, end)..<end, .truncated)
      }
      let nameEnd = view.first(0, in: position..<position + 64)
      let name = addName(place, position..<nameEnd, below: place.name)
      // Memory that was never cleared: parts of other texts stand there.
      addRemnant(view, place, nameEnd..<position + 64)
      let vr = VR(view[position + 68], view[position + 69])
      let items = Int(Int32(bitPattern: view.uint32(position + 76)))
      position += PayloadOpener.entryInBytes
      guard items >= 0, items <= (end - position) / PayloadOpener.itemInBytes else {
        return addUnopened(view, place, position..<end, .malformed)
      }
      if firstItems == nil { firstItems = items }
      for item in 0..<items {
        guard position + PayloadOpener.itemInBytes <= end else {
          return addUnopened(view, place, min(position, end)..<end, .truncated)
        }
        let start = position + PayloadOpener.itemInBytes
        let left = end - start
        let length =
          type == 2
          ? Int(Int32(bitPattern: view.uint32(position + 4)))
          : csa1Length(view, position, left: left, firstItems: firstItems ?? 0, isLast: item == items - 1)
        guard length >= 0, length <= left else {
          return addUnopened(view, place, position..<end, length < 0 ? .malformed : .truncated)
        }
        if length > 0 {
          guard addCSAItem(view, place, start..<start + length, name: name, index: Int32(item), vr: vr) else {
            return addUnopened(view, place, start..<end, .tooManyFields)
          }
        }
        position = min(end, start + (length + 3) & ~3)
        addRemnant(view, place, start + length..<position)
      }
    }
    addRemnant(view, place, position..<end)
  }

  /// Text up to the first zero; what follows it is a remnant.
  private mutating func addCSAItem(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, name: Int32, index: Int32, vr: VR
  ) -> Bool {
    let textEnd = view.first(0, in: range)
    addRemnant(view, place, textEnd..<range.upperBound)
    guard textEnd > range.lowerBound else { return true }
    return addOrOpen(
      view, place, range.lowerBound..<textEnd, name: name, index: index, vr: vr.isKnown ? vr : nil)
  }

  /// In type 1 the length is the second number, as GDCM and dcm2niix read it; or the first less the number of items
  /// of the first entry, as nibabel reads it. That one is right behind which something plausible follows.
  private func csa1Length(
    _ view: ByteView, _ position: Int, left: Int, firstItems: Int, isLast: Bool
  ) -> Int {
    let first = Int(Int32(bitPattern: view.uint32(position))) - firstItems
    let second = Int(Int32(bitPattern: view.uint32(position + 4)))
    for length in [second, first] where length >= 0 && length <= left {
      let next = position + PayloadOpener.itemInBytes + (length + 3) & ~3
      let isPlausible =
        if isLast {
          next >= position + PayloadOpener.itemInBytes + left
            || isNameCharacter(view[next]) || view.isZero(next..<min(view.count, next + 64))
        } else {
          [77, 205].contains(view.uint32(next + 8))
        }
      if isPlausible { return length }
    }
    return second >= 0 && second <= left ? second : first
  }

  private func isNameCharacter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F || (0x30...0x39).contains(byte)
  }

  /// Whether a header of type 1 stands in a range. It has no magic number: the number of entries, 77, and a first
  /// entry with a name and a VR have to be there; 77 not where the creator announces a header.
  func isCSA1(_ view: ByteView, _ range: Range<Int>, isAnnounced: Bool) -> Bool {
    let start = range.lowerBound
    guard range.count >= 8 + PayloadOpener.entryInBytes, (1...1024).contains(view.uint32(start)),
      isAnnounced || view.uint32(start + 4) == 77
    else { return false }
    let nameEnd = view.first(0, in: start + 8..<start + 72)
    guard nameEnd > start + 8, nameEnd < start + 72 else { return false }
    return (start + 8..<nameEnd).allSatisfy { (0x20..<0x7F).contains(view[$0]) }
      && VR(view[start + 76], view[start + 77]).isKnown
  }
}
