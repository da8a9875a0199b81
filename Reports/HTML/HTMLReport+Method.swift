internal import Findings

/// What the audit cannot see, and how it judged.
extension HTMLReport {
  /// What no result on the page speaks of.
  var limitSection: HTML {
    """
    <section id="limits"><h2>What this audit cannot see</h2>
    <p>This page reports facts about the files. Whether they may be shared is for people to decide.</p>
    <ul>
    \(pictureLimits)
    <li><b>The meaning of free text.</b> Texts are read for names, dates and numbers; a name that no list \
    has and nothing announces, and what a sentence tells of a person, stay unseen.</li>
    \(tally.isComparison ? "" as HTML : original)<li><b>Waveforms, and binary blocks that nothing opens.</b> Where no rule removes them they \
    count as not checked.</li>
    \(tally.cohort == nil ? acrossFiles : "" as HTML)</ul></section>

    """
  }

  private var original: HTML {
    """
    <li><b>The original.</b> Without it, a value that looks like a dummy cannot be told from a real one.</li>

    """
  }

  private var acrossFiles: HTML {
    """
    <li><b>Agreement across files.</b> Whether UIDs, dates and pseudonyms were replaced alike \
    everywhere was not asked for.</li>

    """
  }

  private var pictureLimits: HTML {
    run.pixels == "none"
      ? """
      <li><b>Pictures.</b> Pixels, overlays and icons were not looked into: text burned \
      into them and faces stay unseen.</li>
      """
      : """
      <li><b>Pictures.</b> Text was looked for in every frame that could be decoded (asked for: \
      \(run.pixels)); handwriting, scripts that the recognizer was not loaded with, letters under 6 \
      pixels and faces stay unseen.</li>
      """
  }

  /// Tables, severities and words.
  var methodSection: HTML {
    let rows: [HTML] = run.tables.map {
      "<tr><td class=\"path\">\($0.table)</td><td>\($0.edition)</td><td><code class=\"print\">\($0.sha256)</code></td></tr>\n"
    }
    let tables: HTML =
      rows.isEmpty
      ? "<p>The run named no tables.</p>\n"
      : HTML.table("Tables of rules", [.text("Table"), .text("Edition"), .text("SHA-256")], rows)
    return """
      <section id="method"><h2>How it was judged</h2>
      <h3>Words</h3>
      <dl class="words">
      <div><dt>\(HTML.label(.fail))</dt><dd>The profile is broken. One such finding makes the run <i>flagged</i>.</dd></div>
      <div><dt>\(HTML.label(.review))</dt><dd>Nothing shows whether the value is harmless: a person must look. Until \
      then the run is <i>not fully checked</i>, or flagged where review counts as failing.</dd></div>
      <div><dt>\(HTML.label(.note))</dt><dd>Worth knowing; changes no verdict.</dd></div>
      <div><dt><span class="tag gap">not checked</span></dt><dd>Bytes or entries that no rule has judged. They are \
      never counted as clean.</dd></div>
      <div><dt>Shapes</dt><dd>Of a value only the shape is shown: A and a stand for letters, 9 for digits, ¿ for bytes \
      above 7F. A private creator that no published table names is shown the same way, in ‹ ›.</dd></div>
      <div><dt>Fingerprint</dt><dd>A name for a finding that stays the same from run to run; the evidence file is \
      keyed by it.</dd></div>
      </dl>
      <h3>Action codes</h3>
      <dl class="words">
      <div><dt>X</dt><dd>removed</dd></div>
      <div><dt>Z</dt><dd>emptied, or a dummy value</dd></div>
      <div><dt>D</dt><dd>a dummy value, not empty</dd></div>
      <div><dt>C</dt><dd>cleaned: what identifies is taken out of the value</dd></div>
      <div><dt>U</dt><dd>a UID replaced, the same way wherever it stands</dd></div>
      <div><dt>K</dt><dd>kept</dd></div>
      </dl>
      <h3>Tables of rules</h3>
      \(tables)</section>

      """
  }
}
