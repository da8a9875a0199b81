public import DICOM

/// Why a document, or a part of it, could not be looked at. Holds no value of the document but sizes and numbers.
public enum DocumentError: Error, Equatable, Sendable {
  /// There are no bytes.
  case empty
  /// The bytes are of a kind that nothing here reads.
  case unsupported(ContentKind)
  /// The document is longer than ``DocumentLimits/documentInBytes``.
  case tooLong(lengthInBytes: Int)
  /// A password is needed.
  case encrypted
  /// The document cannot be opened, or not be read any further.
  case damaged(ContentKind)
  /// The document was read by a reader that had to guess, and may have lost parts of it.
  case repaired(complaints: Int)
  /// The library that reads the document is not installed.
  case libraryMissing(ContentKind)
  /// The document has no pages.
  case noPages
  /// More pages are there than ``DocumentLimits/pages``; those behind are not looked at.
  case pagesBeyond(found: Int)
  /// A page cannot be found, read or drawn. Pages count from 0.
  case pageDamaged(page: Int)
  /// A page would have more than ``DocumentLimits/pixelsInPage`` pixels.
  case pageTooLarge(page: Int, width: Int, height: Int)
  /// Pictures of a page, or of all if none is named, were drawn with it and not looked at by themselves: what lies under
  /// a cover was not seen.
  case imagesNotSeparated(page: Int?)
  /// The texts are longer than ``DocumentLimits/textInBytes`` together.
  case textTooLong
  /// Earlier versions of the document that its file still holds; only the last is looked at.
  case earlierRevisions(count: Int)
  /// Files in the document, which are not looked at.
  case attachments(count: Int)
  /// A part of the document that is neither picture nor text: its place and length.
  case unreadPart(Range<Int>)
  /// Decoding a picture failed.
  case picture(PixelError)
}

/// Bounds on what a document may make its readers do.
public enum DocumentLimits {
  /// The longest document.
  public static let documentInBytes = 1 << 28
  /// The most pages.
  public static let pages = 200
  /// The most pixels of a page.
  public static let pixelsInPage = 50_000_000
  /// The longest text of a document, all parts together.
  public static let textInBytes = 16 << 20
  /// The most pictures of a page that are looked at by themselves.
  public static let imagesOnPage = 64
  /// How finely pages are drawn, in pixels an inch.
  public static let resolution = 150
}

extension DocumentError: CustomStringConvertible {
  /// The reason as reports print it; pages count from 1 here.
  public var description: String {
    switch self {
    case .empty: "the document is empty"
    case .unsupported(let kind): "a document of this kind (\(kind.name)) cannot be read"
    case .tooLong(let length): "a document of \(length) bytes is too long"
    case .encrypted: "the document needs a password"
    case .damaged(let kind): "the \(kind.name) document is damaged"
    case .repaired(let complaints):
      "the document is damaged in \(complaints) places and was read as far as it goes"
    case .libraryMissing(let kind): "the library for \(kind.name) documents is not installed"
    case .noPages: "the document has no pages"
    case .pagesBeyond(let found): "\(found) pages are there, and \(DocumentLimits.pages) were looked at"
    case .pageDamaged(let page): "page \(page + 1) cannot be drawn"
    case .pageTooLarge(let page, let width, let height):
      "page \(page + 1) of \(width)x\(height) pixels is too large"
    case .imagesNotSeparated(let page):
      "what pictures on \(page.map { "page \($0 + 1)" } ?? "all pages") hold under covers was not looked at"
    case .textTooLong: "the document has more than \(DocumentLimits.textInBytes) bytes of text"
    case .earlierRevisions(let count): "\(count) earlier versions in the document were not looked at"
    case .attachments(let count): "\(count) attached files were not looked at"
    case .unreadPart(let range): "\(range.count) bytes at \(range.lowerBound) are neither picture nor text"
    case .picture(let error): error.description
    }
  }
}
