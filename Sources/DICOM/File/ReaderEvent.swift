/// A step of the reader through a data set. The ranges of all steps together are the whole data set, in order.
public enum ReaderEvent: Sendable {
  /// An element with a value, or without one.
  case element(Element)
  /// The header of a sequence; its items follow.
  case sequenceBegin(Element)
  /// The header of an item; its elements follow.
  case itemBegin(header: Range<Int>)
  /// The end of an item; the delimiter's range, empty for an item of defined length.
  case itemEnd(delimiter: Range<Int>)
  /// The end of a sequence; the delimiter's range, empty for a sequence of defined length.
  case sequenceEnd(delimiter: Range<Int>)
  /// The header of encapsulated pixel data; the fragments follow, the first is the Basic Offset Table.
  case fragmentsBegin(Element)
  /// A fragment.
  case fragment(header: Range<Int>, value: Range<Int>)
  /// The end of the fragments; the delimiter's range.
  case fragmentsEnd(delimiter: Range<Int>)
  /// A delimiter that stands where none is due.
  case strayDelimiter(Range<Int>)
  /// Bytes after the last element that are not elements.
  case trailing(Range<Int>, isZero: Bool)
  /// Bytes that could not be read.
  case unread(Unread)
  /// Something unlawful about the step that follows.
  case irregular(Irregularity, at: Range<Int>)
}

/// One step of a file for those who only want its elements and values. Irregularities are passed over.
public enum ReaderStep: Sendable {
  /// ``FileReader/element`` is an element with a value or without one, the header of a sequence, or the header of
  /// encapsulated pixel data.
  case element, sequenceBegin, fragmentsBegin
  /// An item, or the sequence, begins or ends.
  case itemBegin, itemEnd, sequenceEnd
  /// A fragment; the first is the Basic Offset Table.
  case fragment(value: Range<Int>)
  /// The end of the fragments; the delimiter's range.
  case fragmentsEnd(delimiter: Range<Int>)
  /// Bytes that could not be read.
  case unread
}
