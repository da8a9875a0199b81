internal import DICOM
internal import Findings

/// One of the three criteria of Opinion 05/2014 of the Article 29 Working Party, with what was measured for it.
struct RiskCriterion {
  /// The criterion.
  let name: StaticString
  /// What was measured, in a sentence.
  let text: Phrase
  /// What no program can measure in the files.
  let notMeasured: StaticString

  /// The three, in the order of the opinion.
  static func all(_ risk: RiskSummary) -> [RiskCriterion] {
    let names = risk.attributes.map(\.keyword.description).joined(separator: ", ")
    let alone: Phrase =
      risk.attributes.isEmpty
      ? "No attribute that others may know of a person stays."
      : """
      \(risk.unique) of \(risk.patients) patients are alone with their values of \(names); the smallest class has \
      \(risk.smallest), and \(risk.patientsBelow) patients are in classes below \(risk.threshold).
      """
    let strongest = risk.attributes.filter { $0.unique > 0 }.sorted { $0.unique > $1.unique }.first
    let pair = risk.pairs.first { $0.unique > 0 }
    let link: Phrase =
      switch (strongest, pair) {
      case (let one?, let two?):
        """
        \(one.keyword) alone tells \(one.unique) patients apart, \(two.first) and \(two.second) together \(two.unique).
        """
      case (let one?, nil): "\(one.keyword) alone tells \(one.unique) patients apart."
      case (nil, let two?): "\(two.first) and \(two.second) together tell \(two.unique) patients apart."
      case (nil, nil): "No single attribute and no pair tells a patient apart."
      }
    let homogeneous = risk.sensitive.filter { $0.patientsInHomogeneousClasses > 0 }
    let smallest = risk.sensitive.map(\.smallest).min() ?? 0  // of none nothing is said
    let inference: Phrase =
      risk.sensitive.isEmpty
      ? "No sensitive attribute stays."
      : """
      Of \(risk.sensitive.count) sensitive attributes, \(homogeneous.count) have one value in a class of several \
      patients; the smallest number of values in a class is \(smallest).
      """
    return [
      RiskCriterion(
        name: "singling out", text: alone,
        notMeasured: "What outsiders know of a person, and what pictures show."),
      RiskCriterion(
        name: "linkability", text: link,
        notMeasured: "Other data sets in which the same persons are."),
      RiskCriterion(
        name: "inference", text: inference,
        notMeasured: "What can be concluded from the pictures themselves."),
    ]
  }
}
