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

  private var comparisonLink: HTML {
    tally.isComparison ? "<a href=\"#dispositions\">What happened</a> " : ""
  }

  private var contents: HTML {
    """
    <nav aria-label="\("Contents" as StaticString)"><a href="#overview">At a glance</a> <a href="#coverage">What was looked at</a> <a href="#do">What to do</a> \
    \(run.decisions.isEmpty ? "" : HTML.acceptedLink)<a href="#gaps">What was not checked</a> \(frameworkLink)\
    \(cohortLink)<a href="#checks">By check</a> \(comparisonLink)<a href="#attributes">By attribute</a> \
    <a href="#files">By file</a> <a href="#limits">What this audit cannot see</a> \
    <a href="#method">How it was judged</a></nav>

    """
  }
}
