import Pixels
import Testing

private let words = Array("Seen in Westwood".utf8)
private let hasCJXL = OutsideProgram.isInstalled("cjxl")

/// A picture of 32 by 24 pixels in the form that cjxl reads. Samples of 16 bits have their high byte first.
private func portable(components: Int, bits: Int) -> [UInt8] {
  var samples: [UInt8] = []
  let most = 1 << bits - 1
  for index in 0..<32 * 24 * components {
    let sample = (index * index / 7 + 13 * index) % (most + 1)
    if bits > 8 { samples.append(UInt8(sample >> 8)) }
    samples.append(UInt8(sample & 0xFF))
  }
  let head = "\(components == 3 ? "P6" : "P5")\n32 24\n\(most)\n"
  return Array(head.utf8) + samples
}

private func picture(_ stream: [UInt8], components: Int = 1, bits: Int = 8) -> PictureFile {
  PictureFile(
    transferSyntax: "1.2.840.10008.1.2.4.110", rows: 24, columns: 32, samples: components,
    interpretation: components == 3 ? "RGB" : "MONOCHROME2", allocated: bits > 8 ? 16 : 8, stored: bits,
    pixels: PictureFile.fragments([], [stream]))
}

private func jpegXL(components: Int = 1, bits: Int = 8, _ arguments: [String]) throws -> [UInt8] {
  let name = components == 3 ? "a.ppm" : "a.pgm"
  return try OutsideProgram.output(
    "cjxl", [name] + arguments, file: "a.jxl",
    inputs: [(name, portable(components: components, bits: bits))])
}

/// The samples that djxl makes of a codestream, least significant byte first.
private func samples(_ stream: [UInt8], components: Int, bits: Int) throws -> [UInt8] {
  let name = components == 3 ? "b.ppm" : "b.pgm"
  let made = try OutsideProgram.output("djxl", ["a.jxl"], file: name, inputs: [("a.jxl", stream)])
  let width = bits > 8 ? 2 : 1
  let count = 32 * 24 * components
  var bytes = Array(made.suffix(count * width))
  if width == 2 { for index in 0..<count { bytes.swapAt(2 * index, 2 * index + 1) } }
  return bytes
}

@Test(
  .enabled(if: hasCJXL, "needs cjxl and djxl"),
  arguments: [
    // what, components, bits, arguments
    ("8 bits", 1, 8, ["-d", "0"]), ("16 bits", 1, 16, ["-d", "0"]),
    ("colours", 3, 8, ["-d", "0"]), ("colours of 16 bits", 3, 16, ["-d", "0"]),
    ("in a container", 3, 8, ["-d", "0", "--container=1"]),
  ] as [(String, Int, Int, [String])])
func aJPEGXLFrameIsAsItsOwnProgramDecodesIt(
  _ what: String, _ components: Int, _ bits: Int, _ arguments: [String]
) throws {
  let stream = try jpegXL(components: components, bits: bits, ["-e", "3"] + arguments)
  let source = try picture(stream, components: components, bits: bits).source()
  let frame = try source.frame(0)
  #expect(frame.damage == nil)
  let bytes = frame.samples.littleEndianBytes
  #expect(bytes == (try samples(stream, components: components, bits: bits)), "\(what)")
  if bits == 8 { #expect(bytes == portable(components: components, bits: bits).suffix(bytes.count)) }
  #expect(try source.streamTexts(0).isEmpty, "\(what)")
}

@Test(.enabled(if: hasCJXL, "needs cjxl"), arguments: [[], ["--container=1"]])
func bytesBehindAJPEGXLCodestreamAreFound(_ arguments: [String]) throws {
  let stream = try jpegXL(["-d", "0", "-e", "3"] + arguments) + words
  let source = try picture(stream).source()
  #expect(try source.frame(0).damage == nil)
  let texts = try source.streamTexts(0)
  #expect(texts.map(\.kind) == [.behindEnd])
  #expect(texts.first.map { $0.bytes.starts(with: words) } == true)
}

@Test(.enabled(if: hasCJXL, "needs cjxl"))
func everyPrefixOfAJPEGXLFrameEndsAsAFrameOrAnError() throws {
  let stream = try jpegXL(["-d", "0", "-e", "3", "--container=1"])
  for length in stride(from: 0, to: stream.count, by: 7) {
    guard case .success(let source) = picture(Array(stream.prefix(length))).pictures.bitmaps[0].source else {
      continue
    }
    switch Result(catching: { () throws(PixelError) in try source.frame(0) }) {
    case .success(let frame): #expect(frame.samples.count == 32 * 24)
    case .failure: break
    }
  }
}

/// cjxl 0.7 takes all samples above 8 bits for parts of 65,535, and djxl gives them back so: what counts is what went in.
@Test(.enabled(if: hasCJXL, "needs cjxl"), arguments: [10, 12, 14])
func aJPEGXLFrameOfOddBitsIsWhatWentIn(_ bits: Int) throws {
  let most = 1 << bits - 1
  let values = (0..<32 * 24).map { ($0 * $0 / 7 + 13 * $0) % (most + 1) }
  let stretched = values.map { ($0 * 65_535 + most / 2) / most }
  let file = Array("P5\n32 24\n65535\n".utf8) + stretched.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  let stream = try OutsideProgram.output(
    "cjxl", ["a.pgm", "-d", "0", "-e", "3", "--override_bitdepth=\(bits)"], file: "a.jxl",
    inputs: [("a.pgm", file)])
  let frame = try picture(stream, bits: bits).source().frame(0)
  #expect(frame.damage == nil && frame.bitsStored == bits)
  let areEqual = frame.samples.littleEndianBytes == values.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  #expect(areEqual, "\(bits) bits")
}
