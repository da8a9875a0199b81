/// The kinds of things that are looked for in a text. Each is a check of its own.
public enum TextDetector: UInt8, CaseIterable, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case personName, date, time, age, phone, email, url, networkAddress, postalAddress, recordNumber
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case nationalNumber, deviceNumber, certificate, institution, filePath, reversible

  /// The id of the check, such as `text.person-name`.
  public var id: StaticString {
    switch self {
    case .personName: "text.person-name"
    case .date: "text.date"
    case .time: "text.time"
    case .age: "text.age"
    case .phone: "text.phone"
    case .email: "text.email"
    case .url: "text.url"
    case .networkAddress: "text.network-address"
    case .postalAddress: "text.postal-address"
    case .recordNumber: "text.record-number"
    case .nationalNumber: "text.national-number"
    case .deviceNumber: "text.device-number"
    case .certificate: "text.certificate"
    case .institution: "text.institution"
    case .filePath: "text.file-path"
    case .reversible: "text.reversible"
    }
  }
}

/// What the shape of a detected text is, where that says more than the detector.
public enum TextShape: UInt8, CaseIterable, Sendable {
  // Names.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case titledName, componentName, fullName, initialedName, labelledName, birthName, singleName,
    ideographicName
  // Dates.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case compactDate, numericDate, namedMonth, dateInWords, otherCalendar, unixSeconds
  // Contact.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case street, postalCode, internetAddress, hardwareAddress
  // National numbers, by the country's ISO 3166 code and the number's name.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case usSSN, gbNHS, gbNINO, nlBSN, frNIR, deSteuerID, deKVNR, esDNI, esNIE, itCodiceFiscale, seNumber,
    noNumber
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case dkCPR, fiHETU, beNumber, chAHV, plPESEL, ptNIF, czRC, trNumber, brCPF, cnNumber, inAadhaar, auMedicare
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case auTFN, caSIN, jpMyNumber, roCNP, krRRN, zaNumber, mxCURP
  // Devices.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case gs1UDI, hibcUDI, vehicleNumber, serialNumber
  // Encodings.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case fernet, jsonWebToken, base64, hexadecimal, rot13
}

/// How sure a detection is.
public enum TextCertainty: UInt8, Comparable, Sendable {
  /// It may be: a person must look.
  case review
  /// It is.
  case fail

  /// Orders by sureness.
  public static func < (left: TextCertainty, right: TextCertainty) -> Bool { left.rawValue < right.rawValue }
}

/// Something found in a text.
public struct Detection: Equatable, Sendable {
  /// What kind of thing it is.
  public let detector: TextDetector
  /// Where it stands, in bytes of the text.
  public let range: Range<Int>
  /// How sure it is.
  public let certainty: TextCertainty
  /// Its shape, where that says more than the detector.
  public let shape: TextShape?

  /// A detection of those parts.
  public init(detector: TextDetector, range: Range<Int>, certainty: TextCertainty, shape: TextShape?) {
    self.detector = detector
    self.range = range
    self.certainty = certainty
    self.shape = shape
  }
}

/// What a text is, as far as its place tells.
public enum TextContext: UInt8, CaseIterable, Sendable {
  /// Written by a person: comments, histories, reports.
  case freeText
  /// A study's or series' description, or a label.
  case descriptor
  /// The name of a protocol, sequence, coil or kernel.
  case protocolName
  /// A value of VR PN.
  case personName
  /// What equipment says of itself: model, version, serial number.
  case deviceText
  /// A coded value or a defined term.
  case code
  /// An identifier: what it is, its place tells already.
  case identifier
  /// A file's or folder's name.
  case path
  /// A field of a vendor's payload, or a private element.
  case payloadField
}
