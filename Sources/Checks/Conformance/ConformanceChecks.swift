internal import DICOM
public import Findings
internal import Rules

/// An attribute of type 1 that is not there.
public struct Type1Missing: LevelCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "conformance.type1-missing",
    title: "Required attribute is missing",
    why: "The IOD requires it with a value; programs may refuse the file.",
    remedy: "Keep the attribute, or write a dummy value where the profile removes the original.",
    source: .ps35("section 7.4.1"),
    severity: .note,
    flagged: ["-(0028,0010)\n! flagged conformance.type1-missing (0028,0010)"],
    clean: ["(0028,0010) US 64"])

  static func examine(_ level: borrowing ExaminedLevel, _ report: inout CheckReport) {
    report.missing(.type1, in: level, "The IOD requires this attribute with a value, and it is missing.")
  }
}

/// An attribute of type 2 that is not there.
public struct Type2Missing: LevelCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "conformance.type2-missing",
    title: "Attribute that may be empty is missing",
    why: "The IOD requires the attribute, with or without a value; removing it breaks the file's form.",
    remedy: "Empty the attribute instead of removing it.",
    source: .ps35("section 7.4.3"),
    severity: .note,
    flagged: ["-(0010,0020)\n! flagged conformance.type2-missing (0010,0020)"],
    clean: ["(0010,0020) LO"])

  static func examine(_ level: borrowing ExaminedLevel, _ report: inout CheckReport) {
    report.missing(.type2, in: level, "The IOD requires this attribute, empty or not, and it is missing.")
  }
}

extension CheckReport {
  /// Reports what an IOD requires and a data set or item does not have.
  mutating func missing(_ type: AttributeType, in level: borrowing ExaminedLevel, _ message: Message) {
    // A missing dummy is a failure of its own.
    for required in level.absent
    where required.type == type && !DummyMissing.needsDummy(required, level.profile) {
      add(.note, at: missing(required.tag, below: level.steps), message)
    }
  }
}

/// An attribute of type 1 without a value.
public struct Type1Empty: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "conformance.type1-empty",
    title: "Required value is empty",
    why: "The IOD requires a value; programs may refuse the file.",
    remedy: "Keep the value, or write a dummy where the profile does not keep it.",
    source: .ps35("section 7.4.1"),
    severity: .note,
    flagged: ["↓(0028,0030) DS", "↓(0028,0010) US"],
    clean: ["(0028,0004) CS MONOCHROME2"])

  static let concern = Concern.emptyInIOD

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let types = examined.types, types.weakest.unconditional == .type1, examined.action != .d,
      !(examined.vr == .cs && EnumeratedEmptied.isEnumerated(examined.tag))
    else { return }
    report.add(.note, examined, "The IOD requires a value here, and there is none.")
  }
}

/// An enumerated value that was emptied.
public struct EnumeratedEmptied: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "conformance.enumerated-emptied",
    title: "Enumerated value was emptied",
    why: "Programs choose by this value how to read the pixels; without it they guess or refuse.",
    remedy: "Keep the value: it is one of a short list and identifies nobody.",
    source: .ps33("section C.7.6.3"),
    severity: .note,
    flagged: ["↓(0028,0004) CS"],
    clean: ["(0028,0004) CS MONOCHROME2"])

  static let concern = Concern.emptyInIOD

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard EnumeratedEmptied.isEnumerated(examined.tag), let types = examined.types,
      types.weakest.unconditional == .type1
    else { return }
    report.add(.note, examined, "The IOD enumerates the values of this attribute, and there is none.")
  }

  /// Attributes of the pixel description whose values PS3.3 enumerates.
  static func isEnumerated(_ tag: Tag) -> Bool {
    [
      Tag.photometricInterpretation, .pixelRepresentation, .planarConfiguration, .samplesPerPixel,
      .bitsAllocated,
      .modality, .lossyImageCompression,
    ].contains(tag)
  }
}

/// A VR that is not the dictionary's.
public struct VRDiffers: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "conformance.vr-differs",
    title: "VR is not the dictionary's",
    why: "Programs that go by the VR treat the value as something else than it is.",
    remedy: "Write the VR of PS3.6.",
    source: .ps35("section 6.2"),
    severity: .note,
    flagged: ["↓(0018,0050) LO 5"],
    clean: ["(0018,0050) DS 5", "(0018,0050) UN 5"])

  static let concern = Concern.writtenVR

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let written = examined.element.writtenVR, written != .un,
      let entry = examined.tables.attribute(examined.tag), let first = entry.vrs.first,
      !entry.vrs.contains(written), !(written.isOpaque && first.isOpaque)
    else { return }
    report.add(.note, examined, "The VR is \(written); PS3.6 has \(first).")
  }
}

/// A value that does not have the form of its VR.
public struct ValueInvalid: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "conformance.value-invalid",
    title: "Value does not have the form of its VR",
    why: "Text in a field for numbers, dates or codes passes rules that go by the VR.",
    remedy: "Look at the value; write one that the VR allows.",
    source: .ps35("table 6.2-1"),
    severity: .note,
    flagged: ["↓review (0018,0050) DS Morgan", "↓(0008,0060) CS ct", "↓(0018,1150) IS 600.5"],
    clean: ["(0018,0050) DS 5.0", "(0008,0060) CS CT"])

  static let concern = Concern.grammar

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    // Only characters that take several bytes need the character set to be counted.
    let problem =
      examined.vr.usesCharacterSet && examined.value.needsDecoding
      ? ValueGrammar.problem(in: examined.value, vr: examined.vr, characterSet: examined.characterSet)
      : ValueGrammar.problem(in: examined.value, vr: examined.vr)
    guard let problem else { return }
    switch problem {
    case .textInNumber:
      report.add(
        .review, examined,
        "The value \(Evidence(of: examined.value)) is text where VR \(examined.vr) has digits.")
    case .tooLong: report.add(.note, examined, "The value is longer than VR \(examined.vr) allows.")
    case .partOfNumber:
      report.add(
        .note, examined,
        "The length of \(examined.element.value.count) bytes is no multiple of the size of VR \(examined.vr)."
      )
    case .character:
      report.add(
        .note, examined,
        "The value \(Evidence(of: examined.value)) has a character that VR \(examined.vr) does not allow.")
    case .noSuchDate:
      report.add(.note, examined, "The value \(Evidence(of: examined.value)) is no date or time.")
    }
  }
}
