/// Padding and separators of values. PS3.5 sections 6.2 and 6.4.
extension ArraySlice<UInt8> {
  /// The value without padding: blanks at the end, for UI and opaque text NULs too; blanks at the start where the VR
  /// says that they do not count.
  public func trimmed(for vr: VR) -> ArraySlice<UInt8> {
    guard vr.isText else { return self }
    // By bounds: taking single bytes off a slice copies it.
    var end = endIndex
    while end > startIndex, self[end - 1] == 0x20 || self[end - 1] == 0 { end -= 1 }
    var start = startIndex
    switch vr {
    case .lt, .st, .ut, .uc, .ur: break
    default: while start < end, self[start] == 0x20 { start += 1 }
    }
    return self[start..<end]
  }

  /// Bytes behind the first NUL that are no padding: the rest of a longer value that was overwritten in place.
  ///
  /// - Returns: their range in the slice's indices; nil if there are none, or the VR is not text.
  public func residueAfterNUL(for vr: VR) -> Range<Int>? {
    guard vr.isText, let nul = firstIndex(of: 0),
      let rest = self[nul...].firstIndex(where: { $0 != 0 && $0 != 0x20 })
    else { return nil }
    return rest..<endIndex
  }

  /// Whether a bit above ASCII, or an escape, makes the character set matter.
  public var needsCharacterSet: Bool { contains { $0 >= 0x80 || $0 == 0x1B } }
}
