internal import DICOM
internal import Findings
internal import Rules

/// What a file says of itself, kept for the elements and checks that come later.
extension OneAudit {
  /// Keeps what later elements are judged by.
  mutating func note(_ element: Element, _ value: ArraySlice<UInt8>?, _ auditor: inout FileAuditor) {
    let tag = element.tag
    if tag.isGroupLength, !tag.isPrivate, let value, value.count == 4 {
      let length =
        element.isBigEndian
        ? value.reduce(0) { $0 << 8 | Int($1) } : value.reversed().reduce(0) { $0 << 8 | Int($1) }
      if announcedGroups.last?.depth == levels.count { announcedGroups.removeLast() }
      announcedGroups.append(
        AnnouncedGroup(
          group: tag.group, depth: levels.count, path: ElementPath(report.steps, tag), range: element.range,
          end: element.range.upperBound + length))
    }
    if levels[levels.count - 1].sequence == .conceptNameCodeSequence { noteConcept(tag, value ?? []) }
    if tag.group == 0x0012, tag == .deidentificationMethodCodeSequence, sequences.isEmpty {
      context.facts.methodCodes = []
      report.claimRanges.append((tag, element.range))
    }
    if sequences.count == 1, sequences[0].tag == .deidentificationMethodCodeSequence {
      if tag == .codeValue {
        context.facts.methodCodes?.append(MethodCode(value: Array((value ?? []).trimmed(for: .sh))))
      }
      if tag == .codingSchemeDesignator, let last = context.facts.methodCodes?.indices.last {
        context.facts.methodCodes?[last].scheme = Array((value ?? []).trimmed(for: .sh))
      }
    }
    if tag == .specificCharacterSet, let value {
      context.characterSet = SpecificCharacterSet(value)
    }
    guard sequences.isEmpty, element.vr == .da || OneAudit.isNoted(tag) else { return }
    noteTop(element, (value ?? []).trimmed(for: element.vr), &auditor)
  }

  /// Keeps the code of a content item's name for the item that it stands in. PS3.3 section 10.2.
  private mutating func noteConcept(_ tag: Tag, _ value: ArraySlice<UInt8>) {
    // A name's code stands in an item of its sequence, so there is a level above.
    let item = levels.count - 2
    var concept = levels[item].concept ?? ContentConcept()
    switch tag {
    case .codeValue, .longCodeValue, .urnCodeValue: concept.code = Array(value.trimmed(for: .sh))
    case .codingSchemeDesignator: concept.scheme = Array(value.trimmed(for: .sh))
    default: return
    }
    levels[item].concept = concept
  }

  /// Whether later elements, or the file's claim, are judged by a tag's value.
  @inline(__always)
  static func isNoted(_ tag: Tag) -> Bool {
    switch tag {
    case .transferSyntaxUID, .mediaStorageSOPClassUID, .sopClassUID, .patientIdentityRemoved,
      .deidentificationMethod,
      .modality, .manufacturer, .imageType, .bodyPartExamined, .studyDescription, .seriesDescription,
      .protocolName,
      .burnedInAnnotation, .recognizableVisualFeatures, .longitudinalTemporalInformationModified,
      .pixelDataProviderURL:
      true
    default: false
    }
  }

  mutating func noteTop(_ element: Element, _ value: ArraySlice<UInt8>, _ auditor: inout FileAuditor) {
    let tag = element.tag
    if element.vr == .da, let date = DateValue(value), date.isPlausible,
      !profile.isCustomaryDummy(value, tag: tag, vr: .da)
    {
      context.facts.dates += 1
    }
    switch tag {
    case .transferSyntaxUID: result.transferSyntax = rules.tables.uidName(value)
    case .mediaStorageSOPClassUID, .sopClassUID:
      guard !value.elementsEqual(context.facts.sopClass) else { return }
      context.facts.sopClass = Array(value)
      do throws(TableError) {
        context.iod = try auditor.iod(of: context.facts.sopClass)
      } catch {
        report.gap(
          .cannotRead, at: .file, lengthInBytes: 0,
          "A table of rules is damaged: \(PublicName(fromTable: error.description)).")
      }
    case .modality:
      context.facts.modality = String(decoding: value, as: UTF8.self)
      result.modality = rules.tables.modality(value).map { KindOfData(code: $0.code, name: $0.name) }
      return
    case .manufacturer:
      result.maker = rules.tables.maker(value).map { KindOfData(code: $0.code, name: $0.name) }
      return
    case .imageType:
      context.facts.imageType = String(decoding: value.prefix(64), as: UTF8.self)
      return
    case .bodyPartExamined, .studyDescription, .seriesDescription, .protocolName:
      let words = String(decoding: value.prefix(64), as: UTF8.self).uppercased()
      if tag == .bodyPartExamined { context.facts.bodyPart = words }
      context.facts.region += words + " "
      return
    case .studyDate: context.facts.studyDate = DateValue(value)
    case .patientIdentityRemoved: context.facts.identityRemoved = Array(value)
    case .deidentificationMethod: context.facts.hasMethodText = !value.isEmpty
    case .burnedInAnnotation: context.facts.burnedIn = Array(value)
    case .recognizableVisualFeatures: context.facts.recognizable = Array(value)
    case .longitudinalTemporalInformationModified: context.facts.temporal = Array(value)
    case .pixelDataProviderURL:
      report.gap(
        .externalPixelData, at: report.place(of: element), lengthInBytes: 0,
        "The pixel data are elsewhere, behind a reference.")
    default: return
    }
    report.claimRanges.append((tag, element.range))
  }

  /// Keeps private blocks and counts their elements.
  mutating func note(private examined: borrowing ExaminedElement) {
    let tag = examined.tag
    if tag.isPrivateCreator {
      guard !examined.isEmpty else { return }
      result.privateBlocks += 1
      creators.append(
        ReservedBlock(tag: tag, creator: Array(examined.value), range: examined.element.range))
    } else if tag.element >= 0x1000 {
      if !examined.isEmpty { context.facts.privateElements += 1 }
      let block = Tag(tag.group, tag.element >> 8)
      let first = levels[levels.count - 1].firstCreator
      if let index = creators[first...].lastIndex(where: { $0.tag == block }) {
        creators[index].elements += 1
      }
    }
  }
}
