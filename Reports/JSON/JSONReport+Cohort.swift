internal import DICOM
internal import Findings

extension JSONText {
  /// Writes what the report says of the files together.
  mutating func cohort(_ cohort: CohortSummary) {
    key("cohort")
    beginObject()
    member("files", cohort.files)
    member("filesWithoutPatientID", cohort.filesWithoutPatientID)
    newLine()
    key("findings")
    beginArray()
    for one in cohort.findings {
      newLine()
      beginObject()
      member("fileCount", one.fileCount)
      member("files", one.files.map(\.description))
      key("finding")
      self.finding(one.finding)
      endObject()
    }
    endArray()
    newLine()
    member("instances", cohort.instances)
    member("patients", cohort.patients)
    if let risk = cohort.risk {
      newLine()
      self.risk(risk)
    }
    newLine()
    member("series", cohort.series)
    member("studies", cohort.studies)
    key("unlisted")
    beginArray()
    for (check, count) in cohort.unlisted.sorted(by: { $0.key < $1.key }) {
      beginObject()
      member("check", check.description)
      member("findings", count)
      endObject()
    }
    endArray()
    endObject()
  }

  private mutating func risk(_ risk: RiskSummary) {
    key("risk")
    beginObject()
    key("attributes")
    beginArray()
    for attribute in risk.attributes {
      beginObject()
      member("distinct", attribute.distinct)
      member("keyword", attribute.keyword.description)
      member("patients", attribute.patients)
      member("unique", attribute.unique)
      endObject()
    }
    endArray()
    member("classes", risk.classes)
    key("criteria")
    beginArray()
    for criterion in RiskCriterion.all(risk) {
      beginObject()
      member("criterion", criterion.name.description)
      member("notMeasured", criterion.notMeasured.description)
      member("text", criterion.text.description)
      endObject()
    }
    endArray()
    member("k", risk.smallest)
    key("pairs")
    beginArray()
    for pair in risk.pairs {
      beginObject()
      member("first", pair.first.description)
      member("second", pair.second.description)
      member("unique", pair.unique)
      endObject()
    }
    endArray()
    member("patients", risk.patients)
    member("patientsBelowThreshold", risk.patientsBelow)
    key("sensitive")
    beginArray()
    for one in risk.sensitive {
      beginObject()
      member("keyword", one.keyword.description)
      member("l", one.smallest)
      member("patientsInHomogeneousClasses", one.patientsInHomogeneousClasses)
      endObject()
    }
    endArray()
    member("threshold", risk.threshold)
    member("unique", risk.unique)
    endObject()
  }
}

extension JSONText {
  /// How many values of an attribute the report shows by their shapes.
  private static var mostValues: Int { 10 }

  /// Writes the shapes and counts of an attribute's common values.
  mutating func values(_ use: AttributeUse) {
    key("values")
    beginArray()
    for value in use.commonValues(JSONText.mostValues) {
      beginObject()
      member("occurrences", value.occurrences)
      member("patients", value.patientCount)
      member("patientsAreMore", value.patientCount >= ValueUse.mostPatients)
      member("shape", value.shape.description)
      endObject()
    }
    endArray()
  }
}
