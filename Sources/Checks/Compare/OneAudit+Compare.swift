internal import DICOM
internal import Findings
internal import Rules

/// The comparison of a file with its original, along with its audit.
extension OneAudit {
  /// Reads the original and finds which element answers to which.
  ///
  /// - Parameter buffer: what originals are read into, one after the other.
  mutating func compare(
    with original: OriginalFile, _ output: consuming FileReader, _ buffer: inout [UInt8]
  ) {
    result.original = original.pairing
    self.original = original
    do throws(SystemError) {
      let file = try FileBytes(path: original.path)
      var reader = FileReader(file, dictionary: rules.tables, reusing: &buffer)
      let outline = DataSetOutline(&reader)
      buffer = reader.takeBuffer()
      var output = output
      guard let before = outline, let after = DataSetOutline(&output) else {
        report.gap(
          .tooManyElements, at: .file, lengthInBytes: 0,
          "The file was not compared: there are more than \(DataSetOutline.mostElements) elements.")
        return
      }
      if before.isDamaged {
        report.gap(
          .malformed, at: .file, lengthInBytes: 0,
          "The original is damaged; the file was compared with as much of it as can be read.")
      }
      comparison = FileComparison(original: before, output: after, rules.tables)
    } catch {
      report.gap(
        .cannotRead, at: .file, lengthInBytes: 0,
        "The original could not be read: \(PublicName(fromTable: error.text)).")
    }
  }

  /// Judges how the file was paired.
  mutating func judge(_ remark: PairingRemark?, _ auditor: inout FileAuditor) {
    guard comparison != nil || remark != nil else { return }
    for index in rules.checks.factIndex + rules.checks.pairIndex { auditor.examined[index] += 1 }
    guard let remark else { return }
    for (place, check) in rules.checks.pairChecks.enumerated() {
      report.speaker = rules.checks.pairIndex[place]
      check.examine(remark, isOutput: true, &report)
    }
  }

  /// Finds what the original has where an element stands, and keeps what other files have to agree with.
  mutating func compare(_ examined: borrowing ExaminedElement, _ auditor: inout FileAuditor) {
    guard comparison != nil else { return }
    examined.isCompared = true
    if examined.vr != .ui, examined.vr != .da, examined.vr != .ds, examined.value.count >= 14 {
      noteUIDsInText(examined)
    }
    guard let found = comparison?.counterpart() else { return }
    examined.original = found
    if examined.demanded == .z || examined.demanded == .d,
      DayShift.isSameMonth(found.value, examined.value, vr: examined.vr)
    {
      // Where no date is to stay, one of the same month is not moved far enough.
      examined.original?.disposition = found.disposition == .kept ? .kept : .cleanedInPart
    }
    if auditor.pictures != nil, rules.scope == .all, !examined.isEmpty,
      comparison?.leavesPixelData(examined.element, found.disposition) == true
    {
      examined.isLeftToPictures = true
    }
    followReference(examined, found, &auditor)
    guard !examined.isEmpty, !found.isEmpty, !examined.isInMeta else { return }
    switch examined.vr {
    case .ui: noteUIDs(examined, found.value)
    case .lo, .sh, .st, .lt, .uc, .ut: noteShiftInText(examined, found)
    case .da, .dt: noteShift(examined, found.value, found.vr)
    default: break
    }
    if examined.tag == .patientID, levels.count == 1 {
      comparison?.facts.patientID = ComparisonFacts.Replacement(
        original: Array(found.value), new: Array(examined.value),
        place: report.place(of: examined.element))
      comparison?.facts.isPatientIDDummy =
        profile.isCustomaryDummy(examined.value, tag: examined.tag, vr: examined.vr)
        || profile.isDeclaredDummy(examined.value, tag: examined.tag, vr: examined.vr)
    }
  }

  private mutating func noteUIDsInText(_ examined: borrowing ExaminedElement) {
    // Taken out, since a place is made of the report.
    guard var facts = comparison?.facts else { return }
    comparison?.facts = ComparisonFacts()
    facts.note(uidsIn: examined.value) { report.place(of: examined.element) }
    comparison?.facts = facts
  }

  private mutating func noteUIDs(_ examined: borrowing ExaminedElement, _ original: ArraySlice<UInt8>) {
    guard examined.demanded != .k, examined.isValueLoaded else { return }
    // Mostly there is one.
    guard original.contains(0x5C) || examined.value.contains(0x5C) else {
      noteUID(examined, original, becoming: examined.value)
      return
    }
    let before = original.split(separator: 0x5C, omittingEmptySubsequences: false)
    let after = examined.value.split(separator: 0x5C, omittingEmptySubsequences: false)
    guard before.count == after.count else { return }
    for (old, new) in zip(before, after) { noteUID(examined, old, becoming: new) }
  }

  private mutating func noteUID(
    _ examined: borrowing ExaminedElement, _ original: ArraySlice<UInt8>, becoming value: ArraySlice<UInt8>
  ) {
    let (old, new) = (original.trimmed(for: .ui), value.trimmed(for: .ui))
    guard !old.isEmpty, !new.isEmpty, rules.tables.uidName(old) == nil else { return }
    // That a UID is kept which is to be replaced is said where it stands.
    if old == new, examined.demanded == .u { return }
    guard comparison?.facts.isNew(uid: old, becoming: new) == true else { return }
    comparison?.facts.note(uid: old, became: new, at: report.place(of: examined.element))
  }

  // MARK: what is not there any more

  /// Judges and counts what the original has in the data set or item that ends here, and the output has not.
  mutating func judgeRemoved(in sequence: Tag?, isMeta: Bool, _ auditor: inout FileAuditor) {
    guard let removed = comparison?.removed(), !removed.isEmpty, let outline = comparison?.original else {
      return
    }
    let company = RemovedCompany(removed.map { outline.nodes[Int($0.node)].tag })
    for one in removed {
      let node = outline.nodes[Int(one.node)]
      guard levels.count > 0 || (node.tag.group == 0x0002) == isMeta else { continue }
      let goesAlong =
        company.takesAlong(node.tag)
        || sequence == nil && RemovedCompany.isPalette(node.tag) && comparison?.dropsPalette == true
      let examined = removedElement(node, outline, in: sequence, goesAlong: goesAlong)
      report.failures = 0
      report.reviews = 0
      report.notes = 0
      report.gaps = 0
      for (place, check) in rules.checks.removalChecks.enumerated() {
        report.speaker = rules.checks.removalIndex[place]
        auditor.examined[report.speaker] += 1
        check.examine(examined, &report)
      }
      count(one.node..<node.end, of: outline, in: sequence, &auditor)
    }
  }

  /// Counts the elements of items that have none to answer in the output.
  mutating func countLostItems(_ auditor: inout FileAuditor) {
    guard let comparison else { return }
    for nodes in comparison.alignment.lost { count(nodes, of: comparison.original, in: nil, &auditor) }
  }

  private func count(
    _ nodes: Range<Int32>, of outline: DataSetOutline, in sequence: Tag?, _ auditor: inout FileAuditor
  ) {
    for index in nodes {
      let node = outline.nodes[Int(index)]
      guard !node.tag.isGroupLength else { continue }
      let creator = outline.creator(of: node)
      let action = node.tag.isPrivate ? nil : profile.rule(for: node.tag).action
      let resolved = action?.resolved(for: context.iod?.types(of: node.tag, in: sequence)?.strictest)
      auditor.inventory.count(
        removed: node.tag, creator: creator, vr: node.vr, action: resolved,
        isKept: creator.map { profile.privateRule(creator: $0, tag: node.tag) != .remove } ?? false, report)
    }
  }

  private func removedElement(
    _ node: DataSetOutline.Node, _ outline: DataSetOutline, in sequence: Tag?, goesAlong: Bool
  ) -> RemovedElement {
    let tag = node.tag
    let types = context.iod?.types(of: tag, in: sequence)
    let rule = tag.isPrivate ? AttributeRule.none : profile.rule(for: tag)
    let creator = outline.creator(of: node)
    return RemovedElement(
      tag: tag, vr: node.vr, isEmpty: node.isEmpty, rule: rule,
      privateRule: creator.map { profile.privateRule(creator: $0, tag: tag) },
      action: rule.action?.resolved(for: types?.strictest), types: types,
      isRequired: context.iod?.required(in: sequence).contains { $0.tag == tag } == true,
      goesAlong: goesAlong, place: report.missing(tag, below: report.steps))
  }
}
