/// The character set in force, from Specific Character Set (0008,0005). PS3.3 section C.12.1.1.2, PS3.5
/// section 6.1.
///
/// It holds no C handle and can be used on any thread.
public struct SpecificCharacterSet: Equatable, Sendable {
  /// What is wrong with a value of (0008,0005), and how it is read all the same.
  public enum Problem: Sendable, CaseIterable {
    /// A term that the standard does not define; read as ISO-IR 6, so that no byte above 7F decodes.
    case unknownTerm
    /// A term in a spelling that the standard does not have; taken for the one it resembles.
    case misspelledTerm
    /// A term for code extensions (`ISO 2022 …`) as the only value; escapes are read.
    case extensionTermAlone
    /// A term without code extensions (`ISO_IR …`) among several; read as the one with them.
    case plainTermAmongSeveral
    /// UTF-8, GB18030 or GBK among several; as the first it rules alone, later it is passed over.
    case wholeTermAmongSeveral
    /// A set of two bytes a character as the first of several; one of the upper half is in force from the
    /// start.
    case pairTermFirst
    /// An empty value that is not the first.
    case emptyTerm
    /// A set that the standard has and the C library of this machine has not; its bytes do not decode.
    case unavailableSet
  }

  /// The sets in the two halves of the code table. PS3.5 section 6.1.2.5.1.
  struct Halves: Equatable, Sendable {
    let lower: Repertoire
    let upper: Repertoire?
  }

  /// What is wrong with the value, each thing once, in the order of its values.
  public let problems: [Problem]
  /// The sets in force at the start and after each delimiter.
  let initial: Halves
  /// The set that is used alone, if one is.
  let whole: Repertoire?
  /// The sets to which an escape may switch, a bit each.
  private let declared: UInt32

  /// ISO-IR 6, in force where nothing is declared.
  public static let defaultRepertoire = SpecificCharacterSet([])
  /// Unicode in UTF-8, for text that was decoded before.
  static let utf8 = SpecificCharacterSet(Array("ISO_IR 192".utf8)[...])

  /// Whether text is UTF-8.
  public var isUTF8: Bool { whole == .utf8 }

  /// Reads a value of (0008,0005), with padding or without.
  public init(_ value: ArraySlice<UInt8>) {
    var problems: [Problem] = []
    var declared: UInt32 = 0
    var first = CharacterTerm.none
    var isExtended = false
    let isSingle = !value.contains(0x5C)
    func note(_ problem: Problem) { if !problems.contains(problem) { problems.append(problem) } }
    var start = value.startIndex
    while start <= value.endIndex {
      let end = value[start...].firstIndex(of: 0x5C) ?? value.endIndex
      let part = value[start..<end].trimmed(for: .cs)
      let isFirst = start == value.startIndex
      start = end + 1
      guard !part.isEmpty else {
        if !isFirst { note(.emptyTerm) }
        continue
      }
      guard let term = CharacterTerm(part) else {
        note(.unknownTerm)
        continue
      }
      if isFirst { first = term }
      if term.isMisspelled { note(.misspelledTerm) }
      if !term.set.isAvailable { note(.unavailableSet) }
      switch term.kind {
      case .plain: if !isSingle { note(.plainTermAmongSeveral) }
      case .whole: if !isSingle { note(.wholeTermAmongSeveral) }
      case .extensible:
        isExtended = true
        if isSingle {
          note(.extensionTermAlone)
        } else if isFirst, term.set.isPairs {
          note(.pairTermFirst)
        }
      }
      declared |= SpecificCharacterSet.bit(term.set)
      if term.set == .katakana { declared |= SpecificCharacterSet.bit(.romaji) }
    }
    // The default repertoire may always be returned to.
    isExtended = isExtended || !isSingle
    self.declared = isExtended ? declared | SpecificCharacterSet.bit(.ascii) : 0
    self.problems = problems
    whole = first.kind == .whole ? first.set : nil
    let upper = first.set.isLowerHalf || first.set.isWhole ? nil : first.set
    initial = Halves(lower: upper == .katakana ? .romaji : .ascii, upper: upper)
  }

  /// The gravest problem: a term that is not known or not available before the others.
  public var problem: Problem? {
    problems.first { $0 == .unknownTerm } ?? problems.first { $0 == .unavailableSet } ?? problems.first
  }

  /// Whether an escape may switch to a set.
  func declares(_ set: Repertoire) -> Bool { declared & SpecificCharacterSet.bit(set) != 0 }

  private static func bit(_ set: Repertoire) -> UInt32 { 1 << UInt32(set.rawValue) }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static func == (left: SpecificCharacterSet, right: SpecificCharacterSet) -> Bool {
    left.initial == right.initial && left.whole == right.whole && left.declared == right.declared
      && left.problems == right.problems
  }

  /// Decodes a value, of one or several values, with its padding or without.
  ///
  /// Escapes switch between the sets; the initial ones come back at CR, LF, FF and TAB, at the backslash of
  /// a VR with several values, and at `^` and `=` of a person's name (PS3.5 section 6.1.2.5.3). A
  /// separating backslash is one in the text under every set. VRs to which (0008,0005) does not apply are
  /// read as ISO-IR 6.
  public func decode(_ bytes: ArraySlice<UInt8>, vr: VR) -> DecodedText {
    if !bytes.needsDecoding, initial.lower == .ascii || !vr.usesCharacterSet {
      return DecodedText(text: String(decoding: bytes, as: UTF8.self))
    }
    if whole == .utf8, vr.usesCharacterSet, !bytes.contains(0x1B),
      let text = String(validating: bytes, as: UTF8.self)
    {
      return DecodedText(text: text)
    }
    var decoded = DecodedText(text: "")
    decoded.text.reserveCapacity(bytes.count)
    var reader = CharacterReader(bytes, in: self, vr: vr)
    while true {
      let start = reader.index
      guard let step = reader.next() else { return decoded }
      switch step {
      case .character(let scalar): decoded.text.unicodeScalars.append(scalar)
      case .delimiter(let byte): decoded.text.unicodeScalars.append(Unicode.Scalar(byte))
      case .escape(let isDeclared): decoded.noteEscape(isDeclared: isDeclared)
      case .undecodable: decoded.appendUndecodable(start..<reader.index)
      }
    }
  }

  /// The values that backslashes separate, in the order they have; the value itself if the VR has only one.
  ///
  /// A backslash may be half of a character (GBK, GB18030, JIS X 0208), which bytes alone do not tell.
  public func values(in bytes: ArraySlice<UInt8>, vr: VR) -> [ArraySlice<UInt8>] {
    guard vr.isMultiValued, bytes.contains(0x5C) else { return [bytes] }
    var values: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var reader = CharacterReader(bytes, in: self, vr: vr)
    while true {
      let end = reader.index
      guard let step = reader.next() else { break }
      if case .delimiter(0x5C) = step {
        values.append(bytes[start..<end])
        start = reader.index
      }
    }
    values.append(bytes[start...])
    return values
  }
}
