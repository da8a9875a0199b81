internal import DICOM

/// The script of RSNA CTP's DicomAnonymizer: `<e en="T" t="00100010" n="PatientName">@empty()</e>` for an element, `<k>`
/// for groups that are kept and `<r>` for what is removed as a whole.
///
/// What is done with an element follows CTP's source, `DICOMAnonymizer.processElements`: some groups stay whatever the
/// global commands say, and sequences are entered only by `@process()`.
struct CTPScript: ToolConfiguration {
  private var scripts: [Tag: String] = [:]
  private var keptGroups: Set<UInt16> = []
  private var removesPrivate = false, removesUnscripted = false, removesOverlays = false,
    removesCurves = false
  private var keepsSafePrivate = false
  private(set) var notes: [String] = []

  /// Reads a script.
  init(_ text: String, file: String) throws(LintError) {
    var reader = MarkupReader(text, file: file)
    let (root, elements) = try reader.read()
    guard root == "script" else {
      throw LintError(file: file, line: 1, message: "expected <script>, found <\(root)>")
    }
    for element in elements {
      func error(_ message: String) -> LintError {
        LintError(file: file, line: element.line, message: message)
      }
      let name = element.attributes["t"] ?? ""
      // What is not enabled is not there.
      let isEnabled = element.attributes["en"] == "T"
      switch element.name {
      case "p": continue
      case "e":
        guard let number = UInt32(name, radix: 16), name.count == 8 else {
          // An element of a private block: what is private is judged as a whole.
          if name.contains("[") { continue }
          throw error("expected a tag of eight hexadecimal digits in 't', found '\(name)'")
        }
        // There an empty script keeps the value, and calls have no brackets.
        guard element.text.wholeMatch(of: /\s*@[A-Za-z]+\s*/) == nil else {
          throw error("'\(element.text.trimmed)' is of the RSNA Anonymizer, whose scripts mean other things")
        }
        if isEnabled {
          scripts[Tag(rawValue: number)] = element.text.trimmed
        }
      case "k":
        if !isEnabled { continue }
        if name.hasPrefix("safe") {
          keepsSafePrivate = true
        } else if let group = UInt16(name, radix: 16) {
          keptGroups.insert(group)
        } else {
          throw error("expected a group in 't', found '\(name)'")
        }
      case "r":
        if !isEnabled { continue }
        switch name {
        case "privategroups": removesPrivate = true
        case "unspecifiedelements": removesUnscripted = true
        case "overlays": removesOverlays = true
        case "curves": removesCurves = true
        default: throw error("unknown command to remove '\(name)'")
        }
      default: throw error("unknown element <\(element.name)>; expected e, k, p or r")
      }
    }
    describe()
  }

  private mutating func describe() {
    notes.append(
      "CTP enters sequences only where a script says @process(): items of other sequences stay as they are.")
    let processed = scripts.values.count { $0.contains("@process(") }
    if processed > 0 { notes.append("@process() stands at \(processed) sequences.") }
    if !removesUnscripted {
      notes.append("Elements without a script stay: 'unspecifiedelements' is not removed.")
    }
    if removesPrivate, keepsSafePrivate {
      notes.append("Private elements that CTP's own index calls safe stay.")
    }
    if removesCurves, !removesUnscripted {
      notes.append("Removing 'curves' does nothing unless 'unspecifiedelements' are removed as well.")
    }
  }

  func treatment(of attribute: LintedAttribute) -> Treatment {
    let tag = attribute.tag
    // The file meta information is written anew from the data set.
    if tag.group == 0x0002 {
      return tag == Tag(0x0002, 0x0003) ? treatment(of: .sopInstanceUID, attribute) : .removed
    }
    return treatment(of: tag, attribute)
  }

  private func treatment(of tag: Tag, _ attribute: LintedAttribute) -> Treatment {
    let isOverlay = tag.group & 0xFF00 == 0x6000
    let isCurve = tag.group & 0xFF00 == 0x5000
    let isKept =
      keptGroups.contains(tag.group) || tag == .sopClassUID || tag == .sopInstanceUID
      || tag == .studyInstanceUID
      || tag.group == 0x0028 || tag.group == 0x7FE0 || (isOverlay && !removesOverlays)
      || (isCurve && !removesCurves)
    let script = tag.isPrivate ? nil : scripts[tag]
    if script == nil, !isKept, removesUnscripted || (tag.isPrivate && removesPrivate) { return .removed }
    if isOverlay, removesOverlays { return .removed }
    guard let script else { return .untouched }
    return CTPExpression(script).treatment
  }
}

extension Tag {
  /// (0020,000D).
  fileprivate static var studyInstanceUID: Tag { Tag(0x0020, 0x000D) }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
