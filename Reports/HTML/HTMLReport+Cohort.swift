internal import DICOM
internal import Findings

/// The files together: what contradicts, and how easily persons are told apart.
extension HTMLReport {
  /// The section; nothing if files were not compared.
  var cohortSection: HTML {
    guard let cohort = tally.cohort else { return "" }
    let rows: [HTML] = cohort.findings.map { one in
      let files: [HTML] = one.files.map { "\($0.description)<br>" }
      let more: HTML = one.fileCount > one.files.count ? "and \(one.fileCount - one.files.count) more" : ""
      return """
        <tr><td>\(HTML.label(one.finding.severity))</td><td>\(one.finding.message.description)<br>\
        <code>\(one.finding.check.description)</code></td><td class="path">\(files)\(more)</td></tr>

        """
    }
    let hidden = cohort.unlisted.values.reduce(0, +)
    let more: HTML =
      hidden > 0 ? "<p class=\"more\">\(hidden) more findings were counted and not listed.</p>\n" : ""
    let columns: [HTML.Column] = [.text("Result"), .text("What contradicts"), .text("Files")]
    let table: HTML =
      rows.isEmpty
      ? "<p>Nothing contradicts.</p>\n"
      : HTML.table("Contradictions between files", columns, rows, isLong: true)
    let unnamed: HTML =
      cohort.filesWithoutPatientID > 0
      ? """
       Of the files, \(cohort.filesWithoutPatientID) have no patient id, or a customary dummy for one; there each study \
      counts as a patient.
      """ : ""
    return """
      <section id="cohort"><h2>The data set as a whole</h2>
      <p>\(cohort.files) files of \(cohort.patients) patients, \(cohort.studies) studies, \(cohort.series) series, \
      \(cohort.instances) instances, compared with each other.\(unnamed)</p>
      \(table)\(more)\(cohort.risk.map { riskPart($0) } ?? "" as HTML)</section>

      """
  }

  private func riskPart(_ risk: RiskSummary) -> HTML {
    let criteria: [HTML] = RiskCriterion.all(risk).map {
      "<tr><td>\($0.name)</td><td>\($0.text)</td><td>\($0.notMeasured)</td></tr>\n"
    }
    let attributes: [HTML] = risk.attributes.map {
      """
      <tr><td>\($0.keyword.description)</td>\(HTML.cell($0.patients))\(HTML.cell($0.distinct))\(HTML.cell($0.unique))</tr>

      """
    }
    let pairs: [HTML] = risk.pairs.filter { $0.unique > 0 }.map {
      "<tr><td>\($0.first.description)</td><td>\($0.second.description)</td>\(HTML.cell($0.unique))</tr>\n"
    }
    let sensitive: [HTML] = risk.sensitive.map {
      """
      <tr><td>\($0.keyword.description)</td>\(HTML.cell($0.smallest))\(HTML.cell($0.patientsInHomogeneousClasses))</tr>

      """
    }
    func table(_ title: HTML, _ name: StaticString, _ columns: [HTML.Column], _ rows: [HTML]) -> HTML {
      rows.isEmpty ? "" : "<h4>\(title)</h4>\n\(HTML.table(name, columns, rows, isLong: true))"
    }
    return """
      <h3>Who can be told apart</h3>
      <p>By the attributes that the profile lets stay and that others may know of a person. \(risk.patients) patients are \
      in \(risk.classes) classes of patients who are alike; the smallest has \(risk.smallest) (k), and \
      \(risk.patientsBelow) patients (\(Wording.percent(risk.patientsBelow, of: risk.patients))) are in classes of fewer \
      than \(risk.threshold). These numbers are for a person who decides; they are no verdict.</p>
      \(HTML.table("Criteria of WP29 Opinion 05/2014", [.text("Criterion"), .text("Measured"), .text("Not measured")], criteria))\
      \(table("By one attribute", "By one attribute", [.text("Attribute"), .number("Patients"), .number("Distinct"), .number("Alone")], attributes))\
      \(table("By two attributes", "By two attributes", [.text("Attribute"), .text("Attribute"), .number("Alone")], pairs))\
      \(table("Sensitive attributes", "Sensitive attributes", [.text("Attribute"), .number("Fewest values in a class (l)"), .number("Patients who share one value")], sensitive))

      """
  }
}
