import DICOM
import Pixels
import Testing

/// Other programs that encode pictures, each with what it makes.
private let lossless: [(program: String, arguments: [String])] = [
  ("dcmcjpeg", ["+e1"]), ("dcmcjpls", []), ("dcmcrle", []), ("gdcmconv", ["--j2k"]),
  ("gdcmconv", ["--jpegls"]), ("gdcmconv", ["--rle"]), ("gdcmconv", ["--jpeg"]),
]
private let lossy: [(program: String, arguments: [String])] = [
  ("dcmcjpeg", ["+eb", "+q", "90"]), ("dcmcjpeg", ["+eb", "+q", "50"]), ("dcmcjpls", ["+en", "+md", "3"]),
  ("gdcmconv", ["--lossy", "--j2k", "-r", "10"]),
]

extension PictureFile {
  /// What another program makes of the file.
  fileprivate func encoded(by program: String, _ arguments: [String]) throws -> Pictures {
    let names = program == "gdcmconv" ? ["-i", "in.dcm", "-o"] : ["in.dcm"]
    let made = try OutsideProgram.output(
      program, arguments + names, file: "out.dcm", inputs: [("in.dcm", complete.bytes)])
    return Pictures(FileReader(made, dictionary: NoDictionary()))
  }

  /// The file with what other programs need of a class and an instance.
  private var complete: PictureFile {
    var file = self
    file.before =
      PictureFile.element(0x0008, 0x0016, "1.2.840.10008.5.1.4.1.1.7", vr: "UI")
      + PictureFile.element(0x0008, 0x0018, "2.25.1", vr: "UI")
    return file
  }
}

@Test(
  .enabled(if: ["dcmcjpeg", "dcmcjpls", "dcmcrle", "gdcmconv"].allSatisfy(OutsideProgram.isInstalled)),
  arguments: lossless.indices, [8, 12])
func encodingWithoutLossLeavesThePictureIdentical(_ number: Int, _ bits: Int) throws {
  let picture = ComparedPicture(bits: bits)
  let (program, arguments) = lossless[number]
  let output = try picture.file.encoded(by: program, arguments)
  let found = try #require(PictureComparison(of: picture.file.pictures, output).elements.first)
  #expect(found.isIdentical && found.frames.count == 1, "\(program) \(arguments)")
  #expect(found.geometry.map(\.attribute).contains(.transferSyntax))
  let before = try #require(try PixelFingerprint(of: picture.file.pictures))
  let after = try #require(try PixelFingerprint(of: output))
  #expect(before == after)
}

@Test(
  .enabled(if: ["dcmcjpeg", "dcmcjpls", "gdcmconv"].allSatisfy(OutsideProgram.isInstalled)),
  arguments: lossy.indices, [false, true])
func encodingWithLossIsToldFromAMask(_ number: Int, _ isMasked: Bool) throws {
  let picture = ComparedPicture()
  var output = picture
  let mask = PixelRect(x: 32, y: 40, width: 64, height: 24)
  if isMasked { output.fill(mask) { _, _ in 0 } }
  let (program, arguments) = lossy[number]
  let encoded = try output.file.encoded(by: program, arguments)
  let frame = try #require(
    PictureComparison(of: picture.file.pictures, encoded).elements.first?.frames.first)
  #expect(frame.likeness == .lossy, "\(program) \(arguments)")
  #expect(try #require(frame.psnr) > 25)
  guard isMasked else {
    #expect(frame.areas.isEmpty, "\(program) \(arguments)")
    return
  }
  let area = try #require(frame.areas.first)
  #expect(frame.areas.count == 1 && area.kind == .masked, "\(program) \(arguments)")
  #expect(area.rectangle.overlap(mask) * 10 > mask.area * 9)
  #expect(area.rectangle.area * 10 < mask.area * 14)
}
