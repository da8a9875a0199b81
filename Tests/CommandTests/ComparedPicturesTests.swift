import Foundation
import Testing

/// Palettes and overlays as `compare` reports them, in files that pydicom wrote.
@Suite(.enabled(if: Program.pythonHas("pydicom, numpy"), "needs python3 with pydicom and numpy"))
struct ComparedPicturesTests {
  /// Writes an original with a palette and an overlay, and its output with a change, and prints in how many pixels numpy
  /// finds another colour.
  private static let writer = """
    import os, sys
    import numpy, pydicom
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.pixels import apply_color_lut
    folder = sys.argv[1]

    def made(isOriginal):
        data = Dataset()
        data.file_meta = FileMetaDataset()
        data.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
        data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
        data.SOPInstanceUID = "2.25.%d7" % (1 if isOriginal else 2)
        data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
        data.StudyInstanceUID, data.SeriesInstanceUID = data.SOPInstanceUID + ".1", data.SOPInstanceUID + ".2"
        data.Modality, data.ConversionType = "OT", "WSD"
        data.PatientName, data.PatientID = ("Castellane^Odile", "471122") if isOriginal else ("", "")
        data.Rows, data.Columns, data.SamplesPerPixel = 48, 64, 1
        data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
        data.PhotometricInterpretation = "PALETTE COLOR"
        rows, columns = numpy.mgrid[0:48, 0:64]
        data.PixelData = ((3 * columns + 2 * rows) % 200).astype("u1").tobytes()
        for number, colour in enumerate(("Red", "Green", "Blue")):
            setattr(data, colour + "PaletteColorLookupTableDescriptor", [256, 0, 16])
            table = ((numpy.arange(256) + 60 * number) % 256 * 257).astype("<u2")
            setattr(data, colour + "PaletteColorLookupTableData", table.tobytes())
        data.add_new(0x60000010, "US", 48)
        data.add_new(0x60000011, "US", 64)
        data.add_new(0x60000040, "CS", "G")
        data.add_new(0x60000050, "SS", [1, 1])
        data.add_new(0x60000100, "US", 1)
        data.add_new(0x60000102, "US", 0)
        data.add_new(0x60003000, "OW", bytes([0x0F]) * (48 * 64 // 8))
        return data

    def entry(colour, index, value):
        name = colour + "PaletteColorLookupTableData"
        table = numpy.frombuffer(getattr(output, name), "<u2").copy()
        table[index] = value
        setattr(output, name, table.tobytes())

    original, output = made(True), made(False)
    output.PatientIdentityRemoved, output.DeidentificationMethod = "YES", "Basic"
    exec(sys.argv[2])
    for name, data in (("in", original), ("out", output)):
        os.makedirs(folder + "/" + name)
        data.save_as(folder + "/" + name + "/1.dcm", enforce_file_format=True)
    if "RedPaletteColorLookupTableData" in output and output.Rows == original.Rows:
        colours = [apply_color_lut(data.pixel_array, data) for data in (original, output)]
        print(int((colours[0] != colours[1]).any(axis=-1).sum()))
    """

  /// What a comparison says of pictures and lost attributes, and what it was done with the pixel data.
  private static func compared(_ change: String) throws -> (
    said: [String], messages: [String], done: [String: Int], pixels: Int?
  ) {
    let folder = Program.temporary("pictures")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    let python = try Program.run("python3", ["-c", writer, folder, change])
    #expect(python.status == 0, "\(python.errors)")
    let run = try Program.run(
      "deid-audit",
      ["compare", "-q", "--option", "clean-graphics", "--json", "-", folder + "/in", folder + "/out"])
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let checks = [
      "compare.attribute-lost", "compare.geometry-changed", "compare.pixels-changed", "compare.pixels-masked",
      "compare.pixels-lossy", "compare.pixels-lost", "compare.mask-misses-text",
    ]
    let findings = try #require(report["files"] as? [[String: Any]])
      .flatMap { $0["findings"] as? [[String: Any]] ?? [] }
      .filter { checks.contains($0["check"] as? String ?? "") }
    let said = findings.map { finding in
      let place = (finding["place"] as? [String: Any])?["path"] as? String ?? ""
      return "\(finding["check"] ?? "") \(finding["severity"] ?? "") \(place)"
    }
    let rows = (report["summary"] as? [String: Any])?["dispositions"] as? [[String: Any]]
    let row = try #require(rows?.first { $0["tag"] as? String == "(7FE0,0010)" })
    return (
      said, findings.compactMap { $0["message"] as? String }, row["counts"] as? [String: Int] ?? [:],
      Int(python.output.trimmingCharacters(in: .whitespacesAndNewlines))
    )
  }

  @Test func theSamePicturesAreSaidNothingOf() throws {
    let (said, _, done, pixels) = try Self.compared("")
    #expect(said == [] && done == ["kept": 1] && pixels == 0)
  }

  @Test(arguments: [
    // what is changed, the severity, how many entries of red, green and blue differ
    ("entry('Blue', 100, 0)", "review", 0, 0, 1), ("entry('Blue', 250, 0)", "note", 0, 0, 1),
    ("entry('Red', slice(10, 20), 0x7700); entry('Green', 12, 0)", "review", 10, 1, 0),
  ])
  func aPaletteIsSaidOnceWithWhatDiffers(
    _ change: String, _ severity: String, _ red: Int, _ green: Int, _ blue: Int
  ) throws {
    let (said, messages, done, pixels) = try Self.compared(change)
    #expect(said == ["compare.geometry-changed \(severity) (7FE0,0010)"])
    #expect((try #require(pixels) > 0) == (severity == "review"))
    let numbers = try #require(messages.first).matches(of: /\d+/).compactMap { Int($0.output) }
    #expect(numbers == [256, red, green, blue, try #require(pixels)])
    #expect(done == ["kept": 1])
  }

  @Test func picturesOfAnotherSizeAreReplaced() throws {
    let change = "output.Rows = 24; output.PixelData = output.PixelData[:24 * 64]; del output[0x60003000]"
    let (said, _, done, _) = try Self.compared(change)
    #expect(said.contains { $0.hasPrefix("compare.geometry-changed") })
    #expect(done == ["replaced": 1])
  }

  @Test func aPaletteThatIsGoneIsSaidOnceAndThePixelDataAreTheOriginals() throws {
    let change = """
      for element in list(output):
          if 0x00281101 <= element.tag <= 0x00281203: del output[element.tag]
      """
    let (said, _, done, _) = try Self.compared(change)
    #expect(said == ["compare.attribute-lost review (0028,1101)"])
    #expect(done == ["kept": 1])
  }

  @Test(arguments: [
    // what is changed, what is said
    (
      "for element in list(output.group_dataset(0x6000)): del output[element.tag]",
      ["compare.attribute-lost note (6000,3000)"]
    ),
    (
      "output[0x60003000].value = bytes(384)",
      ["compare.pixels-masked note (6000,3000)", "compare.mask-misses-text note (6000,3000)"]
    ),
    (
      "output[0x60003000].value = bytes([0x8F]) + bytes([0x0F]) * 383",
      ["compare.pixels-changed review (6000,3000)"]
    ),
  ])
  func anOverlayIsSaidOnce(_ change: String, _ expected: [String]) throws {
    let (said, _, done, _) = try Self.compared(change)
    #expect(Set(said) == Set(expected) && said.count == expected.count, "\(said)")
    #expect(done == ["kept": 1])
  }
}
