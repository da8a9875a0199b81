internal import DICOM
public import Findings
internal import Rules

/// A content item that the profile removes still has its value.
public struct ContentItemPresent: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "content.removed-present",
    title: "Content item to be removed is present",
    why: "What a report says in a tree of content items identifies as the same words in an attribute do.",
    remedy: "Remove the content item with everything below it.",
    source: .ps315("Table E.3.4-1, action X"),
    severity: .fail,
    flagged: [
      """
      ! options clean-structured-content
      (0040,A730) SQ
        item
          (0040,A040) CS TEXT
          (0040,A043) SQ
            item
              (0008,0100) SH 110119
              (0008,0102) SH DCM
              (0008,0104) LO Station AE Title
          ↓(0040,A160) UT CT7WESTWOOD
      """
    ],
    clean: [
      """
      ! options clean-structured-content
      (0040,A730) SQ
        item
          (0040,A040) CS TEXT
          (0040,A043) SQ
            item
              (0008,0100) SH 121071
              (0008,0102) SH DCM
              (0008,0104) LO Finding
          (0040,A160) UT
      """
    ])

  static let concern = Concern.content

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard let rule = examined.contentRule, rule.action == .x else { return }
    switch Judgement(examined) {
    case .empty, .dummy:
      report.add(
        .note, examined, "The content item \(rule.meaning) is present without a value, or with a dummy.")
    case .real, .open, .original:
      report.add(
        .fail, examined, "The content item \(rule.meaning) is present with \(Evidence(of: examined.value)).")
    }
  }
}

/// A content item that is to hold a dummy holds something that is not shown to be one.
public struct ContentItemNotReplaced: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "content.not-replaced",
    title: "Content item to be replaced may hold its original value",
    why: "The profile asks for a dummy value, and nothing shows that this is one.",
    remedy: "Replace the value, or declare the site's pseudonyms and dummies in the profile.",
    source: .ps315("Table E.3.4-1, action D"),
    severity: .review,
    flagged: [
      """
      ! options clean-structured-content
      (0040,A730) SQ
        item
          (0040,A040) CS TEXT
          (0040,A043) SQ
            item
              (0008,0100) SH 111033
              (0008,0102) SH DCM
              (0008,0104) LO Impression Description
          ↓(0040,A160) UT seen by Morgan
      """
    ],
    clean: [
      """
      ! options clean-structured-content
      (0040,A730) SQ
        item
          (0040,A040) CS TEXT
          (0040,A043) SQ
            item
              (0008,0100) SH 111033
              (0008,0102) SH DCM
              (0008,0104) LO Impression Description
          (0040,A160) UT ANONYMIZED
      """
    ])

  static let concern = Concern.content

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    // A dummy for a UID is a new UID: that it is an old one, another check finds.
    guard let rule = examined.contentRule, rule.action == .d, !examined.isEmpty, examined.vr != .ui else {
      return
    }
    report.judge(examined, emptyIsFine: true)
  }
}
