/// The name of a check: `family.what-is-wrong`. Never renamed, never reused.
public struct CheckID: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// `attribute.removed-present`.
  public let description: String

  /// Takes the id as the program writes it.
  public init(stringLiteral id: StaticString) { description = id.description }

  /// The part before the dot, which is also the folder the check stands in.
  public var family: Substring { description.prefix { $0 != "." } }

  /// Orders by name.
  public static func < (left: CheckID, right: CheckID) -> Bool { left.description < right.description }
}

/// Where a demand stands: a document and a clause, in the standard's own numbering.
public struct Citation: Hashable, Sendable, CustomStringConvertible {
  /// `PS3.15 Table E.1-1, action X`.
  public let description: String

  /// A clause or table of PS3.15, Security and System Management Profiles.
  public static func ps315(_ clause: StaticString) -> Citation { Citation("PS3.15 ", clause) }
  /// A clause of PS3.5, Data Structures and Encoding.
  public static func ps35(_ clause: StaticString) -> Citation { Citation("PS3.5 ", clause) }
  /// A clause of PS3.3, Information Object Definitions.
  public static func ps33(_ clause: StaticString) -> Citation { Citation("PS3.3 ", clause) }
  /// A clause of PS3.10, Media Storage and File Format.
  public static func ps310(_ clause: StaticString) -> Citation { Citation("PS3.10 ", clause) }
  /// A provision of a law, or a paragraph of an opinion on one, such as `45 CFR 164.514(b)(2)(i)(B)` or `WP216 section 3`.
  public static func law(_ provision: StaticString) -> Citation { Citation(provision, "") }

  private init(_ document: StaticString, _ clause: StaticString) {
    description = document.description + clause.description
  }
}

/// What a check is about: the text of the report's legend, and the examples that the tests run.
public struct CheckDescription: Sendable {
  /// The check's name.
  public let id: CheckID
  /// What is wrong, in a few words.
  public let title: StaticString
  /// Why it matters, in one or two plain sentences.
  public let why: StaticString
  /// What a person should do about it.
  public let remedy: StaticString
  /// Where the demand stands.
  public let source: Citation
  /// The severity that most findings of the check have.
  public let severity: Severity
  /// Case texts that the check flags, `↓` before each flagged element.
  public let flagged: [String]
  /// Case texts that it leaves alone.
  public let clean: [String]

  /// Makes a description; the tests refuse one without examples of both kinds.
  public init(
    id: CheckID, title: StaticString, why: StaticString, remedy: StaticString, source: Citation,
    severity: Severity, flagged: [String], clean: [String]
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.remedy = remedy
    self.source = source
    self.severity = severity
    self.flagged = flagged
    self.clean = clean
  }
}
