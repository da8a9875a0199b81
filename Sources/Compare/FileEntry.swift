internal import DICOM
internal import Rules

/// What pairing knows a file by.
struct FileEntry: Sendable {
  /// Which of the two folders a file lies in.
  enum Side: Int, Sendable {
    case original, output
  }

  /// How many bytes of pixel data are taken as a sample, and how many different ones it has at least.
  private static let (sampleSize, fewestBytes) = (4_096, 16)

  /// Its number in the order of the walk over its folder.
  let number: Int
  /// The path to open it by.
  let path: [UInt8]
  /// The path below its folder without the ending `.dcm`, and the last part of it.
  let stem: [UInt8], name: [UInt8]
  /// SOP Instance UID; empty if it has none.
  var instance: [UInt8] = []
  /// What kind of object it is and how large: SOP class, rows, columns, frames, bits.
  var size = Fingerprint64()
  /// Which one of its series it is: instance number, position, acquisition, time within a cycle.
  var place = Fingerprint64()
  /// How it was acquired: what anonymizers leave of it.
  var structure = Fingerprint64()
  /// Mixes of SOP class, patient id (or name), and UIDs of study, series and frame of reference.
  var sopClass = Fingerprint64(), patient = Fingerprint64()
  var study = Fingerprint64(), series = Fingerprint64(), frame = Fingerprint64()
  /// Some of the pixel data as they are encoded; nothing if all look much the same.
  var sample = Fingerprint64()
  /// The beginnings of what it is made of besides: contours, samples of a waveform, measured numbers.
  var substance = Fingerprint64()
  /// How many attributes hold something that usually identifies.
  var identifying = 0
  /// Whether it says of itself that it was de-identified.
  var isDeidentified = false

  /// Reads a file's data set as far as pixel data.
  ///
  /// - Returns: nil if it is no DICOM file.
  /// - Throws: the system's error where it does not show the file.
  init?(
    number: Int, path: [UInt8], relativePath: [UInt8], _ tables: StandardTables, _ buffer: inout [UInt8]
  ) throws(SystemError) {
    self.number = number
    self.path = path
    stem = FileEntry.stem(relativePath)
    name = stem.split(separator: 0x2F).last.map { Array($0) } ?? stem
    var reader = FileReader(try FileBytes(path: path), dictionary: tables, reusing: buffer)
    buffer = []
    switch reader.content {
    case .empty, .notDICOM:
      buffer = reader.takeBuffer()
      return nil
    case .part10, .bareDataSet: break
    }
    var depth = 0
    var (fragments, isPastOffsets) = (false, false)
    reading: while let event = reader.next() {
      switch event {
      case .sequenceBegin(let element):
        if depth == 0, reader.isInDataSet { structure.mix(element.tag) }
        depth += 1
      case .sequenceEnd: depth -= 1
      case .fragmentsBegin where depth == 0: fragments = true
      // The first is the table of offsets.
      case .fragment(_, let value) where fragments:
        guard !value.isEmpty, isPastOffsets else {
          isPastOffsets = true
          continue
        }
        takeSample(of: value, reader)
        break reading
      case .element(let element) where depth == 0:
        if element.tag.group >= 0x7FE0, element.value.count > 1_024 {
          takeSample(of: element.value, reader)
          break reading
        }
        noteSubstance(element, &reader)
        guard element.value.count <= 1_024, let value = reader.value(of: element) else { continue }
        note(element, value.trimmed(for: element.vr), tables)
      case .element(let element): noteSubstance(element, &reader)
      default: break
      }
    }
    buffer = reader.takeBuffer()
  }

  private mutating func noteSubstance(_ element: Element, _ reader: inout FileReader) {
    guard ContentTraits.isMadeOf(element.tag), let beginning = reader.beginning(of: element.value) else {
      return
    }
    substance.mix(element.tag, Array(beginning))
  }

  /// Takes in 4 KiB from the middle of pixel data.
  private mutating func takeSample(of range: Range<Int>, _ reader: borrowing FileReader) {
    let size = min(FileEntry.sampleSize, range.count)
    let start = range.lowerBound + (range.count - size) / 2 & ~1
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try reader.values.bytes(start..<start + size) } catch { return }
    guard bytes[...].hasDifferentBytes(FileEntry.fewestBytes) else { return }
    sample.mix(.pixelData, bytes)
  }

  private mutating func note(_ element: Element, _ value: ArraySlice<UInt8>, _ tables: StandardTables) {
    let tag = element.tag
    switch tag {
    case .mediaStorageSOPInstanceUID where instance.isEmpty: instance = Array(value)
    case .sopInstanceUID: instance = Array(value)
    case .sopClassUID: sopClass = Fingerprint64(of: value)
    case .patientName where patient.isNothing: patient = Fingerprint64(of: value)
    case .patientID where !value.isEmpty: patient = Fingerprint64(of: value)
    case .studyInstanceUID: study = Fingerprint64(of: value)
    case .seriesInstanceUID: series = Fingerprint64(of: value)
    case .frameOfReferenceUID: frame = Fingerprint64(of: value)
    case .patientIdentityRemoved: isDeidentified = value.elementsEqual("YES".utf8)
    default: break
    }
    guard !value.isEmpty, tag.group != 0x0002 else { return }
    switch FileEntry.use(of: tag) {
    case .size: size.mix(tag, FileEntry.number(value, element))
    case .place: place.mix(tag, FileEntry.number(value, element))
    case .structure: structure.mix(tag, FileEntry.number(value, element))
    case .identity:
      if !tables.isCustomaryDummy(value, tag: tag, vr: element.vr) { identifying += 1 }
    case nil: break
    }
  }

  /// A value whose encoding says nothing: numbers in text without blanks, binary ones in one order of bytes.
  static func number(_ value: ArraySlice<UInt8>, _ element: Element) -> [UInt8] {
    switch element.vr {
    case .ds, .is:
      var numbers: [UInt8] = []
      for part in value.split(separator: 0x5C) {
        if !numbers.isEmpty { numbers.append(0x5C) }
        appendNumber(part.trimmed(for: .ds), to: &numbers)
      }
      return numbers
    case .us, .ss, .ul, .sl, .fl, .fd: return element.isBigEndian ? value.reversed() : Array(value)
    default: return Array(value)
    }
  }

  /// Appends a decimal number without signs and zeros that say nothing; anything else as it stands.
  private static func appendNumber(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let isNegative = text.first == 0x2D
    var whole = isNegative || text.first == 0x2B ? text.dropFirst() : text
    var fraction: ArraySlice<UInt8> = []
    if let period = whole.firstIndex(of: 0x2E) {
      fraction = whole[(period + 1)...]
      whole = whole[..<period]
    }
    guard !text.isEmpty, whole.allSatisfy({ (0x30...0x39).contains($0) }),
      fraction.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      // With an exponent, or no number.
      let words = String(decoding: text, as: UTF8.self)
      guard let number = Double(words), abs(number) < 1e15, abs(number) >= 1e-4 || number == 0 else {
        bytes += text
        return
      }
      appendNumber(Array(number.description.utf8)[...], to: &bytes)
      return
    }
    whole = whole.drop { $0 == 0x30 }
    while fraction.last == 0x30 { fraction.removeLast() }
    if isNegative, !(whole.isEmpty && fraction.isEmpty) { bytes.append(0x2D) }
    if whole.isEmpty { bytes.append(0x30) } else { bytes += whole }
    guard !fraction.isEmpty else { return }
    bytes.append(0x2E)
    bytes += fraction
  }

  private static func stem(_ path: [UInt8]) -> [UInt8] {
    let ending = Array(path.suffix(4)).map { $0 | 0x20 }
    return ending == Array(".dcm".utf8) ? Array(path.dropLast(4)) : path
  }
}

/// A 64-bit mix of values. It only tells files apart within a run.
struct Fingerprint64: Sendable, Equatable {
  /// 0 as long as nothing was mixed in.
  private(set) var value: UInt64 = 0

  /// Nothing.
  init() {}

  /// A mix of a value; nothing for an empty one.
  init(of value: ArraySlice<UInt8>) {
    if !value.isEmpty { mix(.item, Array(value)) }
  }

  /// Mixes in a tag.
  mutating func mix(_ tag: Tag) { mix(tag, []) }

  /// Mixes in a tag with a value.
  mutating func mix(_ tag: Tag, _ bytes: [UInt8]) {
    var hash: UInt64 = (value ^ 0xCBF2_9CE4_8422_2325) &* 0x100_0000_01B3
    hash = (hash ^ UInt64(tag.rawValue)) &* 0x100_0000_01B3
    bytes.withUnsafeBytes { bytes in
      var place = 0
      // Eight bytes at a time: a sample has four thousand.
      while place + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        place += 8
      }
      while place < bytes.count {
        hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3
        place += 1
      }
    }
    value = hash ^ hash >> 29
  }

  /// Whether nothing was mixed in.
  var isNothing: Bool { value == 0 }

  /// The bits as a database holds them.
  var stored: Int64 { Int64(bitPattern: value) }
}

extension ArraySlice<UInt8> {
  /// Whether at least so many of the 256 bytes occur.
  func hasDifferentBytes(_ least: Int) -> Bool {
    var occurs = [Bool](repeating: false, count: 256)
    var count = 0
    for byte in self where !occurs[Int(byte)] {
      occurs[Int(byte)] = true
      count += 1
      if count >= least { return true }
    }
    return count >= least
  }
}
