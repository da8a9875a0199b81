internal import DICOM

/// Puts together all forms of the values of a list.
struct NeedleBuilder {
  var trie = WordTrie()
  var owners = NeedleOwners()
  var dates = DateNeedles()
  var dateOwners = NeedleOwners()
  var digests = DigestCollector()
  let options: NeedleOptions
  /// How many values of the list have so many letters and digits, for how sure one of them is.
  private var shapes: [Shape: Int] = [:]
  private let persons: Int
  let encodings = CharacterEncodings()

  /// How many letters and digits a value has.
  struct Shape: Hashable {
    let letters: Int
    let digits: Int
  }

  /// Prepares to add the values of a list.
  init(_ list: IdentifierList, options: NeedleOptions) {
    self.options = options
    persons = list.persons.count
    for person in list.persons {
      for value in person where value.kind != .personName && value.kind != .birthDate && value.kind != .date {
        shapes[NeedleBuilder.shape(TextWord.words(of: Array(value.text.utf8))), default: 0] += 1
      }
    }
  }

  /// How many letters and digits a row of words has, leading zeros aside: they do not count in a search.
  static func shape(_ words: [TextWord]) -> Shape {
    var (letters, digits) = (0, 0)
    for word in words {
      if word.isNumber { digits += word.length } else { letters += word.length }
    }
    return Shape(letters: letters, digits: digits)
  }

  /// Adds all values of a person.
  mutating func add(_ values: [IdentifierList.Value], person: Int) {
    var births: [DateValue] = []
    for value in values where value.kind == .birthDate {
      let readings = WrittenDate.readings(of: value.text)
      if births.isEmpty { births = readings }
      addDates(readings, ValueOf(person: person, column: value.column, kind: .birthDate))
    }
    for value in values {
      let owner = ValueOf(person: person, column: value.column, kind: value.kind)
      switch value.kind {
      case .personName: addName(value.text, births: births, owner)
      case .birthDate: continue
      case .date: addDates(WrittenDate.readings(of: value.text), owner)
      case .time, .age: continue
      case .telephone: addTelephone(value.text, owner)
      case .identifier, .accessionNumber, .institution, .address, .electronicMail, .station, .other:
        addText(value.text, value.kind, owner)
      }
    }
  }

  private mutating func addDates(_ readings: [DateValue], _ owner: ValueOf) {
    for date in readings {
      guard let needle = dates.insert(date) else { continue }
      dateOwners.add(
        owner, .dateInNotation, to: needle, .init(certainty: .fail, isShort: false, isNumber: true))
    }
  }

  /// Adds a row of words, unless it is none.
  mutating func add(
    _ words: [TextWord], _ variant: NeedleVariant, _ owner: ValueOf, _ traits: NeedleOwners.Traits
  ) {
    guard words.contains(where: { $0.length > 1 }), words.count <= 16,
      words.allSatisfy({ $0.length <= TextWord.longest })
    else { return }
    let shape = NeedleBuilder.shape(words)
    var traits = traits
    traits.isLong = shape.letters >= 6 && shape.letters + shape.digits >= 10 || shape.digits >= 12
    owners.add(owner, variant, to: trie.insert(words), traits)
  }

  // MARK: Names

  private mutating func addName(_ text: String, births: [DateValue], _ owner: ValueOf) {
    for words in NameParts.readings(of: text) where !words[0].isEmpty {
      let isCommon = words.joined().allSatisfy { options.commonWords.contains($0.uppercased()) }
      let isFamilyCommon = words[0].allSatisfy { options.commonWords.contains($0.uppercased()) }
      let weight = Weight(isCommon: isCommon, isFamilyCommon: isFamilyCommon, isDense: persons > 50)
      let isPlain = words.joined().allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
      if let parts = NameParts(words, { Array($0.utf8) }) {
        addForms(parts, births: births, nil, weight, owner)
        addReversed(words, weight, owner)
      }
      digests.add(name: words, written: text, births: births, owner)
      guard !isPlain else { continue }
      addAccented(words, births, weight, owner)
    }
  }

  /// The other cases, character sets, and plain letters of a name that has others.
  private mutating func addAccented(
    _ words: [[String]], _ births: [DateValue], _ weight: Weight, _ owner: ValueOf
  ) {
    for table in 0..<2 {
      let folded = words.map { component in
        component.map { AccentFolding.forms(of: $0) }.map { $0[min(table, $0.count - 1)] }
      }
      if folded != words, let parts = NameParts(folded, { Array($0.utf8) }) {
        addForms(parts, births: births, .accentsFolded, weight, owner)
      }
    }
    for cased in Set([
      words, words.map { $0.map { $0.uppercased() } }, words.map { $0.map { $0.lowercased() } },
    ]) {
      for set in CharacterEncodings.sets {
        guard let parts = NameParts(cased, { encodings.encode($0, in: set.name) }) else { continue }
        let variant: NeedleVariant? = set.name == "UTF-8" ? nil : .otherCharacterSet
        addForms(parts, births: births, variant, weight, owner)
        guard let letter = set.escapeLetter else { continue }
        // The escape's last byte is a letter and stands right before the name.
        let escaped = NameParts(cased) { encodings.encode($0, in: set.name).map { [letter] + $0 } }
        if let escaped { addForms(escaped, births: births, variant, weight, owner) }
      }
    }
  }

  /// How much a name says.
  private struct Weight {
    let isCommon: Bool
    let isFamilyCommon: Bool
    let isDense: Bool
  }

  private mutating func addForms(
    _ parts: NameParts, births: [DateValue], _ fixed: NeedleVariant?, _ weight: Weight, _ owner: ValueOf
  ) {
    let family = parts.family.flatMap { TextWord.words(of: $0) }
    let given = parts.given.flatMap { TextWord.words(of: $0) }
    let middle = parts.middle.flatMap { TextWord.words(of: $0) }
    let familyBytes = parts.family.reduce([], +)
    let givenBytes = parts.given.reduce([], +)
    let length = familyBytes.count + givenBytes.count
    let full = NeedleOwners.Traits(
      certainty: weight.isCommon || length < 7 ? .review : .fail, isShort: length < 6)
    func put(
      _ words: [TextWord], _ variant: NeedleVariant, _ traits: NeedleOwners.Traits, _ builder: inout Self
    ) {
      builder.add(words, fixed ?? variant, owner, traits)
    }
    if !given.isEmpty {
      put(family + given, .asWritten, full, &self)
      put(given + family, .reordered, full, &self)
      if !middle.isEmpty {
        put(family + given + middle, .asWritten, full, &self)
        put(given + middle + family, .reordered, full, &self)
        let initial = parts.middle.flatMap { TextWord.words(of: Array($0.prefix(1))) }
        put(given + initial + family, .initialAndFamilyName, full, &self)
        put(family + given + initial, .initialAndFamilyName, full, &self)
      }
      put(TextWord.words(of: familyBytes + givenBytes), .withoutPunctuation, full, &self)
      put(TextWord.words(of: givenBytes + familyBytes), .withoutPunctuation, full, &self)
      if parts.given.count > 1, let first = parts.given.first {
        let first = TextWord.words(of: first)
        put(family + first, .partOfValue, full, &self)
        put(first + family, .partOfValue, full, &self)
      }
      addInitials(parts, familyBytes, births, weight, put)
    }
    let isShort = familyBytes.count < 6
    let isLittle = weight.isFamilyCommon || weight.isDense && familyBytes.count < 5
    let alone = NeedleOwners.Traits(certainty: isLittle ? .supporting : .review, isShort: isShort)
    if familyBytes.count >= 3 { put(family, .familyNameAlone, alone, &self) }
    if familyBytes.count >= 3, parts.family.count > 1 {
      put(TextWord.words(of: familyBytes), .withoutPunctuation, alone, &self)
    }
    for birth in births where familyBytes.count >= 3 {
      let sure = NeedleOwners.Traits(certainty: .fail, isShort: false)
      for date in NeedleBuilder.compact(birth) {
        put(family + TextWord.words(of: date), .nameAndBirthDate, sure, &self)
      }
      put(
        family + TextWord.words(of: Array("\(birth.year)".utf8)), .nameAndBirthDate,
        .init(certainty: .review, isShort: isShort), &self)
    }
  }

  /// `19570412` and `12041957`.
  private static func compact(_ date: DateValue) -> [[UInt8]] {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (year, month, day) = ("\(date.year)", two(date.month), two(date.day))
    return [year + month + day, day + month + year].map { Array($0.utf8) }
  }

  private mutating func addInitials(
    _ parts: NameParts, _ family: [UInt8], _ births: [DateValue], _ weight: Weight,
    _ put: ([TextWord], NeedleVariant, NeedleOwners.Traits, inout Self) -> Void
  ) {
    guard let given = parts.given.first?.first, given < 0x80, let first = family.first, first < 0x80 else {
      return
    }
    let middle = parts.middle.compactMap { $0.first }.filter { $0 < 0x80 }
    let some = NeedleOwners.Traits(
      certainty: weight.isFamilyCommon || family.count < 4 ? .supporting : .review, isShort: family.count < 5)
    let words = parts.family.flatMap { TextWord.words(of: $0) }
    put(words + TextWord.words(of: [given]), .initialAndFamilyName, some, &self)
    if family.count >= 3 {
      put(TextWord.words(of: [given] + family), .initialAndFamilyName, some, &self)
      put(TextWord.words(of: family + [given]), .initialAndFamilyName, some, &self)
    }
    let few = NeedleOwners.Traits(certainty: weight.isDense ? .supporting : .review, isShort: true)
    for birth in births {
      let year = TextWord.words(of: Array("\(birth.year)".utf8))
      for initials in [[given, first], [first, given], [given] + middle + [first]] {
        put(TextWord.words(of: initials) + year, .initialsAndBirthYear, few, &self)
        for date in NeedleBuilder.compact(birth) {
          put(
            TextWord.words(of: initials) + TextWord.words(of: date), .initialsAndBirthYear,
            .init(certainty: .review, isShort: false), &self)
        }
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
      for row in [
        family + given, given + family, TextWord.words(of: familyBytes + givenBytes),
        TextWord.words(of: givenBytes + familyBytes),
      ] {
        add(row, .reversed, owner, traits)
      }
    }
    if familyBytes.count >= 5, familyBytes != Array(words[0].joined().utf8) {
      add(family, .reversed, owner, .init(certainty: .review, isShort: familyBytes.count < 6))
    }
  }

  /// How sure a value is of which the list has so many of the same shape.
  func traits(_ shape: Shape) -> NeedleOwners.Traits {
    var room = 1.0
    for _ in 0..<min(shape.digits, 30) { room *= 10 }
    for _ in 0..<min(shape.letters, 20) { room *= 26 }
    let share = Double(max(shapes[shape] ?? 1, 1)) / room  // a part of a value is not counted
    let length = shape.letters + shape.digits
    let certainty: NeedleCertainty =
      length >= 6 && shape.digits > 0 && share < 1e-3
      ? .fail : length >= 4 && share < 0.05 ? .review : .supporting
    return .init(
      certainty: certainty, isShort: length < 6, isNumber: shape.digits >= shape.letters, isRare: share < 1e-7
    )
  }
}
