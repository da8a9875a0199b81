import DICOM
import Testing

private func opened(_ sample: PayloadSample, _ bytes: [UInt8]? = nil) -> OpenedPayload {
  OpenedPayload.open((bytes ?? sample.bytes)[...], creator: Array(sample.creator.utf8))
}

/// Asks for everything that a payload can be asked for: nothing may trap, and all ranges lie in the value.
private func look(at payload: OpenedPayload, lengthInBytes: Int) -> Bool {
  var isInside = !payload.layers.isEmpty
  func check(_ range: Range<Int>?) {
    if let range, range.lowerBound < 0 || range.upperBound > lengthInBytes { isInside = false }
  }
  for field in payload.fields {
    check(payload.range(of: field))
    if payload.value(of: field).count != field.lengthInBytes { isInside = false }
    if payload.kinds(of: field).isEmpty { isInside = false }
  }
  for field in payload.fields.suffix(3) { _ = payload.path(of: field) }
  for remnant in payload.remnants {
    check(payload.range(of: remnant))
    if payload.value(of: remnant).isEmpty { isInside = false }
  }
  for layer in payload.layers {
    check(layer.range)
    _ = payload.bytes(of: layer)
  }
  for part in payload.unopened { check(part.range) }
  return isInside
}

@Test(arguments: PayloadSample.all)
func whatIsInAPayloadIsFound(_ sample: PayloadSample) {
  let payload = opened(sample)
  #expect(payload.layers.map(\.kind) == sample.layers)
  #expect(payload.fields.map { PayloadSample.line($0, of: payload) } == sample.fields)
  #expect(payload.unopened.isEmpty)
  #expect(payload.remnants.isEmpty, "\(payload.remnants.map { payload.value(of: $0) })")
  #expect(look(at: payload, lengthInBytes: sample.bytes.count))
}

@Test(arguments: PayloadSample.all)
func theRangeOfAFieldIsWhereItStands(_ sample: PayloadSample) {
  let payload = opened(sample)
  for field in payload.fields {
    guard let range = payload.range(of: field), payload.isVerbatim(field) else { continue }
    #expect(sample.bytes[range] == payload.value(of: field))
  }
}

@Test(arguments: PayloadSample.all)
func everyPrefixOfAPayloadIsRead(_ sample: PayloadSample) {
  for length in 0...sample.bytes.count {
    let payload = opened(sample, Array(sample.bytes.prefix(length)))
    #expect(look(at: payload, lengthInBytes: length), "the first \(length) bytes")
  }
}

@Test(arguments: PayloadSample.all)
func payloadsWithRandomChangesAreReadAndReadTheSameTwice(_ sample: PayloadSample) {
  var random = Reading.Generator(state: 20_260_301)
  for _ in 0..<(sample.bytes.isEmpty ? 0 : 400) {
    var bytes = sample.bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let extreme: UInt8 = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
      bytes[Int.random(in: 0..<bytes.count, using: &random)] =
        Bool.random(using: &random) ? extreme : UInt8.random(in: 0...255, using: &random)
    }
    let first = opened(sample, bytes)
    #expect(look(at: first, lengthInBytes: bytes.count))
    let second = opened(sample, bytes)
    #expect(
      first.fields.count == second.fields.count && first.layers.map(\.kind) == second.layers.map(\.kind))
  }
}

@Test func whatStandsBehindANameIsARemnant() {
  var bytes = PayloadSample.csa(2, [("Name", "LO", ["x"])])
  bytes.replaceSubrange(16 + 10..<16 + 20, with: PayloadSample.text("Eva Muster"))
  let payload = OpenedPayload.open(bytes[...], creator: nil)
  #expect(
    payload.remnants.map { String(decoding: payload.value(of: $0).filter { $0 != 0 }, as: UTF8.self) } == [
      "Eva Muster"
    ])
  #expect(payload.remnants.compactMap { payload.range(of: $0) } == [20..<80])
}

@Test(arguments: [
  // what is read, the reason why not all of it is
  ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + PayloadSample.bomb(1 << 30), PayloadKind.gzip),
  ([0x78, 0x01] + PayloadSample.bomb(1 << 30), .zlib),
])
func aBombIsInflatedUpToABound(_ bytes: [UInt8], _ kind: PayloadKind) {
  let limits = PayloadLimits()
  let payload = OpenedPayload.open(bytes[...], creator: nil)
  #expect(payload.layers.map(\.kind) == [kind, .blank])
  #expect(payload.unopened.map(\.reason) == [.growsTooLong])
  #expect(payload.bytes(of: payload.layers[1]).count == limits.decodedInBytes)
}

@Test func containersAreOpenedDownToABound() {
  var bytes = PayloadSample.text("Eva Muster was here")
  for _ in 0..<12 { bytes = PayloadSample.gzip(bytes, name: "") }
  let payload = OpenedPayload.open(bytes[...], creator: nil)
  #expect(payload.layers.count == PayloadLimits().depth + 1)
  #expect(payload.unopened.map(\.reason) == [.nestedTooDeep])
}

@Test(arguments: [
  ("<XProtocol>" + String(repeating: "{", count: 9_000), UnopenedReason.nestedTooDeep),
  (String(repeating: "[[", count: 9_000) + "1" + String(repeating: "]]", count: 9_000), .nestedTooDeep),
  (String(repeating: "<a>", count: 9_000) + "</a>", .nestedTooDeep),
])
func groupsAreReadDownToABound(_ text: String, _ reason: UnopenedReason) {
  let payload = OpenedPayload.open(Array(text.utf8)[...], creator: nil)
  #expect(payload.unopened.map(\.reason) == [reason])
  #expect(payload.remnants.count == 1)
}

@Test func noMoreFieldsAreReadThanABound() {
  var limits = PayloadLimits()
  limits.fields = 100
  for line in ["a = 1\n", "KEY \"v\"\n", "<a>x</a>"] {
    let bytes = Array(String(repeating: line, count: 400).utf8)
    let payload = OpenedPayload.open(bytes[...], creator: nil, limits: limits)
    #expect(payload.fields.count == 100)
    #expect(payload.unopened.map(\.reason) == [.tooManyFields])
  }
}
