internal import DICOM

/// A file of an anonymizer's output, as the walk over its folder came to it.
public struct OutputEntry: Sendable {
  /// The path to open it by.
  public let path: [UInt8]
  /// The path as reports show it.
  public let shownPath: String

  /// Takes a file.
  public init(path: [UInt8], shownPath: String) {
    self.path = path
    self.shownPath = shownPath
  }
}

/// What of an output file its checks ask for, printed as the published program has it.
struct OutputReading {
  /// What the published program cannot go on without.
  static let needed: [(tag: Tag, column: String)] = [
    (.modality, "modality"), (.sopClassUID, "class"), (.patientID, "patient"),
    (Tag(0x0020, 0x000D), "study"), (Tag(0x0020, 0x000E), "series"), (.sopInstanceUID, "instance"),
  ]

  /// The values of the labels that were asked for and are there.
  private(set) var printed: [String: String] = [:]
  /// The values of ``needed``, in that order; nil where one is not there.
  private(set) var identity: [String?] = Array(repeating: nil, count: OutputReading.needed.count)
  /// MD5 of the bytes of the pixel data; nil if there are none.
  private(set) var pixelDigest: String?
  /// Whether it has pixel data, overlays included.
  private(set) var hasPixels = false
  /// Labels of sequences whose text was put together.
  private(set) var sequences: Set<String> = []
  /// Labels of elements in private sequences that only their items show to be ones.
  private(set) var inUnknownSequences: Set<String> = []
  /// Whether something in the file could not be read.
  private(set) var isIncomplete = false

  private var label = ElementLabel()
  private var sets = [SpecificCharacterSet.defaultRepertoire]
  private var depth = 0
  /// How deep the outermost sequence lies that only its items show to be one.
  private var unknownDepth: Int?
  /// The sequences that are asked for and open, with the text so far.
  private var open: [(label: String, depth: Int, text: String)] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - labels: what is asked for.
  ///   - wantsDigest: whether the pixel data's digest is.
  ///   - visit: is shown every element with a value, but for pixel data, and its label.
  /// - Throws: the system's error where the file cannot be opened.
  static func read(
    _ path: [UInt8], labels: Set<String>, wantsDigest: Bool, dictionary: any VRDictionary,
    visit: (Element, ArraySlice<UInt8>, String) -> Void
  ) throws(SystemError) -> OutputReading {
    var reading = OutputReading()
    var reader = FileReader(try FileBytes(path: path), dictionary: dictionary)
    while let event = reader.next() {
      guard reader.isInDataSet else { continue }
      try reading.take(event, &reader, labels, wantsDigest, dictionary, visit)
    }
    return reading
  }

  private mutating func take(
    _ event: ReaderEvent, _ reader: inout FileReader, _ labels: Set<String>, _ wantsDigest: Bool,
    _ dictionary: any VRDictionary, _ visit: (Element, ArraySlice<UInt8>, String) -> Void
  ) throws(SystemError) {
    switch event {
    case .itemBegin:
      sets.append(sets[sets.count - 1])
      label.beginItem()
    case .itemEnd:
      if sets.count > 1 { sets.removeLast() }
      label.endItem()
    case .sequenceBegin(let element):
      label.set(element)
      label.beginSequence()
      depth += 1
      if unknownDepth == nil, isUnknown(element, dictionary) { unknownDepth = depth }
      let text = label.text
      if labels.contains(text) { open.append((text, depth, "")) }
    case .sequenceEnd:
      label.endSequence()
      if let last = open.last, last.depth == depth {
        printed[last.label] = "<[\(last.text)]>"
        sequences.insert(last.label)
        open.removeLast()
      }
      if unknownDepth == depth { unknownDepth = nil }
      depth -= 1
    case .fragmentsBegin(let element):
      label.set(element)
      put(PrintedValue.isLeftOut(element.tag) ? PrintedValue.removed : "<>", labels)
      hasPixels = hasPixels || PrintedValue.isLeftOut(element.tag)
      if wantsDigest, depth == 0, element.tag == Tag(0x7FE0, 0x0010) { try digestFragments(element, &reader) }
    case .element(let element): try take(element, &reader, labels, wantsDigest, visit)
    case .unread: isIncomplete = true
    default: break
    }
  }

  private mutating func take(
    _ element: Element, _ reader: inout FileReader, _ labels: Set<String>, _ wantsDigest: Bool,
    _ visit: (Element, ArraySlice<UInt8>, String) -> Void
  ) throws(SystemError) {
    label.set(element)
    if PrintedValue.isLeftOut(element.tag) {
      put(PrintedValue.removed, labels)
      hasPixels = true
      if wantsDigest, depth == 0, element.tag == Tag(0x7FE0, 0x0010) {
        try digest(element.value, reader.values)
      }
      return
    }
    let value = try value(of: element, &reader)
    if element.tag == .specificCharacterSet { sets[sets.count - 1] = SpecificCharacterSet(value) }
    let name = label.text
    if depth == 0, let index = OutputReading.needed.firstIndex(where: { $0.tag == element.tag }) {
      identity[index] = PrintedValue.of(value, element, in: sets[sets.count - 1])
    }
    if element.vr == .sq {
      // No items.
      put("<[]>", labels)
    } else if labels.contains(name) || !open.isEmpty {
      put(PrintedValue.of(value, element, in: sets[sets.count - 1]), labels)
    }
    if !value.isEmpty { visit(element, value, name) }
  }

  /// Whether neither the file nor the dictionary says that an element with items is a sequence.
  private func isUnknown(_ element: Element, _ dictionary: any VRDictionary) -> Bool {
    guard element.tag.isPrivate, element.writtenVR != .sq, !element.hasUndefinedLength else { return false }
    return element.creator.flatMap { dictionary.vr(of: element.tag, creator: $0) } != .sq
  }

  private mutating func put(_ text: String, _ labels: Set<String>) {
    let name = label.text
    if labels.contains(name) {
      printed[name] = text
      if unknownDepth != nil { inUnknownSequences.insert(name) }
    }
    for index in open.indices { open[index].text += text }
  }

  private func value(of element: Element, _ reader: inout FileReader) throws(SystemError) -> ArraySlice<UInt8>
  {
    if let value = reader.value(of: element) { return value }
    return try reader.values.bytes(element.value)[...]
  }

  private mutating func digest(_ range: Range<Int>, _ values: ValueSource) throws(SystemError) {
    let digest = MD5()
    var start = range.lowerBound
    while start < range.upperBound {
      let bytes = try values.bytes(start..<min(range.upperBound, start + 1 << 20))
      if bytes.isEmpty { break }
      digest.update(bytes[...])
      start += bytes.count
    }
    pixelDigest = digest.finish()
  }

  /// The digest of fragments is that of all bytes between the element's header and the delimiter.
  private mutating func digestFragments(_ element: Element, _ reader: inout FileReader) throws(SystemError) {
    while let event = reader.next() {
      switch event {
      case .fragmentsEnd(let delimiter):
        return try digest(element.header.upperBound..<delimiter.lowerBound, reader.values)
      case .fragment: continue
      default:
        isIncomplete = true
        return
      }
    }
  }
}
