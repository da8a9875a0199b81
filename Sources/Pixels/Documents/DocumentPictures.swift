public import DICOM

/// A picture of a document.
public struct DocumentPicture: Sendable {
  /// What it shows.
  public enum Kind: Equatable, Sendable {
    /// A page as it is shown.
    case page
    /// A page with all its layers, where some are hidden.
    case allLayers
    /// A picture on a page, by its number there from 0 on, whole and without what lies on it.
    case image(Int)
  }

  /// The page, from 0 on.
  public let page: Int
  /// What it shows.
  public let kind: Kind
  /// The picture.
  public let image: GreyImage
  /// Why not all of it is right; nil if nothing was amiss.
  public let damage: DocumentError?
}

/// An encapsulated document, (0042,0011): what there is to see in it and to read.
///
/// What a document is, its bytes say, not its MIME type. Pictures are made one at a time, when they are asked for.
public struct DocumentPictures {
  /// What the document is.
  public let kind: ContentKind
  /// How many pages are looked at, those of documents in this one behind its own; 0 for a document that is nothing
  /// but text.
  public let pageCount: Int
  /// All texts, those of the document before those of its pages.
  public let texts: [DocumentText]
  /// What nobody looks at, apart from pictures that fail.
  public let unread: [DocumentError]
  private let pages: (any DocumentPages)?
  /// How many of the pages are the document's own.
  private let ownPages: Int
  /// Documents in this one, whose pages stand behind its own, each with the number of its first page.
  private let inner: [(first: Int, pictures: DocumentPictures)]

  /// Opens a document.
  ///
  /// - Throws: ``DocumentError`` if nothing of it can be looked at.
  public init(_ bytes: [UInt8]) throws(DocumentError) { try self.init(bytes, depth: 0) }

  /// - Parameter depth: how many documents are around this one.
  private init(_ bytes: [UInt8], depth: Int, isEarlier: Bool = false) throws(DocumentError) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= DocumentLimits.documentInBytes else { throw .tooLong(lengthInBytes: bytes.count) }
    kind = DocumentPictures.kind(of: bytes)
    let document: any DocumentPages
    switch kind {
    case .pdf: document = try PDFDocument(bytes, isEarlier: isEarlier)
    case .jpeg, .jpeg2000, .png, .tiff, .gif, .bmp: document = try PicturePayload(bytes, kind)
    case .xml, .html, .json, .rtf, .text: document = TextPayload(bytes)
    default: throw .unsupported(kind)
    }
    pages = document
    ownPages = document.pageCount
    var pageCount = document.pageCount
    var texts = document.texts
    var unread = document.unread
    var inner: [(first: Int, pictures: DocumentPictures)] = []
    for (number, part) in document.inner.enumerated() {
      do throws(DocumentError) {
        guard depth < DocumentLimits.depth, number < DocumentLimits.innerDocuments else { throw .notOpened }
        let opened = try DocumentPictures(
          part.bytes, depth: depth + 1, isEarlier: part.kind == .earlierVersion)
        guard pageCount + opened.pageCount <= DocumentLimits.pages else {
          throw .pagesBeyond(found: pageCount + opened.pageCount)
        }
        inner.append((pageCount, opened))
        // Versions of a document mostly say the same.
        for text in opened.texts
        where !texts.contains(where: { $0.kind == text.kind && $0.text == text.text }) {
          texts.append(DocumentText(kind: text.kind, page: text.page.map { $0 + pageCount }, text: text.text))
        }
        unread += opened.unread.map { .inside(part.kind, number: number, $0) }
        pageCount += opened.pageCount
      } catch {
        unread.append(.inside(part.kind, number: number, error))
      }
    }
    (self.pageCount, self.texts, self.unread, self.inner) = (pageCount, texts, unread, inner)
  }

  /// The pictures of all pages, each made when it is asked for, or why it cannot be.
  public var pictures: some Sequence<Result<DocumentPicture, DocumentError>> {
    (0..<pageCount).lazy.flatMap { page in self.pictures(ofPage: page) }
  }

  /// The pictures of one page. The page itself comes first.
  ///
  /// - Parameter page: from 0 on.
  public func pictures(ofPage page: Int) -> some Sequence<Result<DocumentPicture, DocumentError>> {
    let (pages, own) = place(of: page)
    return DocumentPictures.kinds(pages, own).lazy.map { kind in
      Result { () throws(DocumentError) in
        guard let pages else { throw .noPages }
        return try pages.picture(kind, ofPage: own)
      }
    }
  }

  /// The document that a page belongs to, and the page's number there.
  private func place(of page: Int) -> (pages: (any DocumentPages)?, page: Int) {
    guard page >= ownPages, let (first, pictures) = inner.last(where: { $0.first <= page }) else {
      return (pages, page)
    }
    return pictures.place(of: page - first)
  }

  /// One page as it is shown.
  ///
  /// - Throws: ``DocumentError``.
  public func page(_ page: Int) throws(DocumentError) -> DocumentPicture {
    let (pages, own) = place(of: page)
    guard let pages, (0..<pageCount).contains(page) else { throw .pageDamaged(page: page) }
    return try pages.picture(.page, ofPage: own)
  }

  private static func kinds(_ pages: (any DocumentPages)?, _ page: Int) -> [DocumentPicture.Kind] {
    guard let pages else { return [] }
    return [.page] + pages.moreKinds(ofPage: page)
  }

  /// What the bytes are. A PDF may have other bytes in front of it, as its readers allow.
  private static func kind(of bytes: [UInt8]) -> ContentKind {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return .text }
    let kind = ContentKind(of: bytes.prefix(512))
    if kind != .unknown, kind != .text { return kind }
    if bytes.prefix(1024 + 5).firstRange(of: Array("%PDF-".utf8)) != nil { return .pdf }
    // Letters beyond ASCII are text, as far as there is nothing but text.
    let text = TextPayload.withoutPadding(bytes)
    guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }) else { return .unknown }
    return ContentKind(of: text.prefix(512).map { $0 < 0x80 ? $0 : UInt8(ascii: "x") }[...])
  }
}

/// A kind of document behind ``DocumentPictures``.
protocol DocumentPages {
  /// How many pages are looked at.
  var pageCount: Int { get }
  /// All texts.
  var texts: [DocumentText] { get }
  /// What is not looked at.
  var unread: [DocumentError] { get }
  /// Documents and pictures in the document.
  var inner: [InnerDocument] { get }

  /// What there is to see of a page apart from the page itself.
  func moreKinds(ofPage page: Int) -> [DocumentPicture.Kind]

  /// Makes a picture.
  func picture(_ kind: DocumentPicture.Kind, ofPage page: Int) throws(DocumentError) -> DocumentPicture
}

extension DocumentPages {
  /// None.
  var inner: [InnerDocument] { [] }
}

/// A document or picture in a document, until it is opened.
struct InnerDocument {
  let kind: DocumentError.Inside
  let bytes: [UInt8]
}

/// A document that is nothing but text.
struct TextPayload: DocumentPages {
  let pageCount = 0
  let texts: [DocumentText]
  let unread: [DocumentError]
  let inner: [InnerDocument]

  /// Reads the text; ``DocumentTexts`` says in which encodings.
  init(_ bytes: [UInt8]) {
    var gathered = DocumentTexts()
    let text = DocumentTexts.text(TextPayload.withoutPadding(bytes))
    gathered.add(.content, text)
    inner = Base64Pictures(Array(text.utf8)).found
    texts = gathered.texts
    unread = gathered.isFull ? [.textTooLong] : []
  }

  /// The bytes without the zero that makes their number even; in UTF-16 one may belong to the last letter.
  static func withoutPadding(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let isUTF16 = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    return bytes.last == 0 && !isUTF16 ? bytes.dropLast() : bytes[...]
  }

  func moreKinds(ofPage page: Int) -> [DocumentPicture.Kind] { [] }

  func picture(_ kind: DocumentPicture.Kind, ofPage page: Int) throws(DocumentError) -> DocumentPicture {
    throw .noPages
  }
}
