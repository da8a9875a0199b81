/// Reads one file: preamble, file meta information, data set. PS3.10 section 7.
///
/// `next()` gives the steps in the order of the file. Ranges are offsets in the file; in a deflated data set those
/// of the data set are offsets in the inflated stream.
public struct FileReader: ~Copyable {
  /// What a file turned out to be.
  public enum Content: Equatable, Sendable {
    /// Preamble, `DICM` and file meta information.
    case part10
    /// A data set without preamble, with or without file meta information.
    case bareDataSet
    /// Something else.
    case notDICOM(ContentKind)
    /// No bytes at all.
    case empty
  }

  /// A deflated data set.
  public struct Deflated: Equatable, Sendable {
    /// The range of the deflate stream in the file.
    public let range: Range<Int>
    /// The inflated length in bytes.
    public let inflatedInBytes: Int
  }

  private enum Phase { case meta, dataSet, done }

  /// What the file is.
  public let content: Content
  /// The length of the file in bytes.
  public let lengthInBytes: Int
  /// The range of the preamble, 128 bytes; empty if there is none.
  public let preamble: Range<Int>
  /// Where the file meta information begins, or the data set if there is none.
  public let start: Int
  /// The encoding of the data set, once the reader is in it.
  public private(set) var transferSyntax: TransferSyntax?
  /// The deflated data set, once the reader is in it, if it is one.
  public private(set) var deflated: Deflated?
  /// Whether the step that `next()` gave last belongs to the data set, not to the file meta information.
  public private(set) var isInDataSet = false

  /// Whether the step that `next()` gave last stands in the inflated stream.
  public private(set) var isInInflated = false

  /// The element that ``step()`` came to last.
  public private(set) var element = Element.none

  private let source: any RangeSource
  private var inflater: (any RangeSource)?
  private let dictionary: any VRDictionary
  private var reader: DataSetReader
  private var phase: Phase
  private var syntaxUID: [UInt8]?
  private var announcedMetaEnd: Int?
  private var queue: [ReaderEvent] = []

  /// Begins to read an open file.
  public init(_ file: FileBytes, dictionary: any VRDictionary) {
    self.init(file, length: file.state.lengthInBytes, dictionary: dictionary, reusing: [])
  }

  /// Begins to read an open file into the buffer of the reader before.
  ///
  /// - Parameter buffer: what ``takeBuffer()`` gave; empty from now on, since a buffer that two hold would be copied.
  public init(_ file: FileBytes, dictionary: any VRDictionary, reusing buffer: inout [UInt8]) {
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    self.init(file, length: file.state.lengthInBytes, dictionary: dictionary, reusing: consume taken)
  }

  /// Begins to read bytes in memory.
  public init(_ bytes: [UInt8], dictionary: any VRDictionary) {
    self.init(MemoryBytes(bytes), length: bytes.count, dictionary: dictionary, reusing: [])
  }

  init(
    _ source: any RangeSource, length: Int, dictionary: any VRDictionary, reusing buffer: consuming [UInt8]
  ) {
    self.init(source, ByteWindow(source, length: length, reusing: buffer), dictionary: dictionary)
  }

  private init(_ source: any RangeSource, _ first: consuming ByteWindow, dictionary: any VRDictionary) {
    self.source = source
    self.dictionary = dictionary
    var window = first
    let length = window.length
    lengthInBytes = length
    let prefix = FileReader.prefix(&window, length)
    preamble = prefix.preamble
    start = prefix.start
    let isMeta = FileReader.isMeta(&window, at: prefix.start, length)
    if length == 0 {
      content = .empty
      phase = .done
    } else if prefix.hasMagic {
      content = .part10
      phase = .meta
    } else if isMeta {
      content = .bareDataSet
      phase = .meta
    } else if let syntax = FileReader.bareSyntax(source, length, dictionary) {
      content = .bareDataSet
      phase = .dataSet
      transferSyntax = syntax
    } else {
      let beginning = 0..<min(length, 64)
      content = .notDICOM(ContentKind(of: window.load(beginning) ? window.slice(beginning) : []))
      phase = .done
    }
    let syntax = transferSyntax ?? .explicitLittleEndian
    reader = DataSetReader(
      window, range: prefix.start..<length, syntax: syntax, dictionary: dictionary,
      readsOnlyGroup: phase == .meta ? 0x0002 : nil)
    if phase == .meta, !prefix.hasMagic || prefix.preamble.isEmpty {
      queue.append(.irregular(.missingPreamble, at: 0..<prefix.start))
    }
  }

  /// Where the values of the data set lie, for reading them later. The file itself until the reader is in a deflated
  /// data set.
  public var values: ValueSource {
    ValueSource(inflater ?? source, length: deflated?.inflatedInBytes ?? lengthInBytes)
  }

  /// Gives the buffer back, for the next file.
  public mutating func takeBuffer() -> [UInt8] { reader.takeWindow().bytes }

  /// Another reader at the beginning of the same file.
  public func restarted() -> FileReader {
    // Mostly the beginning is still there.
    if inflater == nil, reader.window.start == 0, reader.window.count > 0 {
      return FileReader(source, reader.window, dictionary: dictionary)
    }
    return FileReader(source, length: lengthInBytes, dictionary: dictionary, reusing: [])
  }

  /// A reader of a file or data set that a value holds. Its offsets count from the beginning of the value.
  public func reader(of value: Range<Int>) -> FileReader {
    FileReader(
      SubrangeSource(inflater ?? source, value), length: value.count, dictionary: dictionary, reusing: [])
  }

  /// The bytes of the preamble.
  public mutating func preambleBytes() -> ArraySlice<UInt8>? { reader.bytes(of: preamble) }

  /// See ``DataSetReader/value(of:)``.
  public mutating func value(of element: Element) -> ArraySlice<UInt8>? { reader.value(of: element) }

  /// The value of ``element``; see ``DataSetReader/value(of:)``.
  public mutating func valueOfElement() -> ArraySlice<UInt8>? { reader.value(of: element) }

  /// SHA-256 of a range of the file or data set that the reader is in; nil if the file ends before it does.
  public mutating func sha256(of range: Range<Int>) -> String? { reader.sha256(of: range) }

  /// The first bytes of a range of the file or data set that the reader is in, at most 64.
  public mutating func beginning(of range: Range<Int>) -> ArraySlice<UInt8>? { reader.beginning(of: range) }

  /// The next step; nil at the end of the file.
  public mutating func next() -> ReaderEvent? {
    while true {
      if !queue.isEmpty { return queue.removeFirst() }
      switch phase {
      case .done: return nil
      case .dataSet:
        isInDataSet = true
        isInInflated = deflated != nil
        if let event = reader.next() { return event }
        phase = .done
      case .meta:
        guard let event = reader.next() else {
          beginDataSet()
          continue
        }
        if case .element(let element) = event { note(element) }
        return event
      }
    }
  }

  /// The next step, for those who only want elements and values; nil at the end of the file. Elements are left in
  /// ``element``, where nobody has to copy them.
  public mutating func step() -> ReaderStep? {
    while true {
      if phase == .dataSet, queue.isEmpty, reader.readUsualElement(into: &element) {
        isInDataSet = true
        isInInflated = deflated != nil
        return .element
      }
      guard let event = next() else { return nil }
      switch event {
      case .element(let element):
        self.element = element
        return .element
      case .sequenceBegin(let element):
        self.element = element
        return .sequenceBegin
      case .fragmentsBegin(let element):
        self.element = element
        return .fragmentsBegin
      case .itemBegin: return .itemBegin
      case .itemEnd: return .itemEnd
      case .sequenceEnd: return .sequenceEnd
      case .fragment(_, let value): return .fragment(value: value)
      case .fragmentsEnd(let delimiter): return .fragmentsEnd(delimiter: delimiter)
      case .unread: return .unread
      case .strayDelimiter, .trailing, .irregular: continue
      }
    }
  }

  /// Keeps what the file meta information says about the data set.
  private mutating func note(_ element: Element) {
    switch element.tag {
    case .transferSyntaxUID:
      guard let value = reader.value(of: element) else { return }
      syntaxUID = Array(value.prefix { $0 != 0 && $0 != 0x20 })
    case .fileMetaInformationGroupLength:
      guard let value = reader.value(of: element), value.count == 4 else { return }
      announcedMetaEnd = element.range.upperBound + value.reversed().reduce(0) { $0 << 8 | Int($1) }
    default: break
    }
  }

  /// Goes from the file meta information to the data set.
  private mutating func beginDataSet() {
    let begin = reader.offset
    phase = .dataSet
    isInDataSet = true
    if announcedMetaEnd != begin { queue.append(.irregular(.metaGroupLength, at: start..<begin)) }
    var window = reader.takeWindow()
    let declared = syntaxUID.map { TransferSyntax(uid: $0[...]) }
    let inForce = FileReader.inForce(&window, at: begin, declared: declared)
    transferSyntax = inForce
    if declared == nil || declared?.isExplicitVR != inForce.isExplicitVR
      || declared?.isBigEndian != inForce.isBigEndian
    {
      queue.append(.irregular(.encodingDiffersFromTransferSyntax, at: begin..<begin))
    }
    guard inForce.isDeflated, begin < lengthInBytes else {
      reader = DataSetReader(window, range: begin..<lengthInBytes, syntax: inForce, dictionary: dictionary)
      return
    }
    inflate(begin..<lengthInBytes, inForce, window)
  }

  private mutating func inflate(_ range: Range<Int>, _ syntax: TransferSyntax, _ taken: consuming ByteWindow)
  {
    var window = taken
    let inflater = Inflater(source, range: range)
    let survey: Inflater.Survey
    do {
      survey = try inflater.survey()
    } catch {
      queue.append(.unread(Unread(range, .system(error))))
      reader = DataSetReader(
        window, range: range.upperBound..<range.upperBound, syntax: syntax, dictionary: dictionary)
      return
    }
    var end = range.lowerBound + survey.deflatedInBytes
    // One zero may pad the stream to an even length. PS3.5 section A.5.
    if survey.end == .complete, range.upperBound - end == 1, window.load(end..<range.upperBound),
      window.slice(end..<range.upperBound).first == 0
    {
      end = range.upperBound
    }
    deflated = Deflated(range: range.lowerBound..<end, inflatedInBytes: survey.inflatedInBytes)
    switch survey.end {
    case .complete:
      if end < range.upperBound { queue.append(.unread(Unread(end..<range.upperBound, .malformed))) }
    case .corrupt: queue.append(.unread(Unread(end..<range.upperBound, .inflateFailed)))
    case .truncated: queue.append(.unread(Unread(end..<range.upperBound, .truncated(missing: 0))))
    case .tooLong: queue.append(.unread(Unread(end..<range.upperBound, .expansionLimit)))
    }
    let buffer = window.bytes
    self.inflater = inflater
    reader = DataSetReader(
      ByteWindow(inflater, length: survey.inflatedInBytes, reusing: buffer),
      range: 0..<survey.inflatedInBytes, syntax: syntax, dictionary: dictionary)
  }
}

// MARK: recognising content

extension FileReader {
  private struct Prefix {
    let preamble: Range<Int>
    let start: Int
    let hasMagic: Bool
  }

  private static let magic = Array("DICM".utf8)

  private static func prefix(_ window: inout ByteWindow, _ length: Int) -> Prefix {
    if length >= 132, window.load(0..<132), window.slice(128..<132).elementsEqual(magic) {
      return Prefix(preamble: 0..<128, start: 132, hasMagic: true)
    }
    if length >= 4, window.load(0..<4), window.slice(0..<4).elementsEqual(magic) {
      return Prefix(preamble: 0..<0, start: 4, hasMagic: true)
    }
    return Prefix(preamble: 0..<0, start: 0, hasMagic: false)
  }

  /// Whether file meta information begins here: group 0002, explicit VR.
  private static func isMeta(_ window: inout ByteWindow, at offset: Int, _ length: Int) -> Bool {
    guard length - offset >= 8, window.load(offset..<offset + 8) else { return false }
    let bytes = window.slice(offset..<offset + 8)
    return bytes.prefix(2).elementsEqual([0x02, 0x00])
      && VR(bytes[offset - window.start + 4], bytes[offset - window.start + 5]).isKnown
  }

  /// The encoding under which the first elements of a file without preamble read well; nil if none does.
  private static func bareSyntax(
    _ source: any RangeSource, _ length: Int, _ dictionary: any VRDictionary
  ) -> TransferSyntax? {
    [.explicitLittleEndian, .implicitLittleEndian, .explicitBigEndian].first {
      readsWell(source, length, $0, dictionary)
    }
  }

  /// Whether the first elements, three if there are as many, are known and in order and nothing is unlawful.
  private static func readsWell(
    _ source: any RangeSource, _ length: Int, _ syntax: TransferSyntax, _ dictionary: any VRDictionary
  ) -> Bool {
    let window = ByteWindow(source, length: length, reusing: [])
    var reader = DataSetReader(window, range: 0..<length, syntax: syntax, dictionary: dictionary)
    var last: Tag?
    for count in 0..<3 {
      guard let event = reader.next() else { return count > 0 }
      let element: Element
      switch event {
      case .element(let leaf), .sequenceBegin(let leaf), .fragmentsBegin(let leaf): element = leaf
      default: return false
      }
      guard element.tag.isPrivate || element.tag.isGroupLength || dictionary.vr(of: element.tag) != nil,
        last.map({ $0 < element.tag }) ?? (element.tag.group <= 0x0010)
      else { return false }
      last = element.tag
      if case .sequenceBegin = event { return true }
    }
    return true
  }

  /// The encoding that the first element of a data set shows, where it differs from the declared one.
  private static func inForce(
    _ window: inout ByteWindow, at offset: Int, declared: TransferSyntax?
  ) -> TransferSyntax {
    let syntax = declared ?? .implicitLittleEndian
    guard !syntax.isDeflated, window.load(offset..<offset + 8) else { return syntax }
    let index = offset - window.start
    let hasVR = VR(window.bytes[index + 4], window.bytes[index + 5]).isKnown
    guard hasVR else {
      let length = Int(window.uint32(at: offset + 4, bigEndian: false))
      let fits = length <= window.length - offset - 8 || length == 0xFFFF_FFFF
      return syntax.isExplicitVR && fits ? .implicitLittleEndian : syntax
    }
    let little = window.uint16(at: offset, bigEndian: false)
    let big = window.uint16(at: offset, bigEndian: true)
    let isBig =
      little > 0x00FF && big <= 0x00FF ? true : big > 0x00FF && little <= 0x00FF ? false : syntax.isBigEndian
    guard !syntax.isExplicitVR || isBig != syntax.isBigEndian else { return syntax }
    return isBig ? .explicitBigEndian : .explicitLittleEndian
  }
}
