internal import DICOM
internal import Findings
internal import Rules

/// Whether references of an output lead to what those of its original led to.
extension OneAudit {
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
    guard let comparison, let value = comparison.wholeValue(of: found) else { return nil }
    let original = comparison.original
    let old = ReferableNumbers.integers(
      value[...], found.vr, isBigEndian: original.nodes[found.place].isBigEndian)
    let new = ReferableNumbers.integers(
      examined.value, examined.vr, isBigEndian: examined.element.isBigEndian)
    // The instance that an item around it names; else the object itself; else what the object is made from.
    if let uid = original.instance(around: found.place) {
      return auditor.numbers(ofInstance: uid)?.outcome(reference.target, old, new)
    }
    if let outcome = comparison.numbers.outcome(reference.target, old, new) { return outcome }
    guard let holder = reference.holder else { return nil }
    for uid in original.instances(inSequence: holder) {
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
    guard let comparison, let value = comparison.wholeValue(of: found) else { return nil }
    let (original, output) = (comparison.original, comparison.output)
    let old = ReferableNumbers.integers(
      value[...], found.vr, isBigEndian: original.nodes[found.place].isBigEndian)
    guard let item = original.contentItem(at: old) else { return nil }
    let new = ReferableNumbers.integers(
      examined.value, examined.vr, isBigEndian: examined.element.isBigEndian)
    guard let counterpart = output.contentItem(at: new) else { return .broken }
    let leadsThere = counterpart.contains { item.contains(comparison.alignment.counterparts[Int($0)]) }
    return leadsThere ? .resolved : .broken
  }
}

extension DataSetOutline {
  /// The SOP Instance UID that the innermost item around an element names as that of a reference; nil if none does.
  func instance(around place: Int) -> [UInt8]? {
    var level = 0..<Int32(nodes.count)
    var innermost: [UInt8]?
    while true {
      // The sequence of this level in which the element stands.
      var sequence: Node?
      var instance: [UInt8]?
      forEachNode(of: level) { index in
        let node = nodes[Int(index)]
        if Int(index) < place, place < Int(node.end) { sequence = node }
        if node.tag == .referencedSOPInstanceUID { instance = Array(value(of: node)) }
      }
      if let instance, !instance.isEmpty { innermost = instance }
      guard let sequence, let item = item(of: sequence, around: Int32(place)) else { return innermost }
      level = item.nodes
    }
  }

  /// The item of a sequence in which an element stands, at any level.
  private func item(of sequence: Node, around place: Int32) -> Item? {
    var (low, high) = (sequence.items.lowerBound, sequence.items.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if items[Int(middle)].nodes.upperBound <= place { low = middle + 1 } else { high = middle }
    }
    guard low < sequence.items.upperBound, items[Int(low)].nodes.contains(place) else { return nil }
    return items[Int(low)]
  }

  /// The instances that the items of a sequence name, wherever it stands.
  func instances(inSequence tag: Tag) -> [[UInt8]] {
    var uids: [[UInt8]] = []
    for sequence in nodes where sequence.tag == tag {
      for item in items[Int(sequence.items.lowerBound)..<Int(sequence.items.upperBound)] {
        forEachNode(of: item.nodes) { index in
          let node = nodes[Int(index)]
          if node.tag == .referencedSOPInstanceUID, !node.isEmpty { uids.append(Array(value(of: node))) }
        }
      }
    }
    return uids
  }

  /// The nodes of a content item by its Referenced Content Item Identifier (0040,DB73): 1 for the root, then the places
  /// among siblings, from 1; nil if there is none.
  func contentItem(at path: [Int]) -> Range<Int32>? {
    guard path.first == 1 else { return nil }
    var level = 0..<Int32(nodes.count)
    for place in path.dropFirst() {
      var content: Node?
      forEachNode(of: level) { index in
        if nodes[Int(index)].tag == .contentSequence { content = nodes[Int(index)] }
      }
      guard let content, (1...max(content.items.count, 1)).contains(place), !content.items.isEmpty else {
        return nil
      }
      level = items[Int(content.items.lowerBound) + place - 1].nodes
    }
    return level
  }
}

extension Tag {
  /// (0040,A730).
  static var contentSequence: Tag { Tag(0x0040, 0xA730) }
  /// (0040,DB73).
  static var referencedContentItemIdentifier: Tag { Tag(0x0040, 0xDB73) }
}
