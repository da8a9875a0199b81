/// Lossless codestreams: differences to one of seven predictions, Huffman-coded. ISO 10918-1 annex H.
struct LosslessJPEG {
  private let bytes: [UInt8]
  private let header: JPEGHeader
  private var tables: JPEGTables
  /// One plane a component.
  private var planes: [[UInt16]]
  private var isDamaged = false

  /// Prepares to decode a codestream whose size was found right.
  ///
  /// - Throws: ``PixelError`` if it is of a kind that cannot be decoded.
  init(_ bytes: [UInt8], _ header: JPEGHeader) throws(PixelError) {
    guard (2...16).contains(header.precision) else { throw .codestreamUnsupported(.jpeg) }
    // Subsampled lossless pictures are lawful and nobody makes them.
    guard
      header.components.allSatisfy({ $0.horizontal == 1 && $0.vertical == 1 }) || header.size.components == 1
    else { throw .codestreamUnsupported(.jpeg) }
    self.bytes = bytes
    self.header = header
    tables = try JPEGTables(bytes, header)
    let count = header.size.width * header.size.height
    planes = (0..<header.size.components).map { _ in [UInt16](repeating: 0, count: count) }
  }

  /// Decodes all scans.
  ///
  /// - Throws: ``PixelError`` if nothing could be decoded.
  mutating func decode() throws(PixelError) -> DecodedImage {
    var done = Set<Int>()
    while let scan = try tables.nextScan() {
      try decode(scan)
      done.formUnion(scan.components.map(\.index))
    }
    guard !done.isEmpty else { throw .damaged(.jpeg) }
    if done.count < header.size.components { isDamaged = true }
    return DecodedImage(
      size: header.size, words: interleaved(), precision: header.precision,
      damage: isDamaged ? .damaged(.jpeg) : nil)
  }

  private func interleaved() -> Words {
    let components = planes.count
    if header.precision <= 8 {
      var all = [UInt8](repeating: 0, count: header.size.samples)
      for (component, plane) in planes.enumerated() {
        for pixel in 0..<plane.count {
          all[pixel * components + component] = UInt8(truncatingIfNeeded: plane[pixel])
        }
      }
      return .bytes(all)
    }
    if components == 1 { return .shorts(planes[0]) }
    var all = [UInt16](repeating: 0, count: header.size.samples)
    for (component, plane) in planes.enumerated() {
      for pixel in 0..<plane.count { all[pixel * components + component] = plane[pixel] }
    }
    return .shorts(all)
  }

  private mutating func decode(_ scan: JPEGTables.Scan) throws(PixelError) {
    guard (1...7).contains(scan.start), scan.low < header.precision else { throw .damaged(.jpeg) }
    var huffman: [HuffmanTable] = []
    for component in scan.components {
      guard let table = tables.direct[component.directTable] else { throw .damaged(.jpeg) }
      huffman.append(table)
    }
    let width = header.size.width
    let height = header.size.height
    var bits = EntropyBits(bytes, at: scan.dataStart)
    let first = 1 << (header.precision - scan.low - 1)
    var left = tables.restartInterval
    // The line from which predictions begin anew: the first, and each that begins with a restart.
    var firstLine = 0
    for line in 0..<height {
      for column in 0..<width {
        if tables.restartInterval > 0 {
          if left == 0 {
            guard bits.restart() else {
              isDamaged = true
              return
            }
            left = tables.restartInterval
            // Intervals are whole lines. ISO 10918-1 section H.1.1.
            if column == 0 { firstLine = line }
          }
          left -= 1
        }
        for (number, component) in scan.components.enumerated() {
          guard let category = huffman[number].next(&bits), category <= 16 else {
            isDamaged = true
            return
          }
          // 16 has no bits of its own: it stands for 32,768.
          let difference = category == 16 ? 32_768 : bits.difference(category)
          let position = line * width + column
          let prediction: Int
          if line == firstLine {
            prediction =
              column == 0 ? first : Int(planes[component.index][position - 1]) >> scan.low
          } else if column == 0 {
            prediction = Int(planes[component.index][position - width]) >> scan.low
          } else {
            prediction = LosslessJPEG.predict(
              scan.start, left: Int(planes[component.index][position - 1]) >> scan.low,
              above: Int(planes[component.index][position - width]) >> scan.low,
              corner: Int(planes[component.index][position - width - 1]) >> scan.low)
          }
          planes[component.index][position] =
            UInt16(truncatingIfNeeded: prediction + difference) << UInt16(scan.low)
        }
      }
      if bits.isOverrun {
        isDamaged = true
        return
      }
    }
  }

  /// The prediction of ISO 10918-1 table H.1.
  @inline(__always)
  private static func predict(_ predictor: Int, left: Int, above: Int, corner: Int) -> Int {
    switch predictor {
    case 1: left
    case 2: above
    case 3: corner
    case 4: left + above - corner
    case 5: left + (above - corner) >> 1
    case 6: above + (left - corner) >> 1
    default: (left + above) >> 1
    }
  }
}
