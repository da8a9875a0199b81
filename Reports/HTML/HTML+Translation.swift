internal import Findings

/// A piece of markup with what was put in: literals are the program's, all else is as it is to stand.
struct MarkupPiece {
  let isLiteral: Bool
  let bytes: [UInt8]
}

/// Puts the text between the tags of markup into the language in which the current task writes.
///
/// A text goes from one tag to the next; tags that stand inside of a sentence (`a`, `b`, `i`, `code`, `br`) belong to it.
/// What is put in stands as `{1}`, `{2}` … in it. White space around a text stays, within it one blank stands for all.
struct MarkupTranslation {
  private static let inlineTags: Set<String> = ["a", "b", "i", "code", "br"]

  private let language: Language
  private var output: [UInt8] = []
  /// The text that is being read: its pattern, what is put in, and what it would be without a translation.
  private var pattern: [UInt8] = []
  private var parts: [String] = []
  private var plain: [UInt8] = []
  /// The tag that is being read; nil between tags.
  private var tag: [UInt8]?

  private init(_ language: Language) { self.language = language }

  /// The markup of all pieces, translated.
  static func markup(_ pieces: [MarkupPiece], in language: Language) -> [UInt8] {
    var translation = MarkupTranslation(language)
    for piece in pieces {
      if piece.isLiteral { translation.read(literal: piece.bytes) } else { translation.put(piece.bytes) }
    }
    translation.finish()
    return translation.output
  }

  private mutating func read(literal bytes: [UInt8]) {
    for byte in bytes {
      if tag != nil {
        tag?.append(byte)
        plain.append(byte)
        if byte == UInt8(ascii: ">") { endTag() }
      } else if byte == UInt8(ascii: "<") {
        tag = [byte]
        plain.append(byte)
      } else {
        pattern.append(byte)
        plain.append(byte)
      }
    }
  }

  private mutating func put(_ bytes: [UInt8]) {
    plain.append(contentsOf: bytes)
    parts.append(String(decoding: bytes, as: UTF8.self))
    let mark = Array("{\(parts.count)}".utf8)
    if tag == nil { pattern.append(contentsOf: mark) } else { tag?.append(contentsOf: mark) }
  }

  private mutating func endTag() {
    guard let read = tag else { return }
    tag = nil
    let name = read.dropFirst().prefix {
      ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == UInt8(ascii: "/")
    }
    let word = String(decoding: name.filter { $0 != UInt8(ascii: "/") }, as: UTF8.self)
    if MarkupTranslation.inlineTags.contains(word) {
      pattern.append(contentsOf: read)
      return
    }
    // A tag that ends a text stands for itself, with what is put into it.
    let ending = plain.suffix(from: plain.count - length(of: read))
    plain.removeLast(ending.count)
    let own = MarkupTranslation.marks(in: read)
    let partsOfTag = own > 0 ? Array(parts.suffix(own)) : []
    parts.removeLast(partsOfTag.count)
    let kept = Array(ending)
    finish()
    output.append(contentsOf: kept)
  }

  /// How long a tag is with what is put into it.
  private func length(of tag: [UInt8]) -> Int {
    let count = MarkupTranslation.marks(in: tag)
    guard count > 0 else { return tag.count }
    var length = tag.count
    for number in parts.count - count..<parts.count {
      length += parts[number].utf8.count - "{\(number + 1)}".utf8.count
    }
    return length
  }

  /// How many parts are put into a tag.
  private static func marks(in tag: [UInt8]) -> Int { tag.count { $0 == UInt8(ascii: "{") } }

  /// Ends the text that is being read.
  private mutating func finish() {
    defer { (pattern, parts, plain) = ([], [], []) }
    guard MarkupTranslation.hasWords(pattern) else {
      output.append(contentsOf: plain)
      return
    }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0A }
    let start = pattern.prefix(while: isBlank)
    let end = pattern.reversed().prefix(while: isBlank).reversed()
    let words = pattern.split(whereSeparator: isBlank).map { String(decoding: $0, as: UTF8.self) }
    output.append(contentsOf: start)
    output.append(contentsOf: language.text(words.joined(separator: " "), parts).utf8)
    output.append(contentsOf: end)
  }

  /// Whether there is a letter outside of tags, entities and marks.
  private static func hasWords(_ pattern: [UInt8]) -> Bool {
    var isInTag = false
    var isInEntity = false
    for byte in pattern {
      switch byte {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">"): isInTag = false
      case UInt8(ascii: "&"): isInEntity = true
      case UInt8(ascii: ";"): isInEntity = false
      default:
        if !isInTag, !isInEntity, (0x61...0x7A).contains(byte | 0x20) { return true }
      }
    }
    return false
  }
}
