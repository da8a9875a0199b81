/// A text of a document, as it was meant to be read by people or programs.
public struct DocumentText: Equatable, Sendable {
  /// Where in a document texts stand.
  public enum Kind: String, Sendable, CaseIterable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case title, author, subject, keywords, creator, producer, created, modified
    /// Metadata in XML.
    case xmp
    /// What is written on a page, visible or not.
    case page
    /// The text of a note on a page.
    case annotation
    /// Who made a note.
    case annotationAuthor = "annotation-author"
    /// What was filled in.
    case formField = "form-field"
    /// The title of a layer.
    case layer
    /// The name or description of an attached file.
    case attachment
    /// A value of the document information, or of a picture's tags, that no other kind is for.
    case tag
    /// A comment in a picture file.
    case comment
    /// A document that is nothing but text.
    case content
  }

  /// Where it stands.
  public let kind: Kind
  /// The page, from 0 on; nil for what belongs to the whole document.
  public let page: Int?
  /// The text.
  public let text: String
}

/// Gathers texts up to ``DocumentLimits/textInBytes``.
struct DocumentTexts {
  private(set) var texts: [DocumentText] = []
  private(set) var isFull = false
  private var lengthInBytes = 0

  /// Adds a text; empty ones are none.
  mutating func add(_ kind: DocumentText.Kind, page: Int? = nil, _ text: String?) {
    guard let text, !text.isEmpty, !isFull else { return }
    lengthInBytes += text.utf8.count
    guard lengthInBytes <= DocumentLimits.textInBytes else {
      isFull = true
      return
    }
    texts.append(DocumentText(kind: kind, page: page, text: text))
  }

  /// Text of bytes in an encoding that they tell themselves: UTF-16 with its mark, UTF-8, or else one byte a letter.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    if isLittle || bytes.starts(with: [0xFE, 0xFF]) {
      let body = Array(bytes.dropFirst(2))
      let units = stride(from: 0, to: body.count - 1, by: 2).map { index in
        isLittle
          ? UInt16(body[index]) | UInt16(body[index + 1]) << 8
          : UInt16(body[index]) << 8 | UInt16(body[index + 1])
      }
      return String(decoding: units, as: UTF16.self)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
