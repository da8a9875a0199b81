/// Writes Siemens CSA headers, as nibabel's and GDCM's readers take them apart. Shares no code with any reader here.
enum SiemensHeader {
  /// An entry of a header.
  struct Entry {
    /// The name; bytes behind a NUL stay where memory was not cleared.
    let name: [UInt8]
    /// The VR's letters.
    let vr: [UInt8]
    /// The items; an item ends where its bytes do, and has a NUL behind it.
    let items: [[UInt8]]
  }

  /// A header of type 1 or 2.
  static func bytes(ofType type: Int, _ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = type == 2 ? Array("SV10".utf8) + [4, 3, 2, 1] : []
    bytes += number(entries.count) + number(77)
    let itemsOfFirst = entries.isEmpty ? 0 : entries[0].items.count
    for entry in entries {
      bytes += padded(entry.name, 64) + number(entry.items.count) + padded(entry.vr, 4)
      bytes += number(0) + number(entry.items.count) + number(77)
      for item in entry.items {
        let length = item.isEmpty ? 0 : item.count + 1
        // The second number is the length in both types; in type 1 the first one has the first entry's items added.
        bytes += number(type == 1 ? length + itemsOfFirst : length) + number(length)
        bytes += number(item.isEmpty ? 205 : 77) + number(length)
        bytes += padded(item, (length + 3) & ~3)
      }
    }
    return bytes
  }

  private static func number(_ number: Int) -> [UInt8] { Packing.littleEndian(number, 4) }

  private static func padded(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: max(0, count - bytes.count))
  }
}
