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
  /// How many pages are looked at; 0 for a document that is nothing but text.
  public let pageCount: Int
  /// All texts, those of the document before those of its pages.
  public let texts: [DocumentText]
  /// What nobody looks at, apart from pictures that fail.
  public let unread: [DocumentError]
  private let pages: (any DocumentPages)?

  /// Opens a document.
  ///
  /// - Throws: ``DocumentError`` if nothing of it can be looked at.
  public init(_ bytes: [UInt8]) throws(DocumentError) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= DocumentLimits.documentInBytes else { throw .tooLong(lengthInBytes: bytes.count) }
    kind = DocumentPictures.kind(of: bytes)
    let document: any DocumentPages
    switch kind {
    case .pdf: document = try PDFDocument(bytes)
    case .jpeg, .png, .tiff: document = try PicturePayload(bytes, kind)
    case .xml, .html, .json, .rtf, .text: document = TextPayload(bytes)
    default: throw .unsupported(kind)
    }
    pageCount = document.pageCount
    texts = document.texts
    unread = document.unread
    pages = document
  }

  /// The pictures of all pages, each made when it is asked for, or why it cannot be.
  public var pictures: some Sequence<Result<DocumentPicture, DocumentError>> {
    (0..<pageCount).lazy.flatMap { page in self.pictures(ofPage: page) }
  }

  /// The pictures of one page. The page itself comes first.
  ///
  /// - Parameter page: from 0 on.
  public func pictures(ofPage page: Int) -> some Sequence<Result<DocumentPicture, DocumentError>> {
    let pages = pages
    return DocumentPictures.kinds(pages, page).lazy.map { kind in
      Result { () throws(DocumentError) in
        guard let pages else { throw .noPages }
        return try pages.picture(kind, ofPage: page)
      }
    }
  }

  /// One page as it is shown.
  ///
  /// - Throws: ``DocumentError``.
  public func page(_ page: Int) throws(DocumentError) -> DocumentPicture {
    guard let pages, (0..<pageCount).contains(page) else { throw .pageDamaged(page: page) }
    return try pages.picture(.page, ofPage: page)
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

  /// What there is to see of a page apart from the page itself.
  func moreKinds(ofPage page: Int) -> [DocumentPicture.Kind]

  /// Makes a picture.
  func picture(_ kind: DocumentPicture.Kind, ofPage page: Int) throws(DocumentError) -> DocumentPicture
}

/// A document that is nothing but text.
struct TextPayload: DocumentPages {
  let pageCount = 0
  let texts: [DocumentText]
  let unread: [DocumentError]

  /// Reads the text; ``DocumentTexts`` says in which encodings.
  init(_ bytes: [UInt8]) {
    var gathered = DocumentTexts()
    gathered.add(.content, DocumentTexts.text(TextPayload.withoutPadding(bytes)))
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
