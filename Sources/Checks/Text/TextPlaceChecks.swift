public import Findings
internal import Text

/// Text holds the name of an institution.
public struct InstitutionInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.institution",
    title: "Text holds the name of an institution",
    why: "The place of a visit narrows down who was there.",
    remedy: "Take the name out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT transferred from Westwood General Hospital"],
    clean: ["(0018,1061) LO hospital mode"])

  static let detector = TextDetector.institution
}

/// Text holds the path of a file.
public struct FilePathInText: TextCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "text.file-path",
    title: "Text holds the path of a file",
    why: "Paths hold user names, machine names, and often the patient's name.",
    remedy: "Take the path out of the text.",
    source: .ps315("section E.3.5"),
    severity: .fail,
    flagged: ["↓(0018,7062) LT C:\\Users\\amorgan\\scans\\1.ima"],
    clean: ["(0018,1061) LO and/or"])

  static let detector = TextDetector.filePath
}
