import DICOM
import Testing

/// The forms of PS3.5 table 6.2-1, and padding.
@Suite struct ValuesGrammar {
  @Test(
    arguments: [
      (.ae, "STORE_SCP", nil), (.ae, "  A B  ", nil), (.ae, String(repeating: "A", count: 16), nil),
      (.ae, String(repeating: "A", count: 17), .tooLong), (.ae, "A\tB", .character), (.ae, "A\\B", nil),
      (.as, "045Y", nil), (.as, "045Y\\018M", nil), (.as, "45Y", .character), (.as, "old", .textInNumber),
      (.at, "1234", nil), (.at, "12345678", nil), (.at, "123", .partOfNumber),
      (.cs, "HEAD_1 A", nil), (.cs, " HEAD ", nil), (.cs, "head", .character), (.cs, "A-B", .character),
      (.cs, "A\\\\B", nil), (.cs, "ABCDEFGHIJKLMNOP", nil), (.cs, "ABCDEFGHIJKLMNOPQ", .tooLong),
      (.cs, "CT\0X", .character), (.cs, "CT\0", nil),
      (.da, "20190305", nil), (.da, "2019.03.05", nil), (.da, "20190305\\20190306", nil),
      (.da, "20190305 ", nil),
      (.da, " 20190305", .noSuchDate), (.da, "20190230", .noSuchDate),
      (.da, "20190305-20190306", .noSuchDate),
      (.da, "yesterday", .textInNumber), (.da, "20190305\\x", .noSuchDate), (.da, "\\20190305", nil),
      (.ds, "1.5\\-2e3", nil), (.ds, " +.5 ", nil), (.ds, "5.", nil), (.ds, "1E-10", nil),
      (.ds, "1.2.3", .character),
      (.ds, "--1", .character), (.ds, "1e", .character), (.ds, ".", .character), (.ds, "1 2", .character),
      (.ds, "1,5", .character), (.ds, "Morgan", .textInNumber), (.ds, "NaN", .textInNumber),
      (.ds, "1234567890123456", nil), (.ds, "12345678901234567", .tooLong),
      (.dt, "20190305101112.5+0100", nil), (.dt, "2019", nil), (.dt, "20190305101112.5+0100 ", nil),
      (.dt, "20190230", .noSuchDate), (.dt, "5 March", .textInNumber),
      (.fd, "12345678", nil), (.fd, "1234", .partOfNumber), (.fl, "1234", nil), (.fl, "12", .partOfNumber),
      (.is, "7", nil), (.is, " +7 ", nil), (.is, "-2147483648", nil), (.is, "2147483647", nil),
      (.is, "2147483648", .tooLong), (.is, "-2147483649", .tooLong), (.is, "0000000000007", .tooLong),
      (.is, "99999999999999999999999", .tooLong), (.is, "7.5", .character), (.is, "-", .character),
      (.is, "seven", .textInNumber),
      (.lo, String(repeating: "A", count: 64), nil), (.lo, String(repeating: "A", count: 65), .tooLong),
      (.lo, String(repeating: "A", count: 64) + "\\B", nil),
      (.lo, "A" + String(repeating: " ", count: 64), nil),
      (.lo, "A\nB", .character), (.lo, "A\u{7F}", .character), (.lo, "A\0\nB", nil),
      (.lt, String(repeating: "A", count: 10_240), nil),
      (.lt, String(repeating: "A", count: 10_241), .tooLong),
      (.lt, "A\r\nB\tC\u{0C}", nil), (.lt, "A\u{08}", .character),
      (.pn, "Doe^Jane^Q^Dr^Jr", nil), (.pn, "A^B=C^D=E^F", nil), (.pn, "A=B=C=D", .character),
      (.pn, "A^B^C^D^E^F", .character), (.pn, "A^B^C^D^E=A^B^C^D^E\\A^B^C^D^E", nil),
      (.pn, String(repeating: "A", count: 64) + "=" + String(repeating: "A", count: 64), nil),
      (.pn, String(repeating: "A", count: 65), .tooLong), (.pn, "A\r", .character),
      (.sh, "0123456789ABCDEF", nil), (.sh, "0123456789ABCDEFG", .tooLong),
      (.sh, "A\\0123456789ABCDEFG", .tooLong),
      (.sl, "1234", nil), (.sl, "123456", .partOfNumber), (.ss, "12", nil), (.ss, "1", .partOfNumber),
      (.st, String(repeating: "A", count: 1_024), nil), (.st, String(repeating: "A", count: 1_025), .tooLong),
      (.st, "A\\B\r\n", nil), (.sv, "12345678", nil), (.sv, "1234", .partOfNumber),
      (.tm, "101112.5", nil), (.tm, "10:11:12", nil), (.tm, "256199", .noSuchDate),
      (.tm, "noon", .textInNumber),
      (.tm, "101112 ", nil), (.tm, " 101112", .noSuchDate),
      (.uc, String(repeating: "A", count: 100_000), nil), (.uc, "A\n", .character),
      (.ui, "1.2.3\0", nil), (.ui, "1.2.3\\1.2.4", nil), (.ui, "1.2.03", .character),
      (.ui, "1.2.series", .textInNumber),
      (.ul, "1234", nil), (.ul, "12", .partOfNumber), (.us, "12", nil), (.us, "abc", .partOfNumber),
      (.ur, "http://example.org/a?b=c#d ", nil), (.ur, " http://example.org", .character),
      (.ur, "http://example.org/a b", .character), (.ur, "a\\b", .character),
      (.ut, String(repeating: "A\r\n", count: 10_000), nil), (.ut, "\u{01}", .character),
      (.uv, "12345678", nil), (.uv, "123", .partOfNumber), (.ob, "1", nil), (.un, "1", nil), (.sq, "1", nil),
    ] as [(VR, String, GrammarProblem?)])
  func aValueHasTheFormOfItsVR(_ vr: VR, _ text: String, _ problem: GrammarProblem?) {
    #expect(ValueGrammar.problem(in: Array(text.utf8)[...], vr: vr) == problem)
  }

  @Test(arguments: VR.all)
  func anEmptyValueIsWellFormed(_ vr: VR) {
    #expect(ValueGrammar.problem(in: [], vr: vr) == nil)
  }

  @Test(
    arguments: [
      // VR, character set, text in UTF-8, problem with the set known, and without
      (.sh, "ISO_IR 192", "山田山田山田山田山田山田山田山田", nil, nil),
      (.sh, "ISO_IR 192", "山田山田山田山田山田山田山田山田山", .tooLong, nil),
      (.sh, "", "山田山田山田", .tooLong, nil),
      (.lo, "ISO_IR 192", String(repeating: "é", count: 64), nil, nil),
      (.lo, "ISO_IR 192", String(repeating: "é", count: 65), .tooLong, nil),
      (.lo, "ISO_IR 192", String(repeating: "é", count: 129), .tooLong, .tooLong),
      (.pn, "ISO_IR 192", "é^é=é^é=é^é", nil, nil), (.pn, "ISO_IR 192", "é=é=é=é", .character, nil),
      (.pn, "ISO_IR 192", String(repeating: "é", count: 65) + "=é", .tooLong, nil),
      (
        .lo, "ISO_IR 192", String(repeating: "é", count: 60) + "\\" + String(repeating: "é", count: 60), nil,
        nil
      ),
    ] as [(VR, String, String, GrammarProblem?, GrammarProblem?)])
  func charactersAreCountedUnderTheCharacterSet(
    _ vr: VR, _ term: String, _ text: String, _ known: GrammarProblem?, _ unknown: GrammarProblem?
  ) {
    let set = SpecificCharacterSet(Array(term.utf8)[...])
    #expect(ValueGrammar.problem(in: Array(text.utf8)[...], vr: vr, characterSet: set) == known)
    #expect(ValueGrammar.problem(in: Array(text.utf8)[...], vr: vr) == unknown)
  }

  @Test func escapesAreNoCharacters() {
    let kanji: [UInt8] = [0x1B, 0x24, 0x42, 0x4E, 0x63, 0x1B, 0x28, 0x42]
    let set = SpecificCharacterSet(Array("\\ISO 2022 IR 87".utf8)[...])
    let sixteen = Array(repeatElement(kanji, count: 16).joined())
    #expect(ValueGrammar.problem(in: sixteen[...], vr: .sh, characterSet: set) == nil)
    #expect(ValueGrammar.problem(in: sixteen[...], vr: .sh) == nil)
    #expect(ValueGrammar.problem(in: (sixteen + kanji)[...], vr: .sh, characterSet: set) == .tooLong)
  }

  @Test(
    arguments: [
      (.lo, " A ", "A"), (.lt, " A ", " A"), (.ui, "1.2\0", "1.2"), (.ob, " A ", " A "), (.sh, "   ", ""),
      (.cs, " A B ", "A B"), (.da, " 20190305", "20190305"), (.pn, "A^B \0", "A^B"), (.ut, "  ", ""),
      (.ur, " a ", " a"),
      (.us, " \0", " \0"), (.lo, "A\0B\0", "A\0B"), (.lo, "", ""),
    ] as [(VR, String, String)])
  func paddingIsTakenOffWhereItDoesNotCount(_ vr: VR, _ text: String, _ trimmed: String) {
    let value = Array(text.utf8)[...]
    #expect(value.trimmed(for: vr).elementsEqual(trimmed.utf8))
  }

  @Test(
    arguments: [
      (.sh, "A\0Morgan", 2..<8), (.sh, "A\0\0 Morgan ", 4..<11), (.sh, "A\0", nil), (.sh, "A\0 \0", nil),
      (.sh, "A", nil),
      (.ui, "1.2\0.3", 4..<6), (.pn, "\0Doe", 1..<4), (.ob, "A\0B", nil), (.us, "A\0B\0", nil),
      (.lo, "", nil),
    ] as [(VR, String, Range<Int>?)])
  func whatStandsBehindANULIsResidue(_ vr: VR, _ text: String, _ range: Range<Int>?) {
    #expect(Array(text.utf8)[...].residueAfterNUL(for: vr) == range)
    let shifted = ([0x41] + Array(text.utf8))[1...]
    #expect(shifted.residueAfterNUL(for: vr) == range.map { $0.lowerBound + 1..<$0.upperBound + 1 })
  }

  @Test func plainnessIsFoundAtEveryPlace() {
    for length in 0..<40 {
      for place in 0..<length {
        for (byte, isASCII, needsDecoding) in [
          (0x1B, true, true), (0x1A, true, false), (0x1C, true, false), (0x80, false, true),
          (0xFF, false, true),
          (0x9B, false, true), (0x7F, true, false), (0x00, true, false),
        ] as [(UInt8, Bool, Bool)] {
          var value = [UInt8](repeating: 0x41, count: length + 1)
          value[place + 1] = byte
          #expect(value[1...].isASCII == isASCII)
          #expect(value[1...].needsDecoding == needsDecoding)
        }
      }
    }
  }
}
