/// Data sets inside values, by their first elements.
extension PayloadOpener {
  /// In which form the first elements of a data set stand in a range; nil if none do.
  ///
  /// Written VRs: three elements in ascending order, or fewer that end where the range does. Without VRs: eight, or
  /// three to seven that end where the range does.
  func dataSetKind(_ view: ByteView, _ range: Range<Int>) -> PayloadKind? {
    guard range.count >= 8 else { return nil }
    let start = range.lowerBound
    if range.count > 132, view.has("DICM", at: start + 128) { return .dicomFile }
    if view.has("\u{2}\0\0\0UL\u{4}\0", at: start) { return .dicomFile }
    if view.uint32(start) == 0xE000_FFFE, hasItem(view, range) { return .dicomItems }
    if hasElements(range.count, isBigEndian: false, { view[start + $0] }) { return .dicomExplicit }
    if hasElements(range.count, isBigEndian: true, { view[start + $0] }) { return .dicomExplicitBigEndian }
    if hasElements(range.count, isBigEndian: false, { view[start + range.count - 1 - $0] }) {
      return .reversed
    }
    return hasImplicitElements(view, range) ? .dicomImplicit : nil
  }

  private func hasItem(_ view: ByteView, _ range: Range<Int>) -> Bool {
    let length = view.uint32(range.lowerBound + 4)
    return length == .max || Int(length) <= range.count - 8
  }

  private func hasElements(_ count: Int, isBigEndian: Bool, _ byte: (Int) -> UInt8) -> Bool {
    func uint16(_ offset: Int) -> UInt32 {
      let low = UInt32(byte(offset + (isBigEndian ? 1 : 0)))
      return low | UInt32(byte(offset + (isBigEndian ? 0 : 1))) << 8
    }
    var position = 0
    var before: UInt32 = 0
    for number in 0..<3 {
      // A byte of padding may follow.
      if number > 0, count - position < 2 { return true }
      guard count - position >= 8 else { return false }
      let tag = uint16(position) << 16 | uint16(position + 2)
      let vr = VR(byte(position + 4), byte(position + 5))
      guard vr.isKnown, tag > before, tag >> 16 != 0xFFFE else { return false }
      before = tag
      if vr.hasLongLength {
        guard count - position >= 12, byte(position + 6) == 0, byte(position + 7) == 0 else { return false }
        let first = uint16(position + 8)
        let second = uint16(position + 10)
        let length = isBigEndian ? first << 16 | second : second << 16 | first
        if length == .max { return vr == .sq || vr == .un || vr == .ob || vr == .ow }
        guard Int(length) <= count - position - 12 else { return false }
        position += 12 + Int(length)
      } else {
        let length = Int(uint16(position + 6))
        guard length <= count - position - 8 else { return false }
        position += 8 + length
      }
    }
    return true
  }

  private func hasImplicitElements(_ view: ByteView, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    var before: UInt32 = 0
    var elements = 0
    while elements < 8 {
      let left = range.upperBound - position
      if left < 2 { return elements >= 3 }
      guard left >= 8 else { return false }
      let group = UInt32(view.uint16(position))
      let tag = group << 16 | UInt32(view.uint16(position + 2))
      let length = view.uint32(position + 4)
      guard tag > before, (0x0002...0x7FE1).contains(group), tag & 0xFFFF != 0 || length == 4,
        length == .max || length & 1 == 0 && Int(length) <= left - 8
      else { return false }
      if length == .max { return elements >= 3 }
      before = tag
      position += 8 + Int(length)
      elements += 1
    }
    return true
  }
}
