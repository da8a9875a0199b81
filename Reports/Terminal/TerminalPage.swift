internal import Findings

/// Lines of text for a terminal of some width.
struct TerminalPage {
  /// What a colour stands for; the words say it as well.
  enum Style: String {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case good = "1;32", bad = "1;31", open = "1;33", strong = "1"
  }

  /// What was written, with a line feed after each line.
  private(set) var text = ""
  private let colour: Bool
  private let width: Int

  /// An empty page.
  init(colour: Bool, width: Int) {
    self.colour = colour
    self.width = width
  }

  /// Adds a line as it is.
  mutating func line(_ line: String) { text += line + "\n" }

  /// Adds words, broken where a line is full; later lines start where the first one's words do.
  ///
  /// - Parameter mark: stands before the first word, and is counted into the indentation of the others.
  mutating func wrapped(_ words: String, mark: String = "", indent: Int) {
    let margin = String(repeating: " ", count: indent + mark.count)
    var current = String(repeating: " ", count: indent) + mark
    var isEmpty = true
    for word in words.split(separator: " ") {
      if !isEmpty, current.count + 1 + word.count > width {
        line(current)
        current = margin
        isEmpty = true
      }
      current += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    line(current)
  }

  /// Adds words after a label in a column of its own.
  mutating func labelled(_ label: Phrase, _ words: Phrase) {
    wrapped(words.description, mark: padded(label.description, 13), indent: 0)
  }

  /// Text with spaces up to a width, and at least one.
  func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// Text in a colour, where there are colours.
  func paint(_ text: String, _ style: Style) -> String {
    colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
