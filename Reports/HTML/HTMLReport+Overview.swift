internal import DICOM
internal import Findings
internal import FoundationEssentials

/// What was audited and what came out of it, at a glance.
extension HTMLReport {
  /// How many rows a chart has; what is more stands in a row of its own.
  private static let mostBars = 12
  /// How many attributes the map of results has.
  private static let mostAttributes = 20

  /// Charts of findings by kind, of files by modality and maker, and of the attributes with the most findings.
  var overviewSection: HTML {
    """
    <section id="overview"><h2>At a glance</h2>
    \(kindChart)<div class="pair">\(dataChart("Files by modality", "Modality", tally.sortedModalities))\
    \(dataChart("Files by maker", "Maker", tally.sortedMakers))</div>
    \(legend)\(thumbnails)\(heatMap)</section>

    """
  }

  // MARK: findings by kind

  /// What the checks of a family look at.
  private static func name(ofFamily family: Substring) -> StaticString? {
    switch family {
    case "attribute": "Attributes of Table E.1-1"
    case "claim": "What the files claim"
    case "cohort": "Files among each other"
    case "compare": "Originals against outputs"
    case "conformance": "Form and types"
    case "content": "Structured content"
    case "file": "Files and their names"
    case "known": "Known persons"
    case "payload": "Vendors' payloads"
    case "pixel": "Pictures"
    case "private": "Private elements"
    case "text": "Texts"
    case "uid": "UIDs"
    default: nil
    }
  }

  private var kindChart: HTML {
    var families: [Substring: (failures: Int, reviews: Int)] = [:]
    for (key, group) in tally.groups where !key.isAccepted && key.severity != .note {
      var counts = families[key.check.family, default: (0, 0)]
      if key.severity == .fail { counts.failures += group.findings } else { counts.reviews += group.findings }
      families[key.check.family] = counts
    }
    guard !families.isEmpty else { return "<p>No finding fails or needs review.</p>\n" }
    let most = families.values.map { $0.failures + $0.reviews }.max() ?? 0  // it is not empty
    let rows: [HTML] = families.sorted { left, right in
      let (one, other) = (left.value.failures, right.value.failures)
      if one != other { return one > other }
      if left.value.reviews != right.value.reviews { return left.value.reviews > right.value.reviews }
      return left.key < right.key
    }.map { family, counts in
      let name: HTML =
        if let name = HTMLReport.name(ofFamily: family) { "\(name)" } else {
          "<code>\(String(family))</code>"
        }
      let bar = HTML.bar(
        [.init(kind: "bad", amount: counts.failures), .init(kind: "open", amount: counts.reviews)], of: most)
      return """
        <tr><td>\(name)</td><td class="chart">\(bar)</td>\(HTML.cell(counts.failures, .fail))\
        \(HTML.cell(counts.reviews, .review))</tr>

        """
    }
    let columns: [HTML.Column] = [
      .text("What was looked at"), .text("Findings"), .number("Fail"), .number("Review"),
    ]
    return "<h3>Findings by kind</h3>\n\(HTML.table("Findings by kind", columns, rows))"
  }

  // MARK: files by kind of data

  private func dataChart(
    _ title: StaticString, _ column: StaticString, _ counts: [DataCount]
  ) -> HTML {
    guard let most = counts.first?.files else { return "" }
    var rows: [HTML] = counts.prefix(HTMLReport.mostBars).map { count in
      let name: HTML =
        if let name = count.name { "\(name.description)" } else { "<i>not told, or in no table</i>" }
      let bar = HTML.bar(
        [
          .init(kind: "bad", amount: count.failing), .init(kind: "open", amount: count.toReview),
          .init(kind: "gap", amount: count.notFullyChecked), .init(kind: "good", amount: count.clean),
        ], of: most)
      return "<tr><td>\(name)</td><td class=\"chart\">\(bar)</td>\(HTML.cell(count.files))</tr>\n"
    }
    let rest = counts.dropFirst(HTMLReport.mostBars)
    if !rest.isEmpty {
      let files = rest.reduce(0) { $0 + $1.files }
      rows.append("<tr><td><i>\(rest.count) more</i></td><td></td>\(HTML.cell(files))</tr>\n")
    }
    let table = HTML.table(title, [.text(column), .text("Files"), .number("Number")], rows)
    return "<div><h3>\(title)</h3>\n\(table)</div>"
  }

  // MARK: pictures

  /// Pictures in which nothing was found.
  private var thumbnails: HTML {
    guard !tally.thumbnails.isEmpty else { return "" }
    let figures: [HTML] = tally.thumbnails.map { one in
      let name: HTML =
        if let modality = one.modality { "\(modality.description)" } else {
          "<i>not told, or in no table</i>"
        }
      return """
        <figure><img alt="\("a picture, in coarse cells" as StaticString)" \
        src="data:image/png;base64,\(Data(one.png).base64EncodedString())">\
        <figcaption>\(name)<br><span class="path">\(one.path.description)</span></figcaption></figure>

        """
    }
    return """
      <h3>Some of the pictures</h3>
      <p>Of files in which no picture shows text and all was judged, and which name a part of the body other than the head; in coarse cells.</p>
      <div class="pictures">\(figures)</div>

      """
  }

  private var legend: HTML {
    """
    <p class="legend"><span class="key bad">failing</span> <span class="key open">to review</span> \
    <span class="key gap">not fully checked</span> <span class="key good">clean</span></p>

    """
  }

  // MARK: attributes by result

  private var heatMap: HTML {
    let found = tally.inventory.sorted.filter { $0.use.failures + $0.use.reviews > 0 }
    guard !found.isEmpty else { return "" }
    let shown = found.sorted { left, right in
      if left.use.failures != right.use.failures { return left.use.failures > right.use.failures }
      if left.use.reviews != right.use.reviews { return left.use.reviews > right.use.reviews }
      return left.key.shownTag < right.key.shownTag
    }.prefix(HTMLReport.mostAttributes)
    let rows: [HTML] = shown.map { key, use in
      let all = max(1, use.occurrences)
      let name: HTML = if let name = use.name { "\(name.description)" } else { "" }
      return """
        <tr><td class="tagged">\(key.shownTag)</td><td class="name">\(name)</td>\
        \(HTML.heat(use.failures, of: all, "bad"))\(HTML.heat(use.reviews, of: all, "open"))\
        \(HTML.heat(use.notes, of: all, "outside"))\(HTML.heat(use.notChecked, of: all, "gap"))\
        \(HTML.cell(use.occurrences))</tr>

        """
    }
    let columns: [HTML.Column] = [
      .text("Tag"), .text("Name"), .number("Fail"), .number("Review"), .number("Note"),
      .number("Not checked"), .number("Occurs"),
    ]
    let more: HTML =
      found.count > shown.count
      ? "<p class=\"more\">These are the first \(shown.count) of \(found.count) attributes with findings.</p>\n"
      : ""
    return """
      <h3>Attributes with the most findings</h3>
      <p>The darker a field, the larger its share of the attribute's occurrences.</p>
      \(HTML.table("Attributes with the most findings", columns, rows))\(more)
      """
  }
}
