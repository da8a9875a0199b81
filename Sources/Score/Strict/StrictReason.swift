/// Why a check fails by the strict score.
public enum StrictReason: String, Sendable, CaseIterable {
  /// The official score fails it as well.
  case official = "fails-officially"
  /// There is no file for the original.
  case missingFile = "missing-file"
  /// Several files have the instance's UID.
  case severalFiles = "several-files"
  /// The check cannot be carried out on what the key or the file holds.
  case errored = "errored"
  /// The pictures could not all be looked at.
  case notRead = "not-read"
  /// The element that was to be replaced is not there.
  case absent = "absent"
  /// The value that was to be replaced is empty.
  case emptied = "emptied"
  /// What should be a date is none.
  case noDate = "no-date"
  /// The date is shifted by another number of days than the patient's others, or by none.
  case otherOffset = "other-offset"
  /// The patient's dates show no common offset.
  case noOffset = "no-offset"
  /// The map gives several originals the same new identifier.
  case sharedIdentifier = "shared-identifier"
  /// Text of the key is to be read outside of its box.
  case textElsewhere = "text-elsewhere"

  /// The reason in words.
  public var text: StaticString {
    switch self {
    case .official: "fails officially"
    case .missingFile: "the file is missing"
    case .severalFiles: "several files have the instance's UID"
    case .errored: "the check cannot be carried out"
    case .notRead: "the pictures could not all be read"
    case .absent: "the element is gone"
    case .emptied: "the value is empty"
    case .noDate: "not a date"
    case .otherOffset: "not shifted by the patient's offset"
    case .noOffset: "the patient's dates have no common offset"
    case .sharedIdentifier: "several originals have this new identifier"
    case .textElsewhere: "the text stands outside of the box"
    }
  }
}

/// What the strict score says of a check.
enum StrictResult: Equatable, Sendable {
  case passed
  case failed(StrictReason)
  /// A date, shifted by so many days; whether that is the patient's offset is known when all files are read.
  case shifted(days: Int)
}
