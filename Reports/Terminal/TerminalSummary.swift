internal import DICOM
public import Findings

/// What a person reads at once when a run is over.
///
/// The program's own words are ASCII; what comes from files is printed without control or direction
/// characters.
public enum TerminalSummary {
  /// How many groups of findings are shown.
  static let mostGroups = 10
  /// How many groups of one check are shown, so that one check does not hide the others.
  static let mostGroupsOfACheck = 2
  /// How many things to do are shown.
  static let mostSteps = 5

  /// The summary as text with line feeds. The first line has the verdict, and the scope where it is not all.
  ///
  /// - Parameters:
  ///   - reports: what was written where, such as `HTML report` and a path.
  ///   - colour: whether the terminal shows colours.
  ///   - width: how many columns a line may have; longer words stand over.
  public static func text(
    _ run: RunDescription, _ tally: Tally, _ verdict: Verdict, reports: [(name: Phrase, path: String)],
    colour: Bool, width: Int = 100
  ) -> String {
    var page = TerminalPage(colour: colour, width: max(40, width))
    headline(run, verdict, &page)
    coverage(run, tally, &page)
    cohort(tally, &page)
    accepted(DecisionUse(run, tally, verdict), &page)
    findings(run, tally, &page)
    steps(Step.all(run, tally, verdict), &page)
    if !reports.isEmpty { page.line("") }
    for (name, path) in reports { page.labelled(name, "\(Wording.visible(path))") }
    return page.text
  }

  private static func headline(_ run: RunDescription, _ verdict: Verdict, _ page: inout TerminalPage) {
    let style: TerminalPage.Style =
      switch verdict.outcome {
      case .clean: .good
      case .accepted: .strong
      case .flagged: .bad
      case .notFullyChecked: .open
      }
    let scope: Phrase = "(attributes only: pictures were not looked into)"
    let word = Language.current.text(Wording.word(verdict.outcome).description).uppercased()
    page.line(page.paint(word, style) + (run.scope == .attributes ? " \(scope)" : ""))
    if verdict.reasons.isEmpty {
      page.wrapped(Language.current.text(Wording.sentence(verdict.outcome).description), indent: 2)
    }
    for reason in verdict.reasons { page.wrapped(Wording.visible(reason.text), mark: "- ", indent: 2) }
  }

  private static func coverage(_ run: RunDescription, _ tally: Tally, _ page: inout TerminalPage) {
    let bytes = tally.coverage
    page.line("")
    let profile = Wording.profile(run)
    page.labelled("Profile", run.isStrict ? "\(profile); review counts as failing" : "\(profile)")
    if let configuration = run.configuration {
      page.labelled("Config", "\(Wording.visible(configuration.file))")
    }
    page.labelled(
      "Files",
      """
      \(count(tally.entries, .entry)): \(number(tally.filesRead)) read as DICOM, \
      \(number(tally.filesClean)) clean, \(number(tally.filesFailing)) failing, \
      \(number(tally.filesToReview)) to review, \(number(tally.filesWithGaps)) not fully checked
      """)
    let looked: Phrase = "\(count(tally.elements, .element)), \(count(tally.privateBlocks, .privateBlock))"
    page.labelled(
      "Looked at",
      tally.pictures.all > 0
        ? "\(looked), \(number(tally.pictures.lookedAt)) of \(count(tally.pictures.all, .picture))" : looked)
    page.labelled(
      "Bytes",
      """
      \(number(bytes.total)): \(Wording.percent(bytes.judged, of: bytes.total)) judged, \
      \(Wording.percent(bytes.outOfScope, of: bytes.total)) out of scope, \
      \(Wording.percent(bytes.notChecked, of: bytes.total)) not checked
      """)
  }

  /// How many decisions of a kind are listed.
  private static let mostDecisions = 5

  private static func accepted(_ use: DecisionUse, _ page: inout TerminalPage) {
    if let words = DecisionWording.baseline(use, by: " ") { page.labelled("Baseline", "\(words)") }
    if let words = DecisionWording.ignored(use, by: " ") { page.labelled("Ignored", "\(words)") }
    for state in [DecisionUse.State.expired, .fixed] {
      let entries = use.entries.map { $0.filter { $0.state == state } } ?? []
      let lines =
        entries.map { DecisionWording.line($0.entry) }
        + use.rules.filter { $0.state == state }.map { DecisionWording.line($0.rule) }
      for line in lines.prefix(mostDecisions) {
        let word = Language.current.text(state.rawValue)
        page.wrapped(Wording.visible(line), mark: page.padded(word, 8), indent: 2)
      }
      if lines.count > mostDecisions {
        page.line("  ... " + more(lines.count - mostDecisions))
      }
    }
  }

  private static func findings(_ run: RunDescription, _ tally: Tally, _ page: inout TerminalPage) {
    let groups = tally.sortedGroups.filter { $0.key.severity != .note && !$0.key.isAccepted }
    guard !groups.isEmpty || tally.notes > 0 else { return }
    page.line("")
    page.line(page.paint(Language.current.text("What was found"), .strong))
    let words = max(8, Language.current.text(Severity.review.rawValue).count + 1)
    var shown: [CheckID: Int] = [:]
    let first = groups.filter { key, _ in
      shown[key.check, default: 0] += 1
      return shown[key.check, default: 0] <= mostGroupsOfACheck
    }.prefix(mostGroups)
    for (key, group) in first {
      let about = run.checks.first { $0.id == key.check }
      let title = about.map { Language.current.text($0.title.description) } ?? key.check.description
      let word = Language.current.text(key.severity.rawValue)
      let severity = page.paint(page.padded(word, words), key.severity == .fail ? .bad : .open)
      let files: Phrase = "in \(count(group.files, .file))"
      page.line(
        "  \(severity)\(page.padded("\(number(group.findings))x", 9))"
          + page.padded(files.description, 16) + title)
      page.wrapped(Wording.attribute(key, group), indent: 10)
    }
    if groups.count > first.count {
      page.line("  ... " + more(groups.count - first.count))
    }
    if tally.notes > 0 {
      let notes: Phrase = "and \(count(tally.notes, .note)); no verdict depends on notes"
      page.line("  \(notes)")
    }
  }

  private static func steps(_ steps: [Step], _ page: inout TerminalPage) {
    guard !steps.isEmpty else { return }
    page.line("")
    page.line(page.paint(Language.current.text("What to do"), .strong))
    for (index, step) in steps.prefix(mostSteps).enumerated() {
      page.wrapped(Wording.visible(step.title), mark: "\(index + 1). ", indent: 2)
      page.wrapped(step.remedy, indent: 5)
    }
    if steps.count > mostSteps {
      let more: Phrase =
        steps.count == mostSteps + 1
        ? "and 1 more step in the HTML report"
        : "and \(number(steps.count - mostSteps)) more steps in the HTML report"
      page.line("  ... \(more)")
    }
  }

  private static func number(_ number: Int) -> String { Wording.grouped(number, by: " ") }

  private static func count(_ number: Int, _ noun: Wording.Noun) -> String {
    Wording.count(number, noun, by: " ")
  }

  private static func more(_ number: Int) -> String {
    let phrase: Phrase = "and \(self.number(number)) more; the reports have all of them"
    return phrase.description
  }
}
