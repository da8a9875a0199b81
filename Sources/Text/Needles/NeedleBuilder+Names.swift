internal import DICOM

/// A birth date in the ways in which it stands beside a name.
struct BirthDate {
  let date: DateValue
  /// `19570412` and `12041957`.
  let compact: [[TextWord]]
  let year: [TextWord]

  /// Writes a date.
  init(_ date: DateValue) {
    self.date = date
    func digits(_ number: Int, _ count: Int) -> [UInt8] {
      var left = number
      var digits = [UInt8](repeating: 0x30, count: count)
      for place in (0..<count).reversed() {
        digits[place] += UInt8(left % 10)
        left /= 10
      }
      return digits
    }
    let (year, month, day) = (digits(date.year, 4), digits(date.month, 2), digits(date.day, 2))
    compact = [year + month + day, day + month + year].map { TextWord.words(of: $0) }
    self.year = TextWord.words(of: year)
  }
}

extension NeedleBuilder {
  /// How much a name says.
  private struct Weight {
    let isCommon: Bool
    let isFamilyCommon: Bool
    let isDense: Bool
  }

  /// Adds a person's name in all spellings.
  mutating func addName(_ text: String, births: [BirthDate], _ owner: ValueOf) {
    for words in NameParts.readings(of: text) where !words[0].isEmpty {
      let isCommon = words.joined().allSatisfy { options.commonWords.contains($0.uppercased()) }
      let isFamilyCommon = words[0].allSatisfy { options.commonWords.contains($0.uppercased()) }
      let weight = Weight(isCommon: isCommon, isFamilyCommon: isFamilyCommon, isDense: list.persons > 50)
      let isPlain = words.joined().allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
      if let parts = NameParts(words, { Array($0.utf8) }) {
        addForms(parts, births: births, nil, weight, owner)
        addReversed(words, weight, owner)
      }
      made.digests.add(name: words, written: text, births: births.map(\.date), owner)
      guard !isPlain else { continue }
      addAccented(words, births, weight, owner)
    }
  }

  /// The other cases, character sets, and plain letters of a name that has others.
  private mutating func addAccented(
    _ words: [[String]], _ births: [BirthDate], _ weight: Weight, _ owner: ValueOf
  ) {
    for table in 0..<2 {
      let folded = words.map { component in
        component.map { AccentFolding.forms(of: $0) }.map { $0[min(table, $0.count - 1)] }
      }
      if folded != words, let parts = NameParts(folded, { Array($0.utf8) }) {
        addForms(parts, births: births, .accentsFolded, weight, owner)
      }
    }
    // Many sets write many letters with the same bytes.
    var seen: Set<NameParts> = []
    let upper = words.map { $0.map { $0.uppercased() } }
    let lower = words.map { $0.map { $0.lowercased() } }
    for cased in [words, upper, lower].enumerated()
    where cased.offset == 0 || cased.element != words && (cased.offset == 1 || lower != upper) {
      let cased = cased.element
      let encoded = cased.map { $0.map { encodings.encodeInAll($0) } }
      for (number, set) in CharacterEncodings.sets.enumerated() {
        guard let parts = NameParts(encoded, { $0[number] }) else { continue }
        let variant: NeedleVariant? = number == 0 ? nil : .otherCharacterSet
        if seen.insert(parts).inserted {
          addForms(parts, births: number == 0 ? births : [], variant, weight, owner)
        }
        guard let letter = set.escapeLetter else { continue }
        // The escape's last byte is a letter and stands right before the name.
        let escaped = parts.mapWords { [letter] + $0 }
        if seen.insert(escaped).inserted {
          addForms(escaped, births: [], variant, weight, owner, isEscaped: true)
        }
      }
    }
  }

  /// Adds what is made of a name's words in one character set.
  ///
  /// - Parameter isEscaped: whether the words' first bytes are none of theirs.
  private mutating func addForms(
    _ parts: NameParts, births: [BirthDate], _ fixed: NeedleVariant?, _ weight: Weight, _ owner: ValueOf,
    isEscaped: Bool = false
  ) {
    let family = parts.family.flatMap { TextWord.words(of: $0) }
    let given = parts.given.flatMap { TextWord.words(of: $0) }
    let familyBytes = parts.family.reduce([], +)
    let givenBytes = parts.given.reduce([], +)
    let length = familyBytes.count + givenBytes.count
    let full = NeedleOwners.Traits(
      certainty: weight.isCommon || length < 7 ? .review : .fail, isShort: length < 6)
    if !given.isEmpty {
      add(family, given, fixed ?? .asWritten, owner, full)
      add(given, family, fixed ?? .reordered, owner, full)
      if !parts.middle.isEmpty { addMiddle(parts, family, given, fixed, full, owner) }
      if !isEscaped {
        add(TextWord.words(of: familyBytes + givenBytes), fixed ?? .withoutPunctuation, owner, full)
        add(TextWord.words(of: givenBytes + familyBytes), fixed ?? .withoutPunctuation, owner, full)
      }
      if parts.given.count > 1, let first = parts.given.first {
        let first = TextWord.words(of: first)
        add(family, first, fixed ?? .partOfValue, owner, full)
        add(first, family, fixed ?? .partOfValue, owner, full)
      }
      if !isEscaped { addInitials(parts, family, familyBytes, births, weight, fixed, owner) }
    }
    guard familyBytes.count >= 3 else { return }
    let isShort = familyBytes.count < 6
    let isLittle = weight.isFamilyCommon || weight.isDense && familyBytes.count < 5
    let alone = NeedleOwners.Traits(certainty: isLittle ? .supporting : .review, isShort: isShort)
    add(family, fixed ?? .familyNameAlone, owner, alone)
    if parts.family.count > 1 {
      add(TextWord.words(of: familyBytes), fixed ?? .withoutPunctuation, owner, alone)
    }
    let sure = NeedleOwners.Traits(certainty: .fail, isShort: false)
    let some = NeedleOwners.Traits(certainty: .review, isShort: isShort)
    for birth in births {
      for date in birth.compact { add(family, date, fixed ?? .nameAndBirthDate, owner, sure) }
      add(family, birth.year, fixed ?? .nameAndBirthDate, owner, some)
    }
  }

  /// The rows with a middle name, whole or its initials.
  private mutating func addMiddle(
    _ parts: NameParts, _ family: [TextWord], _ given: [TextWord], _ fixed: NeedleVariant?,
    _ traits: NeedleOwners.Traits, _ owner: ValueOf
  ) {
    let middle = parts.middle.flatMap { TextWord.words(of: $0) }
    let initial = parts.middle.flatMap { TextWord.words(of: Array($0.prefix(1))) }
    add(family, given, middle, fixed ?? .asWritten, owner, traits)
    add(given, middle, family, fixed ?? .reordered, owner, traits)
    add(given, initial, family, fixed ?? .initialAndFamilyName, owner, traits)
    add(family, given, initial, fixed ?? .initialAndFamilyName, owner, traits)
  }

  private mutating func addInitials(
    _ parts: NameParts, _ words: [TextWord], _ family: [UInt8], _ births: [BirthDate], _ weight: Weight,
    _ fixed: NeedleVariant?, _ owner: ValueOf
  ) {
    guard let given = parts.given.first?.first, given < 0x80, let first = family.first, first < 0x80 else {
      return
    }
    let middle = parts.middle.compactMap { $0.first }.filter { $0 < 0x80 }
    let some = NeedleOwners.Traits(
      certainty: weight.isFamilyCommon || family.count < 4 ? .supporting : .review, isShort: family.count < 5)
    add(words, TextWord.words(of: [given]), fixed ?? .initialAndFamilyName, owner, some)
    if family.count >= 3 {
      add(TextWord.words(of: [given] + family), fixed ?? .initialAndFamilyName, owner, some)
      add(TextWord.words(of: family + [given]), fixed ?? .initialAndFamilyName, owner, some)
    }
    guard !births.isEmpty else { return }
    let few = NeedleOwners.Traits(certainty: weight.isDense ? .supporting : .review, isShort: true)
    let whole = NeedleOwners.Traits(certainty: .review, isShort: false)
    var rows = [[given, first], [first, given]]
    if !middle.isEmpty { rows.append([given] + middle + [first]) }
    for initials in rows.map({ TextWord.words(of: $0) }) {
      for birth in births {
        add(initials, birth.year, fixed ?? .initialsAndBirthYear, owner, few)
        for date in birth.compact { add(initials, date, fixed ?? .initialsAndBirthYear, owner, whole) }
      }
    }
  }

  private mutating func addReversed(_ words: [[String]], _ weight: Weight, _ owner: ValueOf) {
    let reversed = words.map { component in component.reversed().map { String($0.reversed()) } }
    guard let parts = NameParts(reversed, { Array($0.utf8) }) else { return }
    let family = parts.family.flatMap { TextWord.words(of: $0) }
    let given = parts.given.flatMap { TextWord.words(of: $0) }
    let (familyBytes, givenBytes) = (parts.family.reduce([], +), parts.given.reduce([], +))
    let isLong = familyBytes.count + givenBytes.count >= 8
    let traits = NeedleOwners.Traits(certainty: isLong ? .fail : .review, isShort: !isLong)
    if !given.isEmpty {
      add(family, given, .reversed, owner, traits)
      add(given, family, .reversed, owner, traits)
      add(TextWord.words(of: familyBytes + givenBytes), .reversed, owner, traits)
      add(TextWord.words(of: givenBytes + familyBytes), .reversed, owner, traits)
    }
    if familyBytes.count >= 5, familyBytes != Array(words[0].joined().utf8) {
      add(family, .reversed, owner, .init(certainty: .review, isShort: familyBytes.count < 6))
    }
  }
}
