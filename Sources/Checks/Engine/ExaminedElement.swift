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

  /// Whether a check may want the value: not pixels, not what is too long.
  func loadsValue(of element: Element) -> Bool {
    guard !element.value.isEmpty, element.value.count <= Limits.valueInBytes else { return false }
    return !(element.vr.isOpaque && tables.bulkKind(of: element.tag) != nil)
  }
}

/// An element under examination, with everything that a check may ask about it.
///
/// A class: as a structure it was copied for each of the dozen functions that an element is shown to, which took a
/// tenth of the time.
final class ExaminedElement {
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
  /// The rule of the content item whose value it is; nil if it is none, or Table E.3.4-1 does not have its concept.
  let contentRule: ContentRule?
  /// What reading the value's words came to.
  var reading = TextReading.notRead
  /// Whether the value was opened, all of it, and what is in it judged.
  var isOpened = false
  /// Whether the file is compared with its original.
  var isCompared = false
  /// Whether only comparing pictures tells what was done with it.
  var isLeftToPictures = false
  /// What the original has in its place; nil if it has nothing, or the file is not compared.
  var original: OriginalElement?
  /// What is in force.
  let context: AuditContext

  /// Puts together what is in force for an element.
  ///
  /// - Parameters:
  ///   - value: the value's bytes; nil if they were not read.
  ///   - hasItems: whether there is an item in it, if it is a sequence.
  init(
    _ element: Element, value: ArraySlice<UInt8>?, hasItems: Bool, sequence: Tag?, previous: Tag?,
    isInMeta: Bool, concept: ContentConcept? = nil, _ context: AuditContext
  ) {
    let tag = element.tag
    self.element = element
    self.sequence = sequence
    self.previous = previous
    self.isInMeta = isInMeta
    self.context = context
    if let concept, tag.isContentValue {
      contentRule = context.profile.contentRule(for: concept)
    } else {
      contentRule = nil
    }
    if tag.isPrivate {
      rule = .none
      privateRule = element.creator.map { context.profile.privateRule(creator: $0, tag: tag) }
      action = nil
    } else {
      rule = context.profile.rule(for: tag)
      privateRule = nil
      if let action = rule.action, action.isConditional {
        self.action = action.resolved(for: context.iod?.types(of: tag, in: sequence)?.strictest)
      } else {
        action = rule.action
      }
    }
    rawValue = value ?? []
    isValueLoaded = value != nil
    trimmed = rawValue.rangeWithoutPadding(for: element.vr)
    isEmpty =
      element.vr == .sq
      ? !hasItems
      : !element.hasUndefinedLength && (value != nil || element.value.isEmpty) && trimmed.isEmpty
  }

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

  /// Whether a list or the profile vouches for the element.
  var isKeptByList: Bool {
    rule.isOnKeepList || privateRule == .safe || privateRule == .listed || action == .k
  }

  /// The types that the IOD's modules give the attribute where it stands; nil if the IOD does not know it.
  var types: AttributeTypes? { context.iod?.types(of: element.tag, in: sequence) }
}
