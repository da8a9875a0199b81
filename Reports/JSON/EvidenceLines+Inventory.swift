internal import DICOM
public import Findings

extension EvidenceLines {
  /// The values of all attributes, a line each, with how often they occur and for how many patients: what people who
  /// curate data sets look through.
  public static func inventory(_ inventory: Inventory) -> [UInt8] {
    var lines: [UInt8] = []
    for (attribute, use) in inventory.sorted {
      let values = use.values.sorted { left, right in
        left.value.occurrences != right.value.occurrences
          ? left.value.occurrences > right.value.occurrences
          : left.value.bytes.lexicographicallyPrecedes(right.value.bytes)
      }
      for (_, value) in values {
        var json = JSONText()
        json.beginObject()
        if let creator = attribute.creator { json.member("creator", creator.text) }
        json.member("hex", hexOf: value.bytes)
        json.member("inventory", attribute.shownTag)
        json.member("name", optional: use.name?.description)
        json.member("occurrences", value.occurrences)
        json.member("patients", value.patientCount)
        json.member("patientsAreMore", value.patientCount >= ValueUse.mostPatients)
        json.member("value", String(decoding: value.bytes, as: UTF8.self))
        json.endObject()
        json.lastLine()
        lines += json.bytes
      }
    }
    return lines
  }
}
