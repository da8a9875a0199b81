import Testing
import Text

@Test(
  arguments: [
    // text, where, detector, certainty, shape
    ("DOE^JANE", 0..<8, .personName, .fail, .componentName),
    ("seen by Dr. Hand", 8..<16, .personName, .review, .titledName),
    ("Frau Dr. Müller", 0..<16, .personName, .fail, .titledName),
    ("Jane née Miller", 5..<16, .personName, .fail, .birthName),
    ("山田^太郎", 0..<13, .personName, .fail, .ideographicName),
    ("scan 19570412 ok", 5..<13, .date, .fail, .compactDate),
    ("12. April 1957", 0..<14, .date, .fail, .namedMonth),
    ("the twelfth of March nineteen fifty-seven", 4..<41, .date, .fail, .dateInWords),
    ("昭和32年4月12日", 6..<20, .date, .fail, .otherCalendar),
    ("92-year-old", 0..<7, .age, .fail, nil),
    ("(216) 444-2200", 1..<14, .phone, .fail, nil),
    ("jane@example.org", 0..<16, .email, .fail, nil),
    ("10.20.30.40", 0..<11, .networkAddress, .fail, .internetAddress),
    ("12 Elm Street", 0..<13, .postalAddress, .fail, .street),
    ("MRN 1045832", 4..<11, .recordNumber, .fail, nil),
    ("078-05-1121", 0..<11, .nationalNumber, .fail, .usSSN),
    ("S/N: 4711-A", 5..<11, .deviceNumber, .fail, .serialNumber),
    ("CN=J,O=X", 0..<8, .certificate, .fail, nil),
    ("C:\\Users\\jane\\x", 0..<15, .filePath, .fail, nil),
    ("RE9FXkpBTkU=", 0..<12, .reversible, .fail, .base64),
    ("444f455e4a414e45", 0..<16, .reversible, .fail, .hexadecimal),
    ("saved 1551784953", 6..<16, .date, .review, .unixSeconds),
    ("saved 1551784953123", 6..<19, .date, .review, .unixSeconds),
    ("นางสาวสมหญิง ใจดี", 0..<49, .personName, .fail, .titledName),
    ("श्री राजेश शर्मा", 0..<44, .personName, .fail, .titledName),
    ("rue Elm, 21249 Xyzzyville", 9..<25, .postalAddress, .fail, .postalCode),
    ("Gottlob-Elm-Platz 948", 0..<21, .postalAddress, .fail, .street),
  ] as [(String, Range<Int>, TextDetector, TextCertainty, TextShape?)])
func aDetectionHasItsPlaceAndShape(
  _ text: String, _ range: Range<Int>, _ detector: TextDetector, _ certainty: TextCertainty,
  _ shape: TextShape?
) throws {
  let found = try Detecting.found(text)
  let expected = Detection(detector: detector, range: range, certainty: certainty, shape: shape)
  #expect(found.contains(expected), "\(found)")
}

/// What the place of a text says of it.
@Test(
  arguments: [
    // text, context, detector, certainty
    ("Mar 9 2017", .deviceText, .date, .review), ("Mar 9 2017", .freeText, .date, .fail),
    ("https://a.example/x", .deviceText, .url, .review), ("https://a.example/x", .freeText, .url, .fail),
    ("1551784953", .identifier, .date, nil), ("1551784953", .deviceText, .date, nil),
    ("rev=2;c=0.0;l=1.0;o=5", .payloadField, .certificate, nil),
    ("10000\\2\\\\YES\\ASSET", .payloadField, .filePath, nil),
    ("at \\\\srv\\share", .payloadField, .filePath, .fail),
    ("Xyzzy Plugh", .personName, .personName, .review), ("XYZZY^PLUGH", .personName, .personName, .review),
    ("Xyzzy Plugh", .descriptor, .personName, nil), ("XXXX", .personName, .personName, nil),
  ] as [(String, TextContext, TextDetector, TextCertainty?)])
func thePlaceOfATextCounts(
  _ text: String, _ context: TextContext, _ detector: TextDetector, _ certainty: TextCertainty?
) throws {
  let found = try Detecting.found(text, context).filter { $0.detector == detector }
  #expect(found.first?.certainty == certainty)
}

@Test(arguments: [
  "", "A", "^", "=", "\u{0}", String(repeating: "A^", count: 2_000), String(repeating: "1-", count: 2_000),
  String(repeating: "é", count: 1_000), "Dr.", "Patient:", "(01)", "+H", "http://", "\\\\", "C:\\", "née",
  "@", "a@", "eyJ",
])
func aTextThatEndsEarlyIsNoTrap(_ text: String) throws {
  let bytes = Array(text.utf8)
  let detectors = try Detecting.detectors.get()
  var found: [Detection] = []
  for context in TextContext.allCases {
    detectors.examine(bytes[...], context: context, into: &found)
    // Broken in the middle of a character.
    detectors.examine(bytes.dropLast(), context: context, into: &found)
    detectors.examine(bytes.dropFirst(), context: context, into: &found)
  }
  for detection in found { #expect(detection.range.upperBound <= bytes.count) }
}

@Test func everyPrefixOfALongTextIsExamined() throws {
  let text = Array(
    """
    Dr. Jane Doe, née Müller, DOE^JANE 12.04.1957 14:05 Tel. +49 30 1234567 jane@example.org http://a.example/x \
    10.0.0.1 12 Elm Street, Boston, MA 02115 MRN: 104583 078-05-1121 (01)04012345678901 S/N 4711 St. Mary Hospital \
    C:\\Users\\jane RE9FXkpBTkU= CN=J,O=X 山田^太郎 昭和32年4月12日 92-year-old
    """.utf8)
  let detectors = try Detecting.detectors.get()
  for length in 0...text.count {
    var found: [Detection] = []
    detectors.examine(text[..<length], context: .freeText, into: &found)
    for detection in found { #expect(detection.range.upperBound <= length) }
  }
}

@Test func randomBytesAreNoTrap() throws {
  var state: UInt64 = 7
  let detectors = try Detecting.detectors.get()
  let marks = Array("^.,:/\\-+@= _0123456789AaZzéЖ山()".utf8)
  for _ in 0..<3_000 {
    var bytes: [UInt8] = []
    for _ in 0..<60 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Int(state >> 33)
      bytes.append(random % 4 == 0 ? UInt8(truncatingIfNeeded: random >> 3) : marks[random / 4 % marks.count])
    }
    var found: [Detection] = []
    detectors.examine(bytes[...], context: .freeText, into: &found)
    for detection in found { #expect(detection.range.upperBound <= bytes.count) }
  }
}

/// What repeats a beginning many times costs no more for each than the first: a square of it would take minutes.
@Test(arguments: [
  "Dr ", "DOE^JANE ", "C:\\", "+A", "sn-", "id-", "com.", "a@b.cd ", "by A ", "1-", "12.04.57 ", "MII", "=CN",
  "/a", "山", "Mary ",
  "00:", "Apr 1 ", "one ", "St ", "eyJ", "444f", "078-05-1121 ", "née ", "\\\\", ",\\\\a", "นาย", "12 Elm, ",
])
func aTextOfOneBeginningManyTimesTakesNoLonger(_ text: String) throws {
  let bytes = Array(String(repeating: text, count: 120_000 / text.utf8.count).utf8)
  var found: [Detection] = []
  try Detecting.detectors.get().examine(bytes[...], context: .freeText, into: &found)
  for detection in found { #expect(detection.range.upperBound <= bytes.count) }
}
