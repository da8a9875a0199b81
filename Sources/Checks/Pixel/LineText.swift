internal import Pixels

/// A line taken apart into runs of letters and digits and what stands between them.
struct LineText {
  /// A run of letters and digits.
  struct Part {
    /// As it was read.
    let text: String
    /// Upper case, without accents.
    let folded: [UInt32]
    /// With confusable characters made the same.
    let alike: [UInt32]
    /// What stands before it, back to the part before; a blank between words.
    var before: String
    /// The place of its word in the line.
    let word: Int
    /// Whether it has letters only.
    let isLetters: Bool

    /// Whether what stands before it is marks without a blank.
    var isMarked: Bool { !before.isEmpty && !before.contains(" ") }
  }

  /// The words, of which none is empty.
  let words: [SeenWord]
  /// The runs of all words in order.
  let parts: [Part]
  /// What stands behind the last part.
  let end: String

  init(_ line: [SeenWord]) {
    words = line.flatMap { word in
      word.text.split(whereSeparator: \.isWhitespace).map {
        SeenWord(text: String($0), confidence: word.confidence)
      }
    }
    var parts: [Part] = []
    var between = ""
    for (place, word) in words.enumerated() {
      if place > 0 { between += " " }
      var run = ""
      for character in word.text {
        if LineText.isInWord(character) {
          run.append(character)
          continue
        }
        LineText.close(&run, between: &between, place, &parts)
        between.append(character)
      }
      LineText.close(&run, between: &between, place, &parts)
    }
    self.parts = parts
    end = between
  }

  /// Letters and digits, and marks that a recognizer makes of them.
  private static func isInWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "|" || character == "!" || character == "$"
  }

  private static func close(_ run: inout String, between: inout String, _ word: Int, _ parts: inout [Part]) {
    defer { run = "" }
    guard run.contains(where: { $0.isLetter || $0.isNumber }) else {
      between += run
      return
    }
    var folded: [UInt32] = []
    for scalar in run.unicodeScalars {
      let glyphs = Glyphs.folded(scalar)
      folded += glyphs.isEmpty && scalar.isASCII ? [scalar.value] : glyphs
    }
    guard !folded.isEmpty else {
      between += run
      return
    }
    parts.append(
      Part(
        text: run, folded: folded, alike: folded.map { Glyphs.alike($0) }, before: between, word: word,
        isLetters: run.allSatisfy(\.isLetter)))
    between = ""
  }

  /// What stands behind a part, up to the next or to the end.
  func after(_ place: Int) -> String { place + 1 < parts.count ? parts[place + 1].before : end }
}
