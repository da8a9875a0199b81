public import Findings
internal import Text

/// Text holds a person's name.
public struct PersonNameInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.person-name",
    title: "Text holds a person's name",
    why:
      "A name in a description or a comment is a name as much as one in Patient's Name; no row of a table looks for it there.",
    remedy: "Take the name out of the text, or remove the attribute.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: [
      "↓(0018,1061) LO Trigger of Mrs Avery Morgan", "↓(0018,7062) LT Seen by Dr. Henderson before the scan",
      "↓(0018,1061) LO MORGAN^AVERY",
    ],
    clean: ["(0018,1061) LO Hand trigger", "(0018,7062) LT Swan-Ganz catheter, Parkinson study"])

  static let detector = TextDetector.personName
}

/// Text holds a date.
public struct DateInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.date",
    title: "Text holds a date",
    why: "Dates related to an individual identify, written in a text as in an attribute of their own.",
    remedy: "Take the date out, or shift it as the other dates of the patient were shifted.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: [
      "↓(0018,7062) LT Seen on 5 March 2019 again", "↓(0018,1061) LO Trigger since 2019-03-05",
      "↓(0018,1061) LO Kontrolle am 05.03.2019",
    ],
    clean: ["(0018,1061) LO 2019 release", "(0018,1061) LO Version 4.3.12"])

  static let detector = TextDetector.date
}

/// Text holds a time of day.
public struct TimeInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.time",
    title: "Text holds a time of day",
    why: "A time links an image to a visit once the day is known.",
    remedy: "Take the time out of the text.",
    source: .ps315("section E.3.5"),
    severity: .review,
    flagged: ["↓(0018,7062) LT Injected at 10:42:17 into the arm"],
    clean: ["(0018,1061) LO Ratio 1:2"])

  static let detector = TextDetector.time
}

/// Text holds an age over 89.
public struct AgeInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.age",
    title: "Text holds an age over 89",
    why: "Ages over 89 are few in any place; HIPAA's safe harbor names them one by one.",
    remedy: "Put the age into a class of 90 and more, or take it out.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT 94 year old woman with a fall"],
    clean: ["(0018,7062) LT 64 year old woman with a fall"])

  static let detector = TextDetector.age
}
