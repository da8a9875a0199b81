import Pixels
import Testing

/// Lossless JPEG of 4 rows of 3 pixels of 12 bits, and their samples.
let losslessStream: [UInt8] = [
  0xFF, 0xD8, 0xFF, 0xC3, 0x00, 0x0B, 0x0C, 0x00, 0x04, 0x00, 0x03, 0x01, 0x01, 0x11, 0x00, 0xFF, 0xC4,
  0x00, 0x24, 0x00, 0x00, 0x00, 0x00, 0x00, 0x11, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E,
  0x0F, 0x10, 0xFF, 0xDD, 0x00, 0x04, 0x00, 0x03, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x07, 0x00,
  0x00, 0x4A, 0xF5, 0x7C, 0xB9, 0x37, 0x4F, 0xFF, 0xD0, 0x51, 0x2A, 0xA4, 0xF5, 0x7F, 0x4B, 0xFF, 0xD1,
  0x55, 0x5C, 0x9E, 0x12, 0x9D, 0x7F, 0xFF, 0xD2, 0x56, 0xEA, 0xAC, 0xBC, 0x3F, 0xFF, 0xD9,
]
let losslessSamples: [UInt8] = [
  0xBE, 0x06, 0xEC, 0x0D, 0x60, 0x0F, 0x96, 0x04, 0xD4, 0x01, 0xA6, 0x09, 0xAE, 0x0A, 0x70, 0x0C, 0x48,
  0x0A, 0x75, 0x0B, 0xA4, 0x0E, 0xA5, 0x0E,
]

private func file(_ syntax: String, frames: String? = nil, _ value: [UInt8]) -> PictureFile {
  PictureFile(
    transferSyntax: "1.2.840.10008.1.2.\(syntax)", rows: 4, columns: 3, allocated: 16, stored: 12,
    frames: frames, pixels: PictureFile.element(0x7FE0, 0x0010, "OB", value))
}

@Test(
  arguments: [
    // what, transfer syntax, number of frames, irregularities
    ("under its own transfer syntax", "4.70", nil, [.codestreamOutsideFragments]),
    (
      "under the transfer syntax of another codec", "4.90", nil,
      [.codecDiffers(.jpeg), .codestreamOutsideFragments]
    ), ("under a transfer syntax that does not compress", "1", nil, [.codestreamOutsideFragments]),
    (
      "where more frames are announced", "4.70", "2",
      [.codestreamOutsideFragments, .framesMissing(announced: 2, found: 1)]
    ),
  ] as [(String, String, String?, [FrameSource.Irregularity])])
func aCodestreamOfDefinedLengthIsDecodedAndNamed(
  _ what: String, _ syntax: String, _ frames: String?, _ irregularities: [FrameSource.Irregularity]
) throws {
  let source = try file(syntax, frames: frames, losslessStream).source()
  #expect(source.irregularities == irregularities, "\(what)")
  #expect(try source.frame(0).samples.littleEndianBytes == losslessSamples, "\(what)")
}

@Test func runLengthsOfDefinedLengthAreDecoded() throws {
  var frame = [UInt8](repeating: 0, count: 64)
  frame[0] = 1
  frame[4] = 64
  let file = PictureFile(
    transferSyntax: "1.2.840.10008.1.2.5", pixels: PictureFile.native(frame + [0xF9, 9]))
  let source = try file.source()
  #expect(source.irregularities == [.codestreamOutsideFragments])
  #expect(try source.frame(0).samples.littleEndianBytes == [9, 9, 9, 9, 9, 9, 9, 9])
}

@Test func nativeSamplesUnderATransferSyntaxThatCompressesAreRead() throws {
  let source = try file("4.70", losslessSamples).source()
  #expect(source.codec == .native)
  #expect(try source.frame(0).samples.littleEndianBytes == losslessSamples)
}

@Test func nativeSamplesThatBeginLikeACodestreamAreNativeIfTheirLengthIsRight() throws {
  let samples: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC3] + [UInt8](repeating: 7, count: 20)
  let source = try file("1", samples).source()
  #expect(source.codec == .native)
  #expect(source.irregularities.isEmpty)
}
