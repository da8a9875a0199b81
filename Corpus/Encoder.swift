/// Writes elements as bytes. PS3.5 section 7. Shares no code with any reader.
struct Encoder {
  /// Whether elements carry their VR.
  var isExplicit = true
  /// Whether numbers have their most significant byte first.
  var isBigEndian = false
  /// Whether sequences and items have undefined lengths.
  var hasUndefinedLengths = false
  /// Whether values are padded to an even length.
  var pads = true

  private static let longVRs: Set<String> = [
    "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV",
  ]
  private static let wordSizes = [
    "US": 2, "SS": 2, "OW": 2, "UL": 4, "SL": 4, "FL": 4, "OF": 4, "OL": 4, "FD": 8,
    "OD": 8, "UV": 8, "SV": 8, "OV": 8,
  ]

  /// The bytes of a data set.
  func bytes(of nodes: [Node]) -> [UInt8] { nodes.flatMap { bytes(of: $0) } }

  private func bytes(of node: Node) -> [UInt8] {
    if let items = node.items {
      let content = items.flatMap { item(bytes(of: $0)) }
      return header(node, length: hasUndefinedLengths ? nil : content.count) + content
        + (hasUndefinedLengths ? delimiter(0xE0DD) : [])
    }
    if let fragments = node.fragments {
      let content = fragments.flatMap { tag(0xFFFE, 0xE000) + number(UInt32($0.count), 4) + $0 }
      return header(node, length: nil) + content + delimiter(0xE0DD)
    }
    var value = ordered(node)
    if pads, value.count % 2 == 1 { value.append(["UI", "OB", "UN"].contains(node.vr) ? 0 : 0x20) }
    return header(node, length: value.count) + value
  }

  private func item(_ content: [UInt8]) -> [UInt8] {
    tag(0xFFFE, 0xE000) + number(hasUndefinedLengths ? 0xFFFF_FFFF : UInt32(content.count), 4) + content
      + (hasUndefinedLengths ? delimiter(0xE00D) : [])
  }

  private func delimiter(_ element: UInt16) -> [UInt8] { tag(0xFFFE, element) + [0, 0, 0, 0] }

  private func header(_ node: Node, length: Int?) -> [UInt8] {
    let tag = tag(node.group, node.element)
    let length = length.map { UInt32($0) } ?? 0xFFFF_FFFF
    guard isExplicit else { return tag + number(length, 4) }
    let vr = Array(node.vr.utf8)
    return Encoder.longVRs.contains(node.vr)
      ? tag + vr + [0, 0] + number(length, 4) : tag + vr + number(length, 2)
  }

  /// A value of numbers in the byte order of the data set; case text has them least significant byte first.
  private func ordered(_ node: Node) -> [UInt8] {
    guard isBigEndian, let size = node.vr == "AT" ? 2 : Encoder.wordSizes[node.vr] else { return node.value }
    return stride(from: 0, to: node.value.count, by: size).flatMap { start in
      node.value[start..<min(start + size, node.value.count)].reversed()
    }
  }

  private func tag(_ group: UInt16, _ element: UInt16) -> [UInt8] {
    number(UInt32(group), 2) + number(UInt32(element), 2)
  }

  private func number(_ number: UInt32, _ width: Int) -> [UInt8] {
    let bytes = (0..<width).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
    return isBigEndian ? bytes.reversed() : bytes
  }

  /// A deflate stream of stored blocks, which needs no compression. RFC 1951 section 3.2.4.
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, bytes.count)
      let count = UInt16(end - start)
      stream += [end == bytes.count ? 1 : 0, UInt8(count & 0xFF), UInt8(count >> 8)]
      stream += [UInt8(~count & 0xFF), UInt8(~count >> 8)] + bytes[start..<end]
      start = end
    } while start < bytes.count
    return stream.count % 2 == 0 ? stream : stream + [0]
  }
}
