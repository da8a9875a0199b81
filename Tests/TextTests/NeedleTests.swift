import Foundation
import Testing
import Text

/// An invented list and what a search with it finds.
enum Needles {
  static let list = """
    name,id,birth date,accession number,address,phone,ward
    Harlow^Adele^Mary,00417733,1957-04-12,AX-31-884201,"12 Elm Street, 04821 Quarryville",+49 30 5550142,Quarry-7719-K
    Müller^Jürgen,90210456,03.11.1949,,,,
    Иванов^Анна,,,,,,
    王^小东,,,,,,
    김^희중,,,,,,
    山田^太郎,,,,,,

    """

  /// The list's needles.
  static let set: NeedleSet = {
    do {
      return NeedleSet(
        try IdentifierList(Array(list.utf8), file: "persons.csv", months), options: NeedleOptions(months))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  static func hits(_ bytes: [UInt8], as reading: NeedleReading = .raw) -> [NeedleHit] {
    var hits: [NeedleHit] = []
    set.search(bytes[...], as: reading) { hits.append($0) }
    return hits
  }

  static func hits(_ text: String) -> [NeedleHit] { hits(Array(text.utf8), as: .text) }
}

@Test(
  arguments: [
    // text, what of it is found, variant, certainty
    ("seen HARLOW^ADELE^MARY today", "HARLOW^ADELE^MARY", .asWritten, .fail),
    ("Harlow, Adele", "Harlow, Adele", .asWritten, .fail),
    ("for adele harlow.", "adele harlow", .reordered, .fail),
    ("adele_harlow_scan", "adele_harlow", .reordered, .fail),
    ("Adele M. Harlow", "Adele M. Harlow", .initialAndFamilyName, .fail),
    ("AdeleHarlow.dcm", "AdeleHarlow", .withoutPunctuation, .fail),
    ("Harlow, A.", "Harlow, A", .initialAndFamilyName, .review),
    ("AHarlow", "AHarlow", .initialAndFamilyName, .review),
    ("Mrs Harlow came", "Harlow", .familyNameAlone, .review),
    ("AH1957", "AH1957", .initialsAndBirthYear, .review),
    ("harlow19570412", "harlow19570412", .nameAndBirthDate, .fail),
    ("woLRaH^ELEDA", "woLRaH^ELEDA", .reversed, .fail),
    ("MUELLER^JUERGEN", "MUELLER^JUERGEN", .accentsFolded, .fail),
    ("Muller, Jurgen", "Muller, Jurgen", .accentsFolded, .fail),
    ("MÜLLER^JÜRGEN", "MÜLLER^JÜRGEN", .asWritten, .fail),
    ("(00417733)", "00417733", .asWritten, .fail),
    ("id 417733", "417733", .asWritten, .fail),
    ("33771400", "33771400", .reversed, .fail),
    ("AX 31 884201", "AX 31 884201", .asWritten, .fail),
    ("ax31884201", "ax31884201", .withoutPunctuation, .fail),
    ("at 12 elm street", "12 elm street", .partOfValue, .fail),
    ("+49 30 5550142", "49 30 5550142", .asWritten, .fail),
    ("0305550142", "0305550142", .partOfValue, .fail),
    ("quarry 7719 k", "quarry 7719 k", .asWritten, .fail),
    ("19570412", "19570412", .dateInNotation, .fail),
    ("12.04.1957", "12.04.1957", .dateInNotation, .fail),
    ("4/12/1957", "4/12/1957", .dateInNotation, .fail),
    ("1957-04-12T10:11", "1957-04-12", .dateInNotation, .fail),
    ("born 12 APR 1957", "12 APR 1957", .dateInNotation, .fail),
    ("12avril1957", "12avril1957", .dateInNotation, .fail),
    ("3. November 1949", "3. November 1949", .dateInNotation, .fail),
    ("April 12th", "", .dateInNotation, .fail), ("12-Apr-57", "12-Apr-57", .dateInNotation, .review),
    ("12.04.57", "12.04.57", .dateInNotation, .review), ("570412", "570412", .dateInNotation, .review),
    ("19570412101530.00", "19570412", .dateInNotation, .fail),
  ] as [(String, String, NeedleVariant, NeedleCertainty)])
func aValueIsFoundHoweverItIsWritten(
  _ text: String, _ found: String, _ variant: NeedleVariant, _ certainty: NeedleCertainty
) {
  let hits = Needles.hits(text)
  guard !found.isEmpty else {
    #expect(hits.isEmpty)
    return
  }
  let bytes = Array(text.utf8)
  let best = hits.max { ($0.certainty, $0.range.count) < ($1.certainty, $1.range.count) }
  #expect(best.map { String(decoding: bytes[$0.range], as: UTF8.self) } == found)
  #expect(best?.variant == variant)
  #expect(best?.certainty == certainty)
}

@Test(arguments: [
  "Harlowe, Adelene", "Charlow", "Adele", "4177330", "1.2.840.10008.1957.4.12", "12.04.1957.3", "1957.4",
  "19570413",
  "quarry 7719", "Elm Street", "AX-31", "1.12.04.57", "HAR LOW", "",
])
func whatOnlyResemblesAValueIsNotFound(_ text: String) {
  #expect(Needles.hits(text).filter { $0.certainty > .supporting }.isEmpty)
}

// The bytes are Python's: `"…".encode("…").hex()`.
@Test(
  arguments: [
    ("4dfc6c6c65725e4afc7267656e", 1), ("4da8b96c6c65725e4aa8b97267656e", 1),
    ("4dc3bc6c6c65725e4ac3bc7267656e", 1), ("4ddc4c4c45525e4adc5247454e", 1), ("b8d2d0ddded25eb0ddddd0", 2),
    ("e9d7c1cecfd75ee1cecec1", 2), ("a7aaa7d3a7d1a7dfa7e0a7d35ea7a1a7dfa7dfa7d1", 2),
    ("d098d0b2d0b0d0bdd0bed0b25ed090d0bdd0bdd0b0", 2), ("cdf55ed0a1b6ab", 3), ("e78e8b5ee5b08fe4b89c", 3),
    ("b1e85ec8f1c1df", 4), ("eab9805eed9daceca491", 4), ("c9bdccef5eccabc0c9", 5), ("8e5293635e91be9859", 5),
    ("a473a5d05ea4d3ada6", 5), ("e5b1b1e794b05ee5a4aae9838e", 5),
    // With the escapes of ISO 2022 IR 149 and of ISO 2022 IR 100.
    ("1b242943b1e85e1b242943c8f1c1df", 4), ("1b2d414dfc6c6c65725e1b2d414afc7267656e", 1),
  ] as [(String, Int)])
func aNameIsFoundInEachCharacterSet(_ hexadecimal: String, _ person: Int) {
  let hits = Needles.hits(bytes(hexadecimal), as: .text)
  #expect(hits.contains { $0.person == person && $0.certainty >= .review && $0.variant != .familyNameAlone })
}

// Codes and digests are Python's: `base64`, `hashlib` and `int.from_bytes(…, "big")`.
@Test(
  arguments: [
    ("118c7eb913489d6770ca7b798774f42b", .md5, .hexadecimal),
    ("5285C82B80FB0B9DD4C4396231D3E3C7A0AC53AC", .sha1, .hexadecimal),
    ("m7mocX8ryMJYYJI3LAbaSFD79w+xzOGCofoERAODQ8o=", .sha256, .base64),
    ("79498fc233eb930c", .sha256, .hexadecimal),
    ("2.25.75407182145778218482446146842848878973", .md5, .decimal),
    ("2.25.138806243645806737862961568717922486072", .sha1, .decimal),
    ("1.2.826.0.1.3680043.8.498.23179241887144610625155085031175822049", .sha256, .decimal),
    ("3d96ce89-b10d-72a1-b5a6-2ce7f240830a", .md5, .hexadecimal),
    ("IEhhcmxvd15BZGVsZQ==", .asWritten, .base64), ("eCBIYXJsb3deQWRlbGU=", .asWritten, .base64),
    ("eHkgSGFybG93XkFkZWxl", .asWritten, .base64), ("IDQxNzczMw==", .asWritten, .base64),
    ("eCA0MTc3MzM=", .asWritten, .base64), ("eHkgNDE3NzMz", .asWritten, .base64),
    ("4861726c6f775e4164656c65", .asWritten, .hexadecimal), ("343137373333", .asWritten, .hexadecimal),
  ] as [(String, NeedleVariant, NeedleWrapping)])
func aValueIsFoundInCodesAndByItsDigest(
  _ text: String, _ variant: NeedleVariant, _ wrapping: NeedleWrapping
) {
  for (before, behind) in [
    ("", ""), ("id=", ";"), (String(repeating: "- ", count: 31), " ."), ("\n\n\n(", ")"),
  ] {
    let hits = Needles.hits(before + text + behind)
    let hit = hits.first { $0.certainty == .fail }
    #expect(hit?.variant == variant, "behind \(before.count)")
    #expect(hit?.wrapping == wrapping)
    if let hit {
      let start = before.utf8.count
      #expect(hit.range.lowerBound >= start && hit.range.upperBound <= start + text.utf8.count)
    }
  }
}

/// A name in the middle of a code that is opened in several pieces, wherever it is cut.
@Test(arguments: [NeedleWrapping.hexadecimal, .base64, .utf16])
func aValueIsFoundOnceInALongCode(_ wrapping: NeedleWrapping) {
  for before in stride(from: 24_000, to: 100_000, by: 2_731) {
    let filler = (0..<before / 3).flatMap { Array("w\($0 % 7) ".utf8) }
    let plain = filler + Array("HARLOW^ADELE ".utf8) + filler
    let code: [UInt8]
    switch wrapping {
    case .hexadecimal: code = plain.flatMap { Array((($0 < 16 ? "0" : "") + String($0, radix: 16)).utf8) }
    case .base64: code = Array(Data(plain).base64EncodedString().utf8)
    default: code = plain.flatMap { [$0, 0] }
    }
    let hits = Needles.hits(code).filter { $0.certainty == .fail }
    #expect(hits.map(\.wrapping) == [wrapping], "behind \(before) bytes")
  }
}

@Test(arguments: [
  "118c7eb913489d6770ca7b798774f42b", "79498fc233eb930c", "5285c82b80fb0b9dd4c4396231d3e3c7a0ac53ac",
])
func theBytesOfADigestAreFoundAsAValue(_ hexadecimal: String) {
  let digest = bytes(hexadecimal)
  let isWhole = digest.count >= 16
  #expect((Needles.hits(digest).first?.certainty == .fail) == isWhole)
  for length in [[UInt8(digest.count), 0], [UInt8(digest.count), 0, 0, 0]] {
    for before in stride(from: 0, to: 130, by: 2) {
      let noise = [UInt8](repeating: 0x01, count: before)
      let hits = Needles.hits(noise + length + digest + noise)
      #expect(
        hits.contains { $0.wrapping == .none && $0.certainty == .fail } == isWhole, "behind \(before) bytes")
    }
  }
}

@Test(
  arguments: [
    "4800610072006c006f0077005e004100640065006c006500", "004800610072006c006f0077005e004100640065006c0065",
    "340031003700370033003300", "003400310037003700330033",
  ])
func aValueIsFoundInUTF16AtAnyPlace(_ hexadecimal: String) {
  for before in 0..<130 {
    let hits = Needles.hits([UInt8](repeating: 0x01, count: before) + bytes(hexadecimal) + [1, 1, 1])
    #expect(hits.contains { $0.wrapping == .utf16 && $0.certainty == .fail }, "behind \(before) bytes")
  }
}

@Test(
  arguments: [
    ([0x01, 0xFE, 0x02] + Array("Doe".utf8) + [0x02, 0x9A], .raw, 0),
    ([0x01, 0xFE, 0x04, 0x00] + Array("Doe ".utf8) + [0x02, 0x9A], .raw, 1),
    ([0x01, 0xFE] + Array("seen by Mr Doe today".utf8) + [0x02, 0x9A], .raw, 1),
    (Array("Doe".utf8), .text, 1),
    (Array("seen by Mr Doe today".utf8), .samples, 0), (Array("Doe^Jane".utf8), .raw, 1),
  ] as [([UInt8], NeedleReading, Int)])
func shortValuesCountInTextAndAsWholeValuesOnly(_ bytes: [UInt8], _ reading: NeedleReading, _ count: Int)
  throws
{
  let set = NeedleSet(
    try IdentifierList(Array("name\nDoe^Jane\n".utf8), file: "list", months), options: NeedleOptions(months))
  var hits: [NeedleHit] = []
  set.search(bytes[...], as: reading) { hits.append($0) }
  #expect(hits.count == count)
}

@Test func numbersOfWhichTheListHasManyAreNotSure() throws {
  var text = "id\n"
  for number in 0..<2_000 { text += "\(100_000 + number * 7)\n" }
  let set = NeedleSet(
    try IdentifierList(Array(text.utf8), file: "list", months), options: NeedleOptions(months))
  var hits: [NeedleHit] = []
  set.search(Array("number 100007.".utf8)[...], as: .text) { hits.append($0) }
  #expect(hits.map(\.certainty) == [.review])
}

@Test(arguments: [1, 7, 64, 1_000, 9_000, 20_000])
func aSearchInPiecesFindsWhatASearchOfTheWholeFinds(_ size: Int) {
  var random = Numbers(seed: 7)
  let parts = [
    "HARLOW^ADELE", " 00417733 ", "Elm Street 12", "\u{0}\u{1}", "12.04.1957", "IEhhcmxvd15BZGVsZQ==",
    "Quarry-7719-K",
    "lorem ipsum dolor", "118c7eb913489d6770ca7b798774f42b", "; ", "1.2.840.10008.",
  ]
  var whole: [UInt8] = []
  while whole.count < 60_000 { whole += Array(parts[random.below(parts.count)].utf8) + [0x20] }
  var stream = NeedleStream(Needles.set)
  var found: [NeedleHit] = []
  for start in stride(from: 0, to: whole.count, by: size) {
    stream.feed(whole[start..<min(whole.count, start + size)]) { found.append($0) }
  }
  stream.finish { found.append($0) }
  let order: (NeedleHit, NeedleHit) -> Bool = {
    ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
  }
  #expect(found.sorted(by: order) == Needles.hits(whole).sorted(by: order))
  #expect(found.count > 1_000)
}

/// The bytes that hexadecimal digits stand for.
private func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// Numbers that are the same in each run.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 to below `limit`.
  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
