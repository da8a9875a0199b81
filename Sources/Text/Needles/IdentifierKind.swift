/// What a value identifies by.
public enum IdentifierKind: String, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case personName, identifier, accessionNumber, birthDate, date, time, institution, address, telephone,
    electronicMail, station, age, other

  /// Whether it is a day.
  public var isDay: Bool { self == .birthDate || self == .date }

  /// The kind as messages name it.
  public var text: StaticString {
    switch self {
    case .personName: "a person's name"
    case .identifier: "an identifier"
    case .accessionNumber: "an accession number"
    case .birthDate: "a birth date"
    case .date: "a date"
    case .time: "a time"
    case .institution: "an institution"
    case .address: "an address"
    case .telephone: "a telephone number"
    case .electronicMail: "an e-mail address"
    case .station: "a station name"
    case .age: "an age"
    case .other: "an identifying value"
    }
  }

  /// The kind of a list's column, by its header: `name`, `Patient ID`, `birth_date`, `dob`, `accession` and so on.
  init(column name: String) {
    let letters = String(name.lowercased().filter { $0.isLetter })
    switch letters {
    case "id", "patientid", "mrn", "pid", "otherid", "otherpatientid", "studyid", "casenumber":
      self = .identifier
    case "birthdate", "dob", "dateofbirth", "patientbirthdate", "birthday", "patientsbirthdate":
      self = .birthDate
    case "accessionnumber", "accession", "accessionid": self = .accessionNumber
    case "institution", "institutionname", "hospital", "hospitalname", "clinic": self = .institution
    case "station", "stationname": self = .station
    case "age", "patientage": self = .age
    default:
      self =
        letters.hasSuffix("name")
        ? .personName
        : letters.hasSuffix("address") || letters == "street"
          ? .address
          : letters.contains("phone") || letters.hasPrefix("mobile") || letters.hasPrefix("fax")
            ? .telephone
            : letters.hasSuffix("mail")
              ? .electronicMail
              : letters.hasSuffix("date") ? .date : letters.hasSuffix("time") ? .time : .other
    }
    if letters.contains("mail") { self = .electronicMail }
  }
}
