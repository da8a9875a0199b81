import DICOM
import Testing

@testable import Pixels

private func texts(_ document: DocumentPictures, _ kind: DocumentText.Kind) -> [String] {
  document.texts.filter { $0.kind == kind }.map(\.text)
}

/// How many pixels are darker than a level, in columns of a page.
private func dark(_ image: GreyImage, columns: Range<Int>, below level: UInt8 = 100) -> Int {
  (0..<image.height).reduce(0) { sum, row in
    sum
      + image.pixels[row * image.width + columns.lowerBound..<row * image.width + columns.upperBound]
      .count { $0 < level }
  }
}

/// One after the other: poppler's complaints are counted for the process.
@Suite(.serialized) struct PDFTests {
  @Test func pagesAndTextsAreThoseOfOtherPrograms() throws {
    let bytes = SamplePDF(pages: [SamplePDF.line("First page"), SamplePDF.line("Second one", size: 20)]).bytes
    let document = try DocumentPictures(bytes)
    #expect(document.kind == .pdf && document.pageCount == 2 && document.unread.isEmpty)
    #expect(texts(document, .page) == ["First page", "Second one"])
    guard OtherProgram.has("pdftotext"), OtherProgram.has("pdftoppm") else { return }
    for page in 0..<2 {
      let numbers = ["-f", "\(page + 1)", "-l", "\(page + 1)"]
      let text = try OtherProgram.output("pdftotext", numbers + ["%", "-"], of: bytes)
      #expect(
        String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
          == texts(document, .page)[page])
      let other = OtherProgram.pgm(
        try OtherProgram.output("pdftoppm", numbers + ["-r", "150", "-gray", "%"], of: bytes))
      let own = try document.page(page)
      #expect(own.damage == nil)
      #expect((own.image.width, own.image.height) == (other.width, other.height))
      // Another painter smooths edges otherwise.
      let differences = zip(own.image.pixels, other.pixels).map { abs(Int($0) - Int($1)) }
      #expect(differences.reduce(0, +) / differences.count < 2)
      #expect(dark(own.image, columns: 0..<own.image.width) > 200)
    }
  }

  @Test func theDocumentInformationIsRead() throws {
    var sample = SamplePDF(pages: [""], catalogKeys: "/Metadata 6 0 R")
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>Invented</a></x:xmpmeta>"
    #expect(
      sample.add("<< /Type /Metadata /Subtype /XML /Length \(xmp.utf8.count) >>\nstream\n\(xmp)\nendstream")
        == 6)
    let information = sample.add(
      "<< /Title (A title) /Author (An author) /Subject (A subject) /Keywords (one, two) /Creator (A program) "
        + "/Producer (Another) /CreationDate (D:20010203040506Z) /ModDate (D:20020304050607+01'00') >>")
    sample.trailer = "/Info \(information) 0 R"
    let document = try DocumentPictures(sample.bytes)
    let expected: [(DocumentText.Kind, String)] = [
      (.title, "A title"), (.author, "An author"), (.subject, "A subject"), (.keywords, "one, two"),
      (.creator, "A program"), (.producer, "Another"), (.xmp, xmp), (.created, "2001-02-03 04:05:06 +0000"),
      (.modified, "2002-03-04 05:06:07 +0100"),
    ]
    for (kind, text) in expected { #expect(texts(document, kind) == [text], "\(kind)") }
  }

  @Test func keysOfOnesOwnMakingAreReadToo() throws {
    var sample = SamplePDF(pages: [""])
    let information = sample.add(
      "<< /Title (A title) /Code (A\\053\\(B\\) (C)) /Site <4D6964> /Both <FEFF00C4> /CreationDate (yesterday) >>"
    )
    sample.trailer = "/Info \(information) 0 R"
    let document = try DocumentPictures(sample.bytes)
    #expect(texts(document, .tag) == ["A+(B) (C)", "Mid", "\u{C4}", "yesterday"])
    #expect(document.unread.isEmpty)
  }

  @Test func whatIsBehindAnEndIsTold() throws {
    let first = SamplePDF(pages: [SamplePDF.line("Before")]).bytes
    let update =
      "7 0 obj\n<< >>\nendobj\nxref\n7 1\n\(String(repeating: "0", count: 10 - String(first.count).count))"
      + "\(first.count) 00000 n \ntrailer\n<< /Size 8 /Root 1 0 R /Prev "
      + "\(String(decoding: first, as: UTF8.self).split(separator: "\n").dropLast().last!) >>\nstartxref\n"
      + "\(first.count + 22)\n%%EOF\n"
    let document = try DocumentPictures(first + Array(update.utf8) + Array("More\n".utf8))
    #expect(document.pageCount == 2)
    let pages = try document.pictures.map { try $0.get().image.pixels }
    #expect(pages[0] == pages[1])
    let end = first.count + update.utf8.count
    #expect(document.unread.contains(.unreadPart(end - 1..<end + 5)))
  }

  @Test(
    .enabled(if: OtherProgram.has("pdftotext") && OtherProgram.isThere(OtherProgram.corpus + "/INDEX.csv")))
  func publishedDocumentsHaveTheTextThatAnotherProgramFinds() throws {
    for name in [
      "orthanc-tests/sample-pdf.dcm",
      "visual-nlp-workshop/dicom/encapsulated/DICOM_PDF_Deid_Deidentification_0.dcm",
    ] {
      let path = OtherProgram.corpus + "/encapsulated/" + name
      let file = try FileBytes(path: Array(path.utf8))
      let found = Pictures(FileReader(file, dictionary: NoDictionary())).documents
      #expect(found.map(\.path.description) == ["(0042,0011)"])
      let bytes = try file.bytes(in: found[0].range)
      let document = try found[0].open()
      for page in 0..<document.pageCount {
        let numbers = ["-f", "\(page + 1)", "-l", "\(page + 1)"]
        let own = document.texts.filter { $0.kind == .page && $0.page == page }.map(\.text).joined()
        let other = String(
          decoding: try OtherProgram.output("pdftotext", numbers + ["%", "-"], of: bytes), as: UTF8.self)
        let words = { (text: String) in text.split(whereSeparator: \.isWhitespace).sorted() }
        #expect(words(own) == words(other))
        #expect(words(own).count > 10)
        let painted = OtherProgram.pgm(
          try OtherProgram.output("pdftoppm", numbers + ["-r", "150", "-gray", "%"], of: bytes))
        let image = try document.page(page).image
        #expect((image.width, image.height) == (painted.width, painted.height))
      }
    }
  }

  @Test func whatLiesBesideTheCropBoxIsShown() throws {
    let bytes = SamplePDF(
      pages: [SamplePDF.line("Inside") + " " + SamplePDF.line("Beside", x: 130)],
      pageKeys: "/CropBox [0 0 100 100]"
    ).bytes
    let document = try DocumentPictures(bytes)
    #expect(texts(document, .page).joined().contains("Beside"))
    #expect(dark(try document.page(0).image, columns: 260..<400) > 50)
  }

  @Test func notesFieldsAndAttachmentsAreRead() throws {
    var sample = SamplePDF(
      pages: [""], pageKeys: "/Annots [6 0 R 7 0 R]",
      catalogKeys: "/AcroForm << /Fields [7 0 R] >> /Names << /EmbeddedFiles << /Names [(a) 8 0 R] >> >>")
    _ = sample.add(
      "<< /Type /Annot /Subtype /Text /Rect [0 0 20 20] /Contents (A remark) /T (A reader) >>")
    _ = sample.add("<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (Filled in) /Rect [0 0 50 20] >>")
    _ = sample.add("<< /Type /Filespec /F (list.txt) /UF (list.txt) /Desc (A list) /EF << /F 9 0 R >> >>")
    _ = sample.add("<< /Type /EmbeddedFile /Length 2 >>\nstream\nhi\nendstream")
    let document = try DocumentPictures(sample.bytes)
    #expect(texts(document, .annotation).contains("A remark"))
    #expect(texts(document, .annotationAuthor).contains("A reader"))
    #expect(texts(document, .formField) == ["Filled in"])
    #expect(texts(document, .attachment) == ["list.txt", "A list"])
    #expect(texts(document, .content) == ["hi"])
    #expect(document.unread.isEmpty)
  }

  @Test(
    arguments: [
      // the attached bytes, pages, what is not looked at
      (PNGImage(GreyImage(width: 5, height: 4, pixels: Array(1...20))).bytes, 2, []),
      (SamplePDF(pages: [SamplePDF.line("Within"), SamplePDF.line("More")]).bytes, 3, []),
      (
        [0x50, 0x4B, 0x03, 0x04, 0, 0, 0, 0], 1,
        [.inside(.attachment, number: 0, .unsupported(.zip))]
      ), ([], 1, [.inside(.attachment, number: 0, .empty)]),
    ] as [([UInt8], Int, [DocumentError])])
  func attachedFilesAreLookedAtOrNamed(_ bytes: [UInt8], _ pages: Int, _ unread: [DocumentError]) throws {
    let document = try DocumentPictures(attaching(bytes).bytes)
    #expect(document.pageCount == pages)
    #expect(document.unread == unread)
    let images = try document.pictures.map { try $0.get().image }
    #expect(images.count == pages)
    if bytes.first == 0x89 { #expect(images[1].pixels == Array(1...20)) }
    if pages == 3 { #expect(texts(document, .page).contains("Within")) }
  }

  /// A document of one page with a file in it.
  private func attaching(_ bytes: [UInt8]) -> SamplePDF {
    var sample = SamplePDF(
      pages: [SamplePDF.line("Outside")],
      catalogKeys: "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>")
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ">"
    _ = sample.add("<< /Type /Filespec /F (x) /EF << /F 7 0 R >> >>")
    _ = sample.add(
      "<< /Type /EmbeddedFile /Filter /ASCIIHexDecode /Length \(digits.utf8.count) >>\nstream\n\(digits)\nendstream"
    )
    return sample
  }

  @Test func whatALaterVersionTakesAwayIsSeenInTheEarlierOne() throws {
    let first = SamplePDF(pages: [SamplePDF.line("Taken away")]).bytes
    let number = try #require(String(decoding: first, as: UTF8.self).split(separator: "\n").dropLast().last)
    let start = try #require(Int(number))
    let body = "5 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n"
    let offset = String(repeating: "0", count: 10 - String(first.count).count) + String(first.count)
    let update =
      body + "xref\n5 1\n\(offset) 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev \(start) >>\nstartxref\n"
      + "\(first.count + body.utf8.count)\n%%EOF\n"
    let document = try DocumentPictures(first + Array(update.utf8))
    #expect(texts(document, .page) == ["Taken away"])
    let shown = try document.pictures.map { dark(try $0.get().image, columns: 0..<300) }
    #expect(shown.count == 2 && shown[0] == 0 && shown[1] > 20)
    #expect(document.unread.isEmpty)
  }

  @Test func aDocumentInADocumentInADocumentEnds() throws {
    var bytes = SamplePDF(pages: [SamplePDF.line("Core")]).bytes
    for _ in 0...DocumentLimits.depth { bytes = attaching(bytes).bytes }
    let document = try DocumentPictures(bytes)
    #expect(document.pageCount == DocumentLimits.depth + 1)
    #expect("\(document.unread)".contains("too many documents in each other"))
  }

  @Test func hiddenLayersAreShownOnceMore() throws {
    var sample = SamplePDF(
      pages: ["/OC /L1 BDC " + SamplePDF.line("Hidden") + " EMC"],
      pageKeys: "/Resources << /Font << /F1 3 0 R >> /Properties << /L1 6 0 R >> >>",
      catalogKeys: "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >>")
    _ = sample.add("<< /Type /OCG /Name (A layer) >>")
    let document = try DocumentPictures(sample.bytes)
    #expect(texts(document, .page) == ["Hidden"])
    #expect(texts(document, .layer) == ["A layer"])
    let pictures = try document.pictures.map { try $0.get() }
    #expect(pictures.map(\.kind) == [.page, .allLayers])
    #expect(pictures.map { dark($0.image, columns: 0..<$0.image.width) > 0 } == [false, true])
  }

  @Test func aPictureUnderACoverIsSeenByItself() throws {
    // Two grey pixels beside each other, drawn over the page and painted over.
    var sample = SamplePDF(
      pages: ["q 200 0 0 100 0 0 cm /I1 Do Q 0 g 0 0 200 100 re f"],
      pageKeys: "/Resources << /XObject << /I1 6 0 R >> >>")
    _ = sample.add(
      "<< /Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        + "/Filter /ASCIIHexDecode /Length 5 >>\nstream\n40C0>\nendstream")
    let pictures = try DocumentPictures(sample.bytes).pictures.map { try $0.get() }
    #expect(pictures.map(\.kind) == [.page, .image(0)])
    #expect(dark(pictures[0].image, columns: 5..<400, below: 1) > 200 * 395)
    #expect((pictures[1].image.width, pictures[1].image.height) == (2, 1))
    #expect(pictures[1].image.pixels == [0x40, 0xC0])
  }

  @Test func largePagesAreDrawnInBandsWithoutSeams() throws {
    // 2,500 by 6,667 pixels: three bands.
    let sample = SamplePDF(
      pages: ["0 g 0 0 m 1200 3200 l 1200 3190 l 0 -10 l f"], box: "0 0 1200 3200")
    let image = try DocumentPictures(sample.bytes).page(0).image
    #expect((image.width, image.height) == (2_500, 6_667))
    for row in stride(from: 30, to: image.height - 30, by: 1) {
      #expect(image.pixels[row * image.width..<(row + 1) * image.width].contains { $0 < 128 }, "row \(row)")
    }
  }

  @Test(
    arguments: [
      // the page's box, the error
      ("0 0 100000 100000", DocumentError.pageTooLarge(page: 0, width: 208_334, height: 208_334)),
      ("0 0 40000 10", .pageTooLarge(page: 0, width: 83_334, height: 21)),
    ] as [(String, DocumentError)])
  func pagesOfTooManyPixelsAreRefused(_ box: String, _ error: DocumentError) throws {
    let document = try DocumentPictures(SamplePDF(pages: [SamplePDF.line("x")], box: box).bytes)
    #expect(throws: error) { try document.page(0) }
  }

  @Test func anImageOfTooManyPixelsIsNotTakenOutOfItsPage() throws {
    var sample = SamplePDF(
      pages: ["q 200 0 0 100 0 0 cm /I1 Do Q"], pageKeys: "/Resources << /XObject << /I1 6 0 R >> >>")
    _ = sample.add(
      "<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray "
        + "/BitsPerComponent 8 /Filter /ASCIIHexDecode /Length 5 >>\nstream\n40C0>\nendstream")
    let document = try DocumentPictures(sample.bytes)
    #expect(document.unread.contains(.imagesNotSeparated(page: nil)))
    #expect(Array(document.pictures).count == 1)
  }

  @Test func pagesBehindTheLastThatIsLookedAtAreTold() throws {
    let sample = SamplePDF(pages: Array(repeating: SamplePDF.line("x"), count: 203))
    let document = try DocumentPictures(sample.bytes)
    #expect(document.pageCount == 200)
    #expect(document.unread == [.pagesBeyond(found: 203)])
  }

  @Test func aBeginningAloneIsNoDocument() {
    #expect(throws: DocumentError.damaged(.pdf)) {
      try DocumentPictures(Array("%PDF-1.7 and nothing else".utf8))
    }
  }

  @Test func aPasswordIsMissed() throws {
    var sample = SamplePDF(pages: [SamplePDF.line("Secret")])
    let garbage = String(repeating: "5A", count: 32)
    let dictionary = sample.add(
      "<< /Filter /Standard /V 1 /R 2 /P -4 /O <\(garbage)> /U <\(garbage)> >>")
    sample.trailer = "/Encrypt \(dictionary) 0 R /ID [<0123456789ABCDEF> <0123456789ABCDEF>]"
    #expect(throws: DocumentError.encrypted) { try DocumentPictures(sample.bytes) }
  }

  @Test func everyBeginningOfADocumentEndsInAnErrorOrInWhatIsThere() throws {
    let whole = SamplePDF(pages: [SamplePDF.line("First"), SamplePDF.line("Second")]).bytes
    for length in stride(from: 1, to: whole.count - 8, by: 13) {
      do {
        let document = try DocumentPictures(Array(whole[..<length]))
        if length < 8 { continue }  // nothing but text yet
        // Never less than all without a word of it.
        let isAmiss = try document.pictures.contains { try $0.get().damage != nil }
        let isWhole = texts(document, .page) == ["First", "Second"]
        #expect(isAmiss || isWhole || !document.unread.isEmpty, "\(length) of \(whole.count) bytes")
      } catch let error as DocumentError {
        #expect([.damaged(.pdf), .noPages, .encrypted].contains(error), "\(length): \(error)")
      }
    }
  }
}
