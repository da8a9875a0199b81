import DICOM
import Pixels
import Testing

/// 16-bit pixels of a picture with columns and rows that are powers of two.
private func grey(_ values: [Int], interpretation: String = "MONOCHROME2", more: [UInt8] = []) -> PictureFile
{
  PictureFile(
    rows: values.count / 8, columns: 8, interpretation: interpretation, allocated: 16, more: more,
    pixels: PictureFile.native(values.flatMap(PictureFile.le16)))
}

private func renderings(_ file: PictureFile) throws -> [Rendering] {
  let source = try file.source()
  return source.renderings(of: try source.frame(0))
}

/// Three tables with as many entries as values.
private func palette(_ red: [UInt8], _ green: [UInt8], _ blue: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  for number in 0x1101...0x1103 { bytes += PictureFile.element(0x0028, number, us: red.count, 0, 8) }
  for (number, table) in zip(0x1201..., [red, green, blue]) {
    bytes += PictureFile.element(0x0028, number, "OW", table)
  }
  return bytes
}

@Test func aFullRangeGoesFromBlackToWhite() throws {
  let first = try #require(try renderings(grey([100, 200, 300, 100, 100, 100, 100, 100])).first)
  #expect(first.kind == .fullRange)
  #expect(first.image.pixels == [0, 128, 255, 0, 0, 0, 0, 0])
}

@Test func zeroIsWhiteInMonochrome1() throws {
  let first = try #require(
    try renderings(grey([100, 200, 300, 100, 100, 100, 100, 100], interpretation: "MONOCHROME1")).first)
  #expect(first.image.pixels == [255, 127, 0, 255, 255, 255, 255, 255])
}

@Test func aWindowIsMeantForRescaledValues() throws {
  let more =
    PictureFile.element(0x0028, 0x1050, "0", vr: "DS") + PictureFile.element(0x0028, 0x1051, "256", vr: "DS")
    + PictureFile.element(0x0028, 0x1052, "-1000", vr: "DS")
    + PictureFile.element(0x0028, 0x1053, "1", vr: "DS")
  let all = try renderings(grey([0, 872, 1000, 1127, 1128, 5000, 5000, 5000], more: more))
  let window = try #require(all.first { $0.kind == .window(0) })
  #expect(window.image.pixels == [0, 0, 128, 255, 255, 255, 255, 255])
}

@Test func whatDiffersByOneGreyLevelInTheDarkIsSeenInATail() throws {
  // A mark of 1 on a ground of 0, beside bright pixels that take the whole range.
  var values = [Int](repeating: 0, count: 1024)
  for index in 0..<8 { values[10 + index] = 1 }
  for index in 512..<1024 { values[index] = 3000 + index }
  let all = try renderings(grey(values))
  let full = try #require(all.first { $0.kind == .fullRange })
  #expect(full.image.pixels[10] == full.image.pixels[9])
  let tail = try #require(all.first { $0.kind == .lowTail })
  #expect(tail.image.pixels[10] == 255 && tail.image.pixels[9] == 0)
}

@Test func renderingsThatWouldBeTheSameAreMadeOnce() throws {
  let flat = try renderings(grey([Int](repeating: 7, count: 64)))
  #expect(flat.map(\.kind) == [.fullRange])
  let two = try renderings(grey([0, 9, 0, 9, 0, 9, 0, 9]))
  #expect(two.map(\.kind) == [.fullRange])
  let colourless = try renderings(
    PictureFile(
      rows: 1, columns: 2, samples: 3, interpretation: "RGB",
      pixels: PictureFile.native([0, 0, 0, 255, 255, 255])))
  #expect(colourless.map(\.kind) == [.luma])
}

@Test func everyColourIsAPictureOfItsOwn() throws {
  // Blue on black is nearly black in brightness.
  let file = PictureFile(
    rows: 1, columns: 2, samples: 3, interpretation: "RGB", pixels: PictureFile.native([0, 0, 0, 0, 0, 255]))
  let all = try renderings(file)
  #expect(all.first { $0.kind == .plane(2) }?.image.pixels == [0, 255])
  #expect(all.first { $0.kind == .luma }?.image.pixels == [0, 29])
}

@Test func indicesAreShownAsColoursAndAsNumbers() throws {
  // Entries 1 and 2 look alike; their numbers do not.
  let more = palette([0, 50, 50, 200], [0, 60, 60, 200], [0, 70, 70, 200])
  let file = PictureFile(
    rows: 1, columns: 4, interpretation: "PALETTE COLOR", more: more,
    pixels: PictureFile.native([0, 1, 2, 3]))
  let all = try renderings(file)
  #expect(all.first { $0.kind == .plane(0) }?.image.pixels == [0, 50, 50, 200])
  #expect(all.first { $0.kind == .index }?.image.pixels == [0, 85, 170, 255])
}

@Test(
  arguments: [
    // what, segments of 16 bits, red of the four indices
    ("a discrete segment", [0, 4, 0x0000, 0x1000, 0x2000, 0x3000], [0x00, 0x10, 0x20, 0x30]),
    ("a linear segment", [0, 1, 0x0000, 1, 3, 0x3000], [0x00, 0x10, 0x20, 0x30]),
    ("an indirect segment", [0, 2, 0x0000, 0x1000, 2, 1, 0, 0], [0x00, 0x10, 0x00, 0x10]),
  ] as [(String, [Int], [UInt8])])
func segmentedTablesAreExpanded(_ what: String, _ segments: [Int], _ expected: [UInt8]) throws {
  var more: [UInt8] = []
  for number in 0x1101...0x1103 { more += PictureFile.element(0x0028, number, us: 4, 0, 16) }
  for number in 0x1221...0x1223 {
    more += PictureFile.element(0x0028, number, "OW", segments.flatMap(PictureFile.le16))
  }
  let file = PictureFile(
    rows: 1, columns: 4, interpretation: "PALETTE COLOR", more: more,
    pixels: PictureFile.native([0, 1, 2, 3]))
  let all = try renderings(file)
  #expect(all.first { $0.kind == .luma }?.image.pixels == expected, "\(what)")
}

@Test(
  arguments: [
    ("a table that is too short", [0, 2, 1, 2]), ("a kind that is not known", [7, 1, 0]),
    ("a linear segment at the start", [1, 3, 9]), ("an indirect segment that leads to itself", [2, 1, 0, 0]),
    ("a length of zero", [0, 0]), ("an offset beyond the table", [0, 1, 5, 2, 1, 0xFFFF, 0xFFFF]),
  ] as [(String, [Int])])
func aSegmentedTableThatCannotBeExpandedIsAnError(_ what: String, _ segments: [Int]) {
  var more: [UInt8] = []
  for number in 0x1101...0x1103 { more += PictureFile.element(0x0028, number, us: 4, 0, 16) }
  for number in 0x1221...0x1223 {
    more += PictureFile.element(0x0028, number, "OW", segments.flatMap(PictureFile.le16))
  }
  let file = PictureFile(
    rows: 1, columns: 4, interpretation: "PALETTE COLOR", more: more,
    pixels: PictureFile.native([0, 1, 2, 3]))
  #expect(file.failure() != nil, "\(what)")
}

@Test func anOverlayIsAPicture() throws {
  var file = PictureFile(pixels: PictureFile.native([UInt8](repeating: 0, count: 8)))
  file.pixels =
    PictureFile.element(0x6002, 0x0010, us: 2) + PictureFile.element(0x6002, 0x0011, us: 5)
    + PictureFile.element(0x6002, 0x3000, "OW", [0b0100_0001, 0b10]) + file.pixels
  let overlay = try #require(file.pictures.overlays.first)
  #expect(overlay.path.description == "(6002,3000)")
  #expect(try overlay.image(0).pixels == [255, 0, 0, 0, 0, 0, 255, 0, 0, 255])
}

@Test func bitsThatDoNotCountAreAPictureIfTheyDiffer() throws {
  let values = [0x0FFF, 0x1000, 0x0000, 0x1FFF, 0, 0, 0, 0]
  var file = grey(values)
  file.stored = 12
  file.high = 11
  let planes = try file.source().unusedBitPlanes(0)
  #expect(planes.map(\.bit) == [12])
  #expect(planes.first?.image.pixels == [0, 255, 0, 255, 0, 0, 0, 0])
  // A sign that is repeated is none.
  var signed = grey([0xF800, 0x07FF, 0, 0, 0, 0, 0, 0])
  signed.stored = 12
  signed.high = 11
  signed.representation = 1
  #expect(try signed.source().unusedBitPlanes(0).isEmpty)
}

@Test func aCommentInACodestreamIsFound() throws {
  let stream: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xFE, 0, 6] + Array("NOTE".utf8) + [0xFF, 0xE1, 0, 4, 1, 2]
    + [0xFF, 0xDA, 0, 2, 0x12, 0xFF, 0, 0xFF, 0xD9] + Array("MORE".utf8)
  let source = try PictureFile(
    transferSyntax: "1.2.840.10008.1.2.4.50", pixels: PictureFile.fragments([], [stream])
  ).source()
  let texts = try source.streamTexts(0)
  #expect(texts.map(\.kind) == [.comment, .application(1), .behindEnd])
  #expect(texts.first?.bytes == Array("NOTE".utf8))
  #expect(texts.last?.bytes.starts(with: Array("MORE".utf8)) == true)
}
