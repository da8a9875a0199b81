internal import Findings

/// What was accepted before the run.
extension HTMLReport {
  /// How many entries and rules the page lists; the JSON report has all.
  private static let mostEntries = 500

  /// The baseline's entries and the configuration's rules with what became of them; nothing if there are none.
  var acceptedSection: HTML {
    let use = DecisionUse(run, tally, verdict)
    guard !run.decisions.isEmpty else { return "" }
    return """
      <section id="accepted"><h2>What was accepted before</h2>
      <p>These findings were accepted before the run. They change no verdict and stand in no other number of this \
      page but the counts of attributes.</p>
      \(baseline(use))\(rules(use))</section>

      """
  }

  private func baseline(_ use: DecisionUse) -> HTML {
    guard let entries = use.entries else { return "" }
    let rows: [HTML] = entries.prefix(HTMLReport.mostEntries).map { row in
      """
      <tr><td>\(state(row.state))</td>\(HTML.cell(row.findings))<td><code>\(row.entry.check)</code></td>\
      <td class="path">\(row.entry.place) \(row.entry.keyword)</td><td>\(row.entry.reason)</td>\
      <td>\(row.entry.author)</td><td>\(row.entry.expires ?? "–")</td></tr>

      """
    }
    let columns: [HTML.Column] = [
      .text("State"), .number("Findings"), .text("Check"), .text("Place"), .text("Reason"), .text("By"),
      .text("Until"),
    ]
    return """
      <h3>Baseline</h3>
      <dl class="numbers"><div><dt>New</dt><dd><b>\(use.newFindings)</b> <small>findings that it has no entry \
      for</small></dd></div>
      <div><dt>Unchanged</dt><dd><b>\(use.unchangedFindings)</b> <small>findings of \
      \(use.entries(.unchanged)) of the entries</small></dd></div>
      <div><dt>Fixed</dt><dd><b>\(use.entries(.fixed))</b> <small>entries that fit nothing any more: take them \
      out</small></dd></div>
      <div><dt>Expired</dt><dd><b>\(use.entries(.expired))</b> <small>entries whose findings count \
      again</small></dd></div></dl>
      \(HTML.table("Entries of the baseline", columns, rows, isLong: true))\(more(entries.count))
      """
  }

  private func rules(_ use: DecisionUse) -> HTML {
    guard !use.rules.isEmpty else { return "" }
    let rows: [HTML] = use.rules.prefix(HTMLReport.mostEntries).map { row in
      """
      <tr><td>\(state(row.state))</td>\(HTML.cell(row.findings))<td><code>\(row.rule.check)</code></td>\
      <td class="path">\(row.rule.path.description)</td><td>\(row.rule.reason)</td>\
      <td>\(row.rule.expires ?? "–")</td></tr>

      """
    }
    let columns: [HTML.Column] = [
      .text("State"), .number("Findings"), .text("Check"), .text("Files"), .text("Reason"), .text("Until"),
    ]
    return """
      <h3>Rules of the configuration</h3>
      \(HTML.table("Rules of the configuration", columns, rows))\(more(use.rules.count))
      """
  }

  private func state(_ state: DecisionUse.State) -> HTML {
    switch state {
    case .expired: "<span class=\"tag fail\">expired</span>"
    case .fixed: "<span class=\"tag clean\">fixed</span>"
    case .unknown: "<span class=\"tag gap\">not met</span>"
    case .unchanged: "<span class=\"tag note\">unchanged</span>"
    }
  }

  private func more(_ count: Int) -> HTML {
    count > HTMLReport.mostEntries
      ? "<p class=\"more\">\(count - HTMLReport.mostEntries) more stand in the JSON report.</p>\n" : ""
  }
}
