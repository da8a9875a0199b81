public import DICOM

/// A data element of PS3.6.
public struct DictionaryEntry: Sendable {
  /// The tag; the lowest one for a repeating group.
  public let tag: Tag
  /// The keyword, or the name for retired elements without one.
  public var keyword: PublicName { PublicName(fromTable: String(decoding: keywordBytes, as: UTF8.self)) }
  /// The VRs that it may have, three at most; empty where the dictionary does not know.
  public var vrs: [VR] { vrCodes.vrs }
  /// Whether the standard has retired it.
  public let isRetired: Bool
  /// The entry's place among all entries.
  let index: Int
  /// The keyword's bytes in the table: most entries are never asked for it.
  let keywordBytes: ArraySlice<UInt8>
  let vrCodes: VRCodes
}

/// Up to three VRs in a word.
struct VRCodes: Sendable {
  private let codes: UInt64

  init(_ vrs: [VR]) { codes = vrs.prefix(3).reversed().reduce(0) { $0 << 16 | UInt64($1.rawValue) } }

  init(_ vr: VR) { codes = UInt64(vr.rawValue) }

  var isEmpty: Bool { codes == 0 }

  func contains(_ vr: VR) -> Bool {
    codes & 0xFFFF == vr.rawValue || codes >> 16 & 0xFFFF == vr.rawValue || codes >> 32 == vr.rawValue
  }

  var vrs: [VR] {
    [0, 16, 32].map { VR(rawValue: UInt16(codes >> $0 & 0xFFFF)) }.filter { $0.rawValue != 0 }
  }

  var first: VR? { isEmpty ? nil : VR(rawValue: UInt16(codes & 0xFFFF)) }
}

/// PS3.6 as a table by tag.
struct DataDictionary {
  /// All elements, in the order of their tags, then the repeating ones.
  let entries: [DictionaryEntry]
  /// How many of them have one tag.
  private let single: Int
  private let table: TagTable
  private let repeating: [(mask: UInt32, value: UInt32, index: Int)]
  private let firstVR: [VR?]

  init(_ folder: ResourceFolder) throws(TableError) {
    var entries: [DictionaryEntry] = []
    entries.reserveCapacity(5_400)
    try DataDictionary.elements(folder).forEachRow { row throws(TableError) in
      guard let tag = TagMask.tag(row.field(0)) else {
        throw row.error(expected: "a tag such as (0010,0020)")
      }
      entries.append(try DataDictionary.entry(row, tag: tag, index: entries.count))
    }
    var table = TagTable(capacity: entries.count)
    for entry in entries { table.insert(entry.tag, entry.index) }
    var repeating: [(mask: UInt32, value: UInt32, index: Int)] = []
    single = entries.count
    try DataDictionary.repeatingElements(folder).forEachRow { row throws(TableError) in
      guard let mask = TagMask(row[0]) else { throw row.error(expected: "eight hexadecimal digits or x") }
      repeating.append((mask.mask, mask.value, entries.count))
      entries.append(try DataDictionary.entry(row, tag: Tag(rawValue: mask.value), index: entries.count))
    }
    self.entries = entries
    self.table = table
    self.repeating = repeating
    firstVR = entries.map(\.vrCodes.first)
  }

  private static func entry(
    _ row: CSVTable.Row, tag: Tag, index: Int
  ) throws(TableError) -> DictionaryEntry {
    let vrs = row.field(3)
    var codes = VRCodes([])
    // Nearly all rows have one VR.
    if vrs.count == 2, let first = vrs.first, let last = vrs.last, VR(first, last).isKnown {
      codes = VRCodes(VR(first, last))
    } else {
      var several: [VR] = []
      for part in row.text(3).split(separator: " ") where part != "or" && part != "NONE" {
        guard let vr = VR(part), several.count < 3 else {
          throw row.error(expected: "VRs of PS3.5, three at most, separated by 'or'")
        }
        several.append(vr)
      }
      codes = VRCodes(several)
    }
    let isRetired = row.field(5, is: "Y")
    guard isRetired || row.field(5, is: "N") else { throw row.error(expected: "Y or N in the last column") }
    return DictionaryEntry(
      tag: tag, isRetired: isRetired, index: index,
      keywordBytes: row[row.field(1).isEmpty ? 2 : 1], vrCodes: codes)
  }

  /// Name and value multiplicity of an entry as printed, read from the file again: only people ask for them.
  ///
  /// - Throws: ``TableError`` if a file cannot be read any more.
  func words(for entry: DictionaryEntry, in folder: ResourceFolder) throws(TableError) -> (
    name: String, vm: String
  ) {
    var words = (name: "", vm: "")
    try DataDictionary.elements(folder).forEachRow { row throws(TableError) in
      if row.number == entry.index + 2 { words = (row.text(2), row.text(4)) }
    }
    try DataDictionary.repeatingElements(folder).forEachRow { row throws(TableError) in
      if row.number == entry.index + 2 - single { words = (row.text(2), row.text(4)) }
    }
    return words
  }

  private static func elements(_ folder: ResourceFolder) throws(TableError) -> CSVTable {
    try CSVTable(
      "PS3.6-elements.csv", bytes: folder.bytes(of: "PS3.6-elements.csv"),
      columns: ["tag", "keyword", "name", "vr", "vm", "retired"])
  }

  private static func repeatingElements(_ folder: ResourceFolder) throws(TableError) -> CSVTable {
    try CSVTable(
      "PS3.6-repeating-elements.csv", bytes: folder.bytes(of: "PS3.6-repeating-elements.csv"),
      columns: ["tag_mask", "keyword", "name", "vr", "vm", "retired"])
  }

  /// The entry's place; -1 if there is none.
  func index(of tag: Tag) -> Int {
    let index = table.index(of: tag)
    if index >= 0 || tag.isPrivate { return index }
    return repeating.first { tag.rawValue & $0.mask == $0.value }?.index ?? -1
  }

  func entry(for tag: Tag) -> DictionaryEntry? {
    let index = index(of: tag)
    return index < 0 ? nil : entries[index]
  }

  func vr(of tag: Tag) -> VR? {
    let index = index(of: tag)
    return index < 0 ? nil : firstVR[index]
  }
}

/// Tags to small numbers, by open addressing: one or two probes a look-up.
struct TagTable {
  private var keys: [UInt32]
  private var values: [Int32]
  private let shift: UInt32

  init(capacity: Int) {
    var bits: UInt32 = 4
    while 1 << bits < 2 * capacity { bits += 1 }
    // No element has this tag: it delimits items.
    keys = Array(repeating: 0xFFFF_FFFF, count: 1 << bits)
    values = Array(repeating: -1, count: 1 << bits)
    shift = 32 - bits
  }

  private func slot(of tag: Tag) -> Int {
    var slot = Int((tag.rawValue &* 2_654_435_769) >> shift)
    while keys[slot] != tag.rawValue, keys[slot] != 0xFFFF_FFFF {
      slot = slot + 1 == keys.count ? 0 : slot + 1
    }
    return slot
  }

  /// Stores a number for a tag. No more tags than the capacity.
  mutating func insert(_ tag: Tag, _ value: Int) {
    let slot = slot(of: tag)
    keys[slot] = tag.rawValue
    values[slot] = Int32(value)
  }

  /// The number stored for a tag; -1 if there is none.
  @inline(__always)
  func index(of tag: Tag) -> Int { Int(values[slot(of: tag)]) }
}

/// A tag with `x` for digits that may be any, such as `60xx3000` or `(60xx,3000)`.
struct TagMask: Hashable {
  let mask: UInt32
  let value: UInt32

  init?(_ text: ArraySlice<UInt8>) {
    guard let mask = text.withUnsafeBufferPointer({ TagMask($0) }) else { return nil }
    self = mask
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var mask: UInt32 = 0
    var value: UInt32 = 0
    var digits = 0
    for byte in text where byte != 0x28 && byte != 0x29 && byte != 0x2C {
      digits += 1
      if byte | 0x20 == 0x78 {
        mask <<= 4
        value <<= 4
      } else {
        switch byte {
        case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte & 0xDF) - 0x37)
        default: return nil
        }
        mask = mask << 4 | 15
      }
    }
    guard digits == 8 else { return nil }
    // Repeating groups have even numbers: 50xx and 60xx are not private.
    if mask >> 16 & 0xF == 0 { mask |= 0x0001_0000 }
    self.mask = mask
    self.value = value
  }

  func matches(_ tag: Tag) -> Bool { tag.rawValue & mask == value }

  /// Reads `(0010,0020)` from bytes.
  static func tag(_ text: ArraySlice<UInt8>) -> Tag? { text.withUnsafeBufferPointer { tag($0) } }

  /// Reads `(0010,0020)` from bytes.
  static func tag(_ text: UnsafeBufferPointer<UInt8>) -> Tag? {
    guard text.count == 11, text[0] == 0x28, text[5] == 0x2C, text[10] == 0x29 else { return nil }
    var value: UInt32 = 0
    var isTag = true
    for place in 1..<10 where place != 5 {
      let digit = hexadecimal(text[place])
      isTag = isTag && digit < 16
      value = value << 4 | digit & 15
    }
    return isTag ? Tag(rawValue: value) : nil
  }

  /// A digit's value; 16 or more for what is none.
  @inline(__always)
  private static func hexadecimal(_ byte: UInt8) -> UInt32 {
    if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
    let letter = byte & 0xDF &- 0x41
    return letter < 6 ? UInt32(letter) + 10 : 255
  }
}
