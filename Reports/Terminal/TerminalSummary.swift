internal import DICOM
public import Findings

/// What a person reads at once when a run is over.
public enum TerminalSummary {
  /// How many groups of findings are shown.
  private static let mostGroups = 12

  /// The summary as text with line feeds.
  ///
  /// - Parameters:
  ///   - reports: what was written where, such as `HTML report` and a path.
  ///   - colour: whether the terminal shows colours.
  public static func text(
    _ run: RunDescription, _ tally: Tally, _ verdict: Verdict, reports: [(name: String, path: String)],
    colour: Bool
  ) -> String {
    var lines = [headline(run, verdict, colour)]
    for reason in verdict.reasons { lines.append("  • \(reason.text)") }
    lines.append("")
    lines.append("Profile   \(profile(run))")
    lines.append(
      "Coverage  \(tally.entries) entries, \(tally.filesRead) read as DICOM, \(tally.filesClean) clean; "
        + "\(tally.elements) elements, \(tally.privateBlocks) private blocks")
    lines.append("          " + bytes(tally.coverage))
    let groups = tally.sortedGroups.filter { $0.key.severity != .note }
    if !groups.isEmpty {
      lines.append("")
      lines.append("What was found")
      for (key, group) in groups.prefix(mostGroups) { lines.append(row(key, group, run, colour)) }
      if groups.count > mostGroups {
        lines.append("  … and \(groups.count - mostGroups) more kinds; the reports have all of them")
      }
    }
    if tally.notes > 0 { lines.append("  \(tally.notes) notes, which change no verdict") }
    if !reports.isEmpty { lines.append("") }
    for (name, path) in reports { lines.append("\(pad(name, 12))\(path)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func headline(_ run: RunDescription, _ verdict: Verdict, _ colour: Bool) -> String {
    let scope = run.scope == .attributes ? " (attributes only: pictures were not looked into)" : ""
    let (word, code) =
      switch verdict.outcome {
      case .clean: ("CLEAN", "32")
      case .flagged: ("FLAGGED", "31")
      case .notFullyChecked: ("NOT FULLY CHECKED", "33")
      }
    return paint(word, "1;\(code)", colour) + scope
  }

  private static func profile(_ run: RunDescription) -> String {
    let options = run.options.isEmpty ? "without options" : "with " + run.options.joined(separator: ", ")
    return run.profile
      + (run.areOptionsFromClaim ? " with the options that each file claims" : ", \(options)")
  }

  private static func bytes(_ coverage: Coverage) -> String {
    "\(coverage.judged) bytes judged, \(coverage.outOfScope) out of scope, \(coverage.notChecked) not checked"
  }

  private static func row(
    _ key: FindingGroup.Key, _ group: FindingGroup, _ run: RunDescription, _ colour: Bool
  ) -> String {
    let title = run.checks.first { $0.id == key.check }?.title.description ?? key.check.description
    let keyword = group.examples.first?.finding.place.keyword?.description ?? ""
    let place = [key.pattern, keyword, key.creator?.text ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let severity = paint(pad(key.severity.rawValue, 7), key.severity == .fail ? "31" : "33", colour)
    let files = "\(group.files) file\(group.files == 1 ? "" : "s")"
    return "  \(severity) \(title): \(place.isEmpty ? "" : place + ", ")\(group.findings) × in \(files)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func paint(_ text: String, _ code: String, _ colour: Bool) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
