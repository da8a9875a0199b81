/// Tables and scan headers of a codestream, as far as it has been read. ISO 10918-1 section B.2.
struct JPEGTables {
  /// What a scan header says of a component.
  struct ScanComponent {
    /// The component's index in the frame header.
    let index: Int
    let directTable: Int
    let alternatingTable: Int
  }

  /// A scan header.
  struct Scan {
    let components: [ScanComponent]
    /// The predictor, or the first coefficient.
    let start: Int
    /// The last coefficient.
    let end: Int
    let high: Int
    /// The point transform, or the lowest bit.
    let low: Int
    /// Where the coded data begins.
    let dataStart: Int
  }

  var direct = [HuffmanTable?](repeating: nil, count: 4)
  var alternating = [HuffmanTable?](repeating: nil, count: 4)
  var quantization = [[Int]?](repeating: nil, count: 4)
  var restartInterval = 0
  private var segments: JPEGSegments
  private let bytes: [UInt8]
  private let header: JPEGHeader

  /// Begins at the first segment.
  init(_ bytes: [UInt8], _ header: JPEGHeader) throws(PixelError) {
    segments = try JPEGSegments(bytes)
    self.bytes = bytes
    self.header = header
  }

  /// Reads tables up to the next scan; nil if there is none.
  ///
  /// - Throws: ``PixelError`` if a segment cannot be read.
  mutating func nextScan() throws(PixelError) -> Scan? {
    while let segment = segments.next() {
      let payload = Array(bytes[segment.payload])
      switch segment.marker {
      case 0xC4: try huffman(payload)
      case 0xDB: try quantization(payload)
      case 0xDD:
        guard payload.count >= 2 else { throw .damaged(.jpeg) }
        restartInterval = Int(payload[0]) << 8 | Int(payload[1])
      // The number of lines in DNL would contradict the attributes, or repeat them.
      case 0xDA: return try scan(payload, dataStart: segments.position)
      default: break
      }
    }
    return nil
  }

  private mutating func huffman(_ payload: [UInt8]) throws(PixelError) {
    var position = 0
    while position < payload.count {
      guard position + 17 <= payload.count else { throw .damaged(.jpeg) }
      let counts = payload[position + 1..<position + 17]
      let total = counts.reduce(0) { $0 + Int($1) }
      let end = position + 17 + total
      let slot = Int(payload[position] & 15)
      guard end <= payload.count, slot < 4 else { throw .damaged(.jpeg) }
      let table = try HuffmanTable(counts: counts, values: Array(payload[position + 17..<end]))
      if payload[position] >> 4 == 0 { direct[slot] = table } else { alternating[slot] = table }
      position = end
    }
  }

  private mutating func quantization(_ payload: [UInt8]) throws(PixelError) {
    var position = 0
    while position < payload.count {
      let isWide = payload[position] >> 4 != 0
      let slot = Int(payload[position] & 15)
      let start = position + 1
      let end = start + (isWide ? 128 : 64)
      guard end <= payload.count, slot < 4 else { throw .damaged(.jpeg) }
      quantization[slot] = (0..<64).map {
        isWide
          ? Int(payload[start + 2 * $0]) << 8 | Int(payload[start + 2 * $0 + 1]) : Int(payload[start + $0])
      }
      position = end
    }
  }

  private func scan(_ payload: [UInt8], dataStart: Int) throws(PixelError) -> Scan {
    guard let count = payload.first.map(Int.init), (1...4).contains(count), payload.count >= 4 + 2 * count
    else { throw .damaged(.jpeg) }
    var components: [ScanComponent] = []
    for number in 0..<count {
      let id = payload[1 + 2 * number]
      let tables = payload[2 + 2 * number]
      guard let index = header.components.firstIndex(where: { $0.id == id }),
        !components.contains(where: { $0.index == index }), tables >> 4 < 4, tables & 15 < 4
      else { throw .damaged(.jpeg) }
      components.append(
        ScanComponent(index: index, directTable: Int(tables >> 4), alternatingTable: Int(tables & 15)))
    }
    let rest = payload[(1 + 2 * count)...]
    let start = rest.startIndex
    return Scan(
      components: components, start: Int(rest[start]), end: Int(rest[start + 1]),
      high: Int(rest[start + 2] >> 4), low: Int(rest[start + 2] & 15), dataStart: dataStart)
  }
}
