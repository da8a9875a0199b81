internal import DICOM
public import Findings

/// The result of a run in Markdown, for the page that a server shows of a job.
///
/// Names from files are escaped: they make no links, pictures, mentions or markup.
public enum MarkdownSummary {
  /// How many groups of findings are listed, and how many things to do.
  private static let mostGroups = 30, mostSteps = 10

  /// The text with line feeds.
  public static func text(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) -> String {
    var lines = ["## De-identification audit: \(Wording.word(verdict.outcome).description.lowercased())", ""]
    if run.scope == .attributes { lines += ["Attributes only: pictures were not looked into.", ""] }
    if verdict.reasons.isEmpty { lines += [Wording.sentence(verdict.outcome).description, ""] }
    lines += verdict.reasons.map { "- \(escaped($0.text))" }
    if !verdict.reasons.isEmpty { lines.append("") }
    lines += numbers(run, tally)
    lines += findings(run, tally)
    lines += accepted(DecisionUse(run, tally, verdict))
    lines += steps(Step.all(run, tally, verdict))
    lines += [
      "deid-audit \(escaped(run.toolVersion)), \(escaped(run.startedAt)). Values of files stand nowhere here."
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func numbers(_ run: RunDescription, _ tally: Tally) -> [String] {
    let bytes = tally.coverage
    let originals = tally.isComparison ? ["| Originals | \(escaped(Wording.pairs(tally))) |"] : []
    return ["| | |", "| --- | --- |", "| Profile | \(escaped(Wording.profile(run))) |"] + originals + [
      "| Files | \(tally.entries): \(tally.filesRead) read as DICOM, \(tally.filesClean) clean, "
        + "\(tally.filesFailing) failing, \(tally.filesToReview) to review, \(tally.filesWithGaps) not fully checked |",
      "| Findings | \(tally.failures) fail, \(tally.reviews) to review, \(tally.notes) notes |",
      "| Bytes | \(escaped(Wording.percent(bytes.judged, of: bytes.total))) judged, "
        + "\(escaped(Wording.percent(bytes.outOfScope, of: bytes.total))) out of scope, "
        + "\(escaped(Wording.percent(bytes.notChecked, of: bytes.total))) not checked |", "",
    ]
  }

  private static func findings(_ run: RunDescription, _ tally: Tally) -> [String] {
    let groups = tally.sortedGroups.filter { $0.key.severity != .note && !$0.key.isAccepted }
    guard !groups.isEmpty else { return [] }
    var lines = [
      "### What was found", "", "| | findings | files | attribute | what is wrong |",
      "| --- | ---: | ---: | --- | --- |",
    ]
    for (key, group) in groups.prefix(mostGroups) {
      let title = run.checks.first { $0.id == key.check }?.title.description ?? key.check.description
      lines.append(
        "| \(key.severity.rawValue) | \(group.findings) | \(group.files) | "
          + "\(escaped(Wording.attribute(key, group))) | \(escaped(title)) `\(key.check)` |")
    }
    if groups.count > mostGroups {
      lines += ["", "\(groups.count - mostGroups) more groups of findings stand in the reports."]
    }
    return lines + [""]
  }

  private static func accepted(_ use: DecisionUse) -> [String] {
    let words = [
      DecisionWording.baseline(use, by: " ").map { "- Baseline: \($0)" },
      DecisionWording.ignored(use, by: " ").map { "- Ignored: \($0)" },
    ].compactMap(\.self)
    guard !words.isEmpty else { return [] }
    var lines = ["### What was accepted before", ""] + words
    let entries = use.entries.map { $0.filter { $0.state == .expired || $0.state == .fixed } } ?? []
    lines += entries.prefix(mostGroups).map {
      "- \($0.state.rawValue): \(escaped(DecisionWording.line($0.entry)))"
    }
    if entries.count > mostGroups {
      lines.append("- \(entries.count - mostGroups) more stand in the reports")
    }
    lines += use.rules.filter { $0.state == .expired || $0.state == .fixed }.prefix(mostGroups).map {
      "- \($0.state == .fixed ? "fits nothing" : "expired"): \(escaped(DecisionWording.line($0.rule)))"
    }
    return lines + [""]
  }

  private static func steps(_ steps: [Step]) -> [String] {
    guard !steps.isEmpty else { return [] }
    var lines = ["### What to do", ""]
    for (index, step) in steps.prefix(mostSteps).enumerated() {
      lines.append("\(index + 1). **\(escaped(step.title))** \(escaped(step.remedy))")
    }
    if steps.count > mostSteps {
      lines += ["", "\(steps.count - mostSteps) more steps stand in the HTML report."]
    }
    return lines + [""]
  }

  /// Text in which Markdown finds no markup, no link, no address and nobody's name.
  static func escaped(_ text: String) -> String {
    var shown = ""
    var before: Character = " "
    for character in Wording.visible(text) {
      // An address begins at its colon, or at "www." without one.
      let isMarkup = "\\`*_{}[]<>#|~&@:$!".contains(character) || (character == "." && "wW".contains(before))
      if isMarkup { shown += "\\" }
      shown.append(character)
      before = character
    }
    return shown
  }
}
