internal import DICOM
internal import Findings

/// What was done with the originals.
extension HTMLReport {
  /// What became of every attribute; nothing if nothing was compared.
  var comparisonSection: HTML {
    guard tally.isComparison else { return "" }
    let rows: [HTML] = tally.inventory.dispositionRows.map { row in
      let name: HTML =
        switch (row.name, row.attribute.creator) {
        case (let name?, let creator?): "\(name.description)<br><small>\(creator.text)</small>"
        case (let name?, nil): "\(name.description)"
        case (nil, let creator?): "<small>\(creator.text)</small>"
        case (nil, nil): ""
        }
      let cells: [HTML] = row.counts.map { HTML.cell($0) }
      return """
        <tr><td class="tagged">\(row.attribute.shownTag)</td><td class="name">\(name)</td><td>\(row.action)</td>\
        \(cells)</tr>

        """
    }
    let columns: [HTML.Column] =
      [.text("Tag"), .text("Name"), .text("Demanded")] + Disposition.allCases.map { .number($0.name) }
    return """
      <section id="dispositions"><h2>What happened to each attribute</h2>
      <p>Every output was compared with its original, element by element, at all levels. Originals were found: \
      \(Wording.pairs(tally)). <i>Demanded</i> is the action of PS3.15 Table E.1-1a \
      that the profile asks for; where there is none, no row names the attribute. By how many days dates were moved is \
      not told: who knows it finds the days back.</p>
      \(HTML.table("What happened to each attribute", columns, rows, isLong: true))</section>

      """
  }
}
