/// One entry of the account of a file: what a range of bytes is.
public struct LedgerEntry: Sendable {
  /// What the range is, in one word: `preamble`, `element`, `item`, `fragment`, `unread` …
  public let kind: StaticString
  /// The path of the element, or of the sequence for items and fragments; nil outside of elements.
  public let path: ElementPath?
  /// The element's VR in force, if it is an element.
  public let vr: VR?
  /// The range of the header; for what has none, the whole range.
  public let header: Range<Int>
  /// The range of the value.
  public let value: Range<Int>
  /// The length that the header announces; nil if it is undefined or there is none.
  public let announcedLength: Int?
  /// Whether offsets are in the data set's inflated stream.
  public let isInflated: Bool
}

/// Follows a reader through a file and accounts for every byte.
///
/// The entries follow one another without gap or overlap: ``gaps`` counts where they do not, and is 0 for every
/// input.
public struct Ledger {
  private var steps: [ElementPath.Step] = []
  private var items: [Int] = []
  private var expected = 0
  /// How many times an entry did not begin where the one before ended.
  public private(set) var gaps = 0
  /// Bytes accounted for, in the file and in the inflated stream together.
  public private(set) var accounted = 0

  /// An account without entries.
  public init() {}

  /// Whether every byte of the file was accounted for.
  public func isComplete(_ reader: borrowing FileReader) -> Bool {
    guard gaps == 0 else { return false }
    guard let deflated = reader.deflated else { return accounted == reader.lengthInBytes }
    return accounted == reader.lengthInBytes - deflated.range.count + deflated.inflatedInBytes
  }

  /// What stands before the first step: preamble and prefix, or all of a file that is not DICOM.
  public mutating func begin(_ reader: borrowing FileReader) -> [LedgerEntry] {
    switch reader.content {
    case .empty: return []
    case .notDICOM: return [entry("not-dicom", 0..<reader.lengthInBytes)]
    case .part10, .bareDataSet:
      let parts: [(StaticString, Range<Int>)] = [
        ("preamble", reader.preamble), ("prefix", reader.preamble.upperBound..<reader.start),
      ]
      return parts.filter { !$0.1.isEmpty }.map { entry($0.0, $0.1) }
    }
  }

  /// The entry of a step; nil for steps without bytes.
  public mutating func add(_ event: ReaderEvent, of reader: borrowing FileReader) -> LedgerEntry? {
    if reader.isInDataSet, let deflated = reader.deflated, !isInflated { enter(deflated, reader) }
    switch event {
    case .element(let element): return entry("element", element)
    case .sequenceBegin(let element):
      let made = entry("sequence", element)
      items.append(-1)
      sequences.append(element.tag)
      return made
    case .itemBegin(let header):
      items[items.count - 1] += 1
      steps.append(ElementPath.Step(sequences[sequences.count - 1], item: items[items.count - 1]))
      return entry("item", header)
    case .itemEnd(let delimiter):
      let made = entry("item-end", delimiter)
      steps.removeLast()
      return delimiter.isEmpty ? nil : made
    case .sequenceEnd(let delimiter):
      items.removeLast()
      sequences.removeLast()
      return delimiter.isEmpty ? nil : entry("sequence-end", delimiter)
    case .fragmentsBegin(let element):
      let made = entry("fragments", element)
      sequences.append(element.tag)
      return made
    case .fragment(let header, let value):
      return entry("fragment", header, value, path: ElementPath(steps, sequences[sequences.count - 1]))
    case .fragmentsEnd(let delimiter):
      sequences.removeLast()
      return delimiter.isEmpty ? nil : entry("fragments-end", delimiter)
    case .strayDelimiter(let range): return entry("stray-delimiter", range)
    case .trailing(let range, let isZero): return entry(isZero ? "zero-padding" : "trailing", range)
    case .unread(let unread): return entry("unread", unread.range)
    case .irregular: return nil
    }
  }

  private var sequences: [Tag] = []
  private var isInflated = false

  /// Steps over the deflate stream, which is accounted for by what it inflates to, and then into the inflated data.
  private mutating func enter(
    _ deflated: FileReader.Deflated, _ reader: borrowing FileReader
  ) {
    if expected == deflated.range.lowerBound { expected = deflated.range.upperBound }
    guard reader.isInInflated else { return }
    if expected != reader.lengthInBytes { gaps += 1 }
    isInflated = true
    expected = 0
  }

  private mutating func entry(_ kind: StaticString, _ element: Element) -> LedgerEntry {
    account(element.range)
    return LedgerEntry(
      kind: kind, path: ElementPath(steps, element.tag), vr: element.vr, header: element.header,
      value: element.value,
      announcedLength: element.hasUndefinedLength ? nil : element.announcedLength ?? element.value.count,
      isInflated: isInflated)
  }

  private mutating func entry(
    _ kind: StaticString, _ header: Range<Int>, _ value: Range<Int>? = nil, path: ElementPath? = nil
  ) -> LedgerEntry {
    let value = value ?? header.upperBound..<header.upperBound
    account(header.lowerBound..<value.upperBound)
    return LedgerEntry(
      kind: kind, path: path, vr: nil, header: header, value: value,
      announcedLength: path == nil ? nil : value.count, isInflated: isInflated)
  }

  private mutating func account(_ range: Range<Int>) {
    if range.lowerBound != expected { gaps += 1 }
    expected = range.upperBound
    accounted += range.count
  }
}
