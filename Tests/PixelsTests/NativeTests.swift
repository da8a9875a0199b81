import DICOM
import Pixels
import Testing

@Test(
  arguments: [
    // what, file, little-endian bytes of the first frame's samples
    (
      "8 bits", PictureFile(pixels: PictureFile.native([1, 2, 3, 4, 5, 6, 7, 255])),
      [1, 2, 3, 4, 5, 6, 7, 255]
    ),
    (
      "12 of 16 bits, signed: the sign is the twelfth bit, and what is above it does not count",
      PictureFile(
        rows: 1, columns: 3, allocated: 16, stored: 12, representation: 1,
        pixels: PictureFile.native([0xFF, 0x0F, 0x00, 0x08, 0x01, 0xF0])),
      [0xFF, 0xFF, 0x00, 0xF8, 0x01, 0x00]
    ),
    (
      "12 of 16 bits from the highest down",
      PictureFile(
        rows: 1, columns: 2, allocated: 16, stored: 12, high: 15,
        pixels: PictureFile.native([0x0F, 0x80, 0x10, 0x00])), [0x00, 0x08, 0x01, 0x00]
    ),
    (
      "one bit, the lowest first",
      PictureFile(rows: 1, columns: 5, allocated: 1, pixels: PictureFile.native([0b10110, 0])),
      [0, 1, 1, 0, 1]
    ),
    (
      "planes become pixels",
      PictureFile(
        rows: 1, columns: 2, samples: 3, interpretation: "RGB", planar: 1,
        pixels: PictureFile.native([1, 2, 3, 4, 5, 6])), [1, 3, 5, 2, 4, 6]
    ),
    (
      "pairs of YBR_FULL_422 share their colour",
      PictureFile(
        rows: 1, columns: 2, samples: 3, interpretation: "YBR_FULL_422",
        pixels: PictureFile.native([1, 2, 3, 4])),
      [1, 3, 4, 2, 3, 4]
    ),
    (
      "32 bits",
      PictureFile(rows: 1, columns: 1, allocated: 32, pixels: PictureFile.native([1, 2, 3, 4])), [1, 2, 3, 4]
    ),
    (
      "floats",
      PictureFile(
        rows: 1, columns: 1, allocated: 32,
        pixels: PictureFile.element(0x7FE0, 0x0008, "OF", [0, 0, 0x80, 0x3F])), [0, 0, 0x80, 0x3F]
    ),
  ] as [(String, PictureFile, [UInt8])])
func nativeSamplesAreReadAsTheAttributesSay(_ what: String, _ file: PictureFile, _ expected: [UInt8]) throws {
  #expect(try file.source().frame(0).samples.littleEndianBytes == expected, "\(what)")
}

@Test func framesOfOneBitNeedNotBeginWithAByte() throws {
  // Two frames of five pixels: 10110 and 01101, the lowest bit first.
  let file = PictureFile(
    rows: 1, columns: 5, allocated: 1, frames: "2", pixels: PictureFile.native([0b1100_1101, 0b10]))
  let source = try file.source()
  #expect(source.frameCount == 3)
  #expect(try source.frame(0).samples.littleEndianBytes == [1, 0, 1, 1, 0])
  #expect(try source.frame(1).samples.littleEndianBytes == [0, 1, 1, 0, 1])
}

@Test func whatLiesBehindTheLastFrameIsNamed() throws {
  let one = [UInt8](repeating: 7, count: 8)
  let some = try PictureFile(pixels: PictureFile.native(one + [1, 2, 3, 4])).source()
  #expect(some.irregularities.count == 1)
  guard case .bytesBehindFrames(let range) = try #require(some.irregularities.first) else {
    Issue.record("bytes behind the frame are not named")
    return
  }
  #expect(range.count == 4)
  // A whole frame more is a frame, and decoded.
  let more = try PictureFile(frames: "1", pixels: PictureFile.native(one + one)).source()
  #expect(more.frameCount == 2)
  #expect(more.irregularities == [.framesBeyondAnnounced(announced: 1, found: 2)])
  // Frames that are announced and not there.
  let fewer = try PictureFile(frames: "9", pixels: PictureFile.native(one + one)).source()
  #expect(fewer.irregularities == [.framesMissing(announced: 9, found: 2)])
  #expect(throws: PixelError.frameMissing(index: 2, found: 2)) { try fewer.frame(2) }
}

@Test func aNumberOfFramesOfZeroHidesNoFrame() throws {
  let source = try PictureFile(frames: "0", pixels: PictureFile.native([UInt8](repeating: 7, count: 8)))
    .source()
  #expect(source.frameCount == 1)
  #expect(source.irregularities == [.framesBeyondAnnounced(announced: 0, found: 1)])
}

@Test(
  arguments: [
    // what, file, reason
    ("no rows", PictureFile(rows: 0), .attributeInvalid(.rows, 0)),
    ("no columns", PictureFile(columns: 0), .attributeInvalid(.columns, 0)),
    (
      "65,535 by 65,535", PictureFile(rows: 65_535, columns: 65_535, pixels: PictureFile.native([1, 2])),
      .frameTooLarge(samples: 65_535 * 65_535)
    ),
    ("5 samples", PictureFile(samples: 5), .attributeInvalid(.samplesPerPixel, 5)),
    ("RGB of one sample", PictureFile(interpretation: "RGB"), .attributeInvalid(.samplesPerPixel, 1)),
    ("an unknown meaning", PictureFile(interpretation: "SECRET"), .photometricInterpretationUnknown),
    ("0 bits", PictureFile(allocated: 0, stored: 1), .attributeInvalid(.bitsAllocated, 0)),
    ("24 bits", PictureFile(allocated: 24), .unsupported(.bitsAllocated)),
    ("9 bits of 8", PictureFile(stored: 9), .attributeInvalid(.bitsStored, 9)),
    ("the highest bit outside", PictureFile(stored: 8, high: 8), .attributeInvalid(.highBit, 8)),
    ("the highest bit too low", PictureFile(stored: 8, high: 6), .attributeInvalid(.highBit, 6)),
    ("a sign of 2", PictureFile(representation: 2), .attributeInvalid(.pixelRepresentation, 2)),
    ("-1 frames", PictureFile(frames: "-1"), .attributeInvalid(.numberOfFrames, -1)),
    ("10 million frames", PictureFile(frames: "10000000"), .attributeInvalid(.numberOfFrames, 10_000_000)),
    ("no pixels", PictureFile(pixels: PictureFile.native([])), .noFrames),
    ("half a frame", PictureFile(pixels: PictureFile.native([1, 2, 3, 4])), .truncated(needed: 8, left: 4)),
    (
      "no tables of colours", PictureFile(interpretation: "PALETTE COLOR"),
      .attributeMissing(.redPaletteColorLookupTableDescriptor)
    ),
    (
      "fragments of an unknown kind",
      PictureFile(transferSyntax: "1.2.3", pixels: PictureFile.fragments([], [[1, 2]])),
      .unsupported(.transferSyntax)
    ),
    (
      "no fragments",
      PictureFile(transferSyntax: "1.2.840.10008.1.2.5", pixels: PictureFile.fragments([], [])),
      .noFrames
    ),
  ] as [(String, PictureFile, PixelError)])
func whatCannotBeDecodedSaysWhy(_ what: String, _ file: PictureFile, _ reason: PixelError) {
  var file = file
  if file.pixels.isEmpty { file.pixels = PictureFile.native([UInt8](repeating: 0, count: 64)) }
  #expect(file.failure() == reason, "\(what)")
}
