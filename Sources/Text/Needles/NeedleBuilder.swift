internal import DICOM

/// Makes all forms of the values of a list, a person after another. One a thread.
struct NeedleBuilder {
  /// The forms that were made.
  var made = NeedleForms()
  let options: NeedleOptions
  let list: ListShapes
  let encodings = CharacterEncodings()
  private var row: [TextWord] = []

  /// Has made none yet.
  init(_ list: ListShapes, options: NeedleOptions) {
    self.list = list
    self.options = options
  }

  /// How many letters and digits a value has.
  struct Shape: Hashable {
    let letters: Int
    let digits: Int
  }

  /// How many letters and digits a row of words has, leading zeros aside: they do not count in a search.
  static func shape(_ words: [TextWord]) -> Shape {
    var (letters, digits) = (0, 0)
    for word in words {
      if word.isNumber { digits += word.length } else { letters += word.length }
    }
    return Shape(letters: letters, digits: digits)
  }

  /// The forms that were made since this was asked last.
  mutating func takeMade() -> NeedleForms {
    let taken = made
    made = NeedleForms()
    return taken
  }

  /// How many letters and digits the words of a text have, leading zeros of its numbers aside.
  static func shape(of text: String.UTF8View) -> Shape {
    var (letters, digits) = (0, 0)
    var (isInNumber, isZero) = (false, false)
    for byte in text {
      if (0x30...0x39).contains(byte) {
        // The last of nothing but zeros counts.
        if !isInNumber || !isZero { digits += 1 }
        isZero = byte == 0x30 && (!isInNumber || isZero)
        isInNumber = true
      } else {
        isInNumber = false
        if byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) { letters += 1 }
      }
    }
    return Shape(letters: letters, digits: digits)
  }

  /// Adds all values of a person.
  mutating func add(_ values: [IdentifierList.Value], person: Int) {
    var births: [BirthDate] = []
    for value in values where value.kind == .birthDate {
      let readings = WrittenDate.readings(of: value.text)
      if births.isEmpty { births = readings.map { BirthDate($0) } }
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
      if let place = DateNeedles.place(date.year, date.month, date.day) { made.days.append((place, owner)) }
    }
  }

  /// Adds a row of words, unless it is none.
  mutating func add(
    _ words: [TextWord], _ variant: NeedleVariant, _ owner: ValueOf, _ traits: NeedleOwners.Traits
  ) {
    guard words.count <= 16 else { return }
    var traits = traits
    var (letters, digits, longest) = (0, 0, 0)
    for word in words {
      if word.isNumber { digits += word.length } else { letters += word.length }
      longest = max(longest, word.length)
    }
    guard longest > 1, longest <= TextWord.longest else { return }
    traits.isLong = letters >= 6 && letters + digits >= 10 || digits >= 12
    made.add(words, variant, owner, traits)
  }

  /// Adds a row of words that is put together of some.
  mutating func add(
    _ first: [TextWord], _ second: [TextWord], _ variant: NeedleVariant, _ owner: ValueOf,
    _ traits: NeedleOwners.Traits
  ) {
    add(first, second, [], variant, owner, traits)
  }

  /// Adds a row of words that is put together of some.
  mutating func add(
    _ first: [TextWord], _ second: [TextWord], _ third: [TextWord], _ variant: NeedleVariant,
    _ owner: ValueOf,
    _ traits: NeedleOwners.Traits
  ) {
    row.removeAll(keepingCapacity: true)
    row += first
    row += second
    row += third
    add(row, variant, owner, traits)
  }

  /// How sure a value is of which the list has so many of the same shape.
  func traits(_ shape: Shape) -> NeedleOwners.Traits {
    var room = 1.0
    for _ in 0..<min(shape.digits, 30) { room *= 10 }
    for _ in 0..<min(shape.letters, 20) { room *= 26 }
    let share = Double(max(list.shapes[shape] ?? 1, 1)) / room  // a part of a value is not counted
    let length = shape.letters + shape.digits
    let certainty: NeedleCertainty =
      length >= 6 && shape.digits > 0 && share < 1e-3
      ? .fail : length >= 4 && share < 0.05 ? .review : .supporting
    return .init(
      certainty: certainty, isShort: length < 6, isNumber: shape.digits >= shape.letters, isRare: share < 1e-7
    )
  }
}
