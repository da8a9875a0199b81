internal import Findings

/// A text of headings, paragraphs, lists and tables that is written as Markdown or as HTML.
struct TextDocument {
  /// A part of it. All texts are final; none of them is markup.
  enum Block {
    case heading(level: Int, Phrase)
    case paragraph(Phrase)
    case list([String])
    case table([Phrase], [[String]])
  }

  let title: Phrase
  private(set) var blocks: [Block] = []

  /// A document that has nothing but its title.
  init(_ title: Phrase) { self.title = title }

  mutating func heading(_ text: Phrase, level: Int = 2) { blocks.append(.heading(level: level, text)) }
  mutating func paragraph(_ text: Phrase) { blocks.append(.paragraph(text)) }
  mutating func list(_ items: [String]) { if !items.isEmpty { blocks.append(.list(items)) } }
  mutating func table(_ columns: [Phrase], _ rows: [[String]]) {
    if !rows.isEmpty { blocks.append(.table(columns, rows)) }
  }

  // MARK: Markdown

  /// The document as Markdown.
  var markdown: String {
    var parts = ["# " + Self.escaped(title.description)]
    for block in blocks {
      switch block {
      case .heading(let level, let text):
        parts.append(String(repeating: "#", count: level) + " " + Self.escaped(text.description))
      case .paragraph(let text): parts.append(Self.escaped(text.description))
      case .list(let items): parts.append(items.map { "- " + Self.escaped($0) }.joined(separator: "\n"))
      case .table(let columns, let rows):
        let lines =
          [columns.map(\.description), columns.map { _ in "---" }] + rows
        parts.append(
          lines.enumerated().map { number, cells in
            "| " + cells.map { number == 1 ? $0 : Self.cell($0) }.joined(separator: " | ") + " |"
          }.joined(separator: "\n"))
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func cell(_ text: String) -> String {
    escaped(text).replacing("|", with: "\\|")
  }

  /// Text in which Markdown finds neither markup nor a link.
  private static func escaped(_ text: String) -> String {
    var shown = ""
    for character in Wording.visible(text) {
      if "\\`*_[]<>#".contains(character) { shown += "\\" }
      shown.append(character)
    }
    return shown
  }

  // MARK: HTML

  /// The document as a page.
  ///
  /// - Parameter style: the text of `Templates/report.css`.
  func page(style: String) -> [UInt8] {
    let parts: [HTML] = blocks.map { block in
      switch block {
      case .heading(2, let text): "<h2>\(text.description)</h2>\n"
      case .heading(_, let text): "<h3>\(text.description)</h3>\n"
      case .paragraph(let text): "<p>\(text.description)</p>\n"
      case .list(let items):
        "<ul>\n\(items.map { item -> HTML in "<li>\(item)</li>\n" })</ul>\n"
      case .table(let columns, let rows):
        HTML.table(
          heads: columns.map { column -> HTML in "<th scope=\"col\">\(column.description)</th>" },
          rows: rows.map { row -> HTML in
            "<tr>\(row.map { cell -> HTML in "<td>\(cell)</td>" })</tr>\n"
          })
      }
    }
    let page: HTML = """
      <!doctype html>
      <html lang="\(Language.current.code)"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTML.policy(style: style, script: ""))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title.description)</title>
      <style>\(HTML(ownSource: style))</style></head>
      <body><main><section><h1>\(title.description)</h1>
      \(parts)</section></main></body></html>

      """
    return page.bytes
  }
}
