/// How a value that is looked for is written where it was found.
public enum NeedleVariant: UInt8, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case asWritten, reordered, withoutPunctuation, withoutLeadingZeros, familyNameAlone, initialAndFamilyName,
    initialsAndBirthYear, nameAndBirthDate, accentsFolded, otherCharacterSet, reversed, dateInNotation,
    partOfValue, amidOtherCharacters, md5, sha1, sha256

  /// The variant as messages name it.
  public var text: StaticString {
    switch self {
    case .asWritten: "as it is written"
    case .reordered: "in another order"
    case .withoutPunctuation: "without punctuation"
    case .withoutLeadingZeros: "without leading zeros"
    case .familyNameAlone: "the family name alone"
    case .initialAndFamilyName: "with initials"
    case .initialsAndBirthYear: "initials and year of birth"
    case .nameAndBirthDate: "a name and a date of birth"
    case .accentsFolded: "without accents"
    case .otherCharacterSet: "in another character set"
    case .reversed: "backwards"
    case .dateInNotation: "in a notation of dates"
    case .partOfValue: "a part of it"
    case .amidOtherCharacters: "amid other letters or digits"
    case .md5: "its MD5"
    case .sha1: "its SHA-1"
    case .sha256: "its SHA-256"
    }
  }
}

/// What the searched bytes had to be turned into before a value was seen in them.
public enum NeedleWrapping: UInt8, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case none, utf16, hexadecimal, base64, decimal

  /// The wrapping as messages name it.
  public var text: StaticString {
    switch self {
    case .none: "in plain bytes"
    case .utf16: "in UTF-16"
    case .hexadecimal: "in hexadecimal digits"
    case .base64: "in base64"
    case .decimal: "as a decimal number"
    }
  }
}

/// How sure a hit is.
public enum NeedleCertainty: UInt8, Sendable, Comparable {
  /// Short or common, or one of so many like it in the list that texts have one by chance: it counts beside another
  /// hit of the same person.
  case supporting
  /// A person must look.
  case review
  /// Chance is ruled out, as far as a thousand files go.
  case fail

  /// Orders by sureness.
  public static func < (left: NeedleCertainty, right: NeedleCertainty) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A place where a known value stands.
public struct NeedleHit: Sendable, Equatable {
  /// The person, by the place in ``IdentifierList/persons``; the first if several have the value.
  public let person: Int
  /// The value's column, as in ``IdentifierList/Value/column``.
  public let column: Int
  /// What the value is.
  public let kind: IdentifierKind
  /// How it is written.
  public let variant: NeedleVariant
  /// What the bytes had to be turned into.
  public let wrapping: NeedleWrapping
  /// Where it stands in the searched bytes.
  public let range: Range<Int>
  /// How sure it is.
  public let certainty: NeedleCertainty
  /// How many persons of the list have a value that reads so.
  public let persons: Int
  /// The form that was found.
  public let form: Form

  /// A form of a value, by its number among its kin. Two hits of one search are of one form if these are equal.
  public enum Form: Sendable, Hashable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case row(Int), date(Int), glued(Int), digest(Int)
  }
}
