public import Findings
internal import Text

/// Text holds a telephone or fax number.
public struct PhoneInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.phone",
    title: "Text holds a telephone or fax number",
    why: "A number of a person, a ward or a practice leads to the patient.",
    remedy: "Take the number out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT Report to tel. +44 20 7946 0123"],
    clean: ["(0018,7062) LT Matrix 512x512"])

  static let detector = TextDetector.phone
}

/// Text holds an e-mail address.
public struct EmailInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.email",
    title: "Text holds an e-mail address",
    why: "An address belongs to one person or one ward.",
    remedy: "Take the address out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT send to a.morgan@westwood.example"],
    clean: ["(0018,1061) LO TE 5 @ 3T"])

  static let detector = TextDetector.email
}

/// Text holds a web address.
public struct URLInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.url",
    title: "Text holds a web address",
    why: "An address leads to a site, a server or a record.",
    remedy: "Take the address out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT see https://pacs.westwood.example/studies/1"],
    clean: ["(0018,1061) LO http"])

  static let detector = TextDetector.url
}

/// Text holds a network address.
public struct NetworkAddressInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.network-address",
    title: "Text holds a network address",
    why: "It names a machine at the site; HIPAA's safe harbor lists it.",
    remedy: "Take the address out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT sent from 10.12.44.7 to the archive"],
    clean: ["(0018,1061) LO Version 4.3.12"])

  static let detector = TextDetector.networkAddress
}

/// Text holds a postal address.
public struct PostalAddressInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.postal-address",
    title: "Text holds a postal address",
    why: "A place smaller than a state identifies together with little else.",
    remedy: "Take the address out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT lives at 17 Henderson Street, Westwood"],
    clean: ["(0018,1061) LO 12 leads"])

  static let detector = TextDetector.postalAddress
}
