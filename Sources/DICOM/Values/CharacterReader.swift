/// Reads a value character by character under a character set, escapes and all. PS3.5 section 6.1.2.
///
/// Every byte belongs to exactly one step, and a step has at least one byte; `index` before and after a
/// step is its range.
struct CharacterReader {
  /// What stands at one place.
  enum Step {
    case character(Unicode.Scalar)
    /// A backslash between values, or `^` or `=` in a person's name.
    case delimiter(UInt8)
    /// An escape sequence of PS3.3 that was followed.
    case escape(isDeclared: Bool)
    /// Bytes that are no character.
    case undecodable
  }

  private let bytes: ArraySlice<UInt8>
  private let set: SpecificCharacterSet
  private let whole: Repertoire?
  private let hasEscapes: Bool
  private let separatesValues: Bool
  private let isName: Bool
  /// The sets in force: for bytes 21 to 7E and A0 to FF.
  private var lower: Repertoire
  private var upper: Repertoire?
  /// The next byte to read.
  private(set) var index: Int

  init(_ bytes: ArraySlice<UInt8>, in set: SpecificCharacterSet, vr: VR) {
    self.bytes = bytes
    self.set = set
    let applies = vr.usesCharacterSet
    whole = applies ? set.whole : nil
    hasEscapes = applies && set.whole == nil
    lower = applies ? set.initial.lower : .ascii
    upper = applies ? set.initial.upper : nil
    separatesValues = vr.isMultiValued
    isName = vr == .pn
    index = bytes.startIndex
  }

  /// The next step; nil at the end.
  mutating func next() -> Step? {
    guard index < bytes.endIndex else { return nil }
    let byte = bytes[index]
    if byte == 0x1B { return escape() }
    if byte >= 0x80 { return high(byte) }
    if lower.isPairs, (0x21...0x7E).contains(byte) { return pair(lower.pairTable) }
    index += 1
    switch byte {
    case 0x09, 0x0A, 0x0C, 0x0D: reset()
    case 0x5C where separatesValues:
      reset()
      return .delimiter(byte)
    case 0x3D where isName, 0x5E where isName:
      reset()
      return .delimiter(byte)
    case 0x5C where lower == .romaji: return .character("\u{A5}")
    case 0x7E where lower == .romaji: return .character("\u{203E}")
    default: break
    }
    return .character(Unicode.Scalar(byte))
  }

  private mutating func reset() {
    guard hasEscapes else { return }
    lower = set.initial.lower
    upper = set.initial.upper
  }

  private mutating func escape() -> Step {
    guard hasEscapes, let (chosen, length) = Repertoire.escape(in: bytes, at: index) else {
      // What follows is read as text, so that nothing hides behind a false escape.
      index += 1
      return .undecodable
    }
    index += length
    if chosen.isLowerHalf { lower = chosen } else { upper = chosen }
    return .escape(isDeclared: set.declares(chosen))
  }

  private mutating func high(_ byte: UInt8) -> Step {
    switch whole {
    case .utf8: return utf8(byte)
    case .gb18030: return quad() ?? pair(PairTable.gb18030)
    case .gbk: return pair(PairTable.gbk)
    default: break
    }
    guard let upper else { return undecodable(1) }
    if upper.isPairs { return pair(upper.pairTable) }
    guard let scalar = upper.upper(byte) else { return undecodable(1) }
    index += 1
    return .character(scalar)
  }

  private mutating func undecodable(_ count: Int) -> Step {
    index += count
    return .undecodable
  }

  private mutating func pair(_ table: PairTable?) -> Step {
    guard let table, index + 1 < bytes.endIndex else { return undecodable(1) }
    let (lead, trail) = (bytes[index], bytes[index + 1])
    guard table.contains(lead, trail) else { return undecodable(1) }
    guard let scalar = table[lead, trail] else {
      // Two bytes of the form, unassigned: one alone would put all that follows out of step. In GBK the
      // second may be ASCII, which must stay visible.
      return undecodable(trail < 0x80 && lead >= 0x80 ? 1 : 2)
    }
    index += 2
    return .character(scalar)
  }

  /// Four bytes of GB 18030; nil if there are not four of the form.
  private mutating func quad() -> Step? {
    guard index + 3 < bytes.endIndex else { return nil }
    let four = (bytes[index], bytes[index + 1], bytes[index + 2], bytes[index + 3])
    guard QuadTable.hasForm(four) else { return nil }
    guard let scalar = QuadTable.gb18030?[four] else { return undecodable(1) }
    index += 4
    return .character(scalar)
  }

  /// One scalar as Unicode's table 3-7 has it: shortest form, no surrogate, up to 10FFFF.
  private mutating func utf8(_ lead: UInt8) -> Step {
    let count: Int
    var value: UInt32
    let least: UInt32
    switch lead {
    case 0xC2...0xDF: (count, value, least) = (2, UInt32(lead & 0x1F), 0x80)
    case 0xE0...0xEF: (count, value, least) = (3, UInt32(lead & 0x0F), 0x800)
    case 0xF0...0xF4: (count, value, least) = (4, UInt32(lead & 0x07), 0x1_0000)
    default: return undecodable(1)
    }
    guard bytes.endIndex - index >= count else { return undecodable(1) }
    for place in index + 1..<index + count {
      let byte = bytes[place]
      guard byte & 0xC0 == 0x80 else { return undecodable(1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return undecodable(1) }
    index += count
    return .character(scalar)
  }
}
