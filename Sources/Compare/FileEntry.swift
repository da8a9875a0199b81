internal import DICOM
internal import Rules

/// What pairing knows a file by.
struct FileEntry: Sendable {
  /// Which of the two folders a file lies in.
  enum Side: Int, Sendable {
    case original, output
  }

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
  /// How many attributes hold something that usually identifies.
  var identifying = 0
  /// Whether it says of itself that it was de-identified.
  var isDeidentified = false

  /// Reads a file's data set as far as pixel data.
  ///
  /// - Returns: nil if it is no DICOM file, or the system does not show it.
  init?(number: Int, path: [UInt8], relativePath: [UInt8], _ tables: StandardTables, _ buffer: inout [UInt8])
  {
    self.number = number
    self.path = path
    stem = FileEntry.stem(relativePath)
    name = stem.split(separator: 0x2F).last.map { Array($0) } ?? stem
    let file: FileBytes
    do throws(SystemError) { file = try FileBytes(path: path) } catch { return nil }
    var reader = FileReader(file, dictionary: tables, reusing: buffer)
    buffer = []
    switch reader.content {
    case .empty, .notDICOM:
      buffer = reader.takeBuffer()
      return nil
    case .part10, .bareDataSet: break
    }
    var depth = 0
    reading: while let event = reader.next() {
      switch event {
      case .sequenceBegin(let element):
        if depth == 0, reader.isInDataSet { structure.mix(element.tag) }
        depth += 1
      case .sequenceEnd: depth -= 1
      case .fragmentsBegin: break reading
      case .element(let element) where depth == 0:
        if element.tag.group >= 0x7FE0, element.value.count > 1_024 { break reading }
        guard element.value.count <= 1_024, let value = reader.value(of: element) else { continue }
        note(element, value.trimmed(for: element.vr), tables)
      default: break
      }
    }
    buffer = reader.takeBuffer()
  }

  private mutating func note(_ element: Element, _ value: ArraySlice<UInt8>, _ tables: StandardTables) {
    let tag = element.tag
    switch tag {
    case .mediaStorageSOPInstanceUID where instance.isEmpty: instance = Array(value)
    case .sopInstanceUID: instance = Array(value)
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
  private static func number(_ value: ArraySlice<UInt8>, _ element: Element) -> [UInt8] {
    switch element.vr {
    case .ds, .is:
      return Array(
        value.split(separator: 0x5C).map { part in
          let text = String(decoding: part.trimmed(for: .ds), as: UTF8.self)
          return Double(text).map { $0.description } ?? text
        }.joined(separator: "\\").utf8)
    case .us, .ss, .ul, .sl, .fl, .fd: return element.isBigEndian ? value.reversed() : Array(value)
    default: return Array(value)
    }
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

  /// Mixes in a tag.
  mutating func mix(_ tag: Tag) { mix(tag, []) }

  /// Mixes in a tag with a value.
  mutating func mix(_ tag: Tag, _ bytes: [UInt8]) {
    var hash: UInt64 = (value ^ 0xCBF2_9CE4_8422_2325) &* 0x100_0000_01B3
    hash = (hash ^ UInt64(tag.rawValue)) &* 0x100_0000_01B3
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    value = hash ^ hash >> 29
  }

  /// The bits as a database holds them.
  var stored: Int64 { Int64(bitPattern: value) }
}
