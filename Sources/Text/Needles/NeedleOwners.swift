/// Whose values needles are: for each needle a chain of values.
struct NeedleOwners: Sendable {
  /// One value that a needle is a form of.
  struct Owner: Sendable {
    let person: UInt32
    let column: UInt16
    let kind: UInt8
    let variant: NeedleVariant
    /// The next value with the same form; -1 if there is none.
    fileprivate(set) var next: Int32
  }

  /// What the search has to know of a needle.
  struct Traits: Sendable {
    /// The owner that came first.
    fileprivate(set) var first: Int32
    /// How sure a hit is at best.
    fileprivate(set) var certainty: NeedleCertainty
    /// Whether it is so short that it counts in text only.
    let isShort: Bool
    /// Whether it is a number; one amid letters or between the dots of a UID is less sure.
    let isNumber: Bool
    /// Whether so few numbers are looked for that neighbours do not matter.
    let isRare: Bool
    /// Whether it is so long that no picture has it by chance.
    var isLong = false
  }

  private(set) var owners: [Owner] = []
  /// The traits of needles by their numbers.
  private(set) var traits: [Traits] = []

  /// Adds a value to a needle; the needle itself if it is the next new one.
  mutating func add(_ value: ValueOf, _ variant: NeedleVariant, to needle: Int, _ make: Traits) {
    let owner = Owner(
      person: value.person, column: value.column, kind: value.kind, variant: variant, next: -1)
    guard needle < traits.count else {
      traits.append(make)
      traits[needle].first = Int32(owners.count)
      owners.append(owner)
      return
    }
    traits[needle].certainty = max(traits[needle].certainty, make.certainty)
    let first = Int(traits[needle].first)
    // Values of one person come one after another; the form that came first names the variant.
    let last = owners[first].next < 0 ? first : Int(owners[first].next)
    if owners[last].person == value.person || owners[first].person == value.person { return }
    var added = owner
    added.next = owners[first].next
    owners[first].next = Int32(owners.count)
    owners.append(added)
  }

  /// All values that a needle is a form of.
  func all(_ needle: Int) -> [(person: Int, column: Int)] {
    var all: [(person: Int, column: Int)] = []
    var next = traits[needle].first
    while next >= 0 {
      let owner = owners[Int(next)]
      all.append((Int(owner.person), Int(owner.column)))
      next = owner.next
    }
    return all
  }

  /// How many persons own a needle.
  func count(_ needle: Int) -> Int {
    var count = 0
    var next = traits[needle].first
    while next >= 0 {
      count += 1
      next = owners[Int(next)].next
    }
    return count
  }
}

/// A value of a list: whose and which.
struct ValueOf {
  let person: UInt32
  let column: UInt16
  /// The place in `IdentifierKind.allCases`.
  let kind: UInt8

  /// Names a value.
  init(person: Int, column: Int, kind: IdentifierKind) {
    self.person = UInt32(person)
    self.column = UInt16(clamping: column)
    self.kind = ValueOf.places[kind] ?? 0  // every kind has a place
  }

  private static let places: [IdentifierKind: UInt8] = Dictionary(
    uniqueKeysWithValues: IdentifierKind.allCases.enumerated().map { ($0.element, UInt8($0.offset)) })
}

extension NeedleOwners.Traits {
  /// Traits of a needle without owners yet.
  init(certainty: NeedleCertainty, isShort: Bool, isNumber: Bool = false, isRare: Bool = false) {
    first = -1
    self.certainty = certainty
    self.isShort = isShort
    self.isNumber = isNumber
    self.isRare = isRare
  }
}
