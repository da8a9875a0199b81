public import Findings

/// The report as one HTML page: no other hosts, readable without scripts.
public struct HTMLReport: Sendable {
  let run: RunDescription
  let tally: Tally
  let verdict: Verdict
  let groups: [(key: FindingGroup.Key, group: FindingGroup)]

  /// Prepares the page of a run.
  public init(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) {
    self.run = run
    self.tally = tally
    self.verdict = verdict
    groups = tally.sortedGroups
  }

  /// The page as UTF-8.
  ///
  /// - Parameters:
  ///   - style: the text of `Templates/report.css`.
  ///   - script: the text of `Templates/report.js`.
  public func page(style: String, script: String) -> [UInt8] {
    let policy = HTML.policy(style: style, script: script)
    let page: HTML = """
      <!doctype html>
      <html lang="\(Language.current.code)"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <title>\(Wording.word(verdict.outcome)): de-identification audit</title>
      <style>\(HTML(ownSource: style))</style></head>
      <body>
      <a class="skip" href="#do">Skip to what to do</a>
      \(banner)\(contents)<main>
      \(overviewSection)\(coverageSection)\(stepSection)\(acceptedSection)\(gapSection)\(frameworkSection)\(cohortSection)\
      \(checkSection)\(comparisonSection)\(attributeSection)\(fileSection)\(limitSection)\(methodSection)</main>
      <footer>deid-audit \(run.toolVersion), \(run.startedAt). This page holds no value of any file.</footer>
      <script>\(HTML(ownSource: script))</script>
      </body></html>

      """
    return page.bytes
  }

  private var contents: HTML {
    let links: [(target: HTML.StyleName, title: StaticString, isThere: Bool)] = [
      ("overview", "At a glance", true), ("coverage", "What was looked at", true), ("do", "What to do", true),
      ("accepted", "What was accepted before", !run.decisions.isEmpty),
      ("gaps", "What was not checked", true),
      ("frameworks", "In the words of the law", !run.frameworks.isEmpty),
      ("cohort", "The data set as a whole", tally.cohort != nil), ("checks", "By check", true),
      ("dispositions", "What happened", tally.isComparison), ("attributes", "By attribute", true),
      ("files", "By file", true), ("limits", "What this audit cannot see", true),
      ("method", "How it was judged", true),
    ]
    let anchors: [HTML] = links.filter(\.isThere).map { "<a href=\"#\($0.target)\">\($0.title)</a> " }
    return """
      <nav aria-label="\("Contents" as StaticString)">\(anchors)</nav>

      """
  }
}
