import DICOM
import Pixels
import Testing

private let words = Array("Seen in Westwood".utf8)

/// A run-length frame of 8 bits: 2 rows of 4 pixels of one value.
private func run(header more: [UInt8] = [], between: [UInt8] = [], packets: [UInt8]) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: 64)
  bytes[0] = 1
  bytes[4] = UInt8(64 + between.count)
  for (index, byte) in more.enumerated() { bytes[8 + index] = byte }
  return bytes + between + packets
}

private func texts(_ syntax: String, _ stream: [UInt8], bits: Int = 8) throws -> [StreamText] {
  let file = PictureFile(
    transferSyntax: "1.2.840.10008.1.2.\(syntax)", allocated: bits,
    pixels: PictureFile.fragments([], [stream]))
  return try file.source().streamTexts(0)
}

@Test(
  arguments: [
    // what, the frame, what is left over
    ("nothing", run(packets: [0xF9, 9]), []),
    ("a zero that makes the length even", run(packets: [0xF9, 9, 0]), []),
    ("packets without output", run(packets: [0xF9, 9, 0x80, 0x80]), []),
    ("text behind the last packet", run(packets: [0xF9, 9] + words), [words]),
    ("text in the last packet", run(packets: [23] + [1, 2, 3, 4, 5, 6, 7, 8] + words), [words + [0]]),
    ("text before the first segment", run(between: words, packets: [0xF9, 9]), [words]),
    (
      "text in the places of further segments", run(header: words, packets: [0xF9, 9]),
      [words + [UInt8](repeating: 0, count: 56 - words.count)]
    ),
  ] as [(String, [UInt8], [[UInt8]])])
func bytesOfRunLengthsThatNoPixelIsMadeOfAreFound(
  _ what: String, _ frame: [UInt8], _ expected: [[UInt8]]
) throws {
  let texts = try texts("5", frame)
  #expect(texts.map(\.bytes) == expected, "\(what)")
  #expect(texts.allSatisfy { $0.kind == .behindEnd })
}

@Test func bytesBehindANativeFrameInItsFragmentAreFound() throws {
  let texts = try texts("1.98", [1, 2, 3, 4, 5, 6, 7, 8] + words)
  #expect(texts.map(\.bytes) == [words])
}

/// A deflate stream of one block that is stored, not compressed. RFC 1951 section 3.2.4.
private func stored(_ bytes: [UInt8]) -> [UInt8] {
  [1] + PictureFile.le16(bytes.count) + PictureFile.le16(~bytes.count & 0xFFFF) + bytes
}

@Test func bytesBehindADeflatedFrameAreFound() throws {
  let frame: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
  #expect(try texts("8.1", stored(frame)).isEmpty)
  #expect(try texts("8.1", stored(frame + [0])).isEmpty)
  #expect(try texts("8.1", stored(frame) + words).map(\.bytes) == [words + [0]])
  #expect(try texts("8.1", stored(frame + words)).map(\.bytes) == [words])
}
