/// The directories of a TIFF file or of EXIF data, followed without decoding anything. TIFF 6.0 section 2.
struct TIFFDirectories {
  /// How many pictures stand one behind the other.
  private(set) var count = 0
  /// Values of tags that are text, with the number of their directory.
  private(set) var texts: [(directory: Int, bytes: ArraySlice<UInt8>)] = []
  /// Metadata in XML.
  private(set) var xmp: [ArraySlice<UInt8>] = []
  /// Whether there are pictures below others, which are not counted.
  private(set) var hasMore = false
  /// Whether a directory could not be read, or points back to one that was.
  private(set) var isBroken = false

  private let bytes: ArraySlice<UInt8>
  private let isBigEndian: Bool
  private let isBig: Bool
  private var seen: Set<Int> = []
  private var entriesLeft = 1_000_000

  /// Follows the directories of a file, at most one more than ``DocumentLimits/pages``; nil if it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    guard bytes.count >= 8 else { return nil }
    switch Array(bytes.prefix(4)) {
    case [0x49, 0x49, 0x2A, 0x00]: (isBigEndian, isBig) = (false, false)
    case [0x49, 0x49, 0x2B, 0x00]: (isBigEndian, isBig) = (false, true)
    case [0x4D, 0x4D, 0x00, 0x2A]: (isBigEndian, isBig) = (true, false)
    case [0x4D, 0x4D, 0x00, 0x2B]: (isBigEndian, isBig) = (true, true)
    default: return nil
    }
    guard var next = number(isBig ? 8 : 4, isBig ? 8 : 4) else { return nil }
    while next != 0, count <= DocumentLimits.pages {
      guard let behind = readDirectory(at: next, number: count, depth: 0) else {
        isBroken = true
        return
      }
      count += 1
      next = behind
    }
  }

  /// Reads a directory and gives the offset of the next; nil if it cannot be read.
  private mutating func readDirectory(at offset: Int, number directory: Int, depth: Int) -> Int? {
    guard depth < 4, seen.insert(offset).inserted, let entries = number(offset, isBig ? 8 : 2) else {
      return nil
    }
    let (head, size) = isBig ? (8, 20) : (2, 12)
    guard entries <= min(65_536, entriesLeft), offset + head + entries * size <= bytes.count else {
      return nil
    }
    entriesLeft -= entries
    for entry in 0..<entries { readEntry(at: offset + head + entry * size, directory, depth) }
    return number(offset + head + entries * size, isBig ? 8 : 4)
  }

  private mutating func readEntry(at offset: Int, _ directory: Int, _ depth: Int) {
    let width = isBig ? 8 : 4
    guard let tag = number(offset, 2), let type = number(offset + 2, 2), let count = number(offset + 4, width)
    else {
      isBroken = true
      return
    }
    // Sub-directories: other pictures, EXIF, positions.
    if tag == 330 { hasMore = true }
    if [0x8769, 0x8825, 0xA005].contains(tag) {
      guard let below = number(offset + 4 + width, 4),
        readDirectory(at: below, number: directory, depth: depth + 1) != nil
      else {
        isBroken = true
        return
      }
    }
    // Letters; and bytes of any meaning in the tags that hold text as such.
    let isText = type == 2 || [0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 33723, 34377].contains(tag)
    guard isText || tag == 700, type == 1 || type == 2 || type == 7, count > 0 else { return }
    let place = count <= width ? offset + 4 + width : number(offset + 4 + width, width)
    guard let place, place <= bytes.count, count <= bytes.count - place else {
      isBroken = true
      return
    }
    let value = bytes[(bytes.startIndex + place)..<(bytes.startIndex + place + count)]
    if tag == 700 { xmp.append(value) } else { texts.append((directory, value)) }
  }

  private func number(_ offset: Int, _ length: Int) -> Int? {
    guard offset >= 0, length <= bytes.count, offset <= bytes.count - length else { return nil }
    let part = bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + length)]
    let ordered = isBigEndian ? Array(part) : part.reversed()
    return ordered.reduce(0) { ($0 & 0x7F_FFFF_FFFF_FFFF) << 8 | Int($1) }
  }
}
