/// A defined term of Specific Character Set (0008,0005). PS3.3 tables C.12-2 to C.12-5.
struct CharacterTerm {
  /// Which of the tables has the term.
  enum Kind {
    /// C.12-2: one byte a character, no escapes.
    case plain
    /// C.12-3 and C.12-4: with escapes.
    case extensible
    /// C.12-5: used alone.
    case whole
  }

  /// The set; for JIS X 0201 ``Repertoire/katakana``, which brings ``Repertoire/romaji`` along.
  let set: Repertoire
  let kind: Kind
  /// Whether the standard spells it otherwise.
  let isMisspelled: Bool

  /// The empty value, which is ISO-IR 6.
  static let none = CharacterTerm(set: .ascii, kind: .extensible, isMisspelled: false)

  private init(set: Repertoire, kind: Kind, isMisspelled: Bool) {
    self.set = set
    self.kind = kind
    self.isMisspelled = isMisspelled
  }

  /// Reads one value without padding; nil if it is no term in any spelling that is known here.
  init?(_ value: ArraySlice<UInt8>) {
    guard value.count <= 32 else { return nil }
    let written = String(decoding: value, as: UTF8.self)
    if let term = CharacterTerm.terms[written] {
      self = term
      return
    }
    // `ISO-IR 100`, `ISO_IR_192`, `iso_ir 100`, `ISO IR 100`, `ISO2022 IR 87`: the same letters and digits.
    let plain = value.filter { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
    }.map { $0 >= 0x61 ? $0 - 0x20 : $0 }
    guard let term = CharacterTerm.spellings[String(decoding: plain, as: UTF8.self)] else { return nil }
    self.init(set: term.set, kind: term.kind, isMisspelled: true)
  }

  /// The sets with escapes, by the number that their terms end in.
  private static let numbered: [(number: String, set: Repertoire)] = [
    ("6", .ascii), ("13", .katakana), ("100", .latin1), ("101", .latin2), ("109", .latin3), ("110", .latin4),
    ("144", .cyrillic), ("127", .arabic), ("126", .greek), ("138", .hebrew), ("148", .latin5),
    ("203", .latin9),
    ("166", .thai), ("87", .kanji), ("159", .supplementaryKanji), ("149", .hangul), ("58", .hanzi),
  ]

  /// The terms as the standard has them.
  private static let terms: [String: CharacterTerm] = {
    var terms = [
      "ISO_IR 192": CharacterTerm(set: .utf8, kind: .whole, isMisspelled: false),
      "GB18030": CharacterTerm(set: .gb18030, kind: .whole, isMisspelled: false),
      "GBK": CharacterTerm(set: .gbk, kind: .whole, isMisspelled: false),
    ]
    for (number, set) in numbered {
      terms["ISO 2022 IR " + number] = CharacterTerm(set: set, kind: .extensible, isMisspelled: false)
      // Neither the default repertoire nor a set of pairs has a term without escapes.
      if set != .ascii, !set.isPairs {
        terms["ISO_IR " + number] = CharacterTerm(set: set, kind: .plain, isMisspelled: false)
      }
    }
    return terms
  }()

  /// The terms by their letters and digits, and what some programs write in their place.
  private static let spellings: [String: CharacterTerm] = {
    var spellings: [String: CharacterTerm] = [:]
    for (number, set) in numbered {
      let extensible = CharacterTerm(set: set, kind: .extensible, isMisspelled: true)
      let plain = CharacterTerm(
        set: set, kind: set.isPairs ? .extensible : .plain, isMisspelled: true)
      spellings["ISO2022IR" + number] = extensible
      spellings["ISO2022" + number] = extensible
      spellings["ISOIR" + number] = plain
      spellings["IR" + number] = plain
    }
    let parts: [(Int, Repertoire)] = [
      (1, .latin1), (2, .latin2), (3, .latin3), (4, .latin4), (5, .cyrillic), (6, .arabic), (7, .greek),
      (8, .hebrew), (9, .latin5), (15, .latin9),
    ]
    for (part, set) in parts {
      spellings["ISO8859\(part)"] = CharacterTerm(set: set, kind: .plain, isMisspelled: true)
    }
    for name in ["ISOIR192", "IR192", "ISO2022IR192", "ISO2022192", "UTF8"] {
      spellings[name] = CharacterTerm(set: .utf8, kind: .whole, isMisspelled: true)
    }
    for name in ["GB18030", "ISO2022GB18030"] {
      spellings[name] = CharacterTerm(set: .gb18030, kind: .whole, isMisspelled: true)
    }
    for name in ["GBK", "ISO2022GBK"] {
      spellings[name] = CharacterTerm(set: .gbk, kind: .whole, isMisspelled: true)
    }
    spellings["GB2312"] = CharacterTerm(set: .hanzi, kind: .extensible, isMisspelled: true)
    for name in ["ASCII", "USASCII"] {
      spellings[name] = CharacterTerm(set: .ascii, kind: .plain, isMisspelled: true)
    }
    return spellings
  }()
}
