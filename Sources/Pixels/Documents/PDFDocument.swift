internal import CPoppler
internal import DICOM

/// A PDF, read and drawn by poppler, which is loaded when the first is met.
///
/// A class only to own the document; used by one thread at a time.
final class PDFDocument: DocumentPages {
  /// The most pixels that are drawn at a time; larger pages are drawn in bands.
  private static let pixelsInBand = 8_000_000

  let pageCount: Int
  private(set) var texts: [DocumentText] = []
  private(set) var unread: [DocumentError] = []
  private(set) var inner: [InnerDocument] = []

  private let library: PopplerLibrary
  private let document: OpaquePointer
  private let bytes: OpaquePointer
  private let hiddenLayers: [OpaquePointer]
  private let separatesImages: Bool

  /// Opens a document and reads its texts; no page is drawn yet.
  ///
  /// - Throws: ``DocumentError`` if the library is missing, or the document cannot be opened, or has no pages.
  ///
  /// - Parameter isEarlier: whether it is an earlier version of a document, whose own earlier ones are there as well.
  init(_ content: [UInt8], isEarlier: Bool = false) throws(DocumentError) {
    guard let library = PopplerLibrary.installed else { throw .libraryMissing(.pdf) }
    let complaintsBefore = library.complaints
    let prepared = PDFBytes(content)
    guard let bytes = prepared.bytes.withUnsafeBytes({ library.newBytes($0.baseAddress, $0.count) }) else {
      throw .damaged(.pdf)
    }
    var problem: UnsafeMutablePointer<deid_error>?
    guard let document = library.open(bytes, nil, &problem) else {
      let isEncrypted = problem?.pointee.code == Int32(DEID_POPPLER_ENCRYPTED)
      if let problem { library.freeError(problem) }
      library.releaseBytes(bytes)
      throw isEncrypted ? .encrypted : .damaged(.pdf)
    }
    let found = Int(library.countPages(document))
    guard found > 0 else {
      library.release(UnsafeMutableRawPointer(document))
      library.releaseBytes(bytes)
      throw .noPages
    }
    var gathered = DocumentTexts()
    pageCount = min(found, DocumentLimits.pages)
    separatesImages = prepared.largestImageInPixels <= DocumentLimits.pixelsInPage
    self.library = library
    self.bytes = bytes
    self.document = document
    hiddenLayers = PDFDocument.hiddenLayers(library, document, &gathered)
    if found > pageCount { unread.append(.pagesBeyond(found: found)) }
    if !separatesImages { unread.append(.imagesNotSeparated(page: nil)) }
    readTexts(PDFInformation(content), &gathered)
    if !isEarlier {
      // The latest of them first: it is the likeliest to hold what the last version took away.
      inner += prepared.earlierVersions.reversed().map {
        InnerDocument(kind: .earlierVersion, bytes: Array(content[..<$0]))
      }
    }
    if let rest = prepared.bytesBehindEnd { unread.append(.unreadPart(rest)) }
    texts = gathered.texts
    if gathered.isFull { unread.append(.textTooLong) }
    let complaints = library.complaints - complaintsBefore
    if complaints > 0 { unread.append(.repaired(complaints: complaints)) }
  }

  deinit {
    for layer in hiddenLayers { library.release(UnsafeMutableRawPointer(layer)) }
    library.release(UnsafeMutableRawPointer(document))
    library.releaseBytes(bytes)
  }

  // MARK: texts

  /// Reads the document information and the text of all pages, that of hidden layers as well.
  private func readTexts(_ information: PDFInformation, _ gathered: inout DocumentTexts) {
    for (kind, get) in library.information { gathered.add(kind, taken(get(document))) }
    for (kind, get) in library.dates {
      guard let date = get(document) else { continue }
      gathered.add(kind, taken(library.formatDate(date, "%Y-%m-%d %H:%M:%S %z")))
      library.releaseDate(date)
    }
    for value in information.values {
      let text = DocumentTexts.text(value[...])
      if !gathered.texts.contains(where: { $0.text == text }) { gathered.add(.tag, text) }
    }
    readAttachments(&gathered)
    for layer in hiddenLayers { library.show(layer) }
    defer { for layer in hiddenLayers { library.hide(layer) } }
    for index in 0..<pageCount where !gathered.isFull {
      guard let page = library.page(document, Int32(index)) else {
        unread.append(.pageDamaged(page: index))
        continue
      }
      defer { library.release(UnsafeMutableRawPointer(page)) }
      gathered.add(.page, page: index, text(of: page))
      readNotes(on: page, index, &gathered)
    }
  }

  /// The text of a page. The library puts the cells of a table beside each other without a space, so one is put where
  /// letters stand apart.
  private func text(of page: OpaquePointer) -> String? {
    guard let text = taken(library.pageText(page)) else { return nil }
    var rectangles: UnsafeMutablePointer<deid_rectangle>?
    var count: UInt32 = 0
    let hasLayout = library.pageLayout(page, &rectangles, &count) != 0
    guard hasLayout, let rectangles else { return text }
    defer { library.free(rectangles) }
    let letters = text.unicodeScalars
    guard letters.count == Int(count) else { return text }
    var spaced = String.UnicodeScalarView()
    var last: (letter: Unicode.Scalar, box: deid_rectangle)?
    for (index, letter) in letters.enumerated() {
      let box = rectangles[index]
      if let last, !last.letter.properties.isWhitespace, !letter.properties.isWhitespace,
        PDFDocument.standApart(last.box, box)
      {
        spaced.append(" ")
      }
      spaced.append(letter)
      last = (letter, box)
    }
    return String(spaced)
  }

  /// Whether there is more than an eighth of a letter's height between two letters, across or down.
  private static func standApart(_ first: deid_rectangle, _ second: deid_rectangle) -> Bool {
    let across = max(first.left, second.left) - min(first.right, second.right)
    let down = max(first.top, second.top) - min(first.bottom, second.bottom)
    let height = min(
      max(first.bottom - first.top, first.right - first.left),
      max(second.bottom - second.top, second.right - second.left))
    return max(across, down) > height / 8
  }

  private func readAttachments(_ gathered: inout DocumentTexts) {
    guard let list = library.attachments(document) else { return }
    defer { library.freeList(list) }
    for attachment in PDFDocument.entries(of: list) {
      inner.append(InnerDocument(kind: .attachment, bytes: content(of: OpaquePointer(attachment))))
      for get in library.attachmentTexts {
        gathered.add(.attachment, get(OpaquePointer(attachment)).map { String(cString: $0) })
      }
      library.release(attachment)
    }
  }

  /// The bytes of an attached file, one more than a document may have at most.
  private func content(of attachment: OpaquePointer) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = withUnsafeMutablePointer(to: &bytes) { target in
      library.saveAttachment(
        attachment,
        { part, count, target, _ in
          guard let part, let target else { return 0 }
          let bytes = target.assumingMemoryBound(to: [UInt8].self)
          let room = DocumentLimits.documentInBytes + 1 - bytes.pointee.count
          part.withMemoryRebound(to: UInt8.self, capacity: count) {
            bytes.pointee.append(contentsOf: UnsafeBufferPointer(start: $0, count: min(count, room)))
          }
          return count <= room ? 1 : 0
        }, UnsafeMutableRawPointer(target), nil)
    }
    return bytes
  }

  private func readNotes(on page: OpaquePointer, _ index: Int, _ gathered: inout DocumentTexts) {
    if let list = library.annotations(page) {
      defer { library.freeAnnotations(list) }
      for entry in PDFDocument.entries(of: list) {
        guard let note = entry.assumingMemoryBound(to: deid_annotation_mapping.self).pointee.annotation else {
          continue
        }
        gathered.add(.annotation, page: index, taken(library.annotationContents(note)))
        if library.isA(UnsafeMutableRawPointer(note), library.markupType()) != 0 {
          gathered.add(.annotationAuthor, page: index, taken(library.annotationLabel(note)))
        }
      }
    }
    if let list = library.fields(page) {
      defer { library.freeFields(list) }
      for entry in PDFDocument.entries(of: list) {
        guard let field = entry.assumingMemoryBound(to: deid_field_mapping.self).pointee.field,
          library.fieldType(field) == Int32(DEID_FIELD_TEXT)
        else { continue }
        gathered.add(.formField, page: index, taken(library.fieldText(field)))
      }
    }
  }

  /// The layers that are not shown, and the titles of all.
  private static func hiddenLayers(
    _ library: PopplerLibrary, _ document: OpaquePointer, _ gathered: inout DocumentTexts
  ) -> [OpaquePointer] {
    var hidden: [OpaquePointer] = []
    var open = [library.layers(document)].compactMap(\.self)
    var seen = 0
    while let layers = open.popLast() {
      repeat {
        seen += 1
        if let title = library.headingTitle(layers) {
          gathered.add(.layer, String(cString: title))
          library.free(title)
        }
        if let layer = library.layer(layers) {
          gathered.add(.layer, library.layerTitle(layer).map { String(cString: $0) })
          if library.isVisible(layer) == 0 {
            hidden.append(layer)
          } else {
            library.release(UnsafeMutableRawPointer(layer))
          }
        }
        if let below = library.layersBelow(layers) { open.append(below) }
        // A file that makes more of them than a person could is not worth the time.
      } while library.nextLayer(layers) != 0 && seen < 10_000
      library.freeLayers(layers)
    }
    return hidden
  }

  /// A text of the library as one of ours; the library's is freed.
  private func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { library.free(text) }
    return String(cString: text)
  }

  private static func entries(of list: UnsafeMutablePointer<deid_list>) -> [UnsafeMutableRawPointer] {
    var entries: [UnsafeMutableRawPointer] = []
    var next: UnsafeMutablePointer<deid_list>? = list
    while let entry = next {
      if let data = entry.pointee.data { entries.append(data) }
      next = entry.pointee.next
    }
    return entries
  }

  // MARK: pictures

  func moreKinds(ofPage page: Int) -> [DocumentPicture.Kind] {
    var kinds: [DocumentPicture.Kind] = hiddenLayers.isEmpty ? [] : [.allLayers]
    guard separatesImages, let opened = library.page(document, Int32(page)) else { return kinds }
    defer { library.release(UnsafeMutableRawPointer(opened)) }
    guard let list = library.images(opened) else { return kinds }
    defer { library.freeImages(list) }
    let numbers = PDFDocument.entries(of: list).map {
      Int($0.assumingMemoryBound(to: deid_image_mapping.self).pointee.image)
    }
    kinds += numbers.sorted().prefix(DocumentLimits.imagesOnPage + 1).map { .image($0) }
    return kinds
  }

  func picture(_ kind: DocumentPicture.Kind, ofPage index: Int) throws(DocumentError) -> DocumentPicture {
    let complaintsBefore = library.complaints
    let image = try image(kind, ofPage: index)
    let complaints = library.complaints - complaintsBefore
    return DocumentPicture(
      page: index, kind: kind, image: image, damage: complaints > 0 ? .repaired(complaints: complaints) : nil)
  }

  private func image(_ kind: DocumentPicture.Kind, ofPage index: Int) throws(DocumentError) -> GreyImage {
    guard let page = library.page(document, Int32(index)) else { throw .pageDamaged(page: index) }
    defer { library.release(UnsafeMutableRawPointer(page)) }
    switch kind {
    case .page: return try draw(page, index)
    case .allLayers:
      for layer in hiddenLayers { library.show(layer) }
      defer { for layer in hiddenLayers { library.hide(layer) } }
      return try draw(page, index)
    case .image(let number):
      // The one behind the last that is looked at says that there are more.
      guard number < DocumentLimits.imagesOnPage else { throw .imagesNotSeparated(page: index) }
      guard let surface = library.image(page, Int32(number)) else { throw .imagesNotSeparated(page: index) }
      defer { library.freeSurface(surface) }
      let (width, height) = (Int(library.width(surface)), Int(library.height(surface)))
      guard width > 0, height > 0 else { throw .imagesNotSeparated(page: index) }
      guard width * height <= DocumentLimits.pixelsInPage else {
        throw .pageTooLarge(page: index, width: width, height: height)
      }
      var pixels: [UInt8] = []
      guard append(surface, width: width, rows: height, to: &pixels) else { throw .pageDamaged(page: index) }
      return GreyImage(width: width, height: height, pixels: pixels)
    }
  }

  /// Draws a page on white, band by band.
  private func draw(_ page: OpaquePointer, _ index: Int) throws(DocumentError) -> GreyImage {
    var (across, down) = (0.0, 0.0)
    library.pageSize(page, &across, &down)
    let resolution = Double(DocumentLimits.resolution)
    let scale = resolution / 72
    let (exactWidth, exactHeight) = (
      (across * resolution / 72).rounded(.up), (down * resolution / 72).rounded(.up)
    )
    // Whatever is not a number is refused here as well.
    guard exactWidth >= 1, exactHeight >= 1 else { throw .pageDamaged(page: index) }
    guard exactWidth * exactHeight <= Double(DocumentLimits.pixelsInPage),
      max(exactWidth, exactHeight) < 32_767
    else {
      throw .pageTooLarge(
        page: index, width: Int(min(exactWidth, 1e9)), height: Int(min(exactHeight, 1e9)))
    }
    let (width, height) = (Int(exactWidth), Int(exactHeight))
    let rowsInBand = max(1, PDFDocument.pixelsInBand / width)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height)
    for top in stride(from: 0, to: height, by: rowsInBand) {
      let rows = min(rowsInBand, height - top)
      guard let surface = library.newSurface(Int32(DEID_CAIRO_RGB24), Int32(width), Int32(rows)),
        let cairo = library.newCairo(surface)
      else { throw .pageDamaged(page: index) }
      defer {
        library.freeCairo(cairo)
        library.freeSurface(surface)
      }
      library.setColour(cairo, 1, 1, 1)
      library.paint(cairo)
      library.translate(cairo, 0, -Double(top))
      library.scale(cairo, scale, scale)
      library.render(page, cairo)
      guard library.status(cairo) == 0, append(surface, width: width, rows: rows, to: &pixels) else {
        throw .pageDamaged(page: index)
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }

  /// Appends the brightness of a surface's pixels, four bytes each with blue first; false if it has none.
  private func append(_ surface: OpaquePointer, width: Int, rows: Int, to pixels: inout [UInt8]) -> Bool {
    library.flush(surface)
    guard let data = library.data(surface) else { return false }
    let stride = Int(library.stride(surface))
    guard stride >= 4 * width else { return false }
    for row in 0..<rows {
      let line = data + row * stride
      for column in 0..<width {
        let (blue, green, red) = (line[4 * column], line[4 * column + 1], line[4 * column + 2])
        let brightness: Int = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
        pixels.append(UInt8(brightness / 1000))
      }
    }
    return true
  }
}
