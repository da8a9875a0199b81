/// One value of VR PN, taken apart: up to three groups at `=`, in each up to five components at `^`. PS3.5
/// section 6.2.1.
///
/// The parts stay bytes. What stands beyond the third group or the fifth component is kept as surplus, so
/// that nothing of a value is out of sight.
public struct PersonName: Sendable {
  /// A component group, by its place.
  public enum Representation: Int, CaseIterable, Sendable {
    /// In single-byte characters.
    case alphabetic
    /// In ideographic characters.
    case ideographic
    /// In phonetic characters.
    case phonetic
  }

  /// A component, by its place in a group.
  public enum Component: Int, CaseIterable, Sendable {
    /// Family name complex, given name complex, middle name, name prefix, name suffix.
    case familyName, givenName, middleName, prefix, suffix
  }

  private let bytes: ArraySlice<UInt8>
  private let set: SpecificCharacterSet
  /// Six ranges a group, the sixth its surplus; of the groups that are there.
  private let ranges: [Range<Int>]
  /// What follows the third group, without the `=` before it; empty if nothing does.
  public let surplus: ArraySlice<UInt8>

  /// Takes one value apart; several values are split with ``SpecificCharacterSet/values(in:vr:)`` first.
  public init(_ value: ArraySlice<UInt8>, in set: SpecificCharacterSet) {
    bytes = value
    self.set = set
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(6)
    var surplus = value[value.endIndex...]
    var start = value.startIndex
    var count = 0
    var reader = CharacterReader(value, in: set, vr: .pn)
    while true {
      let end = reader.index
      let step = reader.next()
      let isEndOfGroup: Bool
      switch step {
      case nil, .delimiter(0x3D): isEndOfGroup = true
      case .delimiter(0x5E) where count < 5: isEndOfGroup = false
      default: continue
      }
      ranges.append(start..<end)
      count += 1
      start = reader.index
      guard isEndOfGroup else { continue }
      for _ in count..<6 { ranges.append(end..<end) }
      count = 0
      if step == nil { break }
      if ranges.count == 18 {
        surplus = value[reader.index...]
        break
      }
    }
    self.ranges = ranges
    self.surplus = surplus
  }

  /// Takes apart a value that was decoded before.
  public init(text: String) { self.init(Array(text.utf8)[...], in: .utf8) }

  /// How many groups there are, empty ones included: 1 to 3.
  public var groupCount: Int { ranges.count / 6 }

  /// A component, without the delimiters; empty if it is absent.
  public subscript(representation: Representation, component: Component) -> ArraySlice<UInt8> {
    part(representation, component.rawValue)
  }

  /// What follows the fifth component of a group, without the `^` before it; empty if nothing does.
  public func surplus(of representation: Representation) -> ArraySlice<UInt8> { part(representation, 5) }

  private func part(_ representation: Representation, _ place: Int) -> ArraySlice<UInt8> {
    let index = representation.rawValue * 6 + place
    return index < ranges.count ? bytes[ranges[index]] : bytes[bytes.endIndex...]
  }

  /// A component as text.
  public func text(_ representation: Representation, _ component: Component) -> DecodedText {
    set.decode(self[representation, component], vr: .pn)
  }

  /// Whether a component has no characters but blanks.
  public func isEmpty(_ representation: Representation, _ component: Component) -> Bool {
    PersonName.isEmpty(self[representation, component], in: set)
  }

  /// Whether a group has no characters but blanks and delimiters.
  public func isEmpty(_ representation: Representation) -> Bool {
    Component.allCases.allSatisfy { isEmpty(representation, $0) }
      && PersonName.isEmpty(surplus(of: representation), in: set)
  }

  /// Whether a value of PN, of one or several values, has no characters but blanks, NULs and delimiters.
  ///
  /// Bytes that do not decode are characters.
  public static func isEmpty(_ value: ArraySlice<UInt8>, in set: SpecificCharacterSet) -> Bool {
    var reader = CharacterReader(value, in: set, vr: .pn)
    while let step = reader.next() {
      switch step {
      case .delimiter, .escape, .character(" "), .character("\0"): continue
      case .character, .undecodable: return false
      }
    }
    return true
  }
}
