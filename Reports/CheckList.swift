public import Findings

/// The list of all checks as Markdown, for `Rules/CHECKS.md`.
public enum CheckList {
  /// The text: a table of all checks, then a section for each, sorted by id.
  public static func text(_ checks: [CheckDescription]) -> String {
    let checks = checks.sorted { $0.id < $1.id }
    var lines = [
      "# Checks", "",
      "Made from the checks' own descriptions by `deid-audit explain --markdown`; the tests compare. Severities:",
      "`fail` means that the profile is broken, `review` that a person must look, `note` that it is worth knowing",
      "and changes no verdict.", "",
      "| check | what is wrong | severity | source |", "|---|---|---|---|",
    ]
    for check in checks {
      lines.append(
        "| [`\(check.id)`](#\(anchor(check.id))) | \(cell(check.title)) | \(check.severity.rawValue) "
          + "| \(cell(check.source.description)) |")
    }
    for check in checks { lines += section(check) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ check: CheckDescription) -> [String] {
    var lines = [
      "", "## \(check.id)", "", "**\(escaped(check.title.description)).** \(escaped(check.why.description))",
      "",
      "- What to do: \(escaped(check.remedy.description))", "- Source: \(escaped(check.source.description))",
      "- Severity: \(check.severity.rawValue)",
    ]
    lines += examples("Flagged", check.flagged)
    lines += examples("Left alone", check.clean)
    return lines
  }

  private static func examples(_ title: String, _ examples: [String]) -> [String] {
    guard !examples.isEmpty else { return [] }
    var lines = ["", "\(title):", "", "```"]
    for (index, example) in examples.enumerated() {
      if index > 0 { lines.append("") }
      lines += example.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        // A fence inside an example would end the block.
        line.hasPrefix("```") ? " " + String(line) : String(line)
      }
    }
    lines.append("```")
    return lines
  }

  /// The anchor that Markdown renderers make of a heading: letters, digits and hyphens are left.
  private static func anchor(_ id: CheckID) -> String { id.description.filter { $0 != "." } }

  private static func cell(_ text: StaticString) -> String { cell(text.description) }

  private static func cell(_ text: String) -> String {
    var cell = ""
    for character in escaped(text) {
      if character == "|" { cell += "\\" }
      cell.append(character)
    }
    return cell
  }

  /// Text in which Markdown finds neither markup nor a link.
  private static func escaped(_ text: String) -> String {
    var shown = ""
    for character in text {
      if "\\`*_[]<>#".contains(character) { shown += "\\" }
      shown.append(character)
    }
    return shown
  }
}
