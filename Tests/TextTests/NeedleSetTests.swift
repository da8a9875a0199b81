import Testing

@testable import Text

// Python's hashlib over `bytes((i * 7 + n) % 251 for i in range(n))`.
@Test(
  arguments: [
    (0, 0xd41d_8cd9_8f00_b204, 0xda39_a3ee_5e6b_4b0d, 0xe3b0_c442_98fc_1c14),
    (1, 0x55a5_4008_ad1b_a589, 0xbf8b_4530_d8d2_46dd, 0x4bf5_122f_3445_54c5),
    (55, 0xc4f7_a596_fd04_4675, 0x04f8_93ea_c3e6_c371, 0xd604_dc83_c754_bb58),
    (56, 0x8707_90e1_df8b_8ea4, 0x5b05_3768_42a5_6181, 0x0371_e3fd_4911_ce41),
    (63, 0x87d9_02f8_47f4_e841, 0xbc88_8507_5e91_5702, 0xde8f_546e_5d44_d4fb),
    (64, 0xd53d_88b9_c478_672e, 0x6304_fccb_5005_d730, 0x35eb_8c80_b4af_970a),
    (65, 0xf86b_3ccc_f8ef_12ea, 0x0447_72bb_5a73_5b18, 0xc969_8866_3bcd_3779),
    (119, 0x5a74_0030_39c1_d72a, 0xcd5b_017e_ba67_4e96, 0x7fb3_8696_48ad_8420),
    (120, 0xf9b7_a407_63fc_0331, 0x8d37_6d7d_411a_376c, 0x9db2_bb35_e3e9_8f50),
    (128, 0x921f_0558_bc42_b977, 0xdef0_a676_0ecb_a9b7, 0x086e_64af_3be4_bef5),
    (200, 0xf265_22b2_dd4f_17c8, 0xbb67_915c_bff6_a1f9, 0x2d64_ae24_c184_06f6),
  ] as [(Int, UInt64, UInt64, UInt64)])
func theBeginningsOfDigestsAreThoseOfAnotherLibrary(
  _ count: Int, _ md5: UInt64, _ sha1: UInt64, _ sha256: UInt64
) {
  let bytes = (0..<count).map { UInt8(($0 * 7 + count) % 251) }
  var found: [UInt64] = []
  Digester.beginnings(of: bytes) { found = [$0, $1, $2] }
  #expect(found == [md5, sha1, sha256])
}

// Python's `str(int.from_bytes(…, "big"))` of whole digests and of their first 16 bytes.
@Test(
  arguments: [
    ("23326367735326572122032565642318902315", .md5),
    ("596168276939347746657864867348333726743073152622", .sha1),
    ("138806243645806737862961568717922486072", .sha1),
    ("23179241887144610625155085031175822049383588113479593876020402683245901403977", .sha256),
    ("68117669736704571177011165171376350685", .sha256),
    ("81865941357091813196560497667832054538", .md5),
    ("471120679579732229097761973118059915268665922476", .sha1),
    ("109691331065197528595515054910923334599", .sha1),
    ("38436560257440954836086020800354214630585567810436291031755874171822947654342", .sha256),
    ("112954898619155728043513987007977908589", .sha256),
    ("39439740496953053910861050946755339809", .md5),
    ("1246001248572645867342373001237934941060342436994", .sha1),
    ("290107272698694343525537522797923288554", .sha1),
    ("109540382831683319433599280511506667456966200084028005982465468822182074935406", .sha256),
    ("321910253013886078510118507265610578428", .sha256),
  ] as [(String, NeedleVariant)])
func aDigestIsFoundAsADecimalNumberWholeAndCutShort(_ number: String, _ variant: NeedleVariant) {
  for length in Set([number.count, 38, 30, 24, 20]) where length <= number.count {
    // As long as a UID has room for.
    let text = "2.25." + number.prefix(min(length, 59))
    let hits = Needles.hits(text).filter { $0.wrapping == .decimal }
    #expect(hits.map(\.variant) == [variant], "\(length) digits")
  }
  // Another first digits, another number.
  let other = (number.first == "1" ? "2" : "1") + number.dropFirst()
  #expect(Needles.hits("2.25." + other.prefix(59)).allSatisfy { $0.wrapping != .decimal })
}

/// A list so long that several threads make its forms.
@Test func eachPersonOfALongListIsFoundAsThatPerson() {
  var list = IdentifierList()
  var random = Numbers(seed: 3)
  func word(_ length: Int) -> String {
    String((0..<length).map { _ in Array("abcdefghijklmnopqrstuvwxyz")[random.below(26)] })
  }
  let persons = (0..<1_500).map { number in
    (name: "\(word(9))^\(word(7))", id: "\(10_000_000 + number * 31)")
  }
  for person in persons { list.add([(.personName, person.name), (.identifier, person.id)]) }
  let set = NeedleSet(list, options: NeedleOptions(months))
  for (number, person) in persons.enumerated() {
    for (column, text) in [person.name, person.id].enumerated() {
      var hits: [NeedleHit] = []
      set.search(Array(text.utf8)[...], as: .text) { hits.append($0) }
      let surest = hits.max { $0.certainty < $1.certainty }
      #expect(surest?.person == number && surest?.column == column && surest?.certainty == .fail)
    }
  }
}

@Test func ofAFormThatSeveralPersonsHaveTheFirstIsNamed() {
  var list = IdentifierList()
  for number in 0..<900 {
    list.add([(.personName, number % 300 == 200 ? "Quillwright^Oona" : "Name\(number)^Given\(number)")])
  }
  var hits: [NeedleHit] = []
  NeedleSet(list, options: NeedleOptions(months)).search(Array("oona quillwright".utf8)[...], as: .text) {
    hits.append($0)
  }
  #expect(hits.map(\.person) == [200])
  #expect(hits.map(\.persons) == [3])
}

@Test func onlyValuesThatWereNotedAreQuiet() {
  var seen = SeenValues()
  let values = (1...200).map { Array("value \($0) of \(String(repeating: "x", count: $0 % 70))".utf8) }
  #expect(values.allSatisfy { !seen.isQuiet($0[...], as: .text) })
  for value in values {
    seen.insert(quiet: value[...], as: .text)
    let isShort = value.count <= 54
    #expect(seen.isQuiet(value[...], as: .text) == isShort)
    #expect(!seen.isQuiet(value[...], as: .raw))
    #expect(!seen.isQuiet(value.dropLast(), as: .text))
    #expect(!seen.isQuiet(value.map { $0 ^ 0x20 }[...], as: .text))
    // A slice is its bytes, wherever it begins.
    #expect(seen.isQuiet(([0, 1, 2] + value).dropFirst(3), as: .text) == isShort)
  }
  #expect(!seen.isQuiet([], as: .text))
}

@Test func aValueIsSeenAsWhatItWasTakenForOnly() {
  var seen = SeenValues()
  let value = Array("HEAD FIRST".utf8)[...]
  seen.insert(value, as: 7, 1)
  seen.insert(value, as: 8, 0)
  #expect(seen.result(of: value, as: 7) == 1)
  #expect(seen.result(of: value, as: 8) == 0)
  #expect(seen.result(of: value, as: 9) == nil)
  seen.insert(value, as: 7, 0)
  #expect(seen.result(of: value, as: 7) == 0)
}
