internal import DICOM
internal import Findings

/// The parts that several sections of the page are made of.
extension HTML {
  /// What a page may load: its own style sheet and script, known by their digests, and pictures inside of it.
  static func policy(style: String, script: String) -> String {
    func digest(_ text: String) -> String { SHA256.base64(of: Array(text.utf8)) }
    return "default-src 'none'; style-src 'sha256-\(digest(style))'; "
      + "img-src data:; script-src 'sha256-\(digest(script))'; base-uri 'none'; form-action 'none'"
  }

  /// A severity as a label; the word says what the colour says.
  static func label(_ severity: Severity) -> HTML {
    switch severity {
    case .fail: "<span class=\"tag fail\">fail</span>"
    case .review: "<span class=\"tag review\">review</span>"
    case .note: "<span class=\"tag note\">note</span>"
    }
  }

  /// How many findings of a severity, as a label; nothing if there are none.
  static func label(_ number: Int, _ severity: Severity) -> HTML {
    guard number > 0 else { return "" }
    return switch severity {
    case .fail: "<span class=\"tag fail\">\(number) fail</span> "
    case .review: "<span class=\"tag review\">\(number) to review</span> "
    case .note: "<span class=\"tag note\">\(number) note</span> "
    }
  }

  /// How many places were not checked, as a label; nothing if there are none.
  static func gapLabel(_ number: Int) -> HTML {
    number > 0 ? "<span class=\"tag gap\">\(number) not checked</span> " : ""
  }

  /// An outcome as a label.
  static func label(_ outcome: Outcome) -> HTML {
    switch outcome {
    case .clean: "<span class=\"tag clean\">clean</span>"
    case .accepted: "<span class=\"tag note\">accepted</span>"
    case .flagged: "<span class=\"tag fail\">flagged</span>"
    case .notFullyChecked: "<span class=\"tag gap\">not fully checked</span>"
    }
  }

  /// A cell with a number.
  static func cell(_ number: Int) -> HTML {
    number == 0 ? "<td class=\"n zero\">0</td>" : "<td class=\"n\">\(number)</td>"
  }

  /// A cell with the number of findings of a severity.
  static func cell(_ number: Int, _ severity: Severity) -> HTML {
    guard number > 0 else { return "<td class=\"n zero\">0</td>" }
    return switch severity {
    case .fail: "<td class=\"n\"><span class=\"tag fail\">\(number)</span></td>"
    case .review: "<td class=\"n\"><span class=\"tag review\">\(number)</span></td>"
    case .note: "<td class=\"n\"><span class=\"tag note\">\(number)</span></td>"
    }
  }

  /// Behind a severity: that it does not count.
  static var acceptedLabel: HTML { " <span class=\"tag note\">accepted</span>" }

  /// A column's heading.
  struct Column {
    let title: StaticString
    let isNumber: Bool

    static func text(_ title: StaticString) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: StaticString) -> Column { Column(title: title, isNumber: true) }
  }

  /// A table in a box of its own, in which it scrolls where the page is narrow.
  ///
  /// - Parameters:
  ///   - name: what the table holds, for who cannot see it.
  ///   - isLong: whether the script may filter, sort and page it.
  static func table(_ name: StaticString, _ columns: [Column], _ rows: [HTML], isLong: Bool = false) -> HTML {
    let heads: [HTML] = columns.map {
      $0.isNumber ? "<th scope=\"col\" class=\"n\">\($0.title)</th>" : "<th scope=\"col\">\($0.title)</th>"
    }
    return table(name: name, heads: heads, rows: rows, isLong: isLong)
  }

  /// A table of cells that were made before; it needs no name where a heading stands above it.
  static func table(name: StaticString = "Table", heads: [HTML], rows: [HTML], isLong: Bool = false) -> HTML {
    let start: HTML = isLong ? "<table data-long>" : "<table>"
    return """
      <div class="scroll" role="region" aria-label="\(name)" tabindex="0">\(start)<thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }
}
