internal import Checks
internal import DICOM
internal import Rules

/// Reads what pairing knows files by, one file of a side after the other.
struct EntryReader {
  /// How many bytes of pixel data are taken as a sample, and how many different ones it has at least.
  private static let (sampleSize, fewestBytes) = (4_096, 16)
  /// Longer values are not looked at.
  private static let longest = 1_024

  private let tables: StandardTables
  /// The buffer of the file before.
  private var buffer: [UInt8] = []
  /// A value as it is known by.
  private var plain: [UInt8] = []
  /// The last value of each attribute that identifies, and whether it is a dummy: the next file mostly has the same.
  private var dummies: [Tag: (value: [UInt8], isDummy: Bool)] = [:]
  /// What takes the values to look for out of originals; nil for outputs.
  private var values: OriginalValueReader?

  init(_ side: FileEntry.Side, _ tables: StandardTables) {
    self.tables = tables
    values = side == .original ? OriginalValueReader(tables) : nil
  }

  /// What was read of a file.
  struct Read {
    var entry: FileEntry
    /// The values to look for; nil if a file before had the same, or the file is an output.
    var values: OriginalFileValues?
  }

  /// Reads a file's data set, that of an output as far as pixel data.
  ///
  /// - Returns: nil if it is no DICOM file.
  /// - Throws: the system's error where it does not show the file.
  mutating func read(number: Int, path: [UInt8], relativePath: [UInt8]) throws(SystemError) -> Read? {
    let file = try FileBytes(path: path)
    var reader = FileReader(file, dictionary: tables, reusing: &buffer)
    defer { buffer = reader.takeBuffer() }
    switch reader.content {
    case .empty, .notDICOM: return nil
    case .part10, .bareDataSet: break
    }
    var entry = FileEntry(number: number, path: path, relativePath: relativePath)
    values?.beginFile()
    var depth = 0
    var (fragments, isPastOffsets, isPastPixels) = (false, false, false)
    while values != nil || !isPastPixels, let step = reader.step() {
      switch step {
      case .element:
        values?.takeElement(of: &reader)
        if isPastPixels { continue }
        let (tag, value) = (reader.element.tag, reader.element.value)
        if depth == 0, tag.group >= 0x7FE0, value.count > EntryReader.longest {
          takeSample(of: value, reader, &entry)
          isPastPixels = true
          continue
        }
        if ContentTraits.isMadeOf(tag), let beginning = reader.beginning(of: value) {
          entry.substance.mix(tag, beginning)
        }
        if depth == 0, let use = FileEntry.use(of: tag) { note(use, reader.element, &reader, &entry) }
      case .sequenceBegin:
        if depth == 0, reader.isInDataSet, !isPastPixels { entry.structure.mix(reader.element.tag) }
        depth += 1
      case .sequenceEnd: depth -= 1
      case .itemBegin: values?.beginItem()
      case .itemEnd: values?.endItem()
      case .fragmentsBegin where depth == 0: fragments = true
      // The first is the table of offsets.
      case .fragment(let value) where fragments && !isPastPixels:
        guard !value.isEmpty, isPastOffsets else {
          isPastOffsets = true
          continue
        }
        takeSample(of: value, reader, &entry)
        isPastPixels = true
      default: break
      }
    }
    return Read(entry: entry, values: values?.endFile())
  }

  /// Takes in 4 KiB from the middle of pixel data.
  private func takeSample(of range: Range<Int>, _ reader: borrowing FileReader, _ entry: inout FileEntry) {
    let size = min(EntryReader.sampleSize, range.count)
    let start = range.lowerBound + (range.count - size) / 2 & ~1
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try reader.values.bytes(start..<start + size) } catch { return }
    guard bytes[...].hasDifferentBytes(EntryReader.fewestBytes) else { return }
    entry.sample.mix(.pixelData, bytes[...])
  }

  private mutating func note(
    _ use: FileEntry.AttributeUse, _ element: Element, _ reader: inout FileReader, _ entry: inout FileEntry
  ) {
    guard element.value.count <= EntryReader.longest, let padded = reader.value(of: element) else { return }
    let value = padded.trimmed(for: element.vr)
    let isEmpty = value.isEmpty
    switch element.tag {
    case .mediaStorageSOPInstanceUID where entry.instance.isEmpty: entry.instance = Array(value)
    case .sopInstanceUID: entry.instance = Array(value)
    case .sopClassUID: entry.sopClass = Fingerprint64(of: value)
    case .patientName where entry.patient.isNothing: entry.patient = Fingerprint64(of: value)
    case .patientID where !isEmpty: entry.patient = Fingerprint64(of: value)
    case .studyInstanceUID: entry.study = Fingerprint64(of: value)
    case .seriesInstanceUID: entry.series = Fingerprint64(of: value)
    case .frameOfReferenceUID: entry.frame = Fingerprint64(of: value)
    case .patientIdentityRemoved: entry.isDeidentified = value.elementsEqual("YES".utf8)
    default: break
    }
    guard !isEmpty else { return }
    switch use {
    case .key: break
    case .size: mix(value, element, into: &entry.size)
    case .place: mix(value, element, into: &entry.place)
    case .structure: mix(value, element, into: &entry.structure)
    case .identity: if !isDummy(value, element) { entry.identifying += 1 }
    }
  }

  private mutating func mix(
    _ value: ArraySlice<UInt8>, _ element: Element, into fingerprint: inout Fingerprint64
  ) {
    plain.removeAll(keepingCapacity: true)
    FileEntry.append(value, element, to: &plain)
    fingerprint.mix(element.tag, plain[...])
  }

  private mutating func isDummy(_ value: ArraySlice<UInt8>, _ element: Element) -> Bool {
    if let last = dummies[element.tag], last.value[...] == value { return last.isDummy }
    let isDummy = tables.isCustomaryDummy(value, tag: element.tag, vr: element.vr)
    dummies[element.tag] = (Array(value), isDummy)
    return isDummy
  }
}
