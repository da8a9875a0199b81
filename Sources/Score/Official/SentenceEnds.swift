internal import Rules

/// Where the tokenizer of the published program ends sentences in a text of small letters.
///
/// It is the algorithm of T. Kiss and J. Strunk, Unsupervised Multilingual Sentence Boundary Detection, 2006, as NLTK 3.9
/// runs it with its model of English. What that does with capitals is left out: texts are compared in small letters.
struct SentenceEnds {
  private static let ends: Set<Unicode.Scalar> = [".", "?", "!"]
  private static let closing: Set<Unicode.Scalar> = ["\"", "'", ")", "]", "}", "‘", "’", "“", "”", "«", "»"]
  /// What ends a word besides blanks.
  private static let nonWord: Set<Unicode.Scalar> = [
    ")", "\"", ";", "}", "]", "*", ":", "@", "'", "(", "{", "[", "‘", "’", "“", "”", "«", "»", "?", "!",
  ]
  /// What no word begins with.
  private static let noBeginning: Set<Unicode.Scalar> = [
    "(", "\"", "`", "{", "[", ":", ";", "&", "#", "*", "@", ")", "}", "]", "-", ",",
  ]

  let words: ScoreWords

  /// The ranges of the sentences of a text.
  func sentences(of text: [Unicode.Scalar]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    for candidate in candidates(text) where hasBreak(Array(text[candidate.context])) {
      pieces.append(start..<candidate.end)
      start = candidate.next ?? candidate.end
    }
    var end = text.count
    while end > 0, PythonText.isBlank(text[end - 1]) { end -= 1 }
    pieces.append(start..<max(start, end))
    return realigned(pieces, text)
  }

  /// A mark that may end a sentence: the context that decides, where the mark ends, where the next word begins.
  private struct Candidate {
    let context: Range<Int>
    let end: Int
    let next: Int?
  }

  private func candidates(_ text: [Unicode.Scalar]) -> [Candidate] {
    var found: [Candidate] = []
    var last: (candidate: Candidate, word: Range<Int>)?
    var previous = 0..<0
    for mark in text.indices where SentenceEnds.ends.contains(text[mark]) {
      guard let (behind, next) = whatFollows(mark, text) else { continue }
      // The word before the mark begins behind the last blank, but not before the word of the mark before.
      let space = (previous.upperBound..<mark).last { isASCIIBlank(text[$0]) }
      let start =
        space.map { $0 > previous.upperBound ? $0 + 1 : previous.lowerBound } ?? previous.lowerBound
      let word = start..<mark
      if let last, previous.upperBound <= word.lowerBound { found.append(last.candidate) }
      last = (Candidate(context: word.lowerBound..<behind, end: mark + 1, next: next), word)
      previous = word
    }
    if let last { found.append(last.candidate) }
    return found
  }

  private func isASCIIBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value)
  }

  /// What stands behind a mark: punctuation, or blanks and a word. nil for anything else.
  private func whatFollows(_ mark: Int, _ text: [Unicode.Scalar]) -> (end: Int, next: Int?)? {
    var position = mark + 1
    guard position < text.count else { return nil }
    if SentenceEnds.nonWord.contains(text[position]) { return (position + 1, nil) }
    while position < text.count, PythonText.isBlank(text[position]) { position += 1 }
    guard position > mark + 1, position < text.count else { return nil }
    let next = position
    while position < text.count, !PythonText.isBlank(text[position]) { position += 1 }
    return (position, next)
  }

  /// Closing marks at the beginning of a piece belong to the one before.
  private func realigned(_ pieces: [Range<Int>], _ text: [Unicode.Scalar]) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var moved = 0
    for (index, piece) in pieces.enumerated() {
      let start = min(piece.lowerBound + moved, piece.upperBound)
      guard index + 1 < pieces.count else {
        if start < piece.upperBound { sentences.append(start..<piece.upperBound) }
        break
      }
      let following = pieces[index + 1]
      if let (marks, whole) = closingMarks(Array(text[following])) {
        sentences.append(start..<following.lowerBound + marks)
        moved = whole
      } else {
        moved = 0
        if start < piece.upperBound { sentences.append(start..<piece.upperBound) }
      }
    }
    return sentences
  }

  /// How long the closing marks at the beginning are, without and with the blanks behind them.
  private func closingMarks(_ text: [Unicode.Scalar]) -> (marks: Int, whole: Int)? {
    var marks = 0
    while marks < text.count, SentenceEnds.closing.contains(text[marks]) {
      marks += 1
      var end = marks
      while end < text.count, PythonText.isBlank(text[end]) { end += 1 }
      if end > marks { return (marks, end) }
      if end == text.count || text[end...].starts(with: ["-", "-"]) { return (marks, end) }
    }
    return nil
  }

  // MARK: deciding

  /// A word of a context, and whether a sentence ends behind it.
  private struct Word {
    let text: [Unicode.Scalar]
    var isBreak = false

    var isEndedByPeriod: Bool { text.last == "." }

    /// The word, or what stands for all numbers, without the period at its end.
    func type(withoutPeriod: Bool) -> String {
      var type = isNumber ? "##number##" : String(String.UnicodeScalarView(text))
      if withoutPeriod, type.count > 1, type.hasSuffix(".") { type.removeLast() }
      return type
    }

    /// Digits with commas, periods and hyphens among them.
    private var isNumber: Bool {
      var rest = text[...]
      if rest.first == "-" { rest.removeFirst() }
      if rest.first == "." || rest.first == "," { rest.removeFirst() }
      guard let first = rest.first, PythonText.isDecimal(first) else { return false }
      return rest.allSatisfy { PythonText.isDecimal($0) || [",", ".", "-"].contains($0) }
    }

    var isInitial: Bool { text.count == 2 && text[1] == "." && PythonText.isLetter(text[0]) }
  }

  private func hasBreak(_ context: [Unicode.Scalar]) -> Bool {
    var found = context.split(separator: "\n").flatMap { split(Array($0)) }.map { Word(text: $0) }
    for index in found.indices { found[index].isBreak = isBreak(found[index].text) }
    for index in found.indices.dropLast() where found[index].isEndedByPeriod {
      revise(&found[index], before: found[index + 1])
    }
    return found.dropLast().contains { $0.isBreak }
  }

  /// Whether a word ends a sentence by itself.
  private func isBreak(_ word: [Unicode.Scalar]) -> Bool {
    if word.count == 1, SentenceEnds.ends.contains(word[0]) { return true }
    guard word.last == ".", !word.starts(with: [".", "."]), !word.dropLast().reversed().starts(with: ["."])
    else {
      return false
    }
    let stem = word.dropLast()
    let part = stem.split(separator: "-", omittingEmptySubsequences: false).last ?? stem
    return ![stem, part].contains { words.contains(String(String.UnicodeScalarView($0)), as: .abbreviation) }
  }

  /// Takes a break back where the next word shows that the sentence goes on.
  private func revise(_ word: inout Word, before next: Word) {
    let type = word.type(withoutPeriod: true)
    let following = next.type(withoutPeriod: next.isBreak)
    if words.contains("\(type) \(following)", as: .collocation) {
      word.isBreak = false
    } else if word.isInitial || type == "##number##" {
      let isPunctuation = next.text.count == 1 && [";", ":", ",", ".", "!", "?"].contains(next.text[0])
      if isPunctuation || next.text[0].properties.isLowercase && !words.contains(following, as: .beginning) {
        word.isBreak = false
      }
    }
  }

  /// The words of a line, punctuation for itself.
  private func split(_ line: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var found: [[Unicode.Scalar]] = []
    var position = 0
    while position < line.count {
      if PythonText.isBlank(line[position]) {
        position += 1
        continue
      }
      var end = position + (manyMarks(line, position) ?? 0)
      if end == position {
        end += 1
        if !SentenceEnds.noBeginning.contains(line[position]) {
          while !isEndOfWord(line, end), !PythonText.isBlank(line[end]) { end += 1 }
        }
      }
      found.append(Array(line[position..<end]))
      position = end
    }
    return found
  }

  private func isEndOfWord(_ line: [Unicode.Scalar], _ position: Int) -> Bool {
    guard position < line.count else { return true }
    let scalar = line[position]
    if PythonText.isBlank(scalar) || SentenceEnds.nonWord.contains(scalar) || manyMarks(line, position) != nil
    {
      return true
    }
    guard scalar == "," else { return false }
    let behind = position + 1
    return behind >= line.count || PythonText.isBlank(line[behind])
      || SentenceEnds.nonWord.contains(line[behind])
      || manyMarks(line, behind) != nil
  }

  /// How long a run of hyphens or periods is that counts as one mark; nil if there is none.
  private func manyMarks(_ line: [Unicode.Scalar], _ position: Int) -> Int? {
    for mark in ["-", "."] as [Unicode.Scalar] {
      let run = line[position...].prefix { $0 == mark }.count
      if run >= 2 { return run }
    }
    var end = position
    var pairs = 0
    while end + 1 < line.count, line[end] == ".", PythonText.isBlank(line[end + 1]) {
      end += 2
      pairs += 1
    }
    // The last period ends the run.
    while pairs >= 2 {
      if end < line.count, line[end] == "." { return end + 1 - position }
      end -= 2
      pairs -= 1
    }
    return nil
  }
}
