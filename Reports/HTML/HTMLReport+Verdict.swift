internal import Findings

/// The top of the page: the verdict, why, and what was looked at.
extension HTMLReport {
  /// The verdict with its reasons, and what was asked of the run.
  var banner: HTML {
    let scope: HTML =
      run.scope == .attributes
      ? "<p class=\"scope\">Attributes only: pictures are outside the scope of this audit.</p>\n" : ""
    let reasons: [HTML] = verdict.reasons.map { "<li>\($0.text)</li>\n" }
    let list: HTML = reasons.isEmpty ? "" : "<ul class=\"reasons\">\n\(reasons)</ul>\n"
    let kind: HTML.StyleName =
      switch verdict.outcome {
      case .clean: "clean"
      case .accepted: "accepted"
      case .flagged: "flagged"
      case .notFullyChecked: "open"
      }
    return """
      <header class="banner \(kind)"><p class="kind">De-identification audit</p>
      <h1>\(Wording.word(verdict.outcome))</h1>
      \(scope)<p class="meaning">\(Wording.sentence(verdict.outcome))</p>
      \(list)<dl class="facts">
      \(fact("What was audited", "\(audited.joined(separator: ", "))"))\(fact("Profile", "\(run.profile)"))\(fact("Options", options))\(fact("Rules", rules))\
      \(fact("Run", time))\(fact("Program", "deid-audit \(run.toolVersion)"))\(tables)\
      \(fact("Fingerprints", fingerprints))\(optionalFacts)\(fact("Values", evidence))</dl></header>

      """
  }

  /// How many files, and how many patients, studies and kinds they are of.
  private var audited: [String] {
    var counts = [Wording.count(tally.filesRead, .file)]
    if let cohort = tally.cohort {
      counts += [Wording.count(cohort.patients, .patient), Wording.count(cohort.studies, .study)]
    }
    let (modalities, makers) = (
      tally.modalities.keys.count { $0 != 0 }, tally.makers.keys.count { $0 != 0 }
    )
    if modalities > 0 { counts.append(Wording.count(modalities, .modality)) }
    if makers > 0 { counts.append(Wording.count(makers, .maker)) }
    return counts
  }

  private var time: Phrase {
    if let end = run.endedAt { "\(run.startedAt) to \(end)" } else { "\(run.startedAt)" }
  }

  /// How many tables of rules there are; the link leads to their editions and checksums.
  private var tables: HTML {
    guard !run.tables.isEmpty else { return "" }
    return """
      <div><dt>Tables of rules</dt><dd><a href="#method">\(Wording.count(run.tables.count, .table))</a></dd></div>

      """
  }

  /// What not every run has.
  private var optionalFacts: HTML {
    var facts: HTML = ""
    if let configuration = run.configuration {
      facts = fact("Configuration", "\(configuration.file), SHA-256 \(configuration.sha256)")
    }
    if let most = run.mostFindings { facts = "\(facts)\(fact("Findings that may be left", "\(most)"))" }
    return facts
  }

  private func fact(_ name: StaticString, _ text: Phrase) -> HTML {
    "<div><dt>\(name)</dt><dd>\(text)</dd></div>\n"
  }

  private var options: Phrase {
    if run.areOptionsFromClaim { return "those that each file claims" }
    return run.options.isEmpty ? "none" : "\(run.options.joined(separator: ", "))"
  }

  private var rules: Phrase {
    let review: Phrase = run.isStrict ? "review counts as failing" : "review leaves the verdict open"
    return run.isAllowlistStrict ? "\(review); whatever is not kept explicitly is a finding" : review
  }

  private var fingerprints: Phrase {
    run.isKeyed ? "made with the site's key" : "without a key, so without the values"
  }

  private var evidence: Phrase {
    run.isEvidenceWritten
      ? "Evidence written: values stand in a separate file, never here" : "no evidence file; none stand here"
  }

  /// How much there was, and how much of it was looked at.
  var coverageSection: HTML {
    """
    <section id="coverage"><h2>What was looked at</h2>
    <dl class="numbers">
    \(number("Entries", tally.entries, "files, links and what else the folders hold"))\
    \(number("Read as DICOM", tally.filesRead, share(tally.filesRead)))\
    \(number("Clean", tally.filesClean, share(tally.filesClean)))\
    \(number("Elements", tally.elements, "at all levels"))\
    \(number("Private blocks", tally.privateBlocks, "at all levels"))\
    \(number("Pictures looked at", tally.pictures.lookedAt, "frames, overlays and pages, of \(Wording.grouped(tally.pictures.all))"))\
    \(number("Pictures not looked at", tally.pictures.notLookedAt, "or not wholly"))\
    \(number("Failures", tally.failures, "in \(Wording.count(tally.filesFailing, .file))"))\
    \(number("To review", tally.reviews, "in \(Wording.count(tally.filesToReview, .file))"))\
    \(number("Notes", tally.notes, "change no verdict"))\(accepted)</dl>
    \(bar)\(classes)</section>

    """
  }

  private var accepted: HTML {
    guard !run.decisions.isEmpty else { return "" }
    return number("Accepted before", tally.accepted, "in \(Wording.count(tally.filesWithAccepted, .file))")
  }

  private func share(_ files: Int) -> Phrase {
    "\(Wording.percent(files, of: tally.entries)) of the entries"
  }

  private func number(_ name: StaticString, _ number: Int, _ remark: Phrase) -> HTML {
    "<div><dt>\(name)</dt><dd><b>\(number)</b> <small>\(remark)</small></dd></div>\n"
  }

  /// Bytes judged, out of scope and not checked, as a bar and in words.
  private var bar: HTML {
    let coverage = tally.coverage
    let widths = HTMLReport.widths([coverage.judged, coverage.outOfScope, coverage.notChecked])
    return """
      <figure class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="judged" x="0" height="10" width="\(String(widths[0]))"/>\
      <rect class="outside" x="\(String(widths[0]))" height="10" width="\(String(widths[1]))"/>\
      <rect class="gap" x="\(String(widths[0] + widths[1]))" height="10" width="\(String(widths[2]))"/></svg>
      <figcaption><span>Of \(coverage.total) bytes in all files:</span>
      \(share(coverage.judged, "judged", "judged"))\(share(coverage.outOfScope, "outside", "out of scope"))\
      \(share(coverage.notChecked, "gap", "not checked"))</figcaption></figure>

      """
  }

  private func share(_ bytes: Int, _ kind: HTML.StyleName, _ word: StaticString) -> HTML {
    """
    <span class="key \(kind)">\(bytes) \(word) (\(Wording.percent(bytes, of: tally.coverage.total)))</span>

    """
  }

  /// The parts of a bar of 1000; a part that is not empty is seen, however small.
  private static func widths(_ parts: [Int]) -> [Int] {
    let whole = parts.reduce(0, +)
    guard whole > 0 else { return parts.map { _ in 0 } }
    var widths = parts.map { $0 == 0 ? 0 : max(6, Int(Double($0) * 1_000 / Double(whole))) }
    // What rounding and small parts took or left is the largest part's.
    if let largest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
      widths[largest] += 1_000 - widths.reduce(0, +)
    }
    return widths
  }

  private var classes: HTML {
    let rows: [HTML] = Wording.sopClasses(tally).map { name, files in
      let shown: HTML = if let name { "\(name)" } else { "<i>none that is well known</i>" }
      return "<tr><td>\(shown)</td>\(HTML.cell(files))</tr>\n"
    }
    guard !rows.isEmpty else { return "" }
    return """
      <details><summary>Kinds of objects: \(rows.count)</summary>
      \(HTML.table("Kinds of objects", [.text("SOP class"), .number("Files")], rows))</details>

      """
  }
}
