internal import DICOM
internal import Rules
internal import Text

/// What the text of a field in a payload is by its shape.
enum PayloadValue {
  /// Nothing but blanks and NULs.
  static func isBlank(_ text: ArraySlice<UInt8>) -> Bool { text.allSatisfy { $0 <= 0x20 } }

  /// One character again and again, as anonymizers write over a value to keep its length, or only zeros and marks.
  static func isDummy(_ text: ArraySlice<UInt8>) -> Bool {
    let inner = text.trimmed(for: .lo)
    guard let first = inner.first else { return true }
    return inner.count > 1 && inner.allSatisfy { $0 == first }
      || inner.allSatisfy { [0x30, 0x2E, 0x2D, 0x20, 0x3A, 0x5E].contains($0) }
  }

  /// The runs of numbers and points that are UIDs of instances: 64 characters at most, and four points at least or
  /// the root of UUIDs, below which there is one arc.
  static func uids(in text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard text.count >= 10 else { return [] }
    return text.split { $0 != 0x2E && !(0x30...0x39).contains($0) }.filter { run in
      run.count >= 10 && run.count <= 64 && run.first != 0x2E
        && (run.count { $0 == 0x2E } >= 4 || run.count >= 20 && run.starts(with: "2.25.".utf8))
    }
  }

  /// Whether there are two letters beside each other.
  static func hasWords(_ text: ArraySlice<UInt8>) -> Bool {
    var wasLetter = false
    for byte in text {
      let isLetter = (0x41...0x5A).contains(byte & 0xDF) || byte > 0x7F
      if isLetter, wasLetter { return true }
      wasLetter = isLetter
    }
    return false
  }

  /// A name of the table with the short numbers that the file has in place of its `#`: `tReferenceImage0`.
  static func name(_ known: PublicName, _ bytes: ArraySlice<UInt8>) -> PublicName {
    let pattern = known.description
    guard pattern.contains("#") else { return known }
    let runs = bytes.split { !(0x30...0x39).contains($0) }
    // A number of four digits may be a year, and a longer one a number of somebody's.
    guard runs.allSatisfy({ $0.count <= 3 }), runs.count == pattern.count(where: { $0 == "#" }) else {
      return known
    }
    var name = ""
    var next = runs.startIndex
    for character in pattern {
      if character == "#" {
        name += String(decoding: runs[next], as: UTF8.self)
        next += 1
      } else {
        name.append(character)
      }
    }
    return PublicName(fromTable: name)
  }
}

/// The items of a sequence that a value holds without saying so.
enum DataSetItems {
  /// The contents of items of defined length, one after the other; one of undefined length reaches to the end.
  static func contents(of bytes: [UInt8]) -> [[UInt8]] {
    var contents: [[UInt8]] = []
    var offset = 0
    while offset + 8 <= bytes.count, bytes[offset..<offset + 4].elementsEqual([0xFE, 0xFF, 0x00, 0xE0]) {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[offset + 4 + $1]) << (8 * $1) }
      let start = offset + 8
      let end = length == 0xFFFF_FFFF ? bytes.count : min(bytes.count, start + length)
      contents.append(Array(bytes[start..<end]))
      offset = end
    }
    return contents
  }
}

extension PayloadKind {
  /// Whether it is a DICOM file, data set or items.
  var isDataSet: Bool {
    switch self {
    case .dicomFile, .dicomExplicit, .dicomExplicitBigEndian, .dicomImplicit, .dicomItems: true
    default: false
    }
  }
}

extension UnopenedReason {
  /// The reason in words.
  var name: PublicName {
    switch self {
    case .nestedTooDeep: "it is nested too deep"
    case .growsTooLong: "it unpacks to more than the bound"
    case .tooManyFields: "it has more fields than the bound"
    case .truncated: "it ends before it should"
    case .malformed: "it is not what its beginning says"
    case .unsupported: "there is no reader for it"
    case .encrypted: "it needs a password"
    }
  }
}

extension PayloadFieldMeaning.Content {
  /// Whether it names the patient by itself.
  var isDirect: Bool {
    switch self {
    case .patientName, .patientID, .birthDate, .phone: true
    default: false
    }
  }
}

extension TextDetector {
  /// Whether what it finds belongs to a person, wherever it stands.
  var isOfPersons: Bool {
    switch self {
    case .personName, .phone, .email, .postalAddress, .recordNumber, .nationalNumber, .reversible: true
    case .date, .time, .age, .url, .networkAddress, .deviceNumber, .certificate, .institution, .filePath:
      false
    }
  }
}
