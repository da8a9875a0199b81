import Pixels
import Testing

/// 16-bit pixels in rows of 8.
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

/// A sequence of one table an item.
private func sequence(_ number: Int, _ tables: [(first: Int, entries: [Int])], bytes: Bool = false) -> [UInt8]
{
  var items: [UInt8] = []
  for table in tables {
    let data = bytes ? table.entries.map { UInt8($0) } : table.entries.flatMap(PictureFile.le16)
    let item =
      PictureFile.element(0x0028, 0x3002, us: table.entries.count, table.first & 0xFFFF, bytes ? 8 : 16)
      + PictureFile.element(0x0028, 0x3006, "OW", data)
    items += [0xFE, 0xFF, 0x00, 0xE0] + PictureFile.le32(item.count) + item
  }
  return PictureFile.element(0x0028, number, "SQ", items)
}

private func window(_ center: Int, _ width: Int) -> [UInt8] {
  PictureFile.element(0x0028, 0x1050, "\(center)", vr: "DS")
    + PictureFile.element(0x0028, 0x1051, "\(width)", vr: "DS")
}

private func rescale(_ intercept: Int) -> [UInt8] {
  PictureFile.element(0x0028, 0x1052, "\(intercept)", vr: "DS")
    + PictureFile.element(0x0028, 0x1053, "1", vr: "DS")
}

private let steps = [100, 101, 102, 103, 104, 105, 106, 107]

@Test(
  arguments: [
    // what, interpretation, elements, the number of the table, the picture
    (
      "a table for display", "MONOCHROME2", sequence(0x3010, [(102, [0, 50, 10, 200])]), 0,
      [0, 0, 0, 63, 12, 255, 255, 255]
    ),
    (
      "one with 0 as white", "MONOCHROME1", sequence(0x3010, [(102, [0, 50, 10, 200])]), 0,
      [255, 255, 255, 192, 243, 0, 0, 0]
    ),
    (
      "entries of 8 bits", "MONOCHROME2", sequence(0x3010, [(102, [0, 50, 10, 200])], bytes: true), 0,
      [0, 0, 0, 63, 12, 255, 255, 255]
    ),
    (
      "the second of two", "MONOCHROME2", sequence(0x3010, [(100, [0, 1]), (106, [0, 9, 5])]), 1,
      [0, 0, 0, 0, 0, 0, 0, 255]
    ),
    (
      "a table of rescaled values below 0", "MONOCHROME2",
      rescale(-104) + sequence(0x3010, [(-1, [0, 10, 4])]), 0, [0, 0, 0, 0, 255, 102, 102, 102]
    ),
    (
      "a table of the modality", "MONOCHROME2", sequence(0x3000, [(102, [0, 50, 10, 200])]), 0,
      [0, 0, 0, 63, 12, 255, 255, 255]
    ),
    (
      "a table for display of the modality's values", "MONOCHROME2",
      sequence(0x3000, [(102, [0, 1, 2, 3])]) + sequence(0x3010, [(1, [0, 20, 4])]), 1,
      [0, 0, 0, 0, 255, 51, 51, 51]
    ),
  ] as [(String, String, [UInt8], Int, [UInt8])])
func everyLookupTableIsAPictureOfItsOwn(
  _ what: String, _ interpretation: String, _ more: [UInt8], _ number: Int, _ expected: [UInt8]
) throws {
  let file = grey(steps, interpretation: interpretation, more: more)
  let picture = try #require(try renderings(file).first { $0.kind == .lut(number) })
  #expect(picture.image.pixels == expected, "\(what)")
  #expect(try file.source().irregularities.isEmpty)
}

@Test func aWindowIsMeantForTheModalitysValues() throws {
  let more = window(10, 5) + sequence(0x3000, [(100, [0, 0, 0, 8, 10, 12, 40, 40])])
  let picture = try #require(try renderings(grey(steps, more: more)).first { $0.kind == .window(0) })
  #expect(picture.image.pixels == [0, 0, 0, 31, 159, 255, 255, 255])
}

@Test(
  arguments: [
    ("no data", PictureFile.element(0x0028, 0x3002, us: 4, 0, 16)),
    (
      "data that is too short",
      PictureFile.element(0x0028, 0x3002, us: 40, 0, 16)
        + PictureFile.element(0x0028, 0x3006, "OW", [1, 2, 3, 4])
    ), ("no descriptor", PictureFile.element(0x0028, 0x3006, "OW", [1, 2, 3, 4])),
  ] as [(String, [UInt8])])
func aLookupTableThatCannotBeReadIsNamed(_ what: String, _ item: [UInt8]) throws {
  let items = [0xFE, 0xFF, 0x00, 0xE0] + PictureFile.le32(item.count) + item
  let source = try grey(steps, more: PictureFile.element(0x0028, 0x3010, "SQ", items)).source()
  #expect(source.irregularities == [.lookupTablesNotRead(1)], "\(what)")
  #expect(source.renderings(of: try source.frame(0)).first?.kind == .fullRange)
}

@Test func moreLookupTablesThanAreRenderedAreCounted() throws {
  let tables = (0..<12).map { (first: 100 + $0 % 8, entries: [0, 5 + $0, 9]) }
  let source = try grey(steps, more: sequence(0x3010, tables)).source()
  #expect(source.irregularities == [.lookupTablesNotRead(4)])
}

@Test func whatStandsForNoPixelDoesNotTakeTheRange() throws {
  // Padding far below, pixels in a narrow range, a mark beside the padding that only a tail shows.
  let values = [0, 0, 1, 0, 1000, 1001, 1002, 1003]
  let padded = try renderings(grey(values, more: PictureFile.element(0x0028, 0x0120, us: 0)))
  #expect(padded.first?.kind == .fullRange)
  #expect(padded.first?.image.pixels == [0, 0, 0, 0, 254, 254, 255, 255])
  let range = PictureFile.element(0x0028, 0x0120, us: 0) + PictureFile.element(0x0028, 0x0121, us: 1)
  let all = try renderings(grey(values, more: range))
  #expect(all.first?.image.pixels == [0, 0, 0, 0, 0, 85, 170, 255])
  #expect(all.contains { $0.kind == .lowTail && $0.image.pixels[2] == 255 && $0.image.pixels[1] == 0 })
}

@Test func whatStandsForNoPixelMayBeBelowZero() throws {
  var file = grey(
    [0xF830, 0xF830, 0, 1, 2, 3, 3, 3], more: PictureFile.element(0x0028, 0x0120, us: 0xF830))
  file.representation = 1
  #expect(try renderings(file).first?.image.pixels == [0, 0, 0, 85, 170, 255, 255, 255])
}

@Test func aPictureOfNothingButPaddingIsShownAllTheSame() throws {
  let all = try renderings(
    grey([7, 7, 7, 7, 7, 7, 7, 7], more: PictureFile.element(0x0028, 0x0120, us: 7)))
  #expect(all.map(\.kind) == [.fullRange])
}
