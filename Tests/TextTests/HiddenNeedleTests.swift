import Testing
import Text

// Accents as characters of their own: Python's `unicodedata.normalize("NFD", …)`.
@Test(
  arguments: [
    ("Mu\u{308}ller, Ju\u{308}rgen", 1), ("MU\u{308}LLER^JU\u{308}RGEN", 1),
    ("ju\u{308}rgen mu\u{308}ller", 1),
    ("\u{1100}\u{1175}\u{11B7}^\u{1112}\u{1174}\u{110C}\u{116E}\u{11BC}", 4),
  ])
func aNameIsFoundWithAccentsAsCharactersOfTheirOwn(_ text: String, _ person: Int) {
  let hits = Needles.hits(text)
  #expect(hits.contains { $0.person == person && $0.certainty >= .review && $0.variant != .familyNameAlone })
}

@Test func aListMayHaveAccentsAsCharactersOfTheirOwn() throws {
  let list = "name,ward\nMu\u{308}ller^Ju\u{308}rgen,Sta\u{308}tte Nord\n"
  let set = NeedleSet(
    try IdentifierList(Array(list.utf8), file: "list", months), options: NeedleOptions(months))
  for text in [
    "M\u{FC}ller^J\u{FC}rgen", "Mu\u{308}ller^Ju\u{308}rgen", "Mueller, Juergen", "ST\u{C4}TTE NORD",
  ] {
    var hits: [NeedleHit] = []
    set.search(Array(text.utf8)[...], as: .text) { hits.append($0) }
    #expect(hits.contains { $0.certainty == .fail }, "\(text.utf8.count) bytes")
  }
}

@Test(
  arguments: [
    // text, what of it is found, certainty
    ("XXHARLOWADELEXX", "HARLOWADELE", .review), ("theadeleharlowdata", "adeleharlow", .review),
    ("XXHARLOW1957XX", "HARLOW1957", .review), ("QHarlow19570412", "Harlow19570412", .fail),
    ("XMUELLERJUERGENX", "MUELLERJUERGEN", .fail),
    ("xM\u{FC}llerJ\u{FC}rgenx", "M\u{FC}llerJ\u{FC}rgen", .fail),
    ("9900417733", "00417733", .fail), ("1.2.840.99.590210456001.2", "90210456", .fail),
    ("zzax318842017", "ax31884201", .fail), ("0049305550142001", "49305550142", .fail),
    ("20071957041213", "19570412", .review), ("1.3.12.2.1107.2007195704121145", "19570412", .review),
    ("00012041957001", "12041957", .review),
  ] as [(String, String, NeedleCertainty)])
func aLongValueIsFoundWithinALongerRun(_ text: String, _ found: String, _ certainty: NeedleCertainty) {
  for before in [0, 1, 7, 50, 58, 63, 64, 65, 120] {
    let bytes = Array((String(repeating: "- ", count: before).prefix(before) + text).utf8)
    let hits = Needles.hits(String(decoding: bytes, as: UTF8.self)).filter {
      $0.variant == .amidOtherCharacters
    }
    let best = hits.max { ($0.certainty, $0.range.count) < ($1.certainty, $1.range.count) }
    #expect(best.map { String(decoding: bytes[$0.range], as: UTF8.self) } == found, "behind \(before) bytes")
    #expect(best?.certainty == certainty)
  }
}

@Test(arguments: [
  "XXHARLOWADELXX", "XHARLOWX", "9900417735", "990041773", "AX3188420", "1957041", "2007195704", "HARLOW195",
  "aharlowa1957",
])
func whatOnlyResemblesALongValueIsNotFoundWithinALongerRun(_ text: String) {
  #expect(Needles.hits(text).allSatisfy { $0.variant != .amidOtherCharacters })
}

/// A number says the less within longer ones the more of its kind are looked for.
@Test(arguments: [(1, .fail), (400, .review), (6_000, nil)] as [(Int, NeedleCertainty?)])
func aNumberOfWhichTheListHasManyIsNotSureWithinALongerOne(_ count: Int, _ certainty: NeedleCertainty?) {
  var list = IdentifierList()
  for number in 0..<count { list.add([(.identifier, "\(71_000_000 + number * 17)")]) }
  var hits: [NeedleHit] = []
  NeedleSet(list, options: NeedleOptions(months)).search(Array("id 5571000000".utf8)[...], as: .text) {
    hits.append($0)
  }
  #expect(hits.map(\.certainty) == [certainty].compactMap { $0 })
}

// The bytes are Python's: `"山田^太郎".encode("iso2022_jp")`.
@Test func aJapaneseNameIsFoundInSevenBitsOfISO2022() {
  let name: [UInt8] = [
    0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x5E, 0x1B, 0x24, 0x42, 0x42, 0x40, 0x4F,
    0x3A,
    0x1B, 0x28, 0x42,
  ]
  for before in ["", "Yamada^Tarou=", "\u{1B}(B\u{1B}(J"] {
    let bytes = Array(before.utf8) + name + Array("=ab".utf8)
    let hits = Needles.hits(bytes, as: .text).filter { $0.person == 5 }
    let start = before.utf8.count + 3
    #expect(hits.contains { $0.range == start..<start + 15 && $0.variant == .otherCharacterSet }, "\(before)")
  }
  #expect(Needles.hits(Array(name.dropFirst(3)), as: .text).allSatisfy { $0.person != 5 })
}

@Test(arguments: [1, 2, 3, 4])
func escapesThatSelectNothingTakeNoLongerThanTheirBytes(_ thousands: Int) {
  let bytes = Array(String(repeating: "\u{1B}(B", count: thousands * 100_000).utf8)
  #expect(Needles.hits(bytes, as: .text).isEmpty)
}

// The bytes are Python's: `"…".encode("utf-16-le")` and `"utf-16-be"`.
@Test(arguments: [
  [
    0x18, 0x04, 0x32, 0x04, 0x30, 0x04, 0x3D, 0x04, 0x3E, 0x04, 0x32, 0x04, 0x5E, 0x00, 0x10, 0x04, 0x3D,
    0x04, 0x3D, 0x04, 0x30, 0x04,
  ] as [UInt8],
  [
    0x04, 0x18, 0x04, 0x32, 0x04, 0x30, 0x04, 0x3D, 0x04, 0x3E, 0x04, 0x32, 0x00, 0x5E, 0x04, 0x10, 0x04,
    0x3D, 0x04, 0x3D, 0x04, 0x30,
  ] as [UInt8],
  [
    0x10, 0x04, 0x1D, 0x04, 0x1D, 0x04, 0x10, 0x04, 0x20, 0x00, 0x18, 0x04, 0x12, 0x04, 0x10, 0x04, 0x1D,
    0x04, 0x1E, 0x04, 0x12, 0x04,
  ] as [UInt8],
])
func aNameInAnotherScriptIsFoundInUTF16(_ name: [UInt8]) {
  for before in 0..<20 {
    let noise = (0..<before).map { UInt8(0x81 &+ $0 * 37 & 0x1F) }
    let hits = Needles.hits(noise + name + [0xFF, 0xFE, 0x07, 0xFF])
    #expect(
      hits.contains {
        $0.person == 2 && $0.wrapping == .utf16 && $0.certainty == .fail
          && $0.range == before..<before + name.count
      }, "behind \(before) bytes")
  }
}

@Test func ofALongTextTheFirstWordsAreLookedFor() {
  let address = (1...20).map { "street\($0 * 31) lane" }.joined(separator: " ")
  var list = IdentifierList()
  list.add([(.address, address)])
  var hits: [NeedleHit] = []
  NeedleSet(list, options: NeedleOptions(months)).search(Array("lives at \(address)".utf8)[...], as: .text) {
    hits.append($0)
  }
  #expect(hits.map(\.variant) == [.partOfValue])
}

/// Long runs are decoded piece by piece.
@Test(arguments: [10, 21_840, 21_844, 32_766, 65_540, 140_000])
func aNameIsFoundHoweverFarIntoARun(_ before: Int) {
  let kanji = Array(repeating: [0x30, 0x21] as [UInt8], count: before / 2).joined()
  let japanese =
    [0x1B, 0x24, 0x42] + Array(kanji) + [
      0x0A, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x5E, 0x1B, 0x24, 0x42,
    ]
    + [0x42, 0x40, 0x4F, 0x3A, 0x1B, 0x28, 0x42]
  #expect(
    Needles.hits(japanese, as: .text).contains { $0.person == 5 && $0.range.lowerBound == 4 + kanji.count })
  let russian = Array(repeating: [0x33, 0x04] as [UInt8], count: before).joined()
  let name: [UInt8] = [
    0x18, 0x04, 0x32, 0x04, 0x30, 0x04, 0x3D, 0x04, 0x3E, 0x04, 0x32, 0x04, 0x5E, 0x00, 0x10, 0x04, 0x3D,
    0x04, 0x3D,
    0x04, 0x30, 0x04,
  ]
  let hits = Needles.hits(Array(russian) + [0x20, 0x00] + name)
  #expect(hits.contains { $0.person == 2 && $0.range.lowerBound == 2 * before + 2 && $0.certainty == .fail })
}
