/// Characters as numbers, with those made the same that a recognizer confuses.
///
/// Letters are upper case and without accents, digits are ASCII, everything else is left out.
enum Glyphs {
  /// A character's own number, or two of them (`ß` is `SS`); empty if it is neither a letter nor a digit.
  static func folded(_ scalar: Unicode.Scalar) -> [UInt32] {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A: return [scalar.value]
    case 0x61...0x7A: return [scalar.value - 32]
    case 0..<0x80: return []
    default: break
    }
    let properties = scalar.properties
    if properties.numericType == .decimal, let value = properties.numericValue {
      return [0x30 + UInt32(value)]
    }
    guard properties.isAlphabetic, properties.generalCategory != .nonspacingMark else { return [] }
    if let base = latinBase(properties.name) { return base }
    return properties.uppercaseMapping.unicodeScalars.prefix(1).map(\.value)
  }

  /// `LATIN SMALL LETTER U WITH DIAERESIS` is a `U`.
  private static func latinBase(_ name: String?) -> [UInt32]? {
    guard let words = name?.split(separator: " "), let latin = words.firstIndex(of: "LATIN") else {
      return nil
    }
    guard let kind = words[latin...].firstIndex(where: { $0 == "LETTER" || $0 == "LIGATURE" }),
      kind + 1 < words.count
    else { return nil }
    switch words[kind + 1] {
    case "SHARP": return [0x53, 0x53]
    case "DOTLESS": return words.last.map { $0.unicodeScalars.map(\.value) }
    case "ETH": return [0x44]
    case "THORN": return [0x54, 0x48]
    case let letters where letters.count <= 2: return letters.unicodeScalars.map(\.value)
    default: return nil
    }
  }

  /// All letters and digits of a text.
  static func folded(_ text: some StringProtocol) -> [UInt32] {
    var glyphs: [UInt32] = []
    glyphs.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { glyphs += folded(scalar) }
    return glyphs
  }

  /// One glyph for all that look like it: `0 O D Q`, `1 I L |`, `5 S $`, `8 B`, `2 Z`, `6 G`.
  static func alike(_ glyph: UInt32) -> UInt32 {
    switch glyph {
    case 0x4F, 0x44, 0x51: 0x30
    case 0x49, 0x4C, 0x7C, 0x21: 0x31
    case 0x53, 0x24: 0x35
    case 0x42: 0x38
    case 0x5A: 0x32
    case 0x47: 0x36
    default: glyph
    }
  }

  /// Alike glyphs in which `rn` is `m` and `vv` is `w`.
  static func merged(_ alike: [UInt32]) -> [UInt32] {
    var merged: [UInt32] = []
    merged.reserveCapacity(alike.count)
    for glyph in alike {
      if glyph == 0x4E, merged.last == 0x52 {
        merged[merged.count - 1] = 0x4D
      } else if glyph == 0x56, merged.last == 0x56 {
        merged[merged.count - 1] = 0x57
      } else {
        merged.append(glyph)
      }
    }
    return merged
  }

  /// Whether a folded glyph is a digit.
  static func isDigit(_ glyph: UInt32) -> Bool { (0x30...0x39).contains(glyph) }

  /// The digits that glyphs stand for if at least half of them are digits and the others look like some; nil
  /// otherwise.
  static func digits(_ folded: [UInt32]) -> [UInt32]? {
    let sure = folded.count { isDigit($0) }
    guard sure > 0, sure * 2 >= folded.count else { return nil }
    let digits = folded.map { isDigit($0) ? $0 : alike($0) }
    return digits.allSatisfy { isDigit($0) } ? digits : nil
  }

  /// How many insertions, deletions and substitutions make one sequence of another; `limit + 1` if more than `limit`.
  static func distance(_ left: [UInt32], _ right: [UInt32], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var row = Array(0...right.count)
    for (line, glyph) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      var least = row[0]
      for place in right.indices {
        let above = row[place + 1]
        row[place + 1] = glyph == right[place] ? diagonal : 1 + min(diagonal, above, row[place])
        diagonal = above
        least = min(least, row[place + 1])
      }
      if least > limit { return limit + 1 }
    }
    return row[right.count]
  }
}
