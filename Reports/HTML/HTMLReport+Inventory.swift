internal import DICOM
internal import Findings

/// The results by attribute and by file.
extension HTMLReport {
  /// Every attribute and private element that occurs.
  var attributeSection: HTML {
    let rows: [HTML] = tally.inventory.sorted.filter { $0.use.occurrences > 0 }.map {
      key, use in row(key, use)
    }
    let columns: [HTML.Column] = [
      .text("Tag"), .text("Name"), .text("Result"), .text("Action"), .text("VR"), .number("Occurs"),
      .number("Empty"),
      .number("Distinct values"),
    ]
    let unlisted: HTML =
      tally.inventory.unlisted > 0
      ? "<p class=\"more\">\(tally.inventory.unlisted) occurrences of further attributes are not listed.</p>\n"
      : ""
    return """
      <section id="attributes"><h2>By attribute</h2>
      <p>Every attribute and private element that occurs, at all levels: \(rows.count). Values are counted, never \
      shown. The codes under <i>Action</i> are those of PS3.15 Table E.1-1a; where there is none, no row of the table \
      names the attribute.</p>
      \(unlisted)\(HTML.table("All attributes", columns, rows, isLong: true))</section>

      """
  }

  private func row(_ key: AttributeKey, _ use: AttributeUse) -> HTML {
    let isCapped = use.distinct.count >= AttributeUse.mostDistinctValues
    let name: HTML =
      switch (use.name, key.creator) {
      case (let name?, let creator?): "\(name.description)<br><small>\(creator.text)</small>"
      case (let name?, nil): "\(name.description)"
      case (nil, let creator?): "<small>\(creator.text)</small>"
      case (nil, nil): ""
      }
    let vrs = use.vrs.map(\.description).sorted().joined(separator: ", ")
    let actions = use.actions.map(\.description).sorted().joined(separator: ", ")
    let isClear = use.failures + use.reviews + use.notChecked + use.notes == 0
    let result: HTML = """
      \(HTML.label(use.failures, .fail))\(HTML.label(use.reviews, .review))\(HTML.gapLabel(use.notChecked))\
      \(HTML.label(use.notes, .note))\(isClear ? "no finding" : "" as HTML)
      """
    return """
      <tr><td class="tagged">\(key.shownTag)</td><td class="name">\(name)</td><td>\(result)</td>\
      <td>\(actions)</td><td>\(vrs)</td>\(HTML.cell(use.occurrences))\(HTML.cell(use.empty))\
      <td class="n">\(isCapped ? "≥ " : "")\(use.distinct.count)</td></tr>

      """
  }

  /// The files that are not clean.
  var fileSection: HTML {
    let notClean = tally.entries - tally.filesClean
    let rows: [HTML] = tally.listedFiles.map(row)
    let more: HTML =
      notClean > rows.count
      ? """
      <p class="more">These are the first \(rows.count) of \(notClean); the JSON report has the other \
      \(notClean - rows.count).</p>

      """ : ""
    let columns: [HTML.Column] = [
      .text("File"), .text("Outcome"), .text("SOP class"), .number("Fail"), .number("Review"),
      .number("Note"),
      .text("Not checked"),
    ]
    let table: HTML = rows.isEmpty ? "" : HTML.table("Files that are not clean", columns, rows, isLong: true)
    return """
      <section id="files"><h2>By file</h2>
      <p>Not clean: \(notClean) of \(tally.entries) entries, listed here in the order of the walk. \
      Clean: \(tally.filesClean).</p>
      \(more)\(table)</section>

      """
  }

  private func row(_ file: Tally.ListedFile) -> HTML {
    let outcome = Outcome(
      failures: file.failures, reviews: file.reviews, gaps: file.gaps.count, strict: run.isStrict)
    let name: HTML = if let sopClass = file.sopClass { "\(sopClass.description)" } else { "" }
    return """
      <tr><td class="path">\(file.path.description)</td><td>\(HTML.label(outcome))</td><td>\(name)</td>\
      \(HTML.cell(file.failures, .fail))\(HTML.cell(file.reviews, .review))\(HTML.cell(file.notes, .note))\
      <td>\(file.gaps.map(\.rawValue).joined(separator: ", "))</td></tr>

      """
  }
}
