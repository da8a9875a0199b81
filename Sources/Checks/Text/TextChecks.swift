internal import DICOM
public import Findings

/// Text that does not decode under its character set.
public struct TextUndecodable: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.undecodable",
    title: "Text does not decode under its character set",
    why: "A rule that cannot read a value cannot judge it; under another character set it may be a name.",
    remedy: "Correct Specific Character Set, or the value.",
    source: .ps33("section C.12.1.1.2"),
    severity: .review,
    flagged: ["↓(0018,1160) SH Kni\\x80"],
    clean: ["(0008,0005) CS ISO_IR 100\n(0018,1160) SH Kni\\xE9"])

  static let concern = Concern.text

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    let bad = examined.characterSet.decode(examined.value, vr: examined.vr).undecodableBytes
    if bad > 0 {
      guard OtherEncoding.readings(of: examined.value).isEmpty else { return }
      report.add(.review, examined, "\(bad) of \(examined.value.count) bytes do not decode.")
    } else if examined.characterSet.problem == .unknownTerm {
      report.add(.review, examined, "The declared character set is none of the standard's.")
    }
  }
}

/// Text that is written in another character set than the declared one.
public struct TextMisdeclared: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.misdeclared",
    title: "Text is written in another character set than the declared one",
    why:
      "A program that reads it as declared sees other letters than those that were written, and misses a name.",
    remedy: "Correct Specific Character Set, or the value.",
    source: .ps33("section C.12.1.1.2"),
    severity: .review,
    flagged: [
      "↓(0018,1160) SH Kni\\xE9", "-(0008,0005)\n↓(0018,1160) SH \\xD0\\xB8",
      "(0008,0005) CS ISO_IR 100\n↓(0018,1160) SH Kni\\xC3\\xA9",
    ],
    clean: ["(0008,0005) CS ISO_IR 100\n(0018,1160) SH Kni\\xE9"])

  static let concern = Concern.text

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    let value = examined.value
    if examined.characterSet.decode(value, vr: examined.vr).undecodableBytes == 0 {
      // Single bytes decode whatever they are; whole characters of UTF-8 do not come about by chance.
      guard !examined.characterSet.isUTF8, OtherEncoding.isUTF8(value) else { return }
      report.add(.review, examined, "The bytes decode as declared, but they are whole characters of UTF-8.")
    } else if let first = OtherEncoding.readings(of: value).first {
      report.add(
        .review, examined,
        "The bytes do not decode as declared; read as \(first.encoding.name), they are text.")
    }
  }
}

/// Bytes behind the end of a text: the rest of a longer value.
public struct TextResidue: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.residue",
    title: "Something stands behind the end of a text",
    why: "A value that was overwritten in place keeps the rest of the longer one behind a NUL.",
    remedy: "Write the value anew, padded with one blank at most.",
    source: .ps35("section 6.2"),
    severity: .review,
    flagged: [
      "↓text.residue,conformance.value-invalid (0008,0060) CS CT\\x00RGAN", "↓(0018,1160) SH A\\x00zyrqex ",
    ],
    clean: ["(0008,0060) CS CT", "(0008,0016) UI 1.2.840.10008.5.1.4.1.1.2\\x00"])

  static let concern = Concern.characters

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let rest = examined.rawValue.residueAfterNUL(for: examined.vr) else { return }
    report.add(.review, examined, "\(rest.count) bytes stand behind the first NUL.")
  }
}
