import DICOM
import Pixels
import Testing

/// A file with an element of a private group before its pixels.
private func file(_ vr: String, _ value: [UInt8]) -> PictureFile {
  privateFile(PictureFile.element(0x0029, 0x1010, vr, value))
}

private func privateFile(_ element: [UInt8]) -> PictureFile {
  let creator = PictureFile.element(0x0029, 0x0010, "WESTWOOD", vr: "LO")
  return PictureFile(more: creator + element, pixels: PictureFile.native([1, 2, 3, 4, 5, 6, 7, 8]))
}

/// The pictures of a file other than its own pixels.
private func others(_ file: PictureFile) -> [Pictures.Bitmap] {
  file.pictures.bitmaps.filter { $0.path.description != "(7FE0,0010)" }
}

@Test(arguments: ["OB", "OW", "UN"])
func aCodestreamInAPrivateElementIsAPicture(_ vr: String) throws {
  let found = others(file(vr, losslessStream))
  #expect(found.map(\.path.description) == ["(0029,1010)"])
  let source = try #require(found.first).source.get()
  #expect(source.frameCount == 1)
  #expect(source.irregularities.isEmpty)
  #expect(source.description.size == PictureSize(width: 3, height: 4, components: 1))
  #expect(try source.frame(0).samples.littleEndianBytes == losslessSamples)
}

@Test func fragmentsOfAPrivateElementAreAPicture() throws {
  var element = PictureFile.fragments([], [losslessStream])
  element.replaceSubrange(0..<4, with: [0x29, 0x00, 0x10, 0x10])
  let found = others(privateFile(element))
  #expect(found.map(\.path.description) == ["(0029,1010)"])
  let source = try #require(found.first).source.get()
  #expect(try source.frame(0).samples.littleEndianBytes == losslessSamples)
}

@Test(arguments: ["OB", "OW", "UN"], [(0x0029, 0x1010), (0x0040, 0x0555)])
func aFileOfPicturesInAValueIsADocument(_ vr: String, _ tag: (Int, Int)) throws {
  let image = GreyImage(width: 9, height: 7, pixels: (0..<63).map { UInt8($0 * 4) })
  var file = privateFile(PictureFile.element(tag.0, tag.1, vr, PNGImage(image).bytes))
  for pixels in [file.pixels, []] {
    file.pixels = pixels
    let document = try #require(file.pictures.documents.first)
    #expect(document.path == ElementPath([], Tag(UInt16(tag.0), UInt16(tag.1))))
    let seen = try document.open().page(0).image
    #expect(seen.width == 9 && seen.pixels == image.pixels)
  }
}

@Test(
  arguments: [
    // what, value, kind
    ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .picture),
    ("TIFF", [0x49, 0x49, 0x2A, 0x00, 0x01], .damaged(.tiff)),
    ("GIF", Array("GIF89a".utf8), .damaged(.gif)), ("PDF", Array("%PDF-1.7".utf8), .damaged(.pdf)),
    (
      "BMP", Array("BM".utf8) + [9, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0],
      .damaged(.bmp)
    ),
  ] as [(String, [UInt8], Broken)])
func aBrokenFileOfPicturesIsListedAndNotSilent(_ what: String, _ value: [UInt8], _ broken: Broken) throws {
  let document = try #require(
    file("OB", value + [UInt8](repeating: 0xFE, count: 60)).pictures.documents.first, "\(what)")
  let error = #expect(throws: DocumentError.self) { try document.open().page(0) }
  if case .damaged(let kind) = broken { #expect(error == .damaged(kind)) }
}

/// How a broken file ends.
enum Broken {
  case picture
  case damaged(ContentKind)
}

@Test func bytesThatAreNoPictureAreNone() {
  #expect(others(file("OB", [UInt8](repeating: 0, count: 200))).isEmpty)
  #expect(others(file("OB", [8, 0, 0x18, 0] + [UInt8](repeating: 9, count: 200))).isEmpty)
  #expect(others(file("UN", Array("FFD8 in words, not in bytes, some forty of them".utf8))).isEmpty)
}

@Test func aFileInAPrivateElementHasItsOwnPictures() throws {
  let inner = PictureFile(pixels: PictureFile.native([8, 7, 6, 5, 4, 3, 2, 1]))
  let found = others(file("OB", inner.bytes))
  #expect(found.map(\.path.description) == ["(0029,1010)[0].(7FE0,0010)"])
  let source = try #require(found.first).source.get()
  #expect(try source.frame(0).samples.littleEndianBytes == [8, 7, 6, 5, 4, 3, 2, 1])
}

@Test func filesInFilesAreLookedIntoSoDeepAndThenNamed() throws {
  var bytes = PictureFile(pixels: PictureFile.native([8, 7, 6, 5, 4, 3, 2, 1])).bytes
  for _ in 0..<6 { bytes = file("OB", bytes).bytes }
  let pictures = Pictures(FileReader(bytes, dictionary: NoDictionary()))
  let failures = pictures.bitmaps.compactMap { bitmap -> PixelError? in
    guard case .failure(let error) = bitmap.source else { return nil }
    return error
  }
  #expect(failures == [.unsupported(.nesting)])
  #expect(pictures.bitmaps.count == PixelLimits.nestedDataSets + 2)
}

/// Knows group 0028.
private struct FewWords: VRDictionary {
  func vr(of tag: DICOM.Tag) -> VR? { tag.group == 0x0028 || tag.group == 0x0008 ? .us : nil }
  func vr(of tag: DICOM.Tag, creator: [UInt8]) -> VR? { nil }
}

@Test func aDataSetWithoutPreambleInAPrivateElementHasItsOwnPictures() throws {
  let inner = PictureFile(pixels: PictureFile.native([8, 7, 6, 5, 4, 3, 2, 1]))
  // From behind the file meta information on, with an element of group 0008 before it.
  let start = try #require(inner.bytes.firstRange(of: [0x28, 0x00, 0x02, 0x00])).lowerBound
  let dataSet = PictureFile.element(0x0008, 0x0060, "US", vr: "CS") + inner.bytes[start...]
  let pictures = Pictures(FileReader(file("UN", dataSet).bytes, dictionary: FewWords()))
  #expect(
    pictures.bitmaps.map(\.path.description) == ["(0029,1010)[0].(7FE0,0010)", "(7FE0,0010)"])
}

@Test func aLargerPictureThanAFrameMayBeIsRefused() throws {
  // Lossless JPEG of 65,535 by 65,535.
  var stream = losslessStream
  stream.replaceSubrange(7..<11, with: [0xFF, 0xFF, 0xFF, 0xFF])
  let found = try #require(others(file("OB", stream)).first)
  guard case .failure(let error) = found.source else {
    Issue.record("it is not refused")
    return
  }
  #expect(error == .frameTooLarge(samples: 65_535 * 65_535))
}
