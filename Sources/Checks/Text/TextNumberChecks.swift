public import Findings
internal import Text

/// Text holds a record number.
public struct RecordNumberInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.record-number",
    title: "Text holds a record number",
    why: "A medical record, case or accession number is a key to the patient's record.",
    remedy: "Take the number out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT MRN: 00482913, second visit"],
    clean: ["(0018,1061) LO Protocol 42"])

  static let detector = TextDetector.recordNumber
}

/// Text holds a national identification number.
public struct NationalNumberInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.national-number",
    title: "Text holds a national identification number",
    why: "Such a number names one person of a country, and its check digits show that it is one.",
    remedy: "Take the number out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT NHS 943 476 5919"],
    clean: ["(0018,1061) LO NHS number"])

  static let detector = TextDetector.nationalNumber
}

/// Text holds a serial number.
public struct DeviceNumberInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.device-number",
    title: "Text holds a serial number",
    why: "Serial numbers of devices and implants lead to the site or to the one who carries them.",
    remedy: "Take the number out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT Pacemaker S/N PJN714382H"],
    clean: ["(0018,1061) LO Pacemaker"])

  static let detector = TextDetector.deviceNumber
}

/// Text holds a certificate or a key.
public struct CertificateInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.certificate",
    title: "Text holds a certificate or a key",
    why: "Certificates name whom they were made for.",
    remedy: "Remove the certificate.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓text.certificate,text.person-name (0018,7062) LT CN=Avery Morgan,O=Westwood,C=GB"],
    clean: ["(0018,1061) LO certificate of conformity"])

  static let detector = TextDetector.certificate
}

/// Text is an encoded name or date.
public struct ReversibleInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.reversible",
    title: "Text is an encoded name or date",
    why: "Base64, hexadecimal digits and turned letters hide nothing: anyone reads them.",
    remedy: "Replace the value by a pseudonym that is not made from the original.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT TU9SR0FOXkFWRVJZ"],
    clean: ["(0018,1061) LO QUJD"])

  static let detector = TextDetector.reversible
}
