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
    Pictures(FileReader(try encodedBytes(by: program, arguments), dictionary: NoDictionary()))
  }

  /// The bytes of it.
  fileprivate func encodedBytes(by program: String, _ arguments: [String]) throws -> [UInt8] {
    let names = program == "gdcmconv" ? ["-i", "in.dcm", "-o"] : ["in.dcm"]
    return try OutsideProgram.output(
      program, arguments + names, file: "out.dcm", inputs: [("in.dcm", complete.bytes)])
  }

  /// The file with what other programs need of a class and an instance.
  fileprivate var complete: PictureFile {
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

/// Encodings with loss, each with the bits that are stored. With 12 bits dcmcjpeg takes the smallest value away from all.
private let measured:
  [(program: String, arguments: [String], bits: Int, likeness: FrameComparison.Likeness)] = [
    ("dcmcjpeg", ["+eb", "+q", "60"], 8, .lossy), ("dcmcjpeg", ["+ee", "+q", "60"], 12, .rescaled),
    ("gdcmconv", ["--lossy", "--j2k", "-r", "12"], 12, .lossy),
    ("gdcmconv", ["--lossy", "--j2k", "-r", "12"], 16, .lossy),
  ]

/// Decodes both files with pydicom and its plugins and writes two ratios, in dB: that to the peak of Bits Stored, and that
/// of what is left when the output is put beside the line of the original that is nearest to it.
private let ratios = """
  import sys, numpy, pydicom
  before, after = (pydicom.dcmread(path).pixel_array.astype(numpy.float64).ravel() for path in sys.argv[1:3])
  peak = 2.0 ** pydicom.dcmread(sys.argv[1], stop_before_pixels=True).BitsStored - 1
  slope, offset = numpy.polyfit(before, after, 1)
  plain, left = (
    float(10 * numpy.log10(top ** 2 / numpy.mean((after - nearest) ** 2)))
    for top, nearest in ((peak, before), (peak * abs(slope), slope * before + offset)))
  open(sys.argv[3], "w").write("%r %r" % (plain, left))
  """

@Test(
  .enabled(
    if: ["dcmcjpeg", "gdcmconv"].allSatisfy(OutsideProgram.isInstalled)
      && OutsideProgram.pythonHas("pydicom, numpy, libjpeg, openjpeg"),
    "needs dcmcjpeg, gdcmconv and python3 with pydicom, pylibjpeg-libjpeg and pylibjpeg-openjpeg"),
  arguments: measured.indices)
func theRatioIsWhatOthersCompute(_ number: Int) throws {
  let (program, arguments, bits, likeness) = measured[number]
  let picture = ComparedPicture(bits: bits)
  let output = try picture.file.encodedBytes(by: program, arguments)
  let found = PictureComparison(
    of: picture.file.pictures, Pictures(FileReader(output, dictionary: NoDictionary())))
  let frame = try #require(found.elements.first?.frames.first)
  #expect(frame.likeness == likeness && frame.areas.isEmpty)
  let printed = try OutsideProgram.output(
    "python3", ["-c", ratios, "before.dcm", "after.dcm"], file: "ratios.txt",
    inputs: [("before.dcm", picture.file.complete.bytes), ("after.dcm", output)])
  let expected = String(decoding: printed, as: UTF8.self).split(separator: " ").compactMap { Double($0) }
  try #require(expected.count == 2)
  let psnr = try #require(frame.psnr)
  let left = likeness == .rescaled ? expected[1] : expected[0]
  // Two decoders of a DCT may be one apart.
  #expect(abs(psnr - left) < 0.05, "\(psnr) and \(left) dB")
  guard likeness == .lossy else { return }
  let whole = try #require(frame.wholePSNR)
  #expect(abs(whole - expected[0]) < 0.05 && frame.peak == Double(1 << bits - 1))
}
