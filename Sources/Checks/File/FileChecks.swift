internal import DICOM
public import Findings
internal import Rules

/// A preamble that is neither zero nor the beginning of a TIFF file.
public struct PreambleNotZero: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.preamble",
    title: "Preamble is not empty",
    why: "128 bytes before the data set that viewers ignore: room for text, and for a second file format.",
    remedy: "Fill the preamble with zeros.",
    source: .ps315("section E.1.1, item 7"),
    severity: .review,
    flagged: [
      "! preamble 4D 5A 90 00\n! flagged file.preamble fail",
      "! preamble 4D 6F 72 67 61 6E\n! flagged file.preamble",
    ],
    clean: ["(0008,0060) CS CT"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    guard !file.preamble.allSatisfy({ $0 == 0 }) else { return }
    let place = Place.bytes(0..<file.preamble.count)
    switch ContentKind(of: file.preamble) {
    case .tiff:
      report.add(.review, at: place, "The preamble begins a TIFF file, whose own tags no check has read.")
    case .text, .json, .xml, .html, .script, .rtf:
      report.add(.review, at: place, "The preamble holds text: \(Evidence(of: file.preamble)).")
    case .unknown: report.add(.review, at: place, "The preamble holds bytes of no known format.")
    case let kind:
      report.add(.fail, at: place, "The preamble begins a file of another format: \(kind.name).")
    }
  }
}

/// File meta information that names network nodes.
public struct MetaApplicationEntity: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.meta-ae-title",
    title: "File meta information names a network node",
    why: "AE titles and addresses name the hospital's machines; anonymizers often keep them.",
    remedy: "Write the file meta information anew.",
    source: .ps315("section E.1.1, item 7"),
    severity: .review,
    flagged: ["↓(0002,0016) AE CT04_WESTWOOD"],
    clean: ["(0002,0016) AE"])

  static let concern = Concern.outOfPlace

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard [0x16, 0x17, 0x18, 0x26, 0x27, 0x28].contains(examined.tag.element), examined.tag.group == 0x0002,
      !examined.isEmpty, Judgement(examined) != .dummy
    else { return }
    report.add(.review, examined, "The address \(Evidence(of: examined.value)) is kept.")
  }
}

/// Private information in the file meta information.
public struct MetaPrivateInformation: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.meta-private",
    title: "File meta information holds private information",
    why: "Its form is known to its maker only.",
    remedy: "Write the file meta information anew.",
    source: .ps315("section E.1.1, item 7"),
    severity: .fail,
    flagged: ["↓(0002,0100) UI 1.2.3.4\n↓(0002,0102) OB = 41 42"],
    clean: ["(0002,0012) UI 1.2.3.4"])

  static let concern = Concern.outOfPlace

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.tag == .privateInformation || examined.tag == .privateInformationCreatorUID,
      !examined.isEmpty
    else { return }
    report.add(.fail, examined, "Private information of \(examined.element.value.count) bytes is present.")
  }
}

/// File meta information that still names the program that wrote the original.
public struct MetaImplementation: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.meta-implementation",
    title: "File meta information names a scanner's program, or one that is not known",
    why:
      "It should name the program that de-identified the file; the scanner's tells model and software, and what no program is called may be anything.",
    remedy: "Write the file meta information anew, or declare the program's name as a dummy of (0002,0013).",
    source: .ps315("section E.1.1, item 7"),
    severity: .note,
    flagged: [
      "↓(0002,0012) UI 1.3.12.2.1107.5.99.2", "↓(0002,0013) SH SYNGO_MR_XA60A",
      "↓review (0002,0013) SH MORGAN 4711",
    ],
    clean: ["(0002,0012) UI 1.2.276.0.7230010.3.0.3.6.7", "(0002,0013) SH OFFIS_DCMTK_367"])

  static let concern = Concern.outOfPlace

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    switch examined.tag {
    case .implementationClassUID:
      guard let root = examined.tables.uidRoot(of: examined.value), root.kind == .scanner else { return }
      report.add(.note, examined, "The program that wrote the file lies below \(root.owner)'s root.")
    case .implementationVersionName:
      guard !examined.isEmpty,
        !examined.profile.isDeclaredDummy(examined.value, tag: examined.tag, vr: examined.vr)
      else { return }
      switch examined.tables.programKind(implementationVersion: examined.value) {
      case .toolkit: break
      case .equipment: report.add(.note, examined, "The program that wrote the file is that of equipment.")
      case nil:
        report.add(
          .review, examined, "Nothing shows the value \(Evidence(of: examined.value)) to be a program's name."
        )
      }
    default: break
    }
  }
}

/// Bytes after the last element.
public struct TrailingBytes: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.trailing-bytes",
    title: "Bytes after the last element",
    why: "No viewer shows them and no rule names them: the rest of a longer file, or anything else.",
    remedy: "Write the file anew, without what follows the data set.",
    source: .ps310("section 7.2"),
    severity: .fail,
    flagged: ["! append 41 6E 6E\n! flagged file.trailing-bytes"],
    clean: ["(0008,0060) CS CT"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    for (range, isZero) in file.trailing {
      if isZero {
        report.add(.note, at: .bytes(range), "\(range.count) zero bytes follow the data set.")
      } else {
        report.add(.fail, at: .bytes(range), "\(range.count) bytes that are no element follow the data set.")
      }
    }
  }
}

/// Data Set Trailing Padding that holds something.
public struct PaddingNotZero: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.padding",
    title: "Padding is not zero",
    why: "Padding has no meaning, so what stands in it was left there or hidden there.",
    remedy: "Remove Data Set Trailing Padding.",
    source: .ps315("Table E.1-1, Data Set Trailing Padding"),
    severity: .fail,
    flagged: ["↓(FFFC,FFFC) OB = 41 42", "↓note (FFFC,FFFC) OB = 00 00"],
    clean: ["(0008,0060) CS CT"])

  static let concern = Concern.removed

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.tag == .dataSetTrailingPadding else { return }
    guard !examined.isEmpty else { return }
    guard !examined.isValueLoaded || !examined.value.allSatisfy({ $0 == 0 }) else {
      report.add(.note, examined, "Padding of \(examined.element.value.count) zero bytes is present.")
      return
    }
    report.add(.fail, examined, "The padding of \(examined.element.value.count) bytes is not zero.")
  }
}

/// A group length that does not agree with the group.
public struct GroupLengthWrong: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.group-length",
    title: "Group length does not agree with the group",
    why: "Elements were removed after the length was written: it tells how much.",
    remedy: "Remove group lengths from the data set; they are retired.",
    source: .ps35("section 7.2"),
    severity: .note,
    flagged: ["↓(0008,0000) UL 4"],
    clean: ["(0008,0060) CS CT"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    for (path, range) in file.wrongGroupLengths {
      report.add(
        .note, at: .element(path, keyword: nil, creator: nil, bytes: range),
        "The group length does not agree with the group's elements.")
    }
  }
}

/// Something about the encoding that the standard does not allow.
public struct IrregularEncoding: FileCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "file.irregular-encoding",
    title: "File is encoded against the rules",
    why: "Programs differ in what they make of it, so an anonymizer may have seen less than is there.",
    remedy: "Write the file anew with a program that keeps to PS3.5.",
    source: .ps35("section 7"),
    severity: .note,
    flagged: ["↓conformance.vr-differs (0018,0050) XX 5\n! flagged file.irregular-encoding review"],
    clean: ["(0018,0050) DS 5"])

  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport) {
    for (irregularity, range) in file.irregularities {
      switch irregularity {
      case .encodingDiffersFromTransferSyntax:
        report.add(.review, at: .bytes(range), "The data set is not encoded as its transfer syntax says.")
      case .implicitElementInExplicit:
        report.add(.review, at: .bytes(range), "An element without VR stands in an explicit VR data set.")
      case .delimiterWithLength:
        report.add(.review, at: .bytes(range), "A delimiter announces bytes of its own.")
      case .unexpectedDelimiter:
        report.add(.review, at: .bytes(range), "A delimiter stands where none is due.")
      case .lengthOverrun:
        report.add(.review, at: .bytes(range), "A length reaches past the end of what is around it.")
      case .missingDelimiter: report.add(.review, at: .bytes(range), "A delimiter is missing.")
      case .unknownVR: report.add(.review, at: .bytes(range), "A VR is none of the standard's.")
      case .oddLength: report.add(.note, at: .bytes(range), "A value has an odd length.")
      case .metaGroupLength:
        report.add(.note, at: .bytes(range), "The length of the file meta information is missing or wrong.")
      case .missingPreamble: report.add(.note, at: .bytes(range), "The file has no preamble.")
      }
    }
  }
}
