public import Findings

/// The list of checks as Markdown: `Rules/CHECKS.md`.
public enum CheckList {
  /// The whole file.
  public static func text(_ checks: [CheckDescription]) -> String {
    var text =
      "# The checks\n\nGenerated from the checks' own descriptions by `deid-audit explain --markdown`; a test compares.\n"
    for check in checks {
      text +=
        "\n## \(check.id)\n\n\(check.title). Severity \(check.severity.rawValue) unless a finding says otherwise.\n\n"
      text += "\(check.why)\n\nRemedy: \(check.remedy)\n\nSource: \(check.source)\n"
    }
    return text
  }
}
