internal import DICOM
internal import Findings

extension CheckReport {
  /// Reports a range that the reader could not read.
  mutating func gap(_ unread: Unread) {
    let place = Place.bytes(unread.range)
    let length = unread.range.count
    switch unread.reason {
    case .truncated(let missing):
      gap(
        .truncated, at: place, lengthInBytes: length,
        "The file ends \(missing) bytes before the element does.")
    case .malformed:
      gap(.malformed, at: place, lengthInBytes: length, "No element, item or delimiter stands here.")
    case .nestingTooDeep:
      gap(
        .nestingTooDeep, at: place, lengthInBytes: length, "Nested deeper than \(Limits.nesting) sequences.")
    case .tooManyElements:
      gap(.tooManyElements, at: place, lengthInBytes: length, "More than \(Limits.elements) elements.")
    case .system(let error):
      gap(
        .cannotRead, at: place, lengthInBytes: length,
        "The system refused: \(PublicName(fromTable: error.text)).")
    case .inflateFailed:
      gap(.inflateFailed, at: place, lengthInBytes: length, "No deflate stream from here on.")
    case .expansionLimit:
      gap(.expansionLimit, at: place, lengthInBytes: length, "The data set inflates beyond the bound.")
    }
  }
}
