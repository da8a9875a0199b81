import Foundation
import Testing

/// A file of explicit VR, little endian, with the elements given.
private func file(_ elements: [UInt8]) throws -> String {
  let syntax = Array("1.2.840.10008.1.2.1\0".utf8)
  let meta: [UInt8] = [0x02, 0, 0x10, 0] + Array("UI".utf8) + [UInt8(syntax.count), 0] + syntax
  let length: [UInt8] = [0x02, 0, 0, 0] + Array("UL".utf8) + [4, 0, UInt8(meta.count), 0, 0, 0]
  let path = Program.temporary("show.dcm")
  let bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length + meta + elements
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return path
}

private func short(_ group: UInt8, _ element: UInt8, _ number: UInt8) -> [UInt8] {
  [group, 0, element, 0] + Array("US".utf8) + [2, 0, number, 0]
}

/// Two frames of two by one pixels: 0 and 255, 255 and 0.
private let twoFrames: [UInt8] =
  short(0x28, 0x02, 1) + [0x28, 0, 0x04, 0] + Array("CS".utf8) + [12, 0] + Array("MONOCHROME2 ".utf8)
  + [0x28, 0, 0x08, 0] + Array("IS".utf8) + [2, 0] + Array("2 ".utf8)
  + short(0x28, 0x10, 1) + short(0x28, 0x11, 2)
  + [0x28, 0, 0, 1] + Array("US".utf8) + [2, 0, 8, 0] + [0x28, 0, 1, 1] + Array("US".utf8) + [2, 0, 8, 0]
  + [0x28, 0, 2, 1] + Array("US".utf8) + [2, 0, 7, 0] + [0x28, 0, 3, 1] + Array("US".utf8) + [2, 0, 0, 0]
  + [0xE0, 0x7F, 0x10, 0] + Array("OB".utf8) + [0, 0, 4, 0, 0, 0, 0, 255, 255, 0]

@Test func oneFrameIsWrittenForItsOwnerOnly() throws {
  let input = try file(twoFrames)
  let output = Program.temporary("frame.png")
  defer { for path in [input, output] { unlink(path) } }
  let run = try Program.run("deid-audit", ["show", input, "--frame", "2", "-o", output])
  #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
  let mode = try FileManager.default.attributesOfItem(atPath: output)[.posixPermissions] as? Int
  #expect(mode == 0o600)
  let png = [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
  #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  // Width, height, bits, grey.
  #expect(Array(png[16..<26]) == [0, 0, 0, 2, 0, 0, 0, 1, 8, 0])
  let first = try Program.run("deid-audit", ["show", input, "-o", output])
  #expect(first.status == 0)
  #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: output))) != png)
}

@Test(
  arguments: [
    // more arguments, what the error says
    (["--frame", "3"], "(7FE0,0010): there is no frame 3; the element holds 2"),
    (["--frame", "0"], "--frame 0: frames count from 1"),
    (["--path", "(6000,3000)"], "no picture at '(6000,3000)'; expected one of\n  (7FE0,0010)"),
    (["--rendering", "bright"], "no rendering 'bright' of this frame; expected one of full-range"),
  ] as [([String], String)])
func whatCannotBeShownIsAWrongArgument(_ arguments: [String], _ text: String) throws {
  let input = try file(twoFrames)
  let output = Program.temporary("frame.png")
  defer { unlink(input) }
  let run = try Program.run("deid-audit", ["show", input, "-o", output] + arguments)
  #expect(run.status == 64)
  #expect(run.errors.contains(text), "\(run.errors)")
  #expect(!FileManager.default.fileExists(atPath: output))
}

@Test func aFileWithoutPicturesIsAWrongArgument() throws {
  let input = try file(short(0x28, 0x10, 1))
  defer { unlink(input) }
  let run = try Program.run("deid-audit", ["show", input, "-o", Program.temporary("frame.png")])
  #expect(run.status == 64 && run.errors.contains("holds no pixel data, overlay or document"))
}
