internal import Findings

/// What to do, and what was not checked.
extension HTMLReport {
  /// The steps for a person, the most urgent first.
  var stepSection: HTML {
    let steps: [HTML] = Step.all(run, tally, verdict).map { step in
      let attributes: HTML =
        step.attributes > 0
        ? "<span class=\"count\">on \(Wording.count(step.attributes, .attribute))</span> " : ""
      let files: HTML =
        step.filesWithGap > 0
        ? "<span class=\"tag gap\">not checked</span> <span class=\"count\">in \(Wording.count(step.filesWithGap, .file))</span> "
        : ""
      let link: HTML =
        if let check = step.check {
          "<a href=\"#check-\(check.description)\">Show where</a>"
        } else if step.filesWithGap > 0 { "<a href=\"#gaps\">Show how much</a>" } else { "" }
      return """
        <li><p><b>\(step.title)</b> \(HTML.label(step.failures, .fail))\(HTML.label(step.reviews, .review))\
        \(attributes)\(files)</p><p>\(step.remedy) \(link)</p></li>

        """
    }
    let body: HTML =
      steps.isEmpty
      ? "<p>Nothing that this audit knows of. What it cannot see stands <a href=\"#limits\">below</a>.</p>\n"
      : "<ol class=\"steps\">\n\(steps)</ol>\n"
    return "<section id=\"do\"><h2>What to do</h2>\n\(body)</section>\n"
  }

  /// The gaps by reason.
  var gapSection: HTML {
    let rows: [HTML] = tally.gaps.sorted { $0.key < $1.key }.map { reason, gap in
      """
      <tr><td>\(reason.meaning)<br><code>\(reason.rawValue)</code></td>\(HTML.cell(gap.files))\
      \(HTML.cell(gap.places))\(HTML.cell(gap.lengthInBytes))</tr>

      """
    }
    let body: HTML =
      rows.isEmpty
      ? "<p>Nothing in the scope of this audit was left out.</p>\n"
      : """
      <p>These bytes and entries were never counted as clean.</p>
      \(HTML.table("What was not checked", [.text("Why"), .number("Files"), .number("Places"), .number("Bytes")], rows))
      """
    return "<section id=\"gaps\"><h2>What was not checked, and why</h2>\n\(body)</section>\n"
  }
}
