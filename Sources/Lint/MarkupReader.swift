/// An element of an XML document that has no elements of its own inside.
struct MarkupElement {
  /// The element's name.
  let name: String
  /// Its attributes.
  let attributes: [String: String]
  /// The text in it, entities resolved.
  let text: String
  /// Its line, from 1.
  let line: Int
}

/// Reads the elements that stand directly in the root of an XML document.
///
/// Enough for scripts that are lists: elements deeper down, document types and entities of one's own are errors, so that
/// nothing is passed over.
struct MarkupReader {
  private let text: [Character]
  private let file: String
  private var place = 0
  private var line = 1

  init(_ text: String, file: String) {
    self.text = Array(text)
    self.file = file
  }

  /// The root's name and the elements in it.
  mutating func read() throws(LintError) -> (root: String, elements: [MarkupElement]) {
    try skipMisc()
    let root = try tag()
    guard !root.isClosed else { return (root.name, []) }
    var elements: [MarkupElement] = []
    while true {
      _ = try content(isIgnored: true)
      let start = line
      if next("</") {
        try end(root.name)
        return (root.name, elements)
      }
      let element = try tag()
      var inside = ""
      if !element.isClosed {
        inside = try content(isIgnored: false)
        guard next("</") else {
          throw error("expected </\(element.name)>: an element in an element is not known here")
        }
        try end(element.name)
      }
      elements.append(
        MarkupElement(name: element.name, attributes: element.attributes, text: inside, line: start))
    }
  }

  func error(_ message: String) -> LintError { LintError(file: file, line: line, message: message) }

  // MARK: parts

  private mutating func skipMisc() throws(LintError) {
    if text.first == "\u{FEFF}" { place = 1 }
    while place < text.count {
      if text[place].isWhitespace {
        step()
      } else if next("<?") {
        _ = try upTo("?>")
      } else if next("<!--") {
        _ = try upTo("-->")
      } else {
        break
      }
    }
    if peek("<!") { throw error("a document type is not read: it could put in anything") }
  }

  /// Text up to the next tag, without comments.
  private mutating func content(isIgnored: Bool) throws(LintError) -> String {
    var found = ""
    while true {
      guard place < text.count else { throw error("the document ends inside an element") }
      if next("<!--") {
        _ = try upTo("-->")
      } else if next("<![CDATA[") {
        found += try upTo("]]>")
      } else if next("<?") {
        _ = try upTo("?>")
      } else if text[place] == "<" {
        break
      } else if text[place] == "&" {
        found += try entity()
      } else {
        found.append(text[place])
        step()
      }
    }
    guard !isIgnored || found.allSatisfy(\.isWhitespace) else {
      throw error("expected an element, found text")
    }
    return found
  }

  private mutating func tag() throws(LintError) -> (
    name: String, attributes: [String: String], isClosed: Bool
  ) {
    guard next("<") else { throw error("expected an element") }
    let name = try word()
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      if next("/>") { return (name, attributes, true) }
      if next(">") { return (name, attributes, false) }
      let key = try word()
      skipSpace()
      guard next("=") else { throw error("expected = after the attribute \(key)") }
      skipSpace()
      guard place < text.count, text[place] == "\"" || text[place] == "'" else {
        throw error("expected a quoted value of the attribute \(key)")
      }
      let quote = text[place]
      step()
      var value = ""
      while place < text.count, text[place] != quote {
        if text[place] == "&" {
          value += try entity()
        } else {
          value.append(text[place])
          step()
        }
      }
      guard place < text.count else { throw error("the document ends inside the attribute \(key)") }
      step()
      guard attributes.updateValue(value, forKey: key) == nil else { throw error("two attributes \(key)") }
    }
  }

  private mutating func end(_ name: String) throws(LintError) {
    let found = try word()
    skipSpace()
    guard found == name, next(">") else { throw error("expected </\(name)>") }
  }

  private mutating func entity() throws(LintError) -> String {
    step()
    let name = try upTo(";")
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let isHex = name.hasPrefix("#x")
      let digits = name.dropFirst(isHex ? 2 : 1)
      guard name.hasPrefix("#"), let number = UInt32(digits, radix: isHex ? 16 : 10),
        let scalar = UnicodeScalar(number)
      else { throw error("unknown entity '&\(name);'") }
      return String(Character(scalar))
    }
  }

  // MARK: characters

  private mutating func word() throws(LintError) -> String {
    let start = place
    while place < text.count, text[place].isLetter || text[place].isNumber || "_-.:".contains(text[place]) {
      step()
    }
    guard place > start else { throw error("expected a name") }
    return String(text[start..<place])
  }

  private mutating func upTo(_ mark: String) throws(LintError) -> String {
    let start = place
    while place < text.count {
      if peek(mark) {
        let found = String(text[start..<place])
        for _ in mark { step() }
        return found
      }
      step()
    }
    throw error("expected \(mark) before the end of the document")
  }

  private func peek(_ mark: String) -> Bool { text[place...].starts(with: mark) }

  private mutating func next(_ mark: String) -> Bool {
    guard peek(mark) else { return false }
    for _ in mark { step() }
    return true
  }

  private mutating func skipSpace() { while place < text.count, text[place].isWhitespace { step() } }

  private mutating func step() {
    if text[place].isNewline { line += 1 }
    place += 1
  }
}
