internal import DICOM
internal import Findings
internal import Rules

/// Whether references of an output lead to what those of its original led to.
extension OneAudit {
  /// How many plans or structure sets are asked at most that an object is made from.
  private static let mostHolders = 100

  /// Follows the reference that an element is; nothing happens if it is none.
  mutating func followReference(
    _ examined: borrowing ExaminedElement, _ found: OriginalElement, _ auditor: inout FileAuditor
  ) {
    switch examined.vr {
    case .ui:
      guard examined.tag == .referencedSOPInstanceUID, !levels.isEmpty else { return }
      let reference = auditor.reference(from: found.value, to: examined.value.trimmed(for: .ui))
      examined.original?.reference = reference
    case .is, .us, .ul:
      guard !examined.isEmpty, !found.isEmpty else { return }
      if examined.tag == .referencedContentItemIdentifier {
        examined.original?.reference = contentItemReference(examined, found)
      } else if let reference = rules.tables.numberedReference(examined.tag) {
        examined.original?.reference = numberedReference(examined, found, reference, &auditor)
      }
    default: break
    }
  }

  private func numberedReference(
    _ examined: borrowing ExaminedElement, _ found: OriginalElement, _ reference: NumberedReference,
    _ auditor: inout FileAuditor
  ) -> ReferenceOutcome? {
    guard let comparison, let (old, new) = numbers(examined, found, comparison) else { return nil }
    // What the item around it names; else the object itself; else what the object is made from.
    if let uid = comparison.originalItems.instance(around: found.place) {
      guard let pair = auditor.numbers(ofInstance: uid) else { return nil }
      // A record or a dose that the item names has no beams of its own.
      if pair.before.has(reference.target) { return pair.outcome(reference.target, old, new) }
    }
    if let outcome = comparison.numbers.outcome(reference.target, old, new) { return outcome }
    guard let holder = reference.holder else { return nil }
    for uid in comparison.instances(inSequence: holder).prefix(OneAudit.mostHolders) {
      if let outcome = auditor.numbers(ofInstance: uid)?.outcome(reference.target, old, new) {
        return outcome
      }
    }
    return nil
  }

  /// Whether a reference to a content item by its place in the tree leads to the one that it led to.
  private func contentItemReference(
    _ examined: borrowing ExaminedElement, _ found: OriginalElement
  ) -> ReferenceOutcome? {
    guard let comparison, let (old, new) = numbers(examined, found, comparison),
      let item = comparison.originalItems.contentItem(at: old)
    else { return nil }
    return comparison.counterpart(ofContentItemAt: new) == item ? .resolved : .broken
  }

  /// The numbers of a reference, before and after; nil if one of the values was not read.
  private func numbers(
    _ examined: borrowing ExaminedElement, _ found: OriginalElement, _ comparison: FileComparison
  ) -> (old: [Int], new: [Int])? {
    guard examined.isValueLoaded, let value = comparison.wholeValue(of: found) else { return nil }
    return (
      ReferableNumbers.integers(
        value[...], found.vr, isBigEndian: comparison.original.nodes[found.place].isBigEndian),
      ReferableNumbers.integers(examined.value, examined.vr, isBigEndian: examined.element.isBigEndian)
    )
  }
}

extension Tag {
  /// (0040,DB73).
  static var referencedContentItemIdentifier: Tag { Tag(0x0040, 0xDB73) }
}
