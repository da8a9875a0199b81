internal import CZlib

/// What stands in a PNG file beside its picture. ISO 15948 section 11.3.
struct PNGChunks {
  /// Texts: tEXt, zTXt and iTXt, keyword and text.
  private(set) var texts: [String] = []
  /// EXIF data.
  private(set) var exif: [ArraySlice<UInt8>] = []
  /// Compressed texts that do not inflate to a sensible length.
  private(set) var unread: [Range<Int>] = []
  /// Whether the picture's end is there.
  private(set) var isComplete = false
  /// Where the file's last chunk ends.
  private(set) var end = 8

  private static let inflatedInBytes = 1 << 20

  /// Goes through the chunks up to the end of the picture, or of the bytes.
  init(_ bytes: [UInt8]) {
    while end + 12 <= bytes.count {
      let length = bytes[end..<end + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - end - 12 else { return }
      let type = String(decoding: bytes[end + 4..<end + 8], as: UTF8.self)
      let content = end + 8..<end + 8 + length
      end += 12 + length
      switch type {
      case "tEXt": texts.append(PNGChunks.text(bytes[content]))
      case "zTXt", "iTXt": addText(type, bytes, content)
      case "eXIf": exif.append(bytes[content])
      case "IEND":
        isComplete = true
        return
      default: break
      }
    }
  }

  /// Adds a text that may be compressed: a flag and a method stand behind the keyword.
  private mutating func addText(_ type: String, _ bytes: [UInt8], _ content: Range<Int>) {
    guard let keywordEnd = bytes[content].firstIndex(of: 0) else {
      unread.append(content)
      return
    }
    var start = keywordEnd + 2
    var isCompressed = true
    if type == "iTXt" {
      // Flag, method, language, translated keyword; the latter two end with a zero.
      isCompressed = keywordEnd + 1 < content.upperBound && bytes[keywordEnd + 1] == 1
      start = keywordEnd + 3
      for _ in 0..<2 {
        guard start < content.upperBound, let zero = bytes[start..<content.upperBound].firstIndex(of: 0)
        else {
          unread.append(content)
          return
        }
        start = zero + 1
      }
    }
    guard start <= content.upperBound else {
      unread.append(content)
      return
    }
    let header = PNGChunks.text(bytes[content.lowerBound..<start])
    let body = bytes[start..<content.upperBound]
    guard isCompressed else {
      texts.append(header + " " + PNGChunks.text(body))
      return
    }
    guard let inflated = PNGChunks.inflated(Array(body)) else {
      unread.append(content)
      return
    }
    texts.append(header + " " + PNGChunks.text(inflated[...]))
  }

  /// Keyword, language and text are parted by zeros.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.split(separator: 0).map(DocumentTexts.text).joined(separator: " ")
  }

  private static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
    var output = [UInt8](repeating: 0, count: inflatedInBytes)
    var length = UInt(output.count)
    guard uncompress(&output, &length, bytes, UInt(bytes.count)) == Z_OK else { return nil }
    return Array(output[..<Int(length)])
  }
}
