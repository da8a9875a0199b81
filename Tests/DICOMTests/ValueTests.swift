import DICOM
import Testing

@Test(arguments: [
  // character set, bytes, text as Python's codecs give it
  ("ISO_IR 100", "4B 6E 69 E9", "Knié"), ("ISO_IR 101", "B3 F3 64 BC", "łódź"),
  ("ISO_IR 144", "BB EE DA E1", "Люкс"),
  ("ISO_IR 192", "E5 B1 B1 E7 94 B0", "山田"), ("GB18030", "CD F5 5E D0 A1 B6 AB", "王^小东"),
  ("GBK", "CD F5 5E D0 A1 B6 AB", "王^小东"), ("ISO_IR 13", "D4 CF C0 DE", "ﾔﾏﾀﾞ"),
  ("\\ISO 2022 IR 87", "1B 24 42 3B 33 45 44 1B 28 42 5E 41", "山田^A"),
  ("\\ISO 2022 IR 149", "1B 24 29 43 FB F3 5E 1B 24 29 43 D1 CE", "洪^吉"), ("ISO_IR 166", "CA C1", "สม"),
])
func textDecodesUnderItsCharacterSet(_ term: String, _ hex: String, _ text: String) {
  let set = SpecificCharacterSet(Array(term.utf8)[...])
  let bytes = hex.split(separator: " ").compactMap { UInt8($0, radix: 16) }
  let decoded = set.decode(bytes[...], vr: .pn)
  #expect(decoded.text == text)
  #expect(decoded.undecodableBytes == 0)
}

@Test(arguments: [
  ("", "E9"), ("ISO_IR 192", "C3"), ("ISO_IR 192", "E5 B1"), ("GB18030", "CD"),
  ("\\ISO 2022 IR 87", "1B 24 42 3B"),
  ("ISO_IR 100", "1B 25 41"),
])
func bytesThatDoNotDecodeStayVisible(_ term: String, _ hex: String) {
  let set = SpecificCharacterSet(Array(term.utf8)[...])
  let bytes = hex.split(separator: " ").compactMap { UInt8($0, radix: 16) }
  let decoded = set.decode(bytes[...], vr: .lo)
  #expect(decoded.undecodableBytes > 0)
  #expect(decoded.text.contains("\u{FFFD}"))
}

@Test(
  arguments: [
    ("ISO_IR 100", nil), ("ISO-IR 100", .misspelledTerm), ("ISO_IR_192", .misspelledTerm),
    ("LATIN1", .unknownTerm),
  ] as [(String, SpecificCharacterSet.Problem?)])
func aTermThatTheStandardDoesNotHaveIsNamed(_ term: String, _ problem: SpecificCharacterSet.Problem?) {
  #expect(SpecificCharacterSet(Array(term.utf8)[...]).problem == problem)
}

@Test func everyByteUnderEveryCharacterSetDecodesOrIsNamed() {
  let terms = [
    "", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126",
    "ISO_IR 138",
    "ISO_IR 148", "ISO_IR 203", "ISO_IR 13", "ISO_IR 166", "ISO_IR 192", "GB18030", "GBK", "\\ISO 2022 IR 87",
    "\\ISO 2022 IR 159", "\\ISO 2022 IR 149", "\\ISO 2022 IR 58",
  ]
  for term in terms {
    let set = SpecificCharacterSet(Array(term.utf8)[...])
    for byte in UInt8.min...UInt8.max {
      let decoded = set.decode([byte], vr: .lo)
      #expect(!decoded.text.isEmpty || decoded.undecodableBytes > 0 || byte == 0x1B, "\(term) \(byte)")
    }
  }
}

@Test(
  arguments: [
    ("20190305", 2019), ("2019.03.05", 2019), ("20190230", nil), ("20200229", 2020), ("19000229", nil),
    ("2019", nil),
    ("2019-3-5", nil), ("", nil),
  ] as [(String, Int?)])
func aDateIsOneOfTheCalendar(_ text: String, _ year: Int?) {
  #expect(DateValue(Array(text.utf8)[...])?.year == year)
}

@Test(arguments: [
  ("1.2.3", true), ("1.02.3", false), ("1..3", false), ("", false), ("1.2.", false), ("0.0", true),
  ("1.2.a", false),
  (String(repeating: "1", count: 64), true), (String(repeating: "1", count: 65), false),
])
func aUIDIsMadeAsTheStandardSays(_ text: String, _ isWellFormed: Bool) {
  #expect(UniqueIdentifier(Array(text.utf8)[...]).isWellFormed == isWellFormed)
}

@Test(
  arguments: [
    ("1.3.12.2.1107.5.2.32.35999.2007030911283212345600", [.deviceSerial, .date]),
    ("1.3.12.2.1107.5.2.32.35999.30000007030911283212345600", [.deviceSerial, .date]),
    ("1.2.840.113619.2.55.3.2831183.1.1725985206.4", [.unixTime]),
    ("1.3.46.670589.11.0.1.2019030511223344556", [.date]), ("2.25.1234567", []),
    // uuid.UUID('6fa459ea-ee8a-11ca-894e-db77e160355e').int, a UUID of version 1
    ("2.25.148397667964594475076877856878972908894", [.networkAddress]),
  ] as [(String, Set<UniqueIdentifier.Disclosure>)])
func aUIDGivesAwayWhatItsFormTells(_ text: String, _ disclosed: Set<UniqueIdentifier.Disclosure>) {
  #expect(UniqueIdentifier(Array(text.utf8)[...]).disclosures == disclosed)
}

@Test(
  arguments: [
    (.ds, "1.5\\-2e3", nil), (.ds, "Morgan", .textInNumber), (.ds, "12345678901234567", .tooLong),
    (.is, "7", nil),
    (.is, "7.5", .character), (.tm, "101112.5", nil), (.tm, "256199", .noSuchDate),
    (.da, "20190305\\20190306", nil),
    (.da, "yesterday", .textInNumber), (.dt, "20190305101112.5+0100", nil), (.as, "045Y", nil),
    (.as, "45Y", .character),
    (.cs, "HEAD", nil), (.cs, "head", .character), (.ui, "1.2.3\0", nil),
    (.ae, String(repeating: "A", count: 17), .tooLong),
    (.us, "abc", .partOfNumber), (.fd, "12345678", nil),
  ] as [(VR, String, GrammarProblem?)])
func aValueHasTheFormOfItsVR(_ vr: VR, _ text: String, _ problem: GrammarProblem?) {
  #expect(ValueGrammar.problem(in: Array(text.utf8)[...], vr: vr) == problem)
}

@Test(
  arguments: [
    (.lo, " A ", "A"), (.lt, " A ", " A"), (.ui, "1.2\0", "1.2"), (.ob, " A ", " A "), (.sh, "   ", ""),
  ] as [(VR, String, String)])
func paddingIsTakenOffWhereItDoesNotCount(_ vr: VR, _ text: String, _ trimmed: String) {
  #expect(Array(text.utf8)[...].trimmed(for: vr).elementsEqual(trimmed.utf8))
}
