import DICOM
import Testing

/// Sets of several bytes a character, whole, against Python's codecs.
@Suite struct ValuesPairs {
  /// A set, and what Python 3.11 makes of all its pairs: how many are assigned, and the FNV-1a hash of their
  /// characters in UTF-8, in ascending order, without the pairs in which the two differ.
  struct Whole: Sendable {
    let term: String
    /// The escape sequence before each pair.
    let before: [UInt8]
    let leads: ClosedRange<UInt8>
    let trails: ClosedRange<UInt8>
    let assigned: Int
    let hash: UInt64
    /// Where the C library has another character than Python.
    let differing: Set<UInt16>
  }

  private static let sets = [
    Whole(
      term: "\\ISO 2022 IR 87", before: [0x1B, 0x24, 0x42], leads: 0x21...0x7E, trails: 0x21...0x7E,
      assigned: 6_879, hash: 12_342_564_634_052_896_503, differing: []),
    // 2237 is U+FF5E in the C library, `~` in Python.
    Whole(
      term: "\\ISO 2022 IR 159", before: [0x1B, 0x24, 0x28, 0x44], leads: 0x21...0x7E, trails: 0x21...0x7E,
      assigned: 6_066, hash: 14_431_279_163_249_280_920, differing: [0x2237]),
    // A2E8 (postal code mark) and A4D4 (filler) are in the C library only.
    Whole(
      term: "\\ISO 2022 IR 149", before: [0x1B, 0x24, 0x29, 0x43], leads: 0xA1...0xFE, trails: 0xA1...0xFE,
      assigned: 8_225, hash: 11_136_029_194_230_634_531, differing: [0xA2E8, 0xA4D4]),
    Whole(
      term: "\\ISO 2022 IR 58", before: [0x1B, 0x24, 0x29, 0x41], leads: 0xA1...0xFE, trails: 0xA1...0xFE,
      assigned: 7_445, hash: 5_415_217_630_858_673_744, differing: []),
    Whole(
      term: "GBK", before: [], leads: 0x81...0xFE, trails: 0x40...0xFE, assigned: 21_791,
      hash: 13_936_463_589_543_983_952, differing: []),
    // GB 18030-2005 in the C library, 2000 in Python, which has these in the private use area.
    Whole(
      term: "GB18030", before: [], leads: 0x81...0xFE, trails: 0x40...0xFE, assigned: 23_915,
      hash: 8_332_104_974_119_193_549,
      differing: [
        0xA6D9, 0xA6DA, 0xA6DB, 0xA6DC, 0xA6DD, 0xA6DE, 0xA6DF, 0xA6EC, 0xA6ED, 0xA6F3, 0xA8BC, 0xFE51,
        0xFE52,
        0xFE53, 0xFE59, 0xFE61, 0xFE66, 0xFE67, 0xFE6C, 0xFE6D, 0xFE76, 0xFE7E, 0xFE90, 0xFE91, 0xFEA0,
      ]),
  ]

  @Test(arguments: sets.indices)
  func everyPairIsTheCharacterThatPythonHas(_ index: Int) {
    let whole = ValuesPairs.sets[index]
    let set = SpecificCharacterSet(Array(whole.term.utf8)[...])
    #expect(set.problems.isEmpty)
    var assigned = 0
    var hash = FNV1a()
    for lead in whole.leads {
      for trail in whole.trails where !whole.differing.contains(UInt16(lead) << 8 | UInt16(trail)) {
        let decoded = set.decode((whole.before + [lead, trail])[...], vr: .lt)
        guard decoded.badRanges.isEmpty else { continue }
        assigned += 1
        hash.add(decoded.text.utf8)
      }
    }
    #expect(assigned == whole.assigned)
    #expect(hash.value == whole.hash)
  }

  @Test func everyFourBytesOfGB18030AreTheCharacterThatPythonHas() {
    // Where the C library has GB 18030-2005 and Python that of 2000.
    let differing: Set<UInt32> = [
      0x8135_F437, 0x8235_9037, 0x8235_9038, 0x8235_9039, 0x8235_9130, 0x8235_9131, 0x8235_9132, 0x8235_9133,
      0x8235_9134, 0x8431_8236, 0x8431_8237, 0x8431_8238, 0x8431_8239, 0x8431_8330, 0x8431_8331, 0x8431_8332,
      0x8431_8333, 0x8431_8334, 0x8431_8335,
    ]
    let set = SpecificCharacterSet(Array("GB18030".utf8)[...])
    var assigned = 0
    var hash = FNV1a()
    for number in 0..<39_420 {
      let four = [
        UInt8(0x81 + number / 12_600), UInt8(0x30 + number / 1_260 % 10), UInt8(0x81 + number / 10 % 126),
        UInt8(0x30 + number % 10),
      ]
      let decoded = set.decode(four[...], vr: .lt)
      guard !differing.contains(four.reduce(0) { $0 << 8 | UInt32($1) }), decoded.badRanges.isEmpty else {
        continue
      }
      assigned += 1
      hash.add(decoded.text.utf8)
    }
    #expect(assigned == 39_401)
    #expect(hash.value == 7_107_433_176_041_444_755)
  }

  @Test(
    arguments: [
      ("90308130", "\u{10000}"), ("9034C330", "\u{11644}"), ("E3329A35", "\u{10FFFF}"), ("E3329A36", nil),
      ("8431A439", "\u{FFFF}"), ("8431A530", nil),
    ] as [(String, String?)])
  func theOtherPlanesOfGB18030AreInOneRun(_ hex: String, _ text: String?) {
    let number = UInt32(hex, radix: 16)!  // written above
    let four = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    let decoded = SpecificCharacterSet(Array("GB18030".utf8)[...]).decode(four[...], vr: .lt)
    #expect(decoded.badRanges.isEmpty == (text != nil))
    if let text { #expect(decoded.text == text) }
  }
}

/// The hash FNV-1a of 64 bits.
private struct FNV1a {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
