internal import DICOM
internal import Findings
internal import Rules

/// An element under examination, with everything that a check may ask about it.
struct ExaminedElement {
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
  /// The IOD of the file's SOP class, if it is known.
  let iod: IOD?
  /// The value without padding; empty if there is none, or ``isValueLoaded`` is false.
  let value: ArraySlice<UInt8>
  /// The value with padding.
  let rawValue: ArraySlice<UInt8>
  /// Whether the value was read. Values of bulk VRs and very long ones are not.
  let isValueLoaded: Bool
  /// Whether there is nothing but padding, or no item in a sequence.
  let isEmpty: Bool
  /// What the file said before this element.
  let facts: FileFacts
  /// The character set in force.
  let characterSet: SpecificCharacterSet
  /// The profile in force.
  let profile: Profile
  /// The tables.
  let tables: StandardTables

  var tag: Tag { element.tag }
  var vr: VR { element.vr }
  var isSequence: Bool { element.vr == .sq }

  /// The types that the IOD's modules give the attribute where it stands; nil if the IOD does not know it.
  var types: AttributeTypes? { iod?.types(of: element.tag, in: sequence) }
}
