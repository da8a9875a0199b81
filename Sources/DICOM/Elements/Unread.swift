/// Why a range was not read as DICOM.
public enum UnreadReason: Equatable, Sendable {
  /// The file, or the item or sequence above, ends before the element does.
  case truncated(missing: Int)
  /// Not an element, an item or a delimiter where one is due.
  case malformed
  /// Deeper than ``Limits/nesting``.
  case nestingTooDeep
  /// More than ``Limits/elements``.
  case tooManyElements
  /// The system refused to read on.
  case system(SystemError)
  /// The data set is not a deflate stream from here on.
  case inflateFailed
  /// The data set inflates beyond a bound.
  case expansionLimit
}

/// A range of a file that was not read, and why. Empty where something is missing at its place.
public struct Unread: Equatable, Sendable {
  /// The range.
  public let range: Range<Int>
  /// Why.
  public let reason: UnreadReason
  /// The element that was being read, if its tag could be.
  public let tag: Tag?

  /// Makes a record of a range that was not read.
  public init(_ range: Range<Int>, _ reason: UnreadReason, tag: Tag? = nil) {
    self.range = range
    self.reason = reason
    self.tag = tag
  }
}

/// Something that the standard does not allow and that could be read all the same.
public enum Irregularity: Equatable, Sendable {
  /// The data set is not encoded as its transfer syntax says.
  case encodingDiffersFromTransferSyntax
  /// An element without VR in an explicit VR data set.
  case implicitElementInExplicit
  /// A delimiter with a length other than 0; the bytes that it announces are `Unread`.
  case delimiterWithLength
  /// A delimiter where none is due.
  case unexpectedDelimiter
  /// A value of odd length.
  case oddLength
  /// A sequence or item that announces more bytes than the sequence, item or file around it has.
  case lengthOverrun
  /// A VR of two letters that the standard does not have.
  case unknownVR
  /// File meta information whose group length is missing or wrong.
  case metaGroupLength
  /// File meta information without preamble.
  case missingPreamble
  /// A sequence or item of undefined length that has no delimiter.
  case missingDelimiter
}
