extension IdentifierKind {
  /// The kind of a text attribute, by the words of its keyword.
  public init(keyword: String) {
    let words: [(IdentifierKind, [String])] = [
      (.accessionNumber, ["AccessionNumber"]), (.telephone, ["Telephone", "Phone", "Telecom"]),
      (.address, ["Address"]), (.station, ["Station", "MachineName", "AETitle", "AEValue"]),
      (.institution, ["Institution", "Organization", "CenterName", "SponsorName", "SiteName", "Location"]),
      (.identifier, ["ID", "Identifier", "Identification", "Number", "Locator"]),
    ]
    self = words.first { $0.1.contains { keyword.contains($0) } }?.0 ?? .other
  }
}
