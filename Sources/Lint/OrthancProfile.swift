internal import DICOM
internal import Rules

/// The body of Orthanc's `/anonymize`: `Keep`, `Remove` and `Replace` on top of the profile that `DicomVersion` names.
struct OrthancProfile: ToolConfiguration {
  /// Members that say how the request is run, not what is done with attributes.
  private static let ofTheRequest: Set<String> = [
    "Force", "KeepLabels", "KeepSource", "PrivateCreator", "Asynchronous", "Synchronous", "Priority",
    "Permissive",
    "Transcode", "LossyQuality", "UserData", "Resources", "Dicom",
  ]

  private var own: [Tag: Treatment] = [:]
  private var keepsPrivate = false
  private(set) var notes: [String] = []

  /// Reads the body of a request.
  init(_ bytes: [UInt8], file: String, tables: StandardTables) throws(LintError) {
    var version = "2023b"
    for (key, value) in try JSONValue.object(bytes, file: file).sorted(by: { $0.key < $1.key }) {
      func error(_ message: String) -> LintError {
        LintError(file: file, line: 0, message: "\(key): \(message)")
      }
      func tag(_ name: String) throws(LintError) -> Tag? {
        if name.contains(".") || name.contains("[") {
          notes.append("\(key) names an attribute in a sequence, which is not judged: \(name)")
          return nil
        }
        if let entry = tables.attribute(keyword: name) { return entry.tag }
        let digits = name.filter(\.isHexDigit)
        guard digits.count == 8, name.allSatisfy({ $0.isHexDigit || "-,() ".contains($0) }),
          let number = UInt32(digits, radix: 16)
        else { throw error("unknown attribute '\(name)'") }
        return Tag(rawValue: number)
      }
      switch (key, value) {
      case ("Keep", .list(let names)), ("Remove", .list(let names)):
        for name in names {
          guard case .text(let name) = name else { throw error("expected the names of attributes") }
          if let tag = try tag(name) { own[tag] = key == "Keep" ? .kept : .removed }
        }
      case ("Replace", .object(let values)):
        for name in values.keys.sorted() { if let tag = try tag(name) { own[tag] = .dummy } }
      case ("KeepPrivateTags", .flag(let keeps)): keepsPrivate = keeps
      case ("DicomVersion", .text(let text)): version = text
      case ("Keep", _), ("Remove", _), ("Replace", _), ("KeepPrivateTags", _), ("DicomVersion", _):
        throw error("expected another type of value")
      default:
        guard OrthancProfile.ofTheRequest.contains(key) else { throw error("unknown member") }
      }
    }
    guard version == "2023b" else {
      throw LintError(
        file: file, line: 0, message: "DicomVersion: only 2023b is known here, found '\(version)'")
    }
    notes.append(
      "Attributes that the request does not name are treated by Orthanc's own list of 2023b, taken here from Table "
        + "E.1-1 of 2023e.")
  }

  func treatment(of attribute: LintedAttribute) -> Treatment {
    let tag = attribute.tag
    if attribute.isPrivate { return keepsPrivate ? .kept : .removed }
    if let treatment = own[tag] { return treatment }
    // The patient gets a new name and number.
    if tag == .patientName || tag == .patientID { return .dummy }
    switch attribute.builtIn {
    case nil, .k?: return .untouched
    case .u?, .xzu?: return .newUID
    case .x?, .xz?, .xd?, .xzd?: return .removed
    // A dummy is an empty value there.
    case .z?, .d?, .zd?, .c?: return .emptied
    }
  }
}
