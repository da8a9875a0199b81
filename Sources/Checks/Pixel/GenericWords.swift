/// Words that stand in the names of many institutions, addresses and persons, and alone tell none of them.
enum GenericWords {
  private static let institution: Set<String> = [
    "HOSPITAL", "HOSPITALS", "HOSP", "CLINIC", "CLINICS", "KLINIK", "KLINIKUM", "KRANKENHAUS", "CLINIQUE",
    "HÔPITAL",
    "HOPITAL", "CLINICA", "MEDICAL", "MEDICINE", "CENTER", "CENTRE", "CTR", "CENTRO", "UNIVERSITY",
    "UNIVERSITÄT", "UNIV", "UNIVERSITE", "INSTITUTE", "INSTITUT", "FOUNDATION", "HEALTH", "HEALTHCARE",
    "CARE",
    "RADIOLOGY", "RADIOLOGIE", "IMAGING", "DIAGNOSTIC", "DIAGNOSTICS", "DEPARTMENT", "DEPT", "GENERAL",
    "REGIONAL",
    "NATIONAL", "CHILDREN", "CHILDRENS", "SURGICAL", "SURGERY", "ONCOLOGY", "CARDIOLOGY", "ULTRASOUND",
    "NUCLEAR",
    "EMERGENCY", "OUTPATIENT", "INPATIENT", "COMMUNITY", "CITY", "COUNTY", "STATE", "SAINT", "NORTH", "SOUTH",
    "EAST", "WEST", "GROUP", "SERVICES", "SERVICE", "SYSTEM", "SYSTEMS", "LABORATORY", "RESEARCH", "SCHOOL",
    "COLLEGE", "STUDY", "TRIAL", "PRIVATE", "PUBLIC", "ROOM", "FLOOR", "BUILDING", "SUITE", "WARD", "UNIT",
    "THE", "AND", "FOR", "OF",
  ]
  private static let address: Set<String> = [
    "STREET", "AVENUE", "ROAD", "LANE", "BOULEVARD", "BLVD", "DRIVE", "PLACE", "SQUARE", "COURT", "STRASSE",
    "STRAßE", "PLATZ", "ALLEE", "PLAZA", "CALLE", "STRAAT", "GERMANY", "UNITED", "STATES", "KINGDOM", "USA",
    "COUNTRY",
  ]
  /// Titles and particles of names.
  static let inNames: Set<String> = [
    "DR", "MD", "PHD", "PROF", "MR", "MRS", "MISS", "JR", "SR", "III", "VAN", "VON", "DER", "DEN", "DEL",
    "DOS",
    "DAS", "BIN", "IBN", "ABU", "ZUM", "ZUR", "LOS", "LAS", "THE", "AND", "SIR", "REV", "DIPL", "ING", "MED",
    "RTR", "RDMS", "BSC", "MSC", "FRCR",
  ]

  /// Whether a word alone tells no institution and no address.
  static func contains(_ word: String) -> Bool {
    let word = word.uppercased()
    return institution.contains(word) || address.contains(word)
  }
}
