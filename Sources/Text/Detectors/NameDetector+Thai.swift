internal import Rules

extension NameDetector {
  /// The longest title, in characters.
  private static let longestTitle = 9

  /// `นายสมชาย ใจดี`: Thai is written without blanks between words, so that a title is the beginning of a given name;
  /// returns the last token.
  ///
  /// Surnames are a family's own by law, so that no list has them: one is what stands behind the given name.
  func thai(_ index: Int, _ found: inout [Detection]) -> Int? {
    let token = scan.tokens[index]
    guard isThai(token), let name = nameBehindTitle(token) else { return nil }
    let next = index + 1
    let hasSurname =
      next < scan.tokens.count && scan.gap(next, is: " ") && isThai(scan.tokens[next])
      && scan.tokens[next].length > 2 && scan.tokens[next].mark == nil
    let isKnown = name.rest.isName || hasSurname && scan.tokens[next].facts.isName
    guard isKnown || hasSurname else { return nil }
    let last = hasSurname ? next : index
    // `Mr` and `Mrs` are the beginnings of other words too.
    let isSure = isKnown || name.title.value == 0
    found.add(.personName, scan.range(index, last), isSure ? .fail : .review, .titledName)
    return last
  }

  private func isThai(_ token: Token) -> Bool {
    guard token.isWord else { return false }
    return (0xE01...0xE5B).contains(LetterFold.scalar(scan.text, Int(token.start)).value)
  }

  /// What the tables say of the title that a word begins with, and of its rest; nil if it begins with none.
  private func nameBehindTitle(_ token: Token) -> (title: WordFacts, rest: WordFacts)? {
    var place = Int(token.start)
    var hash = WordTable.emptyHash
    var found: (title: WordFacts, rest: Int)?
    for _ in 0..<NameDetector.longestTitle {
      let (value, length) = LetterFold.scalar(scan.text, place)
      hash = LetterFold.hash(hash, value)
      place += length
      guard place + 6 <= Int(token.end) else { break }
      // The longest title counts: one is the beginning of another.
      let facts = scan.words.facts(hash, scan.text, Int(token.start)..<place)
      if facts.mark == .title { found = (facts, place) }
    }
    guard let found else { return nil }
    var hashOfRest = WordTable.emptyHash
    place = found.rest
    while place < Int(token.end) {
      let (value, length) = LetterFold.scalar(scan.text, place)
      hashOfRest = LetterFold.hash(hashOfRest, value)
      place += length
    }
    return (found.title, scan.words.facts(hashOfRest, scan.text, found.rest..<Int(token.end)))
  }
}
