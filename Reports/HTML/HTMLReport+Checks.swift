internal import DICOM
internal import Findings
internal import FoundationEssentials

/// The results by check, with groups and examples.
extension HTMLReport {
  /// How many groups of findings the page holds; the JSON report has all.
  private static let mostGroups = 3_000
  /// How many examples the page holds, in all groups together; a group always has three.
  private static let mostExamples = 20_000

  /// The table of all checks, then the checks with findings, then the others in short.
  var checkSection: HTML {
    let rows: [HTML] = run.checks.map { check in
      // A check that was never asked has no counts: zeros are what it counted.
      let counts = tally.checks[check.id, default: CheckCounts()]
      return """
        <tr><td><a href="#check-\(check.id.description)">\(check.title)</a><br><code>\(check.id.description)</code></td>\
        \(HTML.cell(counts.examined))\(HTML.cell(counts.passed))\(HTML.cell(counts.failed, .fail))\
        \(HTML.cell(counts.toReview, .review))\(HTML.cell(counts.noted, .note))\(HTML.cell(counts.notChecked))</tr>

        """
    }
    let columns: [HTML.Column] = [
      .text("Check"), .number("Examined"), .number("Passed"), .number("Fail"), .number("Review"),
      .number("Note"),
      .number("Not checked"),
    ]
    let urgent = Step.all(run, tally, verdict).compactMap(\.check)
    let found = Set(groups.map(\.key.check))
    // In the order of what to do; checks that only noted something come after.
    let order = urgent + run.checks.map(\.id).filter { found.contains($0) && !urgent.contains($0) }
    let quiet = run.checks.filter { !found.contains($0.id) }
    let shown = groups.prefix(HTMLReport.mostGroups)
    let more: HTML =
      groups.count > shown.count
      ? "<p class=\"more\">\(groups.count - shown.count) more groups of findings stand in the JSON report.</p>\n"
      : ""
    let mostExamples = max(3, HTMLReport.mostExamples / max(1, shown.count))
    let bodies: [HTML] = order.compactMap { id in run.checks.first { $0.id == id } }.map { check in
      body(check, shown.filter { $0.key.check == check.id }, mostExamples: mostExamples)
    }
    return """
      <section id="checks"><h2>By check</h2>
      <p>How often each check was asked and what it said. Every finding stands in the JSON report; here they are \
      grouped by attribute, with examples.</p>
      \(HTML.table("All checks", columns, rows, isLong: true))\(more)\(bodies)\(listed(quiet))</section>

      """
  }

  private func heading(_ check: CheckDescription) -> HTML {
    """
    <h3>\(check.title)</h3>
    <p>\(check.why)</p>
    <p><b>What to do:</b> \(check.remedy)</p>
    <p class="source">\(check.source.description) · <code>\(check.id.description)</code></p>

    """
  }

  private func listed(_ checks: [CheckDescription]) -> HTML {
    guard !checks.isEmpty else { return "" }
    let articles: [HTML] = checks.map {
      "<article class=\"check\" id=\"check-\($0.id.description)\">\(heading($0))</article>\n"
    }
    return """
      <details class="quiet"><summary>Checks without findings: \(checks.count)</summary>
      \(articles)</details>

      """
  }

  private func body(
    _ check: CheckDescription, _ groups: [(key: FindingGroup.Key, group: FindingGroup)], mostExamples: Int
  ) -> HTML {
    let groups: [HTML] = groups.map { key, group in
      """
      <details class="group"><summary>\(HTML.label(key.severity))\(key.isAccepted ? HTML.acceptedLabel : "") <code>\(Wording.attribute(key, group))</code> \
      <span class="count">\(Wording.count(group.findings, .finding)) in \(Wording.count(group.files, .file))</span>\
      </summary>
      \(examples(group, most: mostExamples))</details>

      """
    }
    return
      "<article class=\"check\" id=\"check-\(check.id.description)\">\(heading(check))\(groups)</article>\n"
  }

  private func examples(_ group: FindingGroup, most: Int) -> HTML {
    let examples = group.examples.prefix(most)
    let fingerprints = Set(examples.map(\.finding.fingerprint))
    let rows: [HTML] = examples.map { example in
      let finding = example.finding
      let own: HTML =
        fingerprints.count > 1 ? "<br><code class=\"print\">\(finding.fingerprint.description)</code>" : ""
      return """
        <tr><td class="path">\(example.file.description)</td><td class="path">\(place(finding.place))</td>\
        \(range(finding.place))<td>\(finding.message.description)\(own)\(preview(finding))</td></tr>

        """
    }
    let first: HTML =
      group.findings > examples.count ? "<p>The first \(examples.count) of \(group.findings).</p>\n" : ""
    let common: HTML =
      if fingerprints.count == 1, let fingerprint = fingerprints.first {
        "<p class=\"source\">Fingerprint <code class=\"print\">\(fingerprint.description)</code></p>\n"
      } else { "" }
    let columns: [HTML.Column] = [
      .text("File"), .text("Place"), .number("Offset"), .number("Bytes"), .text("What is wrong"),
    ]
    return "\(first)\(HTML.table("Examples", columns, rows))\(common)"
  }

  /// The picture in which the finding stands, with all text covered.
  private func preview(_ finding: Finding) -> HTML {
    guard let png = finding.preview else { return "" }
    return """
      <br><img class="preview" alt="\("the picture, its text covered" as StaticString)" \
      src="data:image/png;base64,\(Data(png).base64EncodedString())">
      """
  }

  private func place(_ place: Place) -> HTML {
    switch place {
    case .file: "the file itself"
    case .between(let path?, _): "\(path.description), between files"
    case .between(nil, _): "between files"
    case .bytes: "outside any element"
    case .element(let path, _, _, _): "\(path.description)"
    case .inside(let path, _, _, let inner, _): "\(path.description)\(inner.description)"
    case .missing(let path, _): "\(path.description), which is missing"
    case .picture(let path, _, let frame, let area):
      """
      \(path.description), frame \(frame), \(area.width) × \(area.height) pixels at column \(area.x), \
      row \(area.y)
      """
    }
  }

  private func range(_ place: Place) -> HTML {
    guard let range = place.range else { return "<td class=\"n zero\">–</td><td class=\"n zero\">–</td>" }
    return "<td class=\"n\">\(range.lowerBound)</td><td class=\"n\">\(range.count)</td>"
  }
}
