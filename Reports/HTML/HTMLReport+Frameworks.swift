internal import Findings

/// What the run says in the words of laws and recommendations.
extension HTMLReport {
  /// The entry of the contents.
  var frameworkLink: HTML {
    run.frameworks.isEmpty ? "" : "<a href=\"#frameworks\">In the words of the law</a> "
  }

  /// A part for each framework; nothing if the run was described without any.
  var frameworkSection: HTML {
    guard !run.frameworks.isEmpty else { return "" }
    let parts: [HTML] = run.frameworks.map { framework in
      let results = framework.results(of: tally)
      let rows: [HTML] = zip(framework.clauses, results).map { clause, result in
        """
        <tr><td class="tagged"><b>\(clause.id)</b></td><td>\(clause.title)<br><small>\(clause.lookedAt)</small></td>\
        \(HTML.cell(result.examined))\(HTML.cell(result.failures, .fail))\(HTML.cell(result.reviews, .review))\
        <td>\(clause.decide)</td><td>\(clause.unseen)</td></tr>

        """
      }
      let columns: [HTML.Column] = [
        .text("Clause"), .text("What it names, and what was looked at"), .number("Looked at"),
        .number("Fail"),
        .number("Review"), .text("A person decides"), .text("Not seen by this program"),
      ]
      return """
        <h3>\(framework.name)</h3>
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
}
