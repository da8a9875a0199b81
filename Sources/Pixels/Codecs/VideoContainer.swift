/// Finds the bytes of a video's container that belong to nothing that is decoded or told as metadata.
struct VideoContainer {
  /// A range that belongs to nothing.
  struct Part {
    let kind: StreamText.Kind
    let range: Range<Int>
  }

  private static let containers = [
    "moov", "trak", "mdia", "minf", "dinf", "stbl", "edts", "udta", "mvex", "moof", "traf", "mfra",
  ]
  /// Boxes of numbers, and those whose text libavformat tells as metadata.
  private static let known = [
    "ftyp", "mvhd", "tkhd", "mdhd", "elst", "stts", "stss", "ctts", "stsc", "stsz", "stz2", "stco", "co64",
    "sdtp", "sgpd", "sbgp", "subs", "tfhd", "trun", "tfdt", "mfhd", "sidx", "mfro", "tfra", "trex", "mehd",
    "vmhd", "smhd", "hmhd", "nmhd", "sthd", "gmhd", "hdlr", "stsd", "dref", "iods", "meta",
  ]
  /// The most boxes that are gone through.
  private static let mostBoxes = 1_000_000

  private let bytes: VideoBytes
  /// The ranges of packets, in order of reading; neighbours are joined.
  private var packets: [Range<Int>] = []

  init(_ bytes: VideoBytes) { self.bytes = bytes }

  /// Takes note of where a packet stands.
  mutating func add(packet: Range<Int>) {
    if let last = packets.last, last.upperBound == packet.lowerBound {
      packets[packets.count - 1] = last.lowerBound..<packet.upperBound
    } else {
      packets.append(packet)
    }
  }

  /// Boxes of MP4 and QuickTime that nothing tells about, and what is in the data between packets. ISO 14496-12
  /// section 4.2.
  ///
  /// - Throws: ``PixelError`` if bytes cannot be read, or there are too many boxes.
  func mp4() throws(PixelError) -> [Part] {
    var parts: [Part] = []
    // Those that are not behind yet; boxes come in the order of their places.
    var packets = packets.sorted { $0.lowerBound < $1.lowerBound }[...]
    var ends = [bytes.length]
    var position = 0
    for _ in 0..<VideoContainer.mostBoxes {
      while let end = ends.last, position >= end { ends.removeLast() }
      guard let end = ends.last else { return parts }
      let head = try bytes.bytes(in: position..<min(position + 16, end))
      var length = VideoContainer.number(head.prefix(4))
      var header = 8
      if length == 1, head.count == 16 {
        length = VideoContainer.number(head[8..<16])
        header = 16
      }
      if length == 0 { length = end - position }
      guard head.count >= 8, length >= header, length <= end - position else {
        // No box: what is left of the one around it, where it is more than the end of a list of boxes.
        parts.append(Part(kind: .behindEnd, range: position..<end))
        position = end
        continue
      }
      let name = String(decoding: head[4..<8], as: UTF8.self)
      let content = position + header..<position + length
      if VideoContainer.containers.contains(name) {
        ends.append(content.upperBound)
        position = content.lowerBound
        continue
      }
      if name == "mdat" {
        parts += VideoContainer.unread(in: content, &packets).map { Part(kind: .behindEnd, range: $0) }
      } else if !VideoContainer.known.contains(name), head[4] != 0xA9 {
        parts.append(Part(kind: .box(UInt32(VideoContainer.number(head[4..<8]))), range: content))
      }
      position = content.upperBound
    }
    throw .codestreamUnsupported(.video)
  }

  /// What stands between the packets of a transport stream, and what empty packets are filled with. ISO 13818-1
  /// section 2.4.3.
  ///
  /// - Throws: ``PixelError`` if bytes cannot be read.
  func transportStream() throws(PixelError) -> [Part] {
    var parts: [Part] = []
    // Packets of 188 bytes, or of 192 with a time before each.
    let first = try bytes.bytes(in: 0..<min(bytes.length, 200))
    let lead = first.first == 0x47 ? 0 : 4
    let size = 188 + lead
    var position = 0
    var lost: Int?
    while position < bytes.length {
      let block = try bytes.bytes(in: position..<min(bytes.length, position + size * 4096))
      var offset = 0
      while offset + size <= block.count {
        guard block[offset + lead] == 0x47 else {
          lost = lost ?? position + offset
          offset += 1
          continue
        }
        if let start = lost {
          parts.append(Part(kind: .behindEnd, range: start..<position + offset))
          lost = nil
        }
        let packet = Int(block[offset + lead + 1] & 0x1F) << 8 | Int(block[offset + lead + 2])
        if packet == 0x1FFF {
          parts.append(
            Part(kind: .behindEnd, range: position + offset + lead + 4..<position + offset + size))
        }
        offset += size
      }
      guard offset > 0 else { break }
      position += offset
    }
    let start = lost ?? position
    if start < bytes.length { parts.append(Part(kind: .behindEnd, range: start..<bytes.length)) }
    return parts
  }

  private static func unread(
    in content: Range<Int>, _ packets: inout ArraySlice<Range<Int>>
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = content.lowerBound
    while let packet = packets.first, packet.lowerBound < content.upperBound {
      packets.removeFirst()
      if packet.lowerBound > position { found.append(position..<packet.lowerBound) }
      position = max(position, packet.upperBound)
    }
    if position < content.upperBound { found.append(position..<content.upperBound) }
    return found
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { ($0 & 0x7F_FFFF_FFFF_FFFF) << 8 | Int($1) }
  }
}

extension VideoBytes {
  /// The bytes of a range of the video, as far as they are there.
  ///
  /// - Throws: ``PixelError`` if the system does not give them.
  func bytes(in range: Range<Int>) throws(PixelError) -> [UInt8] {
    var all: [UInt8] = []
    position = range.lowerBound
    while all.count < range.count {
      let part = read(range.count - all.count)
      guard !part.isEmpty else { break }
      all += part
    }
    if let error { throw error }
    return all
  }

  /// The bytes of a range from the first on that is no fill; no more than one over
  /// ``PixelLimits/streamTextInBytes``, and none if all are fill.
  ///
  /// - Throws: ``PixelError`` if the system does not give them.
  func content(of range: Range<Int>) throws(PixelError) -> [UInt8] {
    var start = range.lowerBound
    while start < range.upperBound {
      let block = try bytes(in: start..<min(range.upperBound, start + 1 << 16))
      guard !block.isEmpty else { return [] }
      if let first = block.firstIndex(where: { $0 != 0 && $0 != 0xFF }) {
        let begin = start + first
        return try bytes(in: begin..<min(range.upperBound, begin + PixelLimits.streamTextInBytes + 1))
      }
      start += block.count
    }
    return []
  }
}
