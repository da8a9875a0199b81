internal import DICOM
internal import Findings
internal import Rules

extension Tag {
  /// Whether the attribute carries the value of a content item. PS3.3 table C.17.3.2.1.
  var isContentValue: Bool {
    switch self {
    case .textValue, .personName, .dateTime, .date, .time, .uid, .numericValue, .codeMeaning: true
    default: false
    }
  }
}

extension ExaminedElement {
  /// What is known of the element before any check looks at it.
  var concerns: Concern {
    var concerns: Concern = originalConcerns
    if tag.isPrivate {
      concerns.insert(.isPrivate)
    } else if tag.isGroupLength {
      return concerns
    } else if contentRule != nil {
      concerns.insert(contentRule?.action == .c ? [.content, .cleaned] : .content)
      if element.writtenVR != nil { concerns.insert(.writtenVR) }
    } else {
      switch action {
      case .x: concerns.insert(.removed)
      case .z: concerns.insert(.emptied)
      case .d: concerns.insert(.replaced)
      case .c: concerns.insert(.cleaned)
      case .u: concerns.insert(.mapped)
      case nil where !rule.isKnown: concerns.insert(.unknown)
      case nil where !rule.isOnKeepList && tag.group >= 0x0008: concerns.insert(.uncovered)
      default: break
      }
      if element.writtenVR != nil { concerns.insert(.writtenVR) }
    }
    if let previous = previous, tag <= previous { concerns.insert(.outOfPlace) }
    if tag.group < 0x0008 { concerns.insert(.outOfPlace) }
    if vr.isText, !isEmpty { concerns.insert(.characters) }
    guard !isEmpty else {
      if !isSequence, iod != nil { concerns.insert(.emptyInIOD) }
      return concerns
    }
    switch vr {
    case .ui: concerns.insert([.uid])
    case .lo, .lt, .pn, .sh, .st, .uc, .ut: concerns.insert([.text, .grammar])
    case .ae, .as, .cs, .da, .ds, .dt, .is, .tm, .fd, .fl, .sl, .ss, .sv, .ul, .us, .uv, .at, .ur:
      concerns.insert(.grammar)
    case .ob, .od, .of, .ol, .ov, .ow, .un:
      if action == nil || action == .k { concerns.insert(.opaque) }
    default: break
    }
    return concerns
  }

  /// What the original tells.
  private var originalConcerns: Concern {
    guard let original else { return [] }
    // What a reference leads to may be changed though it is not.
    let changed: Concern = original.reference == .broken ? .changed : []
    return dispositionConcerns(original).union(changed)
  }

  private func dispositionConcerns(_ original: OriginalElement) -> Concern {
    switch original.disposition {
    case .kept where original.lostItems > 0: return .changed
    case .kept, .cleanedInPart:
      switch demanded {
      case .z, .d, .u, .c: return [.keptOfOriginal]
      default: return original.disposition == .kept ? [] : .changed
      }
    case .replaced, .emptied, .uidReplaced, .dateShifted: return demanded == .u ? .keptOfOriginal : .changed
    case .added, .removed: return []
    }
  }

  /// Concerns that one pass over the value shows to be groundless, so that their checks need not be called: no
  /// character that a character set decides about, nothing behind a NUL, the dictionary's VR.
  var settledConcerns: Concern {
    var settled: Concern = []
    if let written = element.writtenVR, rule.allows(written) { settled.insert(.writtenVR) }
    guard vr.isText else { return settled }
    var bits: UInt8 = 0
    var hasNUL = false
    var hasEscape = false
    for byte in value {
      bits |= byte
      if byte < 0x20 {
        if byte == 0 { hasNUL = true }
        if byte == 0x1B { hasEscape = true }
      }
    }
    if !hasNUL { settled.insert(.characters) }
    if bits < 0x80, !hasEscape { settled.insert(.text) }
    return settled
  }
}
