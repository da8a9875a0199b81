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
  /// A document in another one is too deep in it, or one of too many.
  case notOpened
  /// Something in a document, by its number from 0 on, could not be looked at, or not wholly.
  indirect case inside(Inside, number: Int, DocumentError)
  /// A part of the document that is neither picture nor text: its place and length.
  case unreadPart(Range<Int>)
  /// Decoding a picture failed.
  case picture(PixelError)

  /// What stands in a document and is one of its own.
  public enum Inside: String, Sendable {
    /// A file that is attached.
    case attachment = "attached file"
    /// The document as it was before it was written again; what a later version takes away stays in the bytes.
    case earlierVersion = "earlier version"
    /// A picture or document in letters, as text documents have them.
    case encoded = "encoded picture"
  }
}

/// Bounds on what a document may make its readers do.
public enum DocumentLimits {
  /// The longest document.
  public static let documentInBytes = 1 << 28
  /// How deep documents may stand in each other.
  public static let depth = 3
  /// The most documents in one.
  public static let innerDocuments = 32
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
    case .notOpened: "there are too many documents in each other"
    case .inside(let kind, let number, let error): "\(kind.rawValue) \(number + 1): \(error)"
    case .unreadPart(let range): "\(range.count) bytes at \(range.lowerBound) are neither picture nor text"
    case .picture(let error): error.description
    }
  }
}
