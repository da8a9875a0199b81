public import Findings

/// A scorecard as one HTML page: no other hosts, readable without scripts.
public struct ScorecardPage: Sendable {
  private let card: Scorecard

  /// Prepares the page of a scorecard.
  public init(_ card: Scorecard) { self.card = card }

  /// The page as UTF-8.
  ///
  /// - Parameters:
  ///   - style: the text of `Templates/report.css`.
  ///   - script: the text of `Templates/report.js`.
  public func page(style: String, script: String) -> [UInt8] {
    let page: HTML = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTML.policy(style: style, script: script))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <title>\(card.subject.name): de-identification scorecard</title>
      <style>\(HTML(ownSource: style))</style></head>
      <body>
      <a class="skip" href="#leaks">Skip to the leaks</a>
      \(banner)<nav aria-label="Contents"><a href="#leaks">By leak</a> <a href="#actions">By action of Table E.1-1</a> \
      <a href="#challenge">By action of MIDI-B</a> <a href="#damage">Damage</a> <a href="#blind">What our checks do not see</a></nav>
      <main>
      \(leakSection)\(shareSections)\(damageSection)\(blindSection)</main>
      <footer>deid-audit \(card.toolVersion), \(card.startedAt). All persons in the corpus are invented.</footer>
      <script>\(HTML(ownSource: script))</script>
      </body></html>

      """
    return page.bytes
  }

  private var banner: HTML {
    let kind: HTML.StyleName = card.kindsLeft > 0 ? "flagged" : card.withoutOutput > 0 ? "open" : "clean"
    return """
      <header class="banner \(kind)"><p class="kind">De-identification scorecard</p>
      <h1>\(card.subject.name)</h1>
      <p class="meaning">\(card.verdict)</p>
      <dl class="facts">
      \(fact("Command", card.subject.command))\(fact("Exit code", String(card.subject.exitCode)))\
      \(fact("Time", card.subject.timeText))\
      \(fact("Corpus", card.corpusText))\(fact("Judged by", card.profile))\(fact("Files", card.pairText))</dl></header>

      """
  }

  private func fact(_ name: StaticString, _ text: String) -> HTML {
    "<div><dt>\(name)</dt><dd>\(text)</dd></div>\n"
  }

  private var leakSection: HTML {
    let rows: [HTML] = card.leaks.filter { $0.planted > 0 }.map { leak in
      """
      <tr><td><b>\(leak.place)</b><br><small>\(leak.form)</small></td><td><code>\(leak.id)</code></td>\
      <td>\(leak.clause)</td><td>\(leak.action)</td>\(HTML.cell(leak.planted))\(HTML.cell(leak.left, .fail))\
      \(HTML.cell(leak.unknown))<td>\(Self.result(leak))</td></tr>

      """
    }
    let columns: [HTML.Column] = [
      .text("Place and form"), .text("Leak"), .text("Breaks"), .text("Right action"), .number("Planted"),
      .number("Left"), .number("Not known"), .text("Result"),
    ]
    return """
      <section id="leaks"><h2>By leak</h2>
      <p>Each row is one kind of leak. It counts as left where the very bytes or pixels that were planted are still in \
      the output; that is looked up, and is no judgement of a check.</p>
      \(HTML.table("Planted leaks", columns, rows, isLong: true))</section>

      """
  }

  private static func result(_ leak: Scorecard.Leak) -> HTML {
    switch (leak.left, leak.unknown) {
    case (0, 0): "<span class=\"tag clean\">gone</span>"
    case (0, _): "<span class=\"tag gap\">not known</span>"
    case (leak.planted, _): "<span class=\"tag fail\">left</span>"
    default: "<span class=\"tag fail\">left in part</span>"
    }
  }

  private func table(_ name: StaticString, _ shares: [Scorecard.Share]) -> HTML {
    let isStrict = shares.contains { $0.doneStrictly != nil }
    let rows: [HTML] = shares.map { share in
      let strict: HTML =
        if let strictly = share.doneStrictly {
          "\(HTML.cell(strictly))<td class=\"n\">\(Wording.percent(strictly, of: share.asked))</td>"
        } else if isStrict {
          "<td class=\"n zero\">–</td><td class=\"n zero\">–</td>"
        } else { "" }
      return """
        <tr><td>\(share.name)</td>\(HTML.cell(share.asked))\(HTML.cell(share.done))\
        <td class="n">\(Wording.percent(share.done, of: share.asked))</td>\(strict)</tr>

        """
    }
    var columns: [HTML.Column] = [
      .text("Action"), .number("Asked for"), .number("Done"), .number("Share"),
    ]
    if isStrict { columns += [.number("Strictly"), .number("Share")] }
    return HTML.table(name, columns, rows)
  }

  private var shareSections: HTML {
    """
    <section id="actions"><h2>By action of Table E.1-1</h2>
    <p>For every element of every paired file: the action that the profile demands, and whether it is what happened.</p>
    \(table("Actions of Table E.1-1", card.actions))</section>
    <section id="challenge"><h2>By action of MIDI-B</h2>
    <p>The rows of the corpus' answer key, as the script of the MIDI-B challenge counts them, and by the strict reading: an \
    emptied date is not shifted, a missing file fails all its rows.</p>
    \(table("Actions of MIDI-B", card.challenge))</section>

    """
  }

  private var damageSection: HTML {
    let rows: [HTML] = card.damage.map {
      "<tr><td>\($0.name)</td>\(HTML.cell($0.places))\(HTML.cell($0.files))</tr>\n"
    }
    let table: HTML =
      rows.isEmpty
      ? "<p>None was found.</p>\n"
      : HTML.table("Damage", [.text("What"), .number("Places"), .number("Files")], rows)
    return """
      <section id="damage"><h2>Damage</h2>
      <p>What the outputs lost or broke that the profile lets stay.</p>
      \(table)</section>

      """
  }

  private var blindSection: HTML {
    let missed = card.leaks.filter { $0.unseenAlone > 0 || $0.unseenCompared > 0 }
    let rows: [HTML] = missed.map { leak in
      """
      <tr><td><b>\(leak.place)</b><br><small>\(leak.form)</small></td><td><code>\(leak.id)</code></td>\
      \(HTML.cell(leak.left))\(HTML.cell(leak.unseenAlone))\(HTML.cell(leak.unseenCompared))</tr>

      """
    }
    let columns: [HTML.Column] = [
      .text("Place and form"), .text("Leak"), .number("Left"), .number("Not reported by scan"),
      .number("Not reported by compare"),
    ]
    let table: HTML =
      rows.isEmpty
      ? "<p>Nothing: each leak that was left is reported at its place.</p>\n"
      : HTML.table("Leaks that were not reported", columns, rows)
    return """
      <section id="blind"><h2>What our checks do not see</h2>
      <p>Leaks that are left by the key and that <code>deid-audit scan</code> (the outputs alone) or \
      <code>deid-audit compare</code> (with the originals) did not report at their place.</p>
      \(table)</section>

      """
  }
}
