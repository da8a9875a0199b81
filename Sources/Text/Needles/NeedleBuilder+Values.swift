internal import DICOM

extension NeedleBuilder {
  /// Adds an identifier, an address, or words of any other kind.
  mutating func addText(_ text: String, _ kind: IdentifierKind, _ owner: ValueOf) {
    let bytes = Array(text.utf8)
    let words = TextWord.words(of: bytes)
    guard !words.isEmpty else { return }
    let shape = NeedleBuilder.shape(words)
    let isPhrase = words.count > 1 && shape.letters > shape.digits && shape.letters >= 6
    let traits = isPhrase ? phrase(shape, text) : weakened(self.traits(shape), text, words)
    if words.count > 1 || shape.letters + shape.digits >= 3 { add(words, .asWritten, owner, traits) }
    addOtherSets(text, owner, traits)
    if !isPhrase { addIdentifier(bytes, words, owner, traits) }
    if kind == .address { addLines(text, owner) }
    if kind == .identifier || kind == .accessionNumber || kind == .other && !isPhrase {
      made.digests.add(identifier: text, owner)
    }
  }

  private func phrase(_ shape: Shape, _ text: String) -> NeedleOwners.Traits {
    let isCommon = text.uppercased().split { !$0.isLetter }.allSatisfy {
      options.commonWords.contains(String($0))
    }
    return .init(
      certainty: isCommon || shape.letters + shape.digits < 8 ? .review : .fail,
      isShort: shape.letters + shape.digits < 6)
  }

  /// A number that may as well be a date, and a single word, are not sure.
  private func weakened(_ traits: NeedleOwners.Traits, _ text: String, _ words: [TextWord])
    -> NeedleOwners.Traits
  {
    let isWord = words.count == 1 && !words[0].isNumber
    let isCommon = isWord && options.commonWords.contains(text.uppercased())
    let isDate =
      words.count == 1 && words[0].isNumber && words[0].length <= 8
      && !WrittenDate.readings(of: text).isEmpty
    guard isWord || isDate else { return traits }
    return .init(
      certainty: isCommon ? .supporting : .review, isShort: traits.isShort, isNumber: traits.isNumber)
  }

  private mutating func addOtherSets(_ text: String, _ owner: ValueOf, _ traits: NeedleOwners.Traits) {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return }
    var seen: Set<[UInt8]> = []
    for cased in [text, text.uppercased(), text.lowercased()] {
      for case let bytes? in encodings.encodeInAll(cased) where seen.insert(bytes).inserted {
        add(TextWord.words(of: bytes), .otherCharacterSet, owner, traits)
      }
    }
    for folded in AccentFolding.forms(of: text) {
      add(TextWord.words(of: Array(folded.utf8)), .accentsFolded, owner, traits)
    }
  }

  /// Without what separates its parts, its digits alone, and backwards.
  private mutating func addIdentifier(
    _ bytes: [UInt8], _ words: [TextWord], _ owner: ValueOf, _ traits: NeedleOwners.Traits
  ) {
    let plain = bytes.filter { $0 >= 0x80 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
    func put(_ part: [UInt8], _ variant: NeedleVariant) {
      let words = TextWord.words(of: part)
      let own = self.traits(NeedleBuilder.shape(words))
      // A part is no surer than the whole; backwards and in part there are more that may be meant.
      let limit =
        variant == .withoutPunctuation || own.isRare ? traits.certainty : min(.review, traits.certainty)
      let certainty = min(own.certainty, limit)
      add(
        words, variant, owner,
        .init(certainty: certainty, isShort: own.isShort, isNumber: own.isNumber, isRare: own.isRare))
    }
    if words.count > 1 {
      put(plain, .withoutPunctuation)
      let digits = plain.filter { (0x30...0x39).contains($0) }
      if digits.count >= 6 { put(digits, .partOfValue) }
    }
    guard plain.count >= 5, plain.allSatisfy({ $0 < 0x80 }) else { return }
    let reversed: [UInt8] = plain.reversed()
    if reversed != plain { put(reversed, .reversed) }
  }

  /// The lines of an address: what stands between commas, semicolons, carets and line ends.
  private mutating func addLines(_ text: String, _ owner: ValueOf) {
    let lines = text.split { ",;^\n\r".contains($0) }
    guard lines.count > 1 else { return }
    for line in lines {
      let bytes = Array(line.utf8)
      let words = TextWord.words(of: bytes)
      guard words.count > 1, bytes.count >= 8 else { continue }
      let hasNumber = words.contains { $0.isNumber }
      add(words, .partOfValue, owner, .init(certainty: hasNumber ? .fail : .review, isShort: false))
    }
  }

  /// Adds a telephone number: its digits in one, in the groups that it has, and without the code of the country.
  mutating func addTelephone(_ text: String, _ owner: ValueOf) {
    let bytes = Array(text.utf8)
    let digits = bytes.filter { (0x30...0x39).contains($0) }
    guard digits.count >= 6 else { return }
    let words = TextWord.words(of: bytes)
    add(words, .asWritten, owner, traits(NeedleBuilder.shape(words)))
    addNumber(digits, .withoutPunctuation, owner)
    guard text.hasPrefix("+") || text.hasPrefix("00") else { return }
    let code = text.hasPrefix("+") ? 0 : 2
    for length in 1...3 where digits.count - code - length >= 7 {
      addNumber(Array(digits[(code + length)...]), .partOfValue, owner)
    }
  }

  /// A telephone number in one, and in the groups `(555) 010-0199` if it has ten digits.
  private mutating func addNumber(_ digits: [UInt8], _ variant: NeedleVariant, _ owner: ValueOf) {
    let words = TextWord.words(of: digits)
    let traits = traits(NeedleBuilder.shape(words))
    add(words, variant, owner, traits)
    guard digits.count == 10 else { return }
    let groups = [digits[0..<3], digits[3..<6], digits[6..<10]].flatMap { TextWord.words(of: Array($0)) }
    add(groups, variant, owner, traits)
  }
}
