internal import DICOM
public import Findings

/// The report as one HTML page: no other hosts, readable without scripts.
public struct HTMLReport: Sendable {
  /// How many rows of inventory the page holds; the JSON report has all.
  private static let mostAttributes = 5_000
  /// How many groups of findings the page holds; the JSON report has all.
  private static let mostGroups = 3_000

  private let run: RunDescription
  private let tally: Tally
  private let verdict: Verdict
  private let groups: [(key: FindingGroup.Key, group: FindingGroup)]
  private let titles: [CheckID: CheckDescription]

  /// Prepares the page of a run.
  public init(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) {
    self.run = run
    self.tally = tally
    self.verdict = verdict
    groups = tally.sortedGroups
    titles = Dictionary(uniqueKeysWithValues: run.checks.map { ($0.id, $0) })
  }

  /// The page as UTF-8.
  ///
  /// - Parameters:
  ///   - style: the text of `Templates/report.css`.
  ///   - script: the text of `Templates/report.js`.
  public func page(style: String, script: String) -> [UInt8] {
    let policy =
      "default-src 'none'; style-src 'sha256-\(HTMLReport.digest(style))'; "
      + "script-src 'sha256-\(HTMLReport.digest(script))'; base-uri 'none'; form-action 'none'"
    let page: HTML = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>De-identification audit: \(word)</title>
      <style>\(HTML(ownSource: style))</style></head><body>
      \(head)
      <nav aria-label="Contents"><a href="#do">What to do</a><a href="#gaps">What was not checked</a>\
      <a href="#checks">By check</a><a href="#attributes">By attribute</a><a href="#files">By file</a>\
      <a href="#about">How this was judged</a></nav>
      <main>\(whatToDo)\(gapSection)\(checkSection)\(attributeSection)\(fileSection)\(about)</main>
      <script>\(HTML(ownSource: script))</script></body></html>

      """
    return Array(page.text.utf8)
  }

  private static func digest(_ text: String) -> String { SHA256.base64(of: Array(text.utf8)) }

  // MARK: verdict

  private var word: String {
    switch verdict.outcome {
    case .clean: "clean"
    case .flagged: "flagged"
    case .notFullyChecked: "not fully checked"
    }
  }

  private var head: HTML {
    let scope: HTML =
      run.scope == .attributes
      ? "<p class=\"scope\">Attributes only: pictures are out of the scope of this audit.</p>" : ""
    let reasons: [HTML] = verdict.reasons.map { "<li>\($0.text)</li>" }
    let why: HTML =
      verdict.reasons.isEmpty
      ? "<p>No finding in the checks listed below, and every byte in scope was accounted for.</p>"
      : "<ul class=\"reasons\">\(reasons)</ul>"
    return """
      <header class="\(verdict.outcome.rawValue)"><p class="kind">De-identification audit</p>
      <h1>\(HTMLReport.capitalized(word))</h1>\(scope)\(why)
      <dl class="facts"><div><dt>Profile</dt><dd>\(run.profile)\(options)</dd></div>
      <div><dt>Started</dt><dd>\(run.startedAt)</dd></div>
      <div><dt>Program</dt><dd>deid-audit \(run.toolVersion)</dd></div>
      <div><dt>Evidence</dt><dd>\(evidence)</dd></div></dl></header>
      <section class="numbers" aria-label="Coverage">\(numbers)</section>\(bar)
      """
  }

  private var options: HTML {
    if run.areOptionsFromClaim { return " with the options that each file claims" }
    return run.options.isEmpty ? ", no options" : " with \(run.options.joined(separator: ", "))"
  }

  private var evidence: HTML {
    run.isEvidenceWritten
      ? "Evidence written: values stand in a separate file, never here."
      : "No evidence file; this page holds no values, only their shapes."
  }

  private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

  private var numbers: [HTML] {
    let facts: [(String, Int, String)] = [
      ("Entries", tally.entries, "files, links and what else the folders hold"),
      ("Read as DICOM", tally.filesRead, "of the entries"), ("Clean", tally.filesClean, "of the entries"),
      ("Elements", tally.elements, "at all levels, all looked at"),
      ("Private blocks", tally.privateBlocks, "at all levels"),
      ("Failures", tally.failures, "in \(tally.filesFailing) files"),
      ("To review", tally.reviews, "in \(tally.filesToReview) files"),
      ("Notes", tally.notes, "change no verdict"),
    ]
    return facts.map {
      "<div><b>\(HTMLReport.grouped($0.1))</b><span>\($0.0)</span><small>\($0.2)</small></div>"
    }
  }

  /// Bytes judged, out of scope and not checked, as a bar and in words.
  private var bar: HTML {
    let coverage = tally.coverage
    let total = max(1, coverage.total)
    func width(_ bytes: Int) -> String { String(Double(bytes * 10_000 / total) / 100) }
    let judged = Double(coverage.judged * 10_000 / total) / 100
    let outside = Double(coverage.outOfScope * 10_000 / total) / 100
    return """
      <figure class="bar"><svg viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="Bytes judged, \
      out of scope and not checked"><rect class="judged" x="0" y="0" height="4" width="\(width(coverage.judged))"/>\
      <rect class="outside" x="\(String(judged))" y="0" height="4" width="\(width(coverage.outOfScope))"/>\
      <rect class="gap" x="\(String(judged + outside))" y="0" height="4" width="\(width(coverage.notChecked))"/></svg>
      <figcaption><span class="key judged">\(HTMLReport.grouped(coverage.judged)) bytes judged</span>
      <span class="key outside">\(HTMLReport.grouped(coverage.outOfScope)) out of scope</span>
      <span class="key gap">\(HTMLReport.grouped(coverage.notChecked)) not checked</span></figcaption></figure>
      """
  }

  /// Digits in groups of three, with a narrow space.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append("\u{202F}") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  // MARK: what to do

  private var whatToDo: HTML {
    var order: [CheckID] = []
    var counts: [CheckID: (fail: Int, review: Int)] = [:]
    for (key, group) in groups where key.severity != .note {
      if counts[key.check] == nil { order.append(key.check) }
      counts[key.check, default: (0, 0)].fail += key.severity == .fail ? group.findings : 0
      counts[key.check, default: (0, 0)].review += key.severity == .review ? group.findings : 0
    }
    guard !order.isEmpty else {
      let text: HTML =
        verdict.outcome == .clean
        ? "<p>Nothing. What this audit does not look at stands at the end of this page.</p>"
        : "<p>No check found anything. See what was not checked, below.</p>"
      return "<section id=\"do\"><h2>What to do</h2>\(text)</section>"
    }
    let steps: [HTML] = order.map { id in
      let count = counts[id] ?? (0, 0)
      let fail: HTML = count.fail > 0 ? "<span class=\"tag fail\">\(count.fail) fail</span>" : ""
      let review: HTML = count.review > 0 ? "<span class=\"tag review\">\(count.review) to review</span>" : ""
      return """
        <li><b>\(titles[id]?.title.description ?? id.description)</b> \(fail)\(review)<br>\
        \(titles[id]?.remedy.description ?? "") <a href="#check-\(id.description)">Where</a></li>
        """
    }
    return "<section id=\"do\"><h2>What to do</h2><ol class=\"steps\">\(steps)</ol></section>"
  }

  private var gapSection: HTML {
    guard !tally.gaps.isEmpty else {
      return """
        <section id="gaps"><h2>What was not checked</h2><p>Nothing in the scope of this audit was left out.</p></section>
        """
    }
    let rows: [HTML] = tally.gaps.sorted { $0.key < $1.key }.map { reason, gap in
      """
      <tr><td>\(reason.meaning)</td><td class="n">\(gap.files)</td><td class="n">\(gap.places)</td>\
      <td class="n">\(HTMLReport.grouped(gap.lengthInBytes))</td></tr>
      """
    }
    return """
      <section id="gaps"><h2>What was not checked</h2><div class="scroll"><table><thead><tr><th scope="col">Reason</th>\
      <th scope="col" class="n">Files</th><th scope="col" class="n">Places</th><th scope="col" class="n">Bytes</th></tr>\
      </thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  // MARK: by check

  private var checkSection: HTML {
    let rows: [HTML] = run.checks.map { check in
      let counts = tally.checks[check.id] ?? CheckCounts()
      return """
        <tr><td><a href="#check-\(check.id.description)">\(check.title)</a><br><code>\(check.id.description)</code></td>\
        <td class="n">\(counts.examined)</td><td class="n">\(counts.passed)</td>\(cell(counts.failed, "fail"))\
        \(cell(counts.toReview, "review"))\(cell(counts.noted, "note"))\(cell(counts.notChecked, "gap"))</tr>
        """
    }
    let shown = groups.prefix(HTMLReport.mostGroups)
    let more: HTML =
      groups.count > shown.count
      ? "<p>\(groups.count - shown.count) more groups stand in the JSON report.</p>" : ""
    let details: [HTML] = run.checks.map { check in
      self.details(check, shown.filter { $0.key.check == check.id })
    }
    return """
      <section id="checks"><h2>By check</h2><div class="scroll"><table data-sort><thead><tr><th scope="col">Check</th>\
      <th scope="col" class="n">Examined</th><th scope="col" class="n">Passed</th><th scope="col" class="n">Fail</th>\
      <th scope="col" class="n">Review</th><th scope="col" class="n">Note</th><th scope="col" class="n">Not checked</th></tr>\
      </thead><tbody>\(rows)</tbody></table></div>
      \(more)\(details)</section>
      """
  }

  private func cell(_ number: Int, _ name: HTML) -> HTML {
    number > 0
      ? "<td class=\"n\"><span class=\"tag \(name)\">\(number)</span></td>" : "<td class=\"n zero\">0</td>"
  }

  private func details(_ check: CheckDescription, _ groups: [(key: FindingGroup.Key, group: FindingGroup)])
    -> HTML
  {
    let bodies: [HTML] = groups.map { key, group in
      let examples: [HTML] = group.examples.map { example in
        let range = example.finding.place.range.map { "\($0.lowerBound)–\($0.upperBound)" } ?? ""
        let path = example.finding.place.path?.description ?? ""
        return """
          <tr><td class="path">\(example.file.description)</td><td class="path">\(path)</td><td class="n">\(range)</td>\
          <td>\(example.finding.message.description)</td></tr>
          """
      }
      let rest: HTML =
        group.findings > group.examples.count
        ? "<p>The first \(group.examples.count) of \(group.findings); the JSON report has all.</p>" : ""
      let keyword = group.examples.first?.finding.place.keyword?.description ?? ""
      let name = [key.pattern, keyword, key.creator?.text ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      return """
        <details><summary><span class="tag \(HTML(severity: key.severity))">\(key.severity.rawValue)</span> \
        <span class="path">\(name.isEmpty ? "the file" : name)</span> <span class="count">\(group.findings) in \
        \(group.files) file\(group.files == 1 ? "" : "s")</span></summary>\(rest)<div class="scroll"><table data-page><thead><tr>\
        <th scope="col">File</th><th scope="col">Place</th><th scope="col" class="n">Bytes</th><th scope="col">What</th>\
        </tr></thead><tbody>\(examples)</tbody></table></div></details>
        """
    }
    return """
      <article class="check" id="check-\(check.id.description)"><h3>\(check.title)</h3>
      <p>\(check.why)</p><p><b>Remedy.</b> \(check.remedy)</p><p class="source"><code>\(check.id.description)</code> \
      \(check.source.description)</p>\(bodies)</article>
      """
  }

  // MARK: by attribute, by file

  private var attributeSection: HTML {
    let sorted = tally.inventory.sorted
    let rows: [HTML] = sorted.prefix(HTMLReport.mostAttributes).map { key, use in
      let distinct =
        use.distinct.count >= AttributeUse.mostDistinctValues
        ? "≥ \(use.distinct.count)" : "\(use.distinct.count)"
      let actions = use.actions.map(\.description).sorted().joined(separator: ", ")
      let vrs = use.vrs.map(\.description).sorted().joined(separator: ", ")
      return """
        <tr><td class="path">\(key.shownTag)</td><td>\(use.name?.description ?? "")\
        \(key.creator.map { "<br><small>\($0.text)</small>" } ?? "")</td><td>\(vrs)</td><td>\(actions)</td>\
        <td class="n">\(use.occurrences)</td><td class="n">\(use.empty)</td><td class="n">\(distinct)</td>\
        <td>\(result(use))</td></tr>
        """
    }
    let more: HTML =
      sorted.count > rows.count
      ? "<p>\(sorted.count - rows.count) more attributes stand in the JSON report.</p>" : ""
    return """
      <section id="attributes"><h2>By attribute</h2><p>Every attribute and private element that occurs, at all levels. \
      Values are counted, not shown.</p>\(more)<div class="scroll"><table data-sort data-page data-filter><thead><tr>\
      <th scope="col">Tag</th><th scope="col">Name</th><th scope="col">VR</th><th scope="col">Action</th>\
      <th scope="col" class="n">Occurs</th><th scope="col" class="n">Empty</th><th scope="col" class="n">Distinct values</th>\
      <th scope="col">Result</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func result(_ use: AttributeUse) -> HTML {
    var parts: [HTML] = []
    if use.failures > 0 { parts.append("<span class=\"tag fail\">\(use.failures) fail</span> ") }
    if use.reviews > 0 { parts.append("<span class=\"tag review\">\(use.reviews) review</span> ") }
    if use.notChecked > 0 { parts.append("<span class=\"tag gap\">\(use.notChecked) not checked</span> ") }
    if use.notes > 0 { parts.append("<span class=\"tag note\">\(use.notes) note</span> ") }
    return parts.isEmpty ? "passed" : HTML(joining: parts)
  }

  private var fileSection: HTML {
    let notClean = tally.entries - tally.filesClean
    let rows: [HTML] = tally.listedFiles.map { file in
      let gaps = file.gaps.map(\.rawValue).joined(separator: ", ")
      return """
        <tr><td class="path">\(file.path.description)</td><td>\(file.sopClass?.description ?? "")</td>\
        \(cell(file.failures, "fail"))\(cell(file.reviews, "review"))\(cell(file.notes, "note"))<td>\(gaps)</td></tr>
        """
    }
    let more: HTML =
      notClean > rows.count
      ? "<p>The first \(rows.count) of \(notClean) entries that are not clean; the JSON report has every entry.</p>"
      : ""
    let table: HTML =
      rows.isEmpty
      ? "<p>Every entry is clean.</p>"
      : """
      <div class="scroll"><table data-sort data-page data-filter><thead><tr><th scope="col">File</th><th scope="col">SOP class</th>\
      <th scope="col" class="n">Fail</th><th scope="col" class="n">Review</th><th scope="col" class="n">Note</th>\
      <th scope="col">Not checked</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    return """
      <section id="files"><h2>By file</h2><p>\(tally.filesClean) of \(tally.entries) entries are clean and not listed.</p>\
      \(more)\(table)</section>
      """
  }

  // MARK: about

  private var about: HTML {
    let tables: [HTML] = run.tables.map {
      "<tr><td class=\"path\">\($0.table)</td><td>\($0.edition)</td><td class=\"path\">\($0.sha256)</td></tr>"
    }
    return """
      <section id="about"><h2>How this was judged</h2>
      <p>This page reports facts. Whether data are anonymous, or a law is kept, is for people to decide.</p>
      <dl class="words"><dt>Fail</dt><dd>The profile is broken.</dd><dt>Review</dt><dd>Nothing shows whether the value is \
      harmless; a person must look. The audit is not clean until somebody has.</dd><dt>Note</dt><dd>Worth knowing; changes \
      no verdict.</dd><dt>Not checked</dt><dd>Bytes that no rule has judged. They are never counted as clean.</dd></dl>
      <h3>What this version does not look at</h3>
      <ul><li>Pictures: pixels, overlays, icons, and text burned into them.</li>
      <li>Documents, waveforms and vendors' binary payloads: they count as not checked where nothing removes them.</li>
      <li>The meaning of free text: it is listed for a person to read.</li>
      <li>Names of files and folders.</li>
      <li>Whether files agree with one another: dates, UIDs and pseudonyms across the data set.</li></ul>
      <h3>Tables in use</h3><div class="scroll"><table><thead><tr><th scope="col">Table</th><th scope="col">Edition</th>\
      <th scope="col">SHA-256</th></tr></thead><tbody>\(tables)</tbody></table></div></section>
      """
  }
}

extension HTML {
  /// The class of a severity.
  init(severity: Severity) {
    switch severity {
    case .fail: self = "fail"
    case .review: self = "review"
    case .note: self = "note"
    }
  }
}
