internal import DICOM
internal import Findings
internal import Rules
internal import Text

/// What reading a value for names, dates and numbers came to.
enum TextReading {
  /// It was not read: no text, or a rule judges it without looking at words.
  case notRead
  /// Every word of it is a known one of medicine or technique, and nothing was found.
  case known
  /// It has words that nobody knows.
  case open
  /// A detector found something, which findings of its own say.
  case identifying
}

extension TextReading {
  /// The number under which a text is remembered in which nothing is to be reported: 1 for ``known``, which dummies are
  /// as well, 0 for ``open``.
  fileprivate var number: UInt8 { self == .known ? 1 : 0 }

  /// What was remembered.
  fileprivate init(number: UInt8) { self = number == 1 ? .known : .open }
}

/// A check that speaks of what a detector found in a text.
protocol TextCheck: Check {
  /// The detector.
  static var detector: TextDetector { get }
}

extension OneAudit {
  /// Whether the words of an element's value decide anything: whether it is text that no rule settles without looking
  /// at it.
  private static func isRead(_ examined: borrowing ExaminedElement) -> Bool {
    guard examined.isValueLoaded, !examined.isEmpty, !examined.isInMeta else { return false }
    switch examined.vr {
    case .lo, .sh, .st, .lt, .ut, .uc, .pn, .cs, .ae, .ur, .as: break
    default: return false
    }
    if examined.tag.isPrivate {
      return !examined.tag.isPrivateCreator
        || examined.tables.isRegistered(creator: String(decoding: examined.value, as: UTF8.self)) == nil
    }
    let action = examined.contentRule?.action ?? examined.action
    switch action {
    case nil, .k, .c: return true
    default: return false
    }
  }

  /// Whether a value is one that the profile declares, or everybody writes, as a dummy: none of anybody's words.
  private mutating func isDummy(_ examined: borrowing ExaminedElement) -> Bool {
    let isDummy =
      examined.profile.isDeclaredDummy(examined.value, tag: examined.tag, vr: examined.vr)
      || examined.profile.isCustomaryDummy(examined.value, tag: examined.tag, vr: examined.vr)
    if isDummy { detections.removeAll(keepingCapacity: true) }
    return isDummy
  }

  /// Looks for names, dates and numbers in an element's text, under the declared character set and, where that cannot
  /// be right, under the ones in which it is text. What is found stands in ``detections``.
  mutating func read(_ examined: borrowing ExaminedElement, _ auditor: inout FileAuditor) -> TextReading {
    detections.removeAll(keepingCapacity: true)
    guard OneAudit.isRead(examined) else { return .notRead }
    valuesRead += 1
    let value = examined.value
    let context = TextContext(examined)
    let detectors = auditor.rules.detectors
    guard value.needsDecoding else {
      // All that decides, beside the value itself.
      let label =
        UInt64(examined.tag.rawValue) << 24 | UInt64(examined.vr.rawValue) << 8 | UInt64(context.rawValue)
      if let seen = auditor.seenTexts.result(of: value, as: label) { return TextReading(number: seen) }
      detectors.examine(value, context: context, into: &detections)
      if detections.isEmpty && detectors.areWordsKnown(value) || isDummy(examined) {
        auditor.seenTexts.insert(value, as: label, TextReading.known.number)
        return .known
      }
      if detections.isEmpty {
        auditor.seenTexts.insert(value, as: label, TextReading.open.number)
        return .open
      }
      readText = Array(value)
      return .identifying
    }
    if isDummy(examined) { return .known }
    let decoded = examined.characterSet.decode(value, vr: examined.vr)
    var texts = [decoded.text]
    if decoded.undecodableBytes > 0 {
      texts = OtherEncoding.readings(of: value).map(\.text) + texts
    } else if !examined.characterSet.isUTF8, OtherEncoding.isUTF8(value) {
      texts.insert(String(decoding: value, as: UTF8.self), at: 0)
    }
    var areKnown = true
    for text in texts {
      let bytes = Array(text.utf8)
      detectors.examine(bytes[...], context: context, into: &detections)
      if !detections.isEmpty {
        readText = bytes
        return .identifying
      }
      if !detectors.areWordsKnown(bytes[...]) { areKnown = false }
    }
    return areKnown ? .known : .open
  }

  /// Reports what was found in an element's text, unless a rule found more already.
  mutating func reportDetections(_ examined: borrowing ExaminedElement) {
    for one in detections {
      report.speaker = rules.checks.textIndex[Int(one.detector.rawValue)]
      report.add(
        one.certainty == .fail ? .fail : .review, examined,
        "The text holds \(Evidence(of: readText[one.range])) at byte \(one.range.lowerBound + 1) of \(readText.count)."
      )
      if one.certainty == .fail { learn(one.detector, readText[one.range]) }
    }
  }

  /// Reads the names of the file and of the folders that it stands in.
  mutating func readPath(_ path: [UInt8]) {
    for part in path.split(separator: 0x2F) {
      detections.removeAll(keepingCapacity: true)
      rules.detectors.examine(part, context: .path, into: &detections)
      for one in detections {
        report.speaker = rules.checks.textIndex[Int(one.detector.rawValue)]
        let start = part.startIndex
        let words = part[start + one.range.lowerBound..<start + one.range.upperBound]
        report.add(
          one.certainty == .fail ? .fail : .review, at: .file,
          value: words, "The name of the file or of a folder above it holds \(Evidence(of: words)).")
        if one.certainty == .fail { learn(one.detector, words) }
      }
    }
  }
}

extension TextContext {
  /// What a value is, as far as its element tells.
  init(_ examined: borrowing ExaminedElement) {
    let tag = examined.tag
    if tag.isPrivate {
      let origin = examined.element.creator.flatMap {
        examined.tables.textOrigin(creator: String(decoding: $0, as: UTF8.self), tag: tag)
      }
      self = origin.map { TextContext($0) } ?? .payloadField
      return
    }
    switch examined.vr {
    case .pn: self = .personName
    case .cs, .as: self = .code
    case .ae: self = .identifier
    default:
      if let origin = examined.tables.textOrigin(of: tag) {
        self = TextContext(origin)
      } else if [.st, .lt, .ut, .ur].contains(examined.vr) {
        self = .freeText
      } else {
        self = examined.rule.isOnKeepList ? .protocolName : .descriptor
      }
    }
  }

  private init(_ origin: TextOrigin) {
    switch origin {
    case .device: self = .deviceText
    case .code: self = .code
    case .person: self = .personName
    }
  }
}

extension OneAudit {
  /// Keeps a name or a number that was found, to be looked for in other places and files.
  mutating func learn(_ detector: TextDetector, _ text: ArraySlice<UInt8>) {
    switch detector {
    case .personName:
      let name = rules.detectors.withoutTitles(text)
      learnt.insert(LearntValue(detector: detector, text: Array(name.trimmed(for: .lo))))
    case .recordNumber, .nationalNumber, .email, .phone:
      learnt.insert(LearntValue(detector: detector, text: Array(text.trimmed(for: .lo))))
    default: break
    }
  }
}
