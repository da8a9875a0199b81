internal import Findings

/// What the run says in the words of laws and recommendations.
extension HTMLReport {
  /// A part for each framework; nothing if the run was described without any.
  var frameworkSection: HTML {
    guard !run.frameworks.isEmpty else { return "" }
    let parts: [HTML] = run.frameworks.map { framework in
      let results = framework.results(of: tally)
      let rows: [HTML] = zip(framework.clauses, results).map { clause, result in
        """
        <tr><td class="tagged"><b>\(clause.id)</b></td><td>\(text(clause.title))<br><small>\(text(clause.lookedAt))</small></td>\
        \(HTML.cell(result.examined))\(HTML.cell(result.failures, .fail))\(HTML.cell(result.reviews, .review))\
        <td>\(text(clause.decide))</td><td>\(text(clause.unseen))</td></tr>

        """
      }
      let columns: [HTML.Column] = [
        .text("Clause"), .text("What it names, and what was looked at"), .number("Looked at"),
        .number("Fail"),
        .number("Review"), .text("A person decides"), .text("Not seen by this program"),
      ]
      return """
        <h3>\(text(framework.name))</h3>
        \(HTML.table("Clauses", columns, rows))
        """
    }
    return """
      <section id="frameworks"><h2>In the words of the law</h2>
      <p>The same findings by what they would identify. A finding that belongs to several clauses stands in each. These \
      are facts about the files and no legal advice: no finding in a clause does not mean that the law is kept.</p>
      \(parts)</section>

      """
  }
  /// A text of the program's tables.
  private func text(_ english: String) -> String { Language.current.text(english) }
}
