internal import Rules

extension NameDetector {
  /// `Patient: Doe`, `performed by J. Doe`; returns the last token.
  func labelled(_ index: Int, _ found: inout [Detection]) -> Int? {
    let label = scan.tokens[index]
    var next = index + 1
    // `Patient Name`, `Name of patient`: a label of several words.
    while next < scan.tokens.count, next < index + 4, [.nameLabel, .particle].contains(scan.mark(next)) {
      next += 1
    }
    if scan.mark(next - 1) == .particle, label.mark == .nameLabel { return nil }
    guard next < scan.tokens.count, scan.mark(next) != .numberLabel else { return nil }
    let gap = scan.gap(next)
    let hasMark = gap.contains { $0 == 0x3A || $0 == 0x3D } || scan.gap(next, is: "\u{FF1A}")
    if scan.tokens[next].shape.contains(.ideographic) {
      return hasMark && gap.count <= 4 ? labelledIdeographs(next, &found) : nil
    }
    if label.mark == .actorLabel, !scan.isBlankGap(index + 1) || index > 0 && !scan.isBlankGap(index) {
      return nil
    }
    guard gap.count <= 4, hasMark || label.mark == .actorLabel || label.facts.value == 0 && next > index + 1
    else { return nil }
    while next < min(index + 12, scan.tokens.count),
      [.title, .particle].contains(scan.mark(next)) || scan.tokens[next].isInitial
    { next += 1 }
    guard next < scan.tokens.count else { return nil }
    let token = scan.tokens[next]
    guard token.isWord, token.isCapitalised, token.length > 1, !isOneLetter(token) else { return nil }
    let strength = NameStrength(token)
    if strength.isNeutral || token.facts.isEveryday && token.facts.surname < 5 { return nil }
    guard strength.best > 0 || strength.isUnknown else { return nil }
    var last = next
    if next + 1 < scan.tokens.count, scan.gap(next + 1).count <= 2, scan.tokens[next + 1].isCapitalised,
      !NameStrength(scan.tokens[next + 1]).isNeutral, scan.tokens[next + 1].isWord
    {
      last = next + 1
    }
    let behind = last > next ? NameStrength(scan.tokens[last]).best : 0
    let isSure =
      strength.best == 2 || last > next && strength.best + behind > 0
      || strength.isUnknown && hasMark && !token.isAllCapitals
    found.add(.personName, scan.range(next, last), isSure ? .fail : .review, .labelledName)
    return last
  }

  /// Whether a word is one letter again and again, as what is written over a name.
  func isOneLetter(_ token: Token) -> Bool {
    let bytes = scan.text[Int(token.start)..<Int(token.end)]
    return bytes.count > 2 && bytes.allSatisfy { $0 == bytes[bytes.startIndex] }
  }

  /// `患者姓名：王小明`: what a label announces and may be a name by its length.
  private func labelledIdeographs(_ index: Int, _ found: inout [Detection]) -> Int? {
    let token = scan.tokens[index]
    guard (2...5).contains(token.length), !token.facts.isImaging, token.mark == nil else { return nil }
    let isKnown = token.facts.isName || split(token) != nil
    found.add(.personName, scan.range(index, index), isKnown ? .fail : .review, .labelledName)
    return index
  }

  /// `née Doe`, `geb. Müller`.
  func born(_ index: Int, _ found: inout [Detection]) -> Int? {
    let next = index + 1
    guard next < scan.tokens.count, scan.gap(next).count <= 2 else { return nil }
    let token = scan.tokens[next]
    guard token.isWord, token.isCapitalised, token.length > 2 else { return nil }
    let strength = NameStrength(token)
    guard !strength.isNeutral, strength.surname > 0 || strength.isUnknown else { return nil }
    found.add(.personName, scan.range(index, next), token.facts.surname >= 3 ? .fail : .review, .birthName)
    return next
  }

  /// `山田太郎`, `山田 太郎`, `王小明`, `김민수`: a surname of the list and one to three characters behind it.
  func ideographic(_ index: Int, _ found: inout [Detection]) -> Int? {
    let token = scan.tokens[index]
    let next = index + 1 < scan.tokens.count ? scan.tokens[index + 1] : nil
    let gap = scan.gap(index + 1)
    if let next, next.shape.contains(.ideographic),
      gap.count == 1 && (gap[0] == 0x5E || gap[0] == 0x20) || gap.count == 3
    {
      guard let next = index + 1 < scan.tokens.count ? next : nil, token.length <= 4, next.length <= 4 else {
        return nil
      }
      let isKnown =
        token.facts.surname > 0 && next.facts.given > 0
        || gap[0] == 0x5E && (token.facts.isName || next.facts.isName)
      guard isKnown || token.facts.surname > 0 && !next.facts.isImaging || gap[0] == 0x5E else { return nil }
      found.add(
        .personName, scan.range(index, index + 1), isKnown || scan.context == .personName ? .fail : .review,
        .ideographicName)
      return index + 1
    }
    guard (2...5).contains(token.length), !token.facts.isImaging, token.mark == nil else { return nil }
    if token.facts.isName {
      guard token.length > 1, scan.context == .personName else { return nil }
      found.add(.personName, scan.range(index, index), .review, .ideographicName)
      return index
    }
    // With the surname alone known only where nothing else stands: words of every kind begin with its character.
    guard let isWhole = split(token), isWhole || scan.tokens.count == 1 && token.length <= 4 else {
      return nil
    }
    found.add(.personName, scan.range(index, index), .review, .ideographicName)
    return index
  }

  /// Whether a run of ideographs is a surname and a given name; false if only the surname is known, nil if none is.
  private func split(_ token: Token) -> Bool? {
    var place = Int(token.start)
    var hash = WordTable.emptyHash
    var onlySurname: Bool?
    for count in 1..<min(4, Int(token.length)) {
      let (value, length) = LetterFold.scalar(scan.text, place)
      hash = LetterFold.hash(hash, value)
      place += length
      let surname = scan.words.facts(hash, scan.text, Int(token.start)..<place).surname
      guard surname > 0 else { continue }
      // A single character that is seldom a surname is a word: 左 begins 左膝 as well as a name.
      if count > 1 || surname > 4 { onlySurname = false }
      var rest = WordTable.emptyHash
      var next = place
      while next < Int(token.end) {
        let (value, length) = LetterFold.scalar(scan.text, next)
        rest = LetterFold.hash(rest, value)
        next += length
      }
      if scan.words.facts(rest, scan.text, place..<Int(token.end)).given > 0 { return true }
    }
    return onlySurname
  }
}
