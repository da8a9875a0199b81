/// What a value identifies by.
public enum IdentifierKind: String, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case personName, identifier, accessionNumber, birthDate, date, time, institution, address, telephone,
    electronicMail, station, age, other

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

  /// The kind of a text attribute, by the words of its keyword.
  init(keyword: String) {
    let words: [(IdentifierKind, [String])] = [
      (.accessionNumber, ["AccessionNumber"]), (.telephone, ["Telephone", "Phone", "Telecom"]),
      (.address, ["Address"]), (.station, ["Station", "MachineName", "AETitle", "AEValue"]),
      (.institution, ["Institution", "Organization", "CenterName", "SponsorName", "SiteName", "Location"]),
      (.identifier, ["ID", "Identifier", "Identification", "Number", "Locator"]),
    ]
    self = words.first { $0.1.contains { keyword.contains($0) } }?.0 ?? .other
  }
}
