internal import DICOM
internal import Findings

extension TerminalSummary {
  /// Says in two lines what the files are together and how easily persons are told apart; nothing if they were not
  /// compared, or there is one file.
  static func cohort(_ tally: Tally, _ page: inout TerminalPage) {
    guard let cohort = tally.cohort, cohort.files > 1 else { return }
    func number(_ number: Int) -> String { Wording.grouped(number, by: " ") }
    page.labelled(
      "Together",
      """
      \(number(cohort.patients)) patients, \(number(cohort.studies)) studies, \(number(cohort.series)) series; \
      \(cohort.count(of: .fail)) contradictions failing, \(cohort.count(of: .review)) to review
      """)
    guard let risk = cohort.risk, risk.patients > 1, !risk.attributes.isEmpty else { return }
    page.labelled(
      "Told apart",
      """
      \(number(risk.patientsBelow)) of \(number(risk.patients)) patients are alike with fewer than \
      \(risk.threshold) in what stays (k = \(risk.smallest))
      """)
  }
}
