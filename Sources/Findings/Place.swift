public import DICOM

/// What a report may say of a private creator.
public enum CreatorLabel: Hashable, Sendable {
  /// The creator stands in a published table.
  case registered(PublicName)
  /// It does not, so only its shape is shown.
  case unregistered(Evidence)

  /// The registered name, or the shape in angle quotes.
  public var text: String {
    switch self {
    case .registered(let name): name.description
    case .unregistered(let evidence): "‹\(evidence.shape)›"
    }
  }

  /// What reports sort creators by: unlike ``text``, not the same for two shapes that begin alike.
  var order: String {
    switch self {
    case .registered(let name): name.description
    case .unregistered(let evidence): "‹\(evidence)"
    }
  }
}

/// Where in a file something was found. Offsets count from 0 in the file, or in the inflated stream of a deflated
/// data set (see ``FileResult/isDeflated``).
public enum Place: Hashable, Sendable {
  /// The file as a whole.
  case file
  /// A range of bytes outside any element.
  case bytes(Range<Int>)
  /// An element: its path, keyword if the dictionary has one, private creator if it has one, and the range of its
  /// header and value.
  case element(ElementPath, keyword: PublicName?, creator: CreatorLabel?, bytes: Range<Int>)
  /// Something inside the value of an element: a field of a vendor's header, a line of a text in a container. The
  /// range is where it stands in the file if it stands there as it is, else that of the element.
  case inside(ElementPath, keyword: PublicName?, creator: CreatorLabel?, InnerPath, bytes: Range<Int>)
  /// An element that is not there and should be.
  case missing(ElementPath, keyword: PublicName?)
  /// A rectangle of a picture in an element; the frame counts from 1, as people and viewers count.
  case picture(ElementPath, keyword: PublicName?, frame: Int, PictureRectangle)
  /// An attribute of several files, or several files as such.
  case between(ElementPath?, keyword: PublicName?)

  /// The element's path, if the place is an element or the lack of one.
  public var path: ElementPath? {
    switch self {
    case .file, .bytes: nil
    case .element(let path, _, _, _), .missing(let path, _), .picture(let path, _, _, _),
      .inside(let path, _, _, _, _):
      path
    case .between(let path, _): path
    }
  }

  /// The element's keyword, if it has one.
  public var keyword: PublicName? {
    switch self {
    case .file, .bytes: nil
    case .element(_, let keyword, _, _), .missing(_, let keyword), .picture(_, let keyword, _, _),
      .inside(_, let keyword, _, _, _), .between(_, let keyword):
      keyword
    }
  }

  /// The private creator, if the element has one.
  public var creator: CreatorLabel? {
    switch self {
    case .element(_, _, let creator, _), .inside(_, _, let creator, _, _): creator
    case .file, .bytes, .missing, .picture, .between: nil
    }
  }

  /// Where inside the element's value, if the place is there.
  public var inner: InnerPath? {
    if case .inside(_, _, _, let inner, _) = self { inner } else { nil }
  }

  /// The path and the one inside the value behind it; empty if the place has none.
  public var text: String { (path?.description ?? "") + (inner?.description ?? "") }

  /// The path without item numbers, and the one inside the value behind it; empty if the place has none.
  public var pattern: String { (path?.pattern ?? "") + (inner?.pattern ?? "") }

  /// The range of bytes, if the place has one.
  public var range: Range<Int>? {
    switch self {
    case .bytes(let range), .element(_, _, _, let range), .inside(_, _, _, _, let range): range
    case .file, .missing, .picture, .between: nil
    }
  }
}

/// A rectangle of whole pixels in a picture, from its top left corner.
public struct PictureRectangle: Hashable, Sendable {
  /// The leftmost column, from 0.
  public let x: Int
  /// The topmost row, from 0.
  public let y: Int
  /// How many columns.
  public let width: Int
  /// How many rows.
  public let height: Int

  /// Makes a rectangle.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
