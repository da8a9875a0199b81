import Pixels
import Testing

/// A run-length frame of 8 bits: 2 rows of 4 pixels of one value.
private func run(_ value: UInt8) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: 64)
  bytes[0] = 1
  bytes[4] = 64
  return bytes + [0xF9, value]  // 257 - 8
}

private func file(_ table: [Int], _ parts: [[UInt8]], frames: String? = nil, delimited: Bool = true)
  -> PictureFile
{
  PictureFile(
    transferSyntax: "1.2.840.10008.1.2.5", frames: frames,
    pixels: PictureFile.fragments(table, parts, delimited: delimited))
}

@Test(
  arguments: [
    // what, file, the first sample of each frame, irregularities
    ("one fragment", file([], [run(5)]), [5], []),
    ("one fragment a frame", file([0, 74], [run(5), run(6)], frames: "2"), [5, 6], []),
    ("no table", file([], [run(5), run(6)], frames: "2"), [5, 6], []),
    (
      "a frame in two fragments", file([0], [Array(run(5)[..<30]), Array(run(5)[30...])]), [5], []
    ),
    (
      "a table that points nowhere", file([0, 13], [run(5), run(6)], frames: "2"), [5, 6],
      [.offsetTableContradicts]
    ),
    (
      "a table that hides a frame", file([0, 74], [run(5), run(6), run(7)], frames: "2"), [5, 6, 7],
      [.offsetTableContradicts, .framesBeyondAnnounced(announced: 2, found: 3)]
    ),
    ("fragments without an end", file([], [run(5)], delimited: false), [5], [.fragmentsUnfinished]),
    (
      "fewer than announced", file([], [run(5), run(6)], frames: "3"), [5, 6],
      [.framesMissing(announced: 3, found: 2)]
    ),
  ] as [(String, PictureFile, [UInt8], [FrameSource.Irregularity])])
func framesAreFoundWhateverTheTableSays(
  _ what: String, _ file: PictureFile, _ expected: [UInt8], _ irregularities: [FrameSource.Irregularity]
) throws {
  let source = try file.source()
  let firsts = try (0..<source.frameCount).map { try source.frame($0).samples.littleEndianBytes[0] }
  #expect(firsts == expected, "\(what)")
  #expect(source.irregularities == irregularities, "\(what)")
}

@Test func aCodestreamBeginsAFrameEvenWhereTheTableHasNone() throws {
  // Not decodable, but each begins like JPEG: two frames in three fragments.
  let start: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 2]
  let source = try PictureFile(
    transferSyntax: "1.2.840.10008.1.2.4.50", frames: "1",
    pixels: PictureFile.fragments([0], [start, [1, 2], start])
  ).source()
  #expect(source.frameCount == 2)
  #expect(source.irregularities.contains(.offsetTableContradicts))
  #expect(try source.codestream(0) == start + [1, 2])
}

@Test(
  arguments: [
    // what, segments, whether the frame is whole
    ("a run of repeats", [0xF9, 9], true),
    ("literal bytes", [7, 1, 2, 3, 4, 5, 6, 7, 8], true),
    ("an end before the last pixel", [0xFC, 9], false),
    ("a run beyond the last pixel", [0x81, 9], true),
    ("literal bytes that are not there", [7, 1, 2], false),
    ("nothing but padding", [0x80, 0x80], false),
  ] as [(String, [UInt8], Bool)])
func runLengthsFillTheFrameOrSayThatTheyDoNot(_ what: String, _ segment: [UInt8], _ isWhole: Bool) throws {
  var bytes = [UInt8](repeating: 0, count: 64)
  bytes[0] = 1
  bytes[4] = 64
  let frame = try file([], [bytes + segment]).source().frame(0)
  #expect(frame.samples.count == 8)
  #expect((frame.damage == nil) == isWhole, "\(what)")
}

@Test(
  arguments: [
    (
      "JPEG", "1.2.840.10008.1.2.4.50",
      [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0]
        + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]
    ),
    (
      "lossless JPEG", "1.2.840.10008.1.2.4.70",
      [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 16, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0]
        + [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0]
    ),
    (
      "JPEG-LS", "1.2.840.10008.1.2.4.80",
      [0xFF, 0xD8, 0xFF, 0xF7, 0, 11, 16, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0]
        + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0]
    ),
    (
      "JPEG 2000", "1.2.840.10008.1.2.4.90",
      [0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0] + [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]
        + [UInt8](repeating: 0, count: 8)
        + [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 8) + [0, 1, 7, 1, 1]
    ),
  ] as [(String, String, [UInt8])])
func aLargerCodestreamIsRefusedBeforeAnythingIsAllocated(
  _ what: String, _ syntax: String, _ stream: [UInt8]
) {
  let file = PictureFile(transferSyntax: syntax, pixels: PictureFile.fragments([], [stream]))
  let attributes = PictureSize(width: 4, height: 2, components: 1)
  let codestream = PictureSize(width: 65_535, height: 65_535, components: 1)
  #expect(file.failure() == .sizeDiffers(attributes: attributes, codestream: codestream), "\(what)")
}
