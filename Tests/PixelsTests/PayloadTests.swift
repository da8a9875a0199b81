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

/// A GIF file of pictures of 16 by 10 pixels and 128 greys, with codes that stand for a pixel each.
private func gif(_ pictures: [[UInt8]], comment: String = "") -> [UInt8] {
  var file: [UInt8] = Array("GIF89a".utf8) + [16, 0, 10, 0, 0xF6, 0, 0]
  for grey in 0..<128 { file += [UInt8](repeating: UInt8(2 * grey), count: 3) }
  if !comment.isEmpty { file += [0x21, 0xFE, UInt8(comment.utf8.count)] + Array(comment.utf8) + [0] }
  for pixels in pictures {
    file += [0x2C, 0, 0, 0, 0, 16, 0, 10, 0, 0, 7]
    // Codes stay at 8 bits as long as all begins anew before there are 256.
    var codes: [UInt8] = []
    for (index, pixel) in pixels.enumerated() { codes += index % 100 == 0 ? [0x80, pixel] : [pixel] }
    codes.append(0x81)
    for start in stride(from: 0, to: codes.count, by: 60) {
      let block = codes[start..<min(codes.count, start + 60)]
      file += [UInt8(block.count)] + block
    }
    file.append(0)
  }
  return file + [0x3B]
}

@Test func everyPictureOfAGIFIsSeen() throws {
  let pictures = (0..<4).map { picture in (0..<160).map { UInt8(($0 * 7 + picture * 31) % 128) } }
  let document = try DocumentPictures(gif(pictures, comment: "Said beside"))
  #expect(document.kind == .gif && document.unread.isEmpty)
  #expect(document.texts == [DocumentText(kind: .comment, page: nil, text: "Said beside")])
  let seen = try document.pictures.map { try $0.get().image.pixels }
  #expect(seen == pictures.map { $0.map { 2 * $0 } })
}

/// A GIF file that Pillow 11 wrote: 60 by 40 pixels, interlaced, in packed codes that grow longer.
@Test func aGIFOfAnotherProgramIsReadAsItWasMade() throws {
  let letters = """
    R0lGODdhPAAoAIIAAAAAABERESIiIjMzM0RERFVVVWZmZgAAACwAAAAAPAAoAEAI3gABFBgQwAABAQIJGkQ4sODBhA4ZKnzY
    cCFEixUpEpwoMeJFjR4zdsTI8eNIAiRDlhRpsiXLlyVPynS5sqbKmyRh4gSZsifPnyN1+pwpFCjNgjuJ2hx6dKjRokqTNqU4
    NSpTqEeXPtVqdavDq1yrimXpFaxUrC+7qh0bdiDbs23jBkAr16zdumXzdoXL165ev2vpStX7FrDLwHgRq0xcmLBgw48dM46s
    GPLky30lZ66s2fLmxpxDgx5NmTRmz6g7qxZduvXp1aY/u5b9mnXt2Klt096dGzfs2b2B/1YYEAA7
    """
  let file = try #require(Base64Pictures(Array(letters.utf8)).found.first).bytes
  let image = try DocumentPictures(file).page(0).image
  #expect(image.width == 60 && image.height == 40)
  let expected = (0..<2400).map { (place: Int) -> UInt8 in
    let (row, column) = (place / 60, place % 60)
    return UInt8((row * 3 + column * 5) % 7 * 17)
  }
  #expect(image.pixels == expected)
}

@Test func everyBeginningOfAGIFEndsInAnErrorOrInWhatIsThere() throws {
  let pictures = (0..<2).map { picture in (0..<160).map { UInt8(($0 * 7 + picture * 31) % 128) } }
  let file = gif(pictures)
  for length in stride(from: 9, to: file.count - 1, by: 5) {
    do {
      let document = try DocumentPictures(Array(file[..<length]))
      #expect(!document.unread.isEmpty, "\(length) of \(file.count)")
    } catch {
      #expect(error == .damaged(.gif))
    }
  }
  var random = SplitMix(state: 11)
  for _ in 0..<300 {
    var broken = file
    for _ in 0..<4 {
      broken[Int.random(in: 6..<broken.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    // It returns, with pictures or an error.
    _ = Result { () throws(DocumentError) in Array(try DocumentPictures(broken).pictures).count }
  }
}

@Test func aBMPIsSeenAndOneOfTooManyPixelsRefused() throws {
  func low(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
  // Three by two pixels of 24 bits, rows from below, each of a multiple of four bytes.
  func bmp(_ width: Int, _ height: Int) -> [UInt8] {
    let words = [54 + 24, 0, 54, 40, width, height, 24 << 16 | 1, 0, 24, 0, 0, 0, 0]
    let rows: [UInt8] = [
      10, 10, 10, 20, 20, 20, 30, 30, 30, 0, 0, 0, 40, 40, 40, 50, 50, 50, 60, 60, 60, 0, 0, 0,
    ]
    return Array("BM".utf8) + words.flatMap(low) + rows
  }
  let image = try DocumentPictures(bmp(3, 2)).page(0).image
  #expect(image.pixels == [40, 50, 60, 10, 20, 30])
  #expect(throws: DocumentError.pageTooLarge(page: 0, width: 65_535, height: 65_535)) {
    try DocumentPictures(bmp(65_535, 65_535)).page(0)
  }
}

@Test(
  arguments: [
    // before and behind the letters of a PNG file, how many pictures, whether something is not looked at
    ("<x><value mediaType=\"image/png\" representation=\"B64\">\n", "\n</value></x>", 1, false),
    ("<x><img src=\"data:image/png;base64,", "\"/></x>", 1, false), ("{\"data\": \"", "\"}", 1, false),
    ("<x><value representation=\"B64\">!!", "</value></x>", 0, true),
    ("<x><value>Nothing of the kind, but a text that goes on for a while ", "</value></x>", 0, false),
  ] as [(String, String, Int, Bool)])
func picturesInLettersAreSeen(_ before: String, _ behind: String, _ count: Int, _ isUnread: Bool) throws {
  let letters =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNkZGRhYgQA\nACYAC45g50EAAAAASUVORK5CYII="
  let document = try DocumentPictures(Array((before + letters + behind).utf8))
  #expect(document.pageCount == count)
  #expect(document.unread.isEmpty != isUnread)
}

@Test func aDocumentInFragmentsIsPutTogether() throws {
  let png = PNGImage(GreyImage(width: 6, height: 5, pixels: Array(0..<30))).bytes
  let parts = [Array(png[..<20]), Array(png[20..<50]), Array(png[50...])]
  for table in [false, true] {
    // Some writers put an empty table before, some begin at once.
    var element = PictureFile.fragments([], parts)
    if !table { element.removeSubrange(12..<20) }
    element.replaceSubrange(0..<4, with: [0x42, 0x00, 0x11, 0x00])
    let file = PictureFile(more: [], pixels: element)
    let document = try #require(file.pictures.documents.first)
    #expect(document.path.description == "(0042,0011)")
    #expect(try document.open().page(0).image.pixels == Array(0..<30))
  }
}
