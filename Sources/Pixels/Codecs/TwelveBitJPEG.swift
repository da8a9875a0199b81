/// DCT codestreams of 12 bits, sequential and progressive, Huffman-coded. ISO 10918-1 annexes F and G.
struct TwelveBitJPEG {
  /// The coefficients of a component, block by block.
  struct Plane {
    /// Blocks a row, padded to whole MCUs.
    let blocksAcross: Int
    let blocksDown: Int
    /// Blocks a row and rows of a scan that has this component alone.
    let ownAcross: Int
    let ownDown: Int
    var coefficients: [Int32]
  }

  private let bytes: [UInt8]
  let header: JPEGHeader
  private var tables: JPEGTables
  private(set) var planes: [Plane] = []
  /// The quantization table of each component, as it stood when its first scan came.
  private(set) var quantization: [[Int]?]
  private let mcusAcross: Int
  private let mcusDown: Int
  private var isDamaged = false
  /// Blocks that end before their band does, for progressive scans.
  private var endOfBandRun = 0

  /// Prepares to decode a codestream whose size was found right.
  ///
  /// - Throws: ``PixelError`` if it is of a kind that cannot be decoded.
  init(_ bytes: [UInt8], _ header: JPEGHeader) throws(PixelError) {
    guard header.precision == 12 || header.precision == 8 else { throw .codestreamUnsupported(.jpeg) }
    self.bytes = bytes
    self.header = header
    tables = try JPEGTables(bytes, header)
    quantization = [[Int]?](repeating: nil, count: header.components.count)
    let across = header.components.reduce(1) { max($0, $1.horizontal) }
    let down = header.components.reduce(1) { max($0, $1.vertical) }
    mcusAcross = (header.size.width + 8 * across - 1) / (8 * across)
    mcusDown = (header.size.height + 8 * down - 1) / (8 * down)
    for component in header.components {
      let width = (header.size.width * component.horizontal + across - 1) / across
      let height = (header.size.height * component.vertical + down - 1) / down
      let blocksAcross = mcusAcross * component.horizontal
      let blocksDown = mcusDown * component.vertical
      planes.append(
        Plane(
          blocksAcross: blocksAcross, blocksDown: blocksDown, ownAcross: (width + 7) / 8,
          ownDown: (height + 7) / 8,
          coefficients: [Int32](repeating: 0, count: blocksAcross * blocksDown * 64)))
    }
  }

  /// Decodes all scans.
  ///
  /// - Throws: ``PixelError`` if nothing could be decoded.
  mutating func decode() throws(PixelError) -> DecodedImage {
    var scans = 0
    while let scan = try tables.nextScan() {
      scans += 1
      for component in scan.components where quantization[component.index] == nil {
        let slot = header.components[component.index].table
        guard slot < 4, let table = tables.quantization[slot] else { throw .damaged(.jpeg) }
        quantization[component.index] = table
      }
      try decode(scan)
    }
    guard scans > 0 else { throw .damaged(.jpeg) }
    if quantization.contains(where: { $0 == nil }) { isDamaged = true }
    return DecodedImage(
      size: header.size, words: .shorts(pixels()), precision: header.precision,
      damage: isDamaged ? .damaged(.jpeg) : nil)
  }

  // MARK: scans

  private mutating func decode(_ scan: JPEGTables.Scan) throws(PixelError) {
    let isProgressive = header.process == .progressive
    guard scan.low < 14, scan.start <= scan.end, scan.end < 64,
      !isProgressive || scan.start == 0 && scan.end == 0 || scan.start > 0 && scan.components.count == 1
    else { throw .damaged(.jpeg) }
    var bits = EntropyBits(bytes, at: scan.dataStart)
    var predictions = [Int](repeating: 0, count: header.components.count)
    var left = tables.restartInterval
    endOfBandRun = 0
    // A scan of one component goes by its own blocks, without those that only fill MCUs.
    let alone = scan.components.count == 1 ? planes[scan.components[0].index] : nil
    let across = alone?.ownAcross ?? mcusAcross
    let down = alone?.ownDown ?? mcusDown
    for row in 0..<down {
      for column in 0..<across {
        if tables.restartInterval > 0 {
          if left == 0 {
            guard bits.restart() else {
              isDamaged = true
              return
            }
            left = tables.restartInterval
            predictions = predictions.map { _ in 0 }
            endOfBandRun = 0
          }
          left -= 1
        }
        for component in scan.components {
          let shape = header.components[component.index]
          let wide = alone == nil ? shape.horizontal : 1
          let high = alone == nil ? shape.vertical : 1
          for y in 0..<high {
            for x in 0..<wide {
              let block = (row * high + y) * planes[component.index].blocksAcross + column * wide + x
              let isGood =
                isProgressive
                ? progressive(scan, component, 64 * block, &predictions[component.index], &bits)
                : sequential(component, 64 * block, &predictions[component.index], &bits)
              guard isGood else {
                isDamaged = true
                return
              }
            }
          }
        }
      }
      if bits.isOverrun {
        isDamaged = true
        return
      }
    }
  }

  private mutating func sequential(
    _ component: JPEGTables.ScanComponent, _ base: Int, _ prediction: inout Int, _ bits: inout EntropyBits
  ) -> Bool {
    guard let direct = tables.direct[component.directTable],
      let alternating = tables.alternating[component.alternatingTable],
      let category = direct.next(&bits), category <= 16
    else { return false }
    prediction += bits.difference(category)
    planes[component.index].coefficients[base] = Int32(truncatingIfNeeded: prediction)
    var index = 1
    while index < 64 {
      guard let code = alternating.next(&bits) else { return false }
      let run = code >> 4
      let size = code & 15
      if size == 0 {
        if run != 15 { return true }
        index += 16
        continue
      }
      index += run
      guard index < 64 else { return false }
      planes[component.index].coefficients[base + DCT.zigzag[index]] =
        Int32(truncatingIfNeeded: bits.difference(size))
      index += 1
    }
    return true
  }

  private mutating func progressive(
    _ scan: JPEGTables.Scan, _ component: JPEGTables.ScanComponent, _ base: Int, _ prediction: inout Int,
    _ bits: inout EntropyBits
  ) -> Bool {
    if scan.start == 0 {
      if scan.high > 0 {
        if bits.take(1) == 1 { planes[component.index].coefficients[base] |= 1 << Int32(scan.low) }
        return true
      }
      guard let direct = tables.direct[component.directTable], let category = direct.next(&bits),
        category <= 16
      else { return false }
      prediction += bits.difference(category)
      planes[component.index].coefficients[base] = Int32(truncatingIfNeeded: prediction << scan.low)
      return true
    }
    guard let table = tables.alternating[component.alternatingTable] else { return false }
    return scan.high == 0
      ? firstOfBand(scan, table, component.index, base, &bits)
      : refinement(scan, table, component.index, base, &bits)
  }

  /// The first scan of a band of coefficients. ISO 10918-1 section G.1.2.2.
  private mutating func firstOfBand(
    _ scan: JPEGTables.Scan, _ table: HuffmanTable, _ plane: Int, _ base: Int, _ bits: inout EntropyBits
  ) -> Bool {
    if endOfBandRun > 0 {
      endOfBandRun -= 1
      return true
    }
    var index = scan.start
    while index <= scan.end {
      guard let code = table.next(&bits) else { return false }
      let run = code >> 4
      let size = code & 15
      if size == 0 {
        if run < 15 {
          endOfBandRun = 1 << run - 1 + bits.take(run)
          return true
        }
        index += 16
        continue
      }
      index += run
      guard index <= scan.end else { return false }
      planes[plane].coefficients[base + DCT.zigzag[index]] =
        Int32(truncatingIfNeeded: bits.difference(size) << scan.low)
      index += 1
    }
    return true
  }

  /// One more bit of the coefficients of a band. ISO 10918-1 section G.1.2.3.
  private mutating func refinement(
    _ scan: JPEGTables.Scan, _ table: HuffmanTable, _ plane: Int, _ base: Int, _ bits: inout EntropyBits
  ) -> Bool {
    let one = Int32(1) << Int32(scan.low)
    var index = scan.start
    if endOfBandRun == 0 {
      while index <= scan.end {
        guard let code = table.next(&bits) else { return false }
        var run = code >> 4
        var fresh: Int32 = 0
        if code & 15 == 0 {
          if run < 15 {
            endOfBandRun = 1 << run + bits.take(run)
            break
          }
        } else {
          fresh = bits.take(1) == 1 ? one : -one
        }
        while index <= scan.end {
          let place = base + DCT.zigzag[index]
          if planes[plane].coefficients[place] != 0 {
            refine(plane, place, one, &bits)
          } else {
            if run == 0 {
              if fresh != 0 { planes[plane].coefficients[place] = fresh }
              index += 1
              break
            }
            run -= 1
          }
          index += 1
        }
      }
    }
    guard endOfBandRun > 0 else { return true }
    while index <= scan.end {
      let place = base + DCT.zigzag[index]
      if planes[plane].coefficients[place] != 0 { refine(plane, place, one, &bits) }
      index += 1
    }
    endOfBandRun -= 1
    return true
  }

  @inline(__always)
  private mutating func refine(_ plane: Int, _ place: Int, _ one: Int32, _ bits: inout EntropyBits) {
    guard bits.take(1) == 1 else { return }
    let value = planes[plane].coefficients[place]
    // Refined already, by a scan that repeats a bit.
    guard value.magnitude & one.magnitude == 0 else { return }
    planes[plane].coefficients[place] = value &+ (value > 0 ? one : -one)
  }
}
