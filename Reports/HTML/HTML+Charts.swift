internal import Findings

/// Charts as inline SVG beside their numbers: who cannot see them reads the table that they stand in.
extension HTML {
  /// A part of a bar: its class in the style sheet, and how much it is.
  struct BarPart {
    let kind: HTML.StyleName
    let amount: Int
  }

  /// A bar of which 1000 units are `most`; a part that is not empty is seen, however small.
  static func bar(_ parts: [BarPart], of most: Int) -> HTML {
    var x = 0
    var shapes: [HTML] = []
    for part in parts where part.amount > 0 && most > 0 {
      let width = min(1_000 - x, max(4, Int(Double(part.amount) * 1_000 / Double(most))))
      shapes.append(
        """
        <rect class="\(part.kind)" x="\(String(x))" height="10" width="\(String(width))"/>
        """)
      x += width
    }
    return """
      <svg class="line" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\(shapes)</svg>
      """
  }

  /// A cell of a heat map: a number upon a ground that is the darker the larger its share is.
  static func heat(_ number: Int, of whole: Int, _ kind: StyleName) -> HTML {
    guard number > 0, whole > 0 else { return "<td class=\"n zero\">0</td>" }
    let share = Double(min(number, whole)) / Double(whole)
    let hundredths = max(8, Int(share * 50))
    return """
      <td class="n heat"><svg viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="\(kind)" width="10" height="10" fill-opacity="\(String(Double(hundredths) / 100))"/></svg>\
      <span>\(number)</span></td>
      """
  }
}
