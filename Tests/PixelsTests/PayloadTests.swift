import DICOM
import Testing

@testable import Pixels

/// A TIFF file of pictures of 8 bits, uncompressed, each with a description.
private func tiff(_ pictures: [(width: Int, height: Int, grey: UInt8)], announcing more: Int = 0) -> [UInt8] {
  func low(_ number: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  var file: [UInt8] = Array("II".utf8) + low(42, 2) + low(8, 4)
  for (index, picture) in pictures.enumerated() {
    let start = file.count
    let description = Array("Page \(index + 1)\0".utf8)
    let data = start + 2 + 9 * 12 + 4
    let pixels = data + description.count
    let count = picture.width * picture.height
    // tag, type, count, value
    let entries: [(Int, Int, Int, Int)] = [
      (256, 4, 1, picture.width + more), (257, 4, 1, picture.height + more), (258, 3, 1, 8), (259, 3, 1, 1),
      (262, 3, 1, 1), (270, 2, description.count, data), (273, 4, 1, pixels),
      (278, 4, 1, picture.height + more),
      (279, 4, 1, count),
    ]
    file += low(entries.count, 2)
    for (tag, type, length, value) in entries {
      file += low(tag, 2) + low(type, 2) + low(length, 4) + low(value, 4)
    }
    file += low(index + 1 < pictures.count ? pixels + count : 0, 4)
    file += description + Array(repeating: picture.grey, count: count)
  }
  return file
}

@Test func everyPageOfATIFFIsSeen() throws {
  let document = try DocumentPictures(tiff([(5, 4, 10), (3, 9, 200), (1, 1, 77)]))
  #expect(document.kind == .tiff && document.unread.isEmpty)
  let pictures = try document.pictures.map { try $0.get().image }
  #expect(
    pictures.map { [$0.width, $0.height, Int($0.pixels[0])] } == [[5, 4, 10], [3, 9, 200], [1, 1, 77]])
  #expect(document.texts == (0..<3).map { DocumentText(kind: .tag, page: $0, text: "Page \($0 + 1)") })
}

@Test func aTIFFThatPointsBackToItselfEnds() throws {
  var file = tiff([(5, 4, 10)])
  // The offset of the next directory is that of the first.
  file.replaceSubrange(8 + 2 + 9 * 12..<8 + 2 + 9 * 12 + 4, with: [8, 0, 0, 0])
  let document = try DocumentPictures(file)
  #expect(document.pageCount == 1)
  #expect(document.unread == [.unreadPart(0..<file.count)])
}

@Test func picturesOfTooManyPixelsAreRefusedByTheirHeaders() throws {
  var png = PNGImage(GreyImage(width: 4, height: 4, pixels: [UInt8](repeating: 9, count: 16))).bytes
  png.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
  let expected = DocumentError.pageTooLarge(page: 0, width: 65_535, height: 65_535)
  #expect(throws: expected) { try DocumentPictures(png).page(0) }
  #expect(throws: DocumentError.pageTooLarge(page: 0, width: 65_535, height: 65_534)) {
    try DocumentPictures(tiff([(5, 4, 10)], announcing: 65_530)).page(0)
  }
  // SOI, SOF0 of 65,535 by 65,535 with one component, SOS, EOI.
  let jpeg: [UInt8] = [
    0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0,
    0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0xFF, 0xD9,
  ]
  #expect(throws: expected) { try DocumentPictures(jpeg).page(0) }
}

@Test func everyBeginningOfAPictureFileIsAnError() throws {
  var random = SplitMix(state: 3)
  let pixels = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
  let files = [PNGImage(GreyImage(width: 20, height: 20, pixels: pixels)).bytes, tiff([(20, 20, 9)])]
  for file in files {
    for length in stride(from: 9, to: file.count - 16, by: 7) {
      #expect(throws: DocumentError.self, "\(length) of \(file.count)") {
        let picture = try DocumentPictures(Array(file[..<length])).page(0)
        if let damage = picture.damage { throw damage }
      }
    }
  }
}

@Test(
  arguments: [
    // bytes, text
    (
      Array("<ClinicalDocument>J\u{F6}rg</ClinicalDocument>\0".utf8),
      "<ClinicalDocument>J\u{F6}rg</ClinicalDocument>"
    ),
    (Array("solid part\nfacet normal 0 0 1\n".utf8), "solid part\nfacet normal 0 0 1\n"),
    ([0xFF, 0xFE, 0x41, 0x00, 0x42, 0x00], "AB"),
    ([0x4A, 0xF6, 0x72, 0x67, 0x20, 0x4A], "J\u{F6}rg J"),
  ] as [([UInt8], String)])
func textDocumentsAreGivenAsTheyAre(_ bytes: [UInt8], _ text: String) throws {
  let document = try DocumentPictures(bytes)
  #expect(document.texts == [DocumentText(kind: .content, page: nil, text: text)])
  #expect(document.pageCount == 0 && document.unread.isEmpty)
}

@Test(
  arguments: [
    ([], DocumentError.empty),
    ([0x50, 0x4B, 0x03, 0x04, 0, 0, 0, 0], .unsupported(.zip)),
    ([0, 1, 2, 3, 0, 1, 2, 3], .unsupported(.unknown)),
  ] as [([UInt8], DocumentError)])
func whatCannotBeReadIsAnError(_ bytes: [UInt8], _ error: DocumentError) {
  #expect(throws: error) { try DocumentPictures(bytes) }
}

@Test func textsBesideAPNGPictureAreRead() throws {
  var png = PNGImage(GreyImage(width: 1, height: 1, pixels: [0])).bytes
  func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    [0, 0, 0, UInt8(content.count)] + Array(type.utf8) + content + [0, 0, 0, 0]
  }
  // Behind the signature and IHDR. Checksums do not matter to who looks for text.
  png.insert(
    contentsOf: chunk("tEXt", Array("Author\0Somebody".utf8))
      + chunk("iTXt", Array("Comment\0\0\0en\0\0Said".utf8)), at: 33)
  let document = try DocumentPictures(png + [1, 2, 3])
  #expect(document.texts.map(\.text) == ["Author Somebody", "Comment en Said"])
  #expect(document.unread == [.unreadPart(png.count..<png.count + 3)])
}
