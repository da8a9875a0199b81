import DICOM
import Testing

/// Text under character sets with and without code extensions.
@Suite struct ValuesCharacterSet {
  // Invented text, encoded with Python's codecs and the escape sequences of PS3.3 tables C.12-3 and C.12-4.
  // pydicom 3.0.2 reads the same but for three things: it does not know ISO-IR 203, it leaves the escape
  // sequences of ISO-IR 58 in the text, and it forgets the upper half when the lower one switches.
  private static let cases: [(term: String, vr: VR, bytes: String, text: String)] = [
    ("ISO_IR 100", .pn, "D67A74FC726B5E52656EE9655E5E44725E", "Öztürk^Renée^^Dr^"),
    ("ISO_IR 101", .lo, "AFF3B37720B3F364BC", "Żółw łódź"),
    ("ISO_IR 109", .lo, "D575BFE820B16F62BF", "Ġużè ħobż"),
    ("ISO_IR 110", .lo, "4BE0726C697320B9F3FE6E6973", "Kārlis šķūnis"),
    ("ISO_IR 144", .pn, "B2EBDCEBE8DBD5DD5EBFE0D8DCD5E0", "Вымышлен^Пример"),
    ("ISO_IR 127", .pn, "E5CBC7E45EC7D3E5", "\u{645}\u{62B}\u{627}\u{644}^\u{627}\u{633}\u{645}"),
    ("ISO_IR 126", .pn, "C4EFEAE9ECDE5EBFF1E1", "Δοκιμή^Ώρα"),
    ("ISO_IR 138", .pn, "E3E5E2EEE45EF9ED", "\u{5D3}\u{5D5}\u{5D2}\u{5DE}\u{5D4}^\u{5E9}\u{5DD}"),
    ("ISO_IR 148", .pn, "DEFDF05EDDF06E65", "Şığ^İğne"),
    ("ISO_IR 203", .lo, "BC75767265203520A4", "Œuvre 5 €"),
    (
      "ISO_IR 166", .pn,
      "B5D1C7CDC2E8D2A75EAAD7E8CD",
      "\u{E15}\u{E31}\u{E27}\u{E2D}\u{E22}\u{E48}\u{E32}\u{E07}^\u{E0A}\u{E37}\u{E48}\u{E2D}"
    ),
    ("ISO_IR 13", .pn, "C0D2BC5EC5CFB4", "ﾀﾒｼ^ﾅﾏｴ"),
    (
      "ISO_IR 192", .pn,
      "426569737069656C5E42C3A4723DE4BE8BE5AD905EE5908D3DE3828CE381845EE381AA",
      "Beispiel^Bär=例子^名=れい^な"
    ),
    ("GB18030", .pn, "4C695E5A693DC0FDD7D35E8139EE3995328236", "Li^Zi=例子^㐀𠀀"),
    ("GBK", .pn, "4C695E5A693D815C5E825C", "Li^Zi=乗^俓"),
    ("\\ISO 2022 IR 100", .pn, "506C61696E5E1B2D4144E96AE05E51", "Plain^Déjà^Q"),
    ("\\ISO 2022 IR 101", .pn, "506C61696E5E1B2D42A3F364BC5E51", "Plain^Łódź^Q"),
    ("\\ISO 2022 IR 109", .pn, "506C61696E5E1B2D43A16F62BF5E51", "Plain^Ħobż^Q"),
    ("\\ISO 2022 IR 110", .pn, "506C61696E5E1B2D44D3BAF369735E51", "Plain^Ķēķis^Q"),
    ("\\ISO 2022 IR 144", .pn, "506C61696E5E1B2D4CBFE0D8DCD5E05E51", "Plain^Пример^Q"),
    (
      "\\ISO 2022 IR 127", .pn,
      "506C61696E5E1B2D47E5CBC7E45E51",
      "Plain^\u{645}\u{62B}\u{627}\u{644}^Q"
    ),
    ("\\ISO 2022 IR 126", .pn, "506C61696E5E1B2D46C4E5DFE3ECE15E51", "Plain^Δείγμα^Q"),
    (
      "\\ISO 2022 IR 138", .pn,
      "506C61696E5E1B2D48E3E5E2EEE45E51",
      "Plain^\u{5D3}\u{5D5}\u{5D2}\u{5DE}\u{5D4}^Q"
    ),
    ("\\ISO 2022 IR 148", .pn, "506C61696E5E1B2D4D49F064FD725E51", "Plain^Iğdır^Q"),
    ("\\ISO 2022 IR 203", .pn, "506C61696E5E1B2D62A6BDA45E51", "Plain^Šœ€^Q"),
    (
      "\\ISO 2022 IR 166", .pn,
      "506C61696E5E1B2D54B5D1C7CDC2E8D2A75E51",
      "Plain^\u{E15}\u{E31}\u{E27}\u{E2D}\u{E22}\u{E48}\u{E32}\u{E07}^Q"
    ),
    (
      "ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126", .pn,
      "42E4725E1B2D4CBFD0E0D05E1B2D46C4FDEF5EE9",
      "Bär^Пара^Δύο^é"
    ),
    ("ISO 2022 IR 100\\ISO 2022 IR 144", .lo, "1B2D4CC0D0D75CC472676572", "Раз\\Ärger"),
    (
      "ISO 2022 IR 100\\ISO 2022 IR 144", .lt,
      "1B2D4CC0D0D70D0AC4726765725C1B2D4CCE",
      "Раз\u{D}\u{A}Ärger\\Ю"
    ),
    (
      "\\ISO 2022 IR 87", .pn,
      "5265695E4E613D1B24424E633C281B28425E1B24424C3E41301B28423D1B2442246C242424381B28425E1B2442"
        + "244A245E24281B2842",
      "Rei^Na=例示^名前=れいじ^なまえ"
    ),
    (
      "\\ISO 2022 IR 87\\ISO 2022 IR 159", .pn,
      "415E423D1B24424E631B24284430211B28425E1B24424C3E1B2842",
      "A^B=例丂^名"
    ),
    ("ISO 2022 IR 13\\ISO 2022 IR 87", .pn, "DAB25EC53D1B24424E631B284A5E1B24424C3E1B284A", "ﾚｲ^ﾅ=例^名"),
    ("\\ISO 2022 IR 13", .lo, "1B2949C0D2BC5C1B284A414243", "ﾀﾒｼ\\ABC"),
    (
      "\\ISO 2022 IR 87", .pn,
      "413D1B2442335C335E333D3D5C3D5E3D3D5C5C5C5E5C3D5E5C5E5E5E3D1B28425E43",
      "A=顎笠浬旬殉十樛權椽湃湎渊^C"
    ),
    ("GBK", .pn, "413DBF5CBF5EC15C5E43", "A=縗縙羂^C"),
    ("GB18030", .lo, "BF5CBF5EC15C5CBF5CBF5EC15C", "縗縙羂\\縗縙羂"),
    (
      "\\ISO 2022 IR 149", .pn,
      "59655E53693D1B242943D6C7E3C65E1B242943D9A33D1B242943BFB9BDC35E1B242943C0CCB8A7",
      "Ye^Si=例示^名=예시^이름"
    ),
    ("\\ISO 2022 IR 58", .pn, "4C695E5A693D1B242941C0FDD7D35E1B242941C3FBD7D6", "Li^Zi=例子^名字"),
    (
      "\\ISO 2022 IR 58", .lt,
      "312E201B242941B5DAD2BBD0D00D0A322E201B242941B5DAB6FED0D02E0D0A",
      "1. 第一行\u{D}\u{A}2. 第二行.\u{D}\u{A}"
    ),
    ("\\ISO 2022 IR 149\\ISO 2022 IR 87", .lo, "1B242943BFB91B24424E631B284220BDC3", "예例 시"),
  ]

  @Test(arguments: cases)
  func textDecodes(_ term: String, _ vr: VR, _ hex: String, _ text: String) {
    let set = SpecificCharacterSet(Array(term.utf8)[...])
    let bytes = bytes(hex)
    let decoded = set.decode(bytes, vr: vr)
    #expect(decoded.text == text)
    #expect(decoded.badRanges.isEmpty)
    #expect(decoded.usedEscapes == bytes.contains(0x1B))
    #expect(!decoded.usedUndeclaredEscapes)
  }

  @Test(arguments: cases)
  func everyPrefixDecodesToAPrefixAndNamesWhatIsCutOff(
    _ term: String, _ vr: VR, _ hex: String, _ text: String
  ) {
    let set = SpecificCharacterSet(Array(term.utf8)[...])
    let whole = bytes(hex)
    for length in 0...whole.count {
      let decoded = set.decode(whole.prefix(length), vr: vr)
      if decoded.badRanges.isEmpty {
        #expect(
          Array(text.unicodeScalars).starts(with: decoded.text.unicodeScalars), "\(term), \(length) bytes")
      } else {
        // A character or an escape sequence that is cut off, at the very end and nowhere else.
        #expect(
          decoded.badRanges.first.map { length - $0.lowerBound <= 4 } == true, "\(term), \(length) bytes")
      }
    }
  }

  @Test(
    arguments: [
      // character set, VR, bytes, text, ranges that do not decode
      ("", .lo, "41E942", "A\u{FFFD}B", [1..<2]),
      ("ISO_IR 192", .lo, "41C3", "A\u{FFFD}", [1..<2]),
      ("ISO_IR 192", .lo, "E5B141", "\u{FFFD}\u{FFFD}A", [0..<2]),
      ("ISO_IR 192", .lo, "C0AF", "\u{FFFD}\u{FFFD}", [0..<2]),
      ("ISO_IR 192", .lo, "EDA080", "\u{FFFD}\u{FFFD}\u{FFFD}", [0..<3]),
      ("ISO_IR 192", .lo, "F490808041", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}A", [0..<4]),
      ("ISO_IR 192", .lo, "411B244241", "A\u{FFFD}$BA", [1..<2]),
      ("ISO_IR 100", .lo, "1B254141", "\u{FFFD}%AA", [0..<1]),
      ("ISO_IR 100", .lo, "4192E9", "A\u{FFFD}é", [1..<2]),
      ("GB18030", .lo, "41CD", "A\u{FFFD}", [1..<2]),
      ("GB18030", .lo, "81308130", "\u{80}", []),
      ("GB18030", .lo, "FE39FE39", "\u{FFFD}9\u{FFFD}9", [0..<1, 2..<3]),
      ("GBK", .lo, "FF41803F", "\u{FFFD}A\u{FFFD}?", [0..<1, 2..<3]),
      ("\\ISO 2022 IR 87", .lo, "1B24423B", "\u{FFFD}", [3..<4]),
      ("\\ISO 2022 IR 87", .lo, "1B24424E631B2842E9", "例\u{FFFD}", [8..<9]),
      ("\\ISO 2022 IR 87", .lo, "1B24427E7E4E63", "\u{FFFD}\u{FFFD}例", [3..<5]),
      ("\\ISO 2022 IR 149", .pn, "1B242943BFB95EBFB9", "예^\u{FFFD}\u{FFFD}", [7..<9]),
      ("\\ISO 2022 IR 149", .lo, "1B242943BFB9BF", "예\u{FFFD}", [6..<7]),
      ("\\ISO 2022 IR 58", .lt, "1B242941C0FD0DC0", "例\r\u{FFFD}", [7..<8]),
      // To VRs without character set none applies.
      ("ISO_IR 100", .cs, "41E9", "A\u{FFFD}", [1..<2]),
      ("\\ISO 2022 IR 87", .cs, "1B2842", "\u{FFFD}(B", [0..<1]),
    ] as [(String, VR, String, String, [Range<Int>])])
  func whatDoesNotDecodeStaysVisible(
    _ term: String, _ vr: VR, _ hex: String, _ text: String, _ bad: [Range<Int>]
  ) {
    let decoded = SpecificCharacterSet(Array(term.utf8)[...]).decode(bytes(hex), vr: vr)
    #expect(Array(decoded.text.unicodeScalars) == Array(text.unicodeScalars))
    #expect(decoded.badRanges == bad)
    #expect(decoded.undecodableBytes == bad.reduce(0) { $0 + $1.count })
  }

  @Test func rangesAreInTheIndicesOfTheSlice() {
    let value = bytes("FFFF41E942FF")[2..<5]
    #expect(SpecificCharacterSet.defaultRepertoire.decode(value, vr: .lo).badRanges == [3..<4])
  }

  @Test func anEscapeToASetThatIsNotDeclaredIsFollowedAndNamed() {
    let value = bytes("1B2D4CBF")
    for (term, isUndeclared) in [
      ("", true), ("ISO_IR 100", true), ("\\ISO 2022 IR 126", true), ("\\ISO 2022 IR 144", false),
    ] {
      let decoded = SpecificCharacterSet(Array(term.utf8)[...]).decode(value, vr: .lo)
      #expect(decoded.text == "П", "\(term)")
      #expect(decoded.usedUndeclaredEscapes == isUndeclared, "\(term)")
    }
  }

  @Test func backslashesInsideCharactersDoNotSeparateValues() {
    let gbk = SpecificCharacterSet(Array("GBK".utf8)[...])
    #expect(gbk.values(in: bytes("BF5C41"), vr: .lo).map(Array.init) == [[0xBF, 0x5C, 0x41]])
    #expect(gbk.values(in: bytes("BF5C5C41"), vr: .lo).map(Array.init) == [[0xBF, 0x5C], [0x41]])
    #expect(gbk.values(in: bytes("415C42"), vr: .lt).count == 1)
    let kanji = SpecificCharacterSet(Array("\\ISO 2022 IR 87".utf8)[...])
    #expect(kanji.values(in: bytes("1B2442335C1B28425C41"), vr: .pn).count == 2)
    #expect(kanji.values(in: bytes("5C5C"), vr: .lo).map(\.count) == [0, 0, 0])
  }
}

/// Bytes written as hexadecimal digits.
private func bytes(_ hex: String) -> ArraySlice<UInt8> {
  let digits = Array(hex)
  return stride(from: 0, to: digits.count, by: 2).compactMap {
    UInt8(String(digits[$0..<$0 + 2]), radix: 16)
  }[...]
}
