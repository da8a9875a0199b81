import DICOM
import Testing

/// Payloads that are made byte by byte, with what is in them.
struct PayloadSample: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// The kinds of all layers, in the order in which they are opened.
  let layers: [PayloadKind]
  /// Each field: its path and its text.
  let fields: [String]
  var creator = "ACME 1"
  var testDescription: String { name }

  /// A field as the lists of samples have it: `{name}[index] text`.
  static func line(_ field: PayloadField, of payload: OpenedPayload) -> String {
    let steps = payload.path(of: field).map { step in
      "{\(String(decoding: step.name, as: UTF8.self))}" + (step.index.map { "[\($0)]" } ?? "")
    }
    let value = payload.value(of: field)
    let text =
      switch field.encoding {
      case .utf16LittleEndian, .utf16BigEndian:
        String(decoding: value.filter { $0 != 0 }, as: UTF8.self)
      case .binary where !value.allSatisfy({ (0x20..<0x7F).contains($0) }):
        value.map { String($0, radix: 16) }.joined(separator: " ")
      default: String(decoding: value, as: UTF8.self)
      }
    return steps.joined() + " " + text
  }

  // MARK: Numbers and texts as bytes

  static func u16(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
  static func u32(_ value: Int) -> [UInt8] { u16(value & 0xFFFF) + u16(value >> 16) }
  static func text(_ text: String, padded count: Int = 0) -> [UInt8] {
    Array(text.utf8) + [UInt8](repeating: 0, count: max(0, count - text.utf8.count))
  }

  // MARK: Containers

  /// A CSA header: entries with name, VR and items.
  static func csa(_ type: Int, _ entries: [(name: String, vr: String, items: [String])]) -> [UInt8] {
    var bytes = type == 2 ? text("SV10") + [4, 3, 2, 1] : []
    bytes += u32(entries.count) + u32(77)
    let first = entries.first?.items.count ?? 0
    for entry in entries {
      bytes += text(entry.name, padded: 64) + u32(entry.items.count) + text(entry.vr, padded: 4)
      bytes += u32(0) + u32(entry.items.count) + u32(77)
      for item in entry.items {
        let count = item.isEmpty ? 0 : item.utf8.count + 1
        // Type 1 has the length and the number of items of the first entry in one number.
        bytes += type == 2 ? u32(count) + u32(count) : u32(count + first) + u32(1_000_000)
        bytes += u32(item.isEmpty ? 205 : 77) + u32(count)
        bytes += text(item, padded: (count + 3) & ~3)
      }
    }
    return bytes
  }

  /// A deflate stream with one block that is not compressed. RFC 1951 section 3.2.4.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    [1] + u16(bytes.count) + u16(~bytes.count & 0xFFFF) + bytes
  }

  /// A gzip file; its checksum is not looked at.
  static func gzip(_ bytes: [UInt8], name: String) -> [UInt8] {
    [0x1F, 0x8B, 8, 8] + u32(1_000_000_000) + [0, 3] + text(name) + [0] + stored(bytes) + u32(0)
      + u32(bytes.count)
  }

  /// A deflate stream of `count` zeros or a little more, in blocks of the fixed code: 13 bits for 258 zeros.
  static func bomb(_ count: Int) -> [UInt8] {
    // Final block, fixed code, the literal 0, and then length 258 at distance 1, again and again.
    var bits: [UInt8] = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0]
    let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]
    // After eight matches the bits lie as before in their bytes.
    for _ in 0..<16 { bits += match }
    func packed(_ bits: ArraySlice<UInt8>) -> [UInt8] {
      stride(from: bits.startIndex, to: bits.endIndex - 7, by: 8).map { start in
        (0..<8).reduce(0) { $0 | bits[start + $1] << UInt8($1) }
      }
    }
    let start = packed(bits[0..<16])
    let period = packed(bits[16..<120])
    var bytes = start
    bytes.reserveCapacity(count / 258 / 8 * 13 + 32)
    for _ in 0...count / 258 / 8 { bytes += period }
    return bytes
  }

  /// A zip archive with entries that are not compressed.
  static func zip(_ entries: [(name: String, bytes: [UInt8])], comment: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let head = u16(20) + u16(0) + u16(0) + u16(0x6000) + u16(0x5A21) + u32(0) + u32(entry.bytes.count)
      let sizes = u32(entry.bytes.count) + u16(entry.name.utf8.count) + u16(0)
      directory += [0x50, 0x4B, 1, 2] + u16(20) + head + sizes + u16(0) + u16(0) + u16(0) + u32(0)
      directory += u32(bytes.count) + text(entry.name)
      bytes += [0x50, 0x4B, 3, 4] + head + sizes + text(entry.name) + entry.bytes
    }
    let end =
      u16(0) + u16(0) + u16(entries.count) + u16(entries.count) + u32(directory.count) + u32(bytes.count)
    return bytes + directory + [0x50, 0x4B, 5, 6] + end + u16(comment.utf8.count) + text(comment)
  }

  /// An element with a written VR of two length bytes.
  static func element(_ group: Int, _ element: Int, _ vr: String, _ value: String) -> [UInt8] {
    u16(group) + u16(element) + text(vr) + u16(value.utf8.count) + text(value)
  }

  /// An ASN.1 value shorter than 128 bytes.
  static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }
}
