import DICOM
import Testing

/// No bytes trap, and what comes out adds up.
@Suite struct ValuesRobustness {
  private static let terms = [
    "", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126",
    "ISO_IR 138", "ISO_IR 148", "ISO_IR 203", "ISO_IR 13", "ISO_IR 166", "ISO_IR 192", "GB18030", "GBK",
    "\\ISO 2022 IR 87", "\\ISO 2022 IR 159", "\\ISO 2022 IR 149", "\\ISO 2022 IR 58",
    "ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159", "ISO 2022 IR 149", "LATIN1",
  ]
  private static let sets = terms.map { SpecificCharacterSet(Array($0.utf8)[...]) }

  /// Judges one value in every way there is.
  private static func use(_ value: ArraySlice<UInt8>, _ set: SpecificCharacterSet, _ vr: VR) -> Bool {
    let decoded = set.decode(value, vr: vr)
    var isSound = true
    var last = value.startIndex - 1
    for range in decoded.badRanges {
      isSound = isSound && !range.isEmpty && range.lowerBound > last && range.upperBound <= value.endIndex
      last = range.upperBound
    }
    let marks = decoded.text.unicodeScalars.count { $0 == "\u{FFFD}" }
    isSound =
      isSound && marks >= decoded.undecodableBytes
      && (decoded.undecodableBytes == 0) == decoded.badRanges.isEmpty
    let values = set.values(in: value, vr: vr)
    isSound = isSound && values.reduce(values.count - 1) { $0 + $1.count } == value.count
    if vr == .pn {
      let name = PersonName(value, in: set)
      for group in PersonName.Representation.allCases {
        for component in PersonName.Component.allCases { _ = name.text(group, component) }
        _ = name.isEmpty(group)
      }
    }
    _ = ValueGrammar.problem(in: value, vr: vr)
    _ = ValueGrammar.problem(in: value, vr: vr, characterSet: set)
    _ = UniqueIdentifier(value).disclosingArcs
    _ = (DateValue(value), TimeValue(value), DateTimeValue(value), AgeValue(value))
    let trimmed = value.trimmed(for: vr)
    isSound = isSound && trimmed.startIndex >= value.startIndex && trimmed.endIndex <= value.endIndex
    if let residue = value.residueAfterNUL(for: vr) { isSound = isSound && !value[residue].isEmpty }
    isSound = isSound && value.isASCII == value.allSatisfy { $0 < 0x80 }
    isSound = isSound && value.needsDecoding == value.contains { $0 >= 0x80 || $0 == 0x1B }
    return isSound
  }

  @Test(arguments: terms.indices)
  func everyByteUnderEveryCharacterSetIsReadInEveryVR(_ index: Int) {
    let set = ValuesRobustness.sets[index]
    for byte in UInt8.min...UInt8.max {
      for vr in VR.all { #expect(ValuesRobustness.use([byte], set, vr), "\(byte) as \(vr)") }
      let decoded = set.decode([byte], vr: .lo)
      #expect(decoded.text.unicodeScalars.count == 1, "\(byte)")
    }
  }

  @Test(arguments: terms.indices)
  func randomBytesAreReadInEveryVR(_ index: Int) {
    var random = Sequence(state: UInt64(index) &+ 7)
    // What switches, separates and pads comes often.
    let marks: [[UInt8]] = [
      [0x1B], [0x5C], [0x5E], [0x3D], [0x0D, 0x0A], [0], [0x20], [0x1B, 0x24, 0x42], [0x1B, 0x28, 0x42],
      [0x1B, 0x24, 0x29, 0x43], [0x1B, 0x24, 0x28, 0x44], [0x1B, 0x2D, 0x41], [0x1B, 0x28, 0x4A],
      Array("2.25.".utf8),
      Array("1.3.12.2.1107.5.".utf8), Array("20190305".utf8),
    ]
    for _ in 0..<400 {
      var value: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        if Int.random(in: 0..<3, using: &random) == 0 {
          value += marks.randomElement(using: &random) ?? []
        } else {
          value.append(UInt8.random(in: .min ... .max, using: &random))
        }
      }
      let start = Int.random(in: 0...value.count, using: &random)
      let vr = VR.all.randomElement(using: &random) ?? .pn
      for vr in [vr, .pn, .lo, .lt] {
        #expect(
          ValuesRobustness.use(value[start...], ValuesRobustness.sets[index], vr),
          "\(value) from \(start) as \(vr)")
      }
    }
  }

  @Test func longValuesAreReadInLinearTime() {
    for unit in ["^", "=", "\\", "A", "\u{1B}", "1.", "9", "\0", " "] {
      let value = Array(String(repeating: unit, count: 20_000).utf8)[...]
      for vr in [VR.pn, .lo, .ui, .ds, .is, .da, .tm, .dt, .lt] {
        #expect(ValuesRobustness.use(value, .defaultRepertoire, vr), "\(unit.debugDescription) as \(vr)")
      }
    }
  }

  @Test func aCharacterSetIsUsedByManyTasksAtOnce() async {
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        let set = ValuesRobustness.sets[index % ValuesRobustness.sets.count]
        group.addTask { set.decode([0xC0, 0xFD, 0x41], vr: .lo).text.hasSuffix("A") }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  /// Numbers that look random and are the same in every run.
  private struct Sequence: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }
}
