internal import Rules

/// The words of an answer that are looked for, as the published program takes them: NLTK 3.9's `word_tokenize` of the text
/// in small letters, without stopwords and punctuation.
struct WordTokens {
  private typealias Text = [Unicode.Scalar]

  private let words: ScoreWords
  private let ends: SentenceEnds

  init(_ words: ScoreWords) {
    self.words = words
    ends = SentenceEnds(words: words)
  }

  /// The words that are looked for, in their order.
  func tokens(of text: String) -> [String] { all(of: text).filter { !isPassedOver($0) } }

  /// All words of a text.
  func all(of text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return ends.sentences(of: scalars).flatMap { split(Array(scalars[$0])) }
  }

  private func isPassedOver(_ token: String) -> Bool {
    if words.contains(token, as: .stopword) || token == "``" { return true }
    let scalars = token.unicodeScalars
    guard scalars.count == 1, let only = scalars.first else { return false }
    return "“”‘’•".unicodeScalars.contains(only) || only.isASCII && WordTokens.isPunctuation(only)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    (0x21...0x7E).contains(scalar.value) && !PythonText.isWord(scalar) || scalar == "_"
  }

  // MARK: the steps, in their order

  private func split(_ sentence: Text) -> [String] {
    var text = quotesAtBeginnings(sentence)
    text = punctuation(text)
    text = spaced(text) { "[](){}<>".unicodeScalars.contains($0) }
    text = replacing(text, "--", by: " -- ")
    text = quotesAtEnds([" "] + text + [" "])
    text = contractions(text)
    return text.split { PythonText.isBlank($0) }.map { String(String.UnicodeScalarView($0)) }
  }

  private func quotesAtBeginnings(_ sentence: Text) -> Text {
    var text = rewritten(sentence) { text, at in
      if "«“‘„".unicodeScalars.contains(text[at]) { return (1, [" ", text[at], " "]) }
      let run = text[at...].prefix { $0 == "`" }.count
      return run == 0 ? nil : (run, [" "] + text[at..<at + run] + [" "])
    }
    if text.first == "\"" { text.replaceSubrange(0..<1, with: ["`", "`"]) }
    text = replacing(text, "``", by: " `` ")
    text = rewritten(text) { text, at in
      guard " ([{<".unicodeScalars.contains(text[at]), at + 1 < text.count else { return nil }
      let length = text[at + 1] == "\"" ? 1 : text[(at + 1)...].starts(with: ["'", "'"]) ? 2 : 0
      return length == 0 ? nil : (1 + length, [text[at], " ", "`", "`", " "])
    }
    return rewritten(text) { text, at in
      guard text[at] == "'", at == 0 || !PythonText.isWord(text[at - 1]), at + 1 < text.count,
        PythonText.isWord(text[at + 1]), !beginsWithClitic(text, at + 1)
      else { return nil }
      return (1, ["'", " "])
    }
  }

  private func beginsWithClitic(_ text: Text, _ start: Int) -> Bool {
    ["re", "ve", "ll", "m", "t", "s", "d", "n"].contains { clitic in
      let end = start + clitic.unicodeScalars.count
      return text[start...].starts(with: clitic.unicodeScalars)
        && (end >= text.count || !PythonText.isWord(text[end]))
    }
  }

  private func punctuation(_ sentence: Text) -> Text {
    var text = finalPeriod(sentence, closing: "])}>\"'»”’ ", isApart: true)
    text = rewritten(text) { text, at in
      guard text[at] == ":" || text[at] == ",", at + 1 < text.count, !PythonText.isDecimal(text[at + 1])
      else {
        return nil
      }
      return (2, [" ", text[at], " ", text[at + 1]])
    }
    let last = text.last == "\n" ? text.count - 2 : text.count - 1
    if last >= 0, text[last] == ":" || text[last] == "," {
      text.replaceSubrange(last...last, with: [" ", text[last], " "])
    }
    text = rewritten(text) { text, at in
      let run = text[at...].prefix { $0 == "." }.count
      return run < 2 ? nil : (run, [" "] + text[at..<at + run] + [" "])
    }
    text = spaced(text) { ";@#$%&".unicodeScalars.contains($0) || (0x2012...0x2015).contains($0.value) }
    text = finalPeriod(text, closing: "])}>\"'", isApart: false)
    text = spaced(text) { $0 == "?" || $0 == "!" }
    text = rewritten(text) { text, at in
      guard text[at] != "'", text[(at + 1)...].starts(with: ["'", " "]) else { return nil }
      return (3, [text[at], " ", "'", " "])
    }
    return spaced(text) { $0 == "*" }
  }

  /// Parts the period at the end, behind which only closing marks and blanks stand, from its word.
  private func finalPeriod(_ text: Text, closing: String, isApart: Bool) -> Text {
    guard let period = text.lastIndex(of: "."), period > 0, text[period - 1] != "." else { return text }
    let marks = text[(period + 1)...].prefix { closing.unicodeScalars.contains($0) }
    guard text[marks.endIndex...].allSatisfy(PythonText.isBlank) else { return text }
    return text[..<period] + [" ", "."] + (isApart ? [" "] : []) + marks + [" "]
  }

  private func quotesAtEnds(_ sentence: Text) -> Text {
    var text = spaced(sentence) { "»”’".unicodeScalars.contains($0) }
    text = replacing(text, "''", by: " '' ")
    text = replacing(text, "\"", by: " '' ")
    text = rewritten(text) { text, at in
      let run = text[at...].prefix(while: PythonText.isBlank).count
      return run == 0 ? nil : (run, [" "])
    }
    text = clitics(text, ["'s ", "'m ", "'d ", "' "])
    return clitics(text, ["'ll ", "'re ", "'ve ", "n't "])
  }

  private func clitics(_ text: Text, _ endings: [String]) -> Text {
    rewritten(text) { text, at in
      guard text[at] != "'", text[at] != " ",
        let ending = endings.first(where: { text[(at + 1)...].starts(with: $0.unicodeScalars) })
      else { return nil }
      return (1 + ending.unicodeScalars.count, [text[at], " "] + Array(ending.unicodeScalars))
    }
  }

  private func contractions(_ sentence: Text) -> Text {
    var text = sentence
    let pairs = [
      ("can", "not"), ("d", "'ye"), ("gim", "me"), ("gon", "na"), ("got", "ta"), ("lem", "me"),
      ("more", "'n"),
      ("wan", "na"), (" 't", "is"), (" 't", "was"),
    ]
    for (first, second) in pairs {
      let whole = Array((first + second).unicodeScalars)
      text = rewritten(text) { text, at in
        let end = at + whole.count
        guard text[at...].starts(with: whole),
          first.hasPrefix(" ") || at == 0 || !PythonText.isWord(text[at - 1]),
          end >= text.count || !PythonText.isWord(text[end])
        else { return nil }
        if first == "wan", end >= text.count || !PythonText.isBlank(text[end]) { return nil }
        let parts = first.hasPrefix(" ") ? first.dropFirst() : first[...]
        return (whole.count, Array(" \(parts) \(second) ".unicodeScalars))
      }
    }
    return text
  }

  // MARK: rewriting

  /// Goes through a text from left to right and puts what `change` gives in place of as many characters as it says.
  private func rewritten(_ text: Text, _ change: (Text, Int) -> (length: Int, by: Text)?) -> Text {
    var result: Text = []
    result.reserveCapacity(text.count + 16)
    var position = 0
    while position < text.count {
      if let (length, replacement) = change(text, position) {
        result += replacement
        position += length
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }

  private func spaced(_ text: Text, _ isMarked: (Unicode.Scalar) -> Bool) -> Text {
    rewritten(text) { text, at in isMarked(text[at]) ? (1, [" ", text[at], " "]) : nil }
  }

  private func replacing(_ text: Text, _ old: String, by new: String) -> Text {
    let old = Array(old.unicodeScalars)
    let new = Array(new.unicodeScalars)
    return rewritten(text) { text, at in text[at...].starts(with: old) ? (old.count, new) : nil }
  }
}
