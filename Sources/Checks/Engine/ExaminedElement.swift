internal import DICOM
internal import Findings
internal import Rules

/// What is in force for the element under examination and what its file said before it. One a file.
///
/// A class so that an element carries one reference instead of a dozen: copying those took more time than judging.
final class AuditContext {
  /// The profile in force.
  let profile: Profile
  /// The tables.
  let tables: StandardTables
  /// What the file said of itself.
  var facts = FileFacts()
  /// The IOD of the file's SOP class, if it is known.
  var iod: IOD?
  /// The character set in force.
  var characterSet = SpecificCharacterSet.defaultRepertoire

  init(profile: Profile, tables: StandardTables) {
    self.profile = profile
    self.tables = tables
  }
}

/// An element under examination, with everything that a check may ask about it.
struct ExaminedElement: ~Copyable {
  /// The element.
  let element: Element
  /// The sequence whose item it stands in; nil at the top level.
  let sequence: Tag?
  /// The tag of the element before it in the same data set or item.
  let previous: Tag?
  /// Whether it stands in the file meta information.
  let isInMeta: Bool
  /// The row of rules for a public attribute; that of nothing for a private one.
  let rule: AttributeRule
  /// The rule for a private element that a creator reserves.
  let privateRule: PrivateRule?
  /// The action in force, resolved by the attribute's type; nil if no row names it.
  let action: Action?
  /// The value with padding; empty if there is none, or ``isValueLoaded`` is false.
  let rawValue: ArraySlice<UInt8>
  /// The range of ``rawValue`` that is no padding.
  let trimmed: Range<Int>
  /// Whether the value was read. Values of bulk VRs and very long ones are not.
  let isValueLoaded: Bool
  /// Whether there is nothing but padding, or no item in a sequence.
  let isEmpty: Bool
  /// What is in force.
  let context: AuditContext

  /// The value without padding; empty if there is none, or ``isValueLoaded`` is false.
  var value: ArraySlice<UInt8> { rawValue[trimmed] }
  var tag: Tag { element.tag }
  var vr: VR { element.vr }
  var isSequence: Bool { element.vr == .sq }
  var facts: FileFacts { context.facts }
  var iod: IOD? { context.iod }
  var characterSet: SpecificCharacterSet { context.characterSet }
  var profile: Profile { context.profile }
  var tables: StandardTables { context.tables }

  /// The types that the IOD's modules give the attribute where it stands; nil if the IOD does not know it.
  var types: AttributeTypes? { context.iod?.types(of: element.tag, in: sequence) }
}
