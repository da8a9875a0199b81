public import DICOM
public import Rules
public import Text

/// The values that identify, as a file's elements and a list of the user's give them, in all the forms in which a
/// picture may show them.
///
/// Dummies, forms of fewer than three characters, and forms of one character repeated do not count.
public struct KnownValues: Sendable {
  private let tables: StandardTables
  /// All forms, each once, in the order in which they came.
  private(set) var needles: [Needle] = []
  private var seen: Set<Needle> = []

  /// Makes an empty collection.
  public init(tables: StandardTables) { self.tables = tables }

  /// Whether there is nothing to look for.
  public var isEmpty: Bool { needles.isEmpty }

  /// Adds an element's value if the attribute identifies, or if it is a person's name that the profile does not keep.
  ///
  /// - Parameter text: all its values, as decoded, with `\` between them.
  public mutating func add(tag: Tag, vr: VR, text: String) {
    guard tables.identifies(tag) || vr == .pn && tables.isOutsideTheProfile(tag) else { return }
    let values = vr.isMultiValued ? text.split(separator: "\\").map(String.init) : [text]
    for value in values {
      let value = trimmed(value)
      guard !value.isEmpty, !tables.isCustomaryDummy(Array(value.utf8)[...], tag: tag, vr: vr) else {
        continue
      }
      switch vr {
      case .pn: addName(value)
      case .da, .dt: addDateAndTime(value, tag == .patientBirthDate ? .birthDate : .date)
      case .tm: addTime(value)
      case .as: addAge(value)
      case .ae, .lo, .sh, .st, .uc: addText(value, kind(of: tag))
      default: continue
      }
    }
  }

  /// Adds a value of a user's list.
  public mutating func add(kind: IdentifierKind, text: String) {
    let text = trimmed(text)
    switch kind {
    case .personName: addName(text)
    case .birthDate, .date: addWrittenDate(text, kind)
    case .time: addTime(text)
    case .age: addAge(text)
    case .identifier, .accessionNumber, .institution, .address, .telephone, .electronicMail, .station, .other:
      addText(text, kind)
    }
  }

  private func kind(of tag: Tag) -> IdentifierKind {
    guard let entry = tables.attribute(tag) else { return .other }
    return IdentifierKind(keyword: entry.keyword.description)
  }

  /// Adds a form, unless it is too short or says nothing.
  mutating func insert(_ needle: Needle) {
    guard needle.folded.count >= 3, needle.folded.contains(where: { $0 != needle.folded[0] }) else { return }
    if seen.insert(needle).inserted { needles.append(needle) }
  }

  /// Adds words as one form, without the blanks between them.
  mutating func insert(words: [String], _ kind: IdentifierKind) {
    insert(Needle(words.flatMap { Glyphs.folded($0) }, kind, words: words))
  }

  /// Whether a word alone is a customary dummy.
  func isDummy(_ word: String) -> Bool {
    tables.isCustomaryDummy(Array(word.utf8)[...], tag: .patientName, vr: .pn)
  }

  private mutating func addAge(_ text: String) {
    insert(words: [text], .age)
    let short = String(text.drop { $0 == "0" })
    if short != text { insert(words: [short], .age) }
  }

  /// An identifier, or words.
  private mutating func addText(_ text: String, _ kind: IdentifierKind) {
    let words = KnownValues.words(of: text).filter { !isDummy($0) }
    insert(words: words, kind)
    let letterWords = words.count { $0.count >= 3 && !$0.contains(where: \.isNumber) }
    if letterWords >= 2 {
      addPhrase(words, kind)
    } else {
      addIdentifier(Glyphs.folded(text), kind)
    }
  }

  /// Pairs of neighbours, and words that are seldom found elsewhere.
  private mutating func addPhrase(_ words: [String], _ kind: IdentifierKind) {
    for (left, right) in zip(words, words.dropFirst())
    where left.count + right.count >= 6 && !(GenericWords.contains(left) && GenericWords.contains(right)) {
      insert(words: [left, right], kind)
    }
    for word in words where word.count >= 5 && !GenericWords.contains(word) { insert(words: [word], kind) }
  }

  /// Whole and without leading zeros, and so the runs of digits in it.
  private mutating func addIdentifier(_ folded: [UInt32], _ kind: IdentifierKind) {
    for run in [folded[...]] + folded.split(whereSeparator: { !Glyphs.isDigit($0) }) {
      if run.count >= 6 { insert(Needle(Array(run), kind, words: [])) }
      let short = Array(run.drop { $0 == 0x30 })
      if short.count >= 5 { insert(Needle(short, kind, words: [])) }
    }
  }

  private func trimmed(_ text: String) -> String {
    let isPadding: (Character) -> Bool = { $0.isWhitespace || $0 == "\0" }
    var text = text[...]
    text = text.drop(while: isPadding)
    while let last = text.last, isPadding(last) { text = text.dropLast() }
    return String(text)
  }

  /// The words of a text: what stands between blanks and marks.
  static func words(of text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
