/// Padding, separators and plainness of values, as bytes. PS3.5 sections 6.2 and 6.4.
extension ArraySlice<UInt8> {
  /// The value without padding; the value itself if the VR is not text.
  ///
  /// At the end blanks and NULs come off, whatever the VR: the standard pads UI with one NUL and other text
  /// with one blank, files do both. At the start blanks come off unless they count (LT, ST, UT, UC, UR);
  /// where the VR allows none there (DA, TM, UI …) they come off as well, so that they hide no value from a
  /// comparison.
  public func trimmed(for vr: VR) -> ArraySlice<UInt8> { self[rangeWithoutPadding(for: vr)] }

  /// The range of the value without padding, as ``trimmed(for:)`` has it.
  public func rangeWithoutPadding(for vr: VR) -> Range<Int> {
    guard vr.isText else { return startIndex..<endIndex }
    let padding = withUnsafeBufferPointer { bytes in
      var end = bytes.count
      while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0 { end -= 1 }
      var start = 0
      switch vr {
      case .lt, .st, .ut, .uc, .ur: break
      default: while start < end, bytes[start] == 0x20 { start += 1 }
      }
      return (before: start, behind: bytes.count - end)
    }
    return startIndex + padding.before..<endIndex - padding.behind
  }

  /// Bytes behind the first NUL that are no padding: the rest of a longer value that was overwritten in
  /// place.
  ///
  /// - Returns: from the first such byte to the end, in the slice's indices; nil if there are none, or the
  ///   VR is not text.
  public func residueAfterNUL(for vr: VR) -> Range<Int>? {
    guard vr.isText, let nul = firstIndex(of: 0),
      let rest = self[nul...].firstIndex(where: { $0 != 0 && $0 != 0x20 })
    else { return nil }
    return rest..<endIndex
  }

  /// Whether all bytes are below 80.
  public var isASCII: Bool { !hasByte(orEscape: false) }

  /// Whether a byte above 7F, or an escape, makes the character set matter.
  public var needsDecoding: Bool { hasByte(orEscape: true) }

  /// Whether there is a byte above 7F, or an escape (1B) if asked for. Eight bytes at a time.
  private func hasByte(orEscape: Bool) -> Bool {
    withUnsafeBytes { raw in
      var offset = 0
      while offset + 8 <= raw.count {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        var marks = word
        if orEscape {
          // A byte that is 1B becomes 0, and 0 - 1 borrows into the high bit, which a byte below 80 does
          // not have.
          let turned = word ^ 0x1B1B_1B1B_1B1B_1B1B
          marks |= (turned &- 0x0101_0101_0101_0101) & ~turned
        }
        if marks & 0x8080_8080_8080_8080 != 0 { return true }
        offset += 8
      }
      while offset < raw.count {
        let byte = raw[offset]
        if byte >= 0x80 || orEscape && byte == 0x1B { return true }
        offset += 1
      }
      return false
    }
  }
}
