/// A picture as the mean values of 24 by 24 blocks.
public struct BlockMeans: Codable, Sendable, Equatable {
  /// Blocks along a side.
  public static let side = 24

  /// The means, row by row, in parts of 65,535 of the range that samples can have.
  public let cells: [UInt16]

  /// Takes means as they were kept.
  public init(cells: [UInt16]) { self.cells = cells }

  /// The means of a frame: of what it stores, or of the brightness of its colours.
  init(_ frame: Frame, _ source: FrameSource) {
    if let colours = source.rgb(of: frame) {
      cells = Accumulator(frame.size, lowest: 0, highest: 255).cells { BlockMeans.luma(colours, $0) }
      return
    }
    let half = Double(UInt64(1) << UInt64(frame.bitsStored)) / 2
    let unsigned = Accumulator(frame.size, lowest: 0, highest: 2 * half - 1)
    let signed = Accumulator(frame.size, lowest: -half, highest: half - 1)
    let made: [UInt16]
    switch frame.samples {
    case .uint8(let all): made = unsigned.cells(of: all)
    case .uint16(let all): made = unsigned.cells(of: all)
    case .uint32(let all): made = unsigned.cells(of: all)
    case .int8(let all): made = signed.cells(of: all)
    case .int16(let all): made = signed.cells(of: all)
    case .int32(let all): made = signed.cells(of: all)
    case .float, .double:
      let numbers = frame.samples.numbers.map { $0.isFinite ? $0 : 0 }
      // There is a sample at least.
      made = Accumulator(frame.size, lowest: numbers.min()!, highest: numbers.max()!).cells(of: numbers)
    }
    cells = frame.photometricInterpretation == .monochrome1 ? made.map { 65_535 - $0 } : made
  }

  private static func luma(_ colours: [UInt8], _ pixel: Int) -> Double {
    let red = 299 * Int(colours[3 * pixel])
    let green = 587 * Int(colours[3 * pixel + 1])
    let blue = 114 * Int(colours[3 * pixel + 2])
    return Double(red + green + blue) / 1000
  }
}

/// Adds up the pixels of each block.
private struct Accumulator {
  private let size: PictureSize
  private let lowest: Double
  private let highest: Double

  init(_ size: PictureSize, lowest: Double, highest: Double) {
    self.size = size
    self.lowest = lowest
    self.highest = highest
  }

  /// The means of the first sample of each pixel.
  func cells<Number: SampleNumber>(of samples: [Number]) -> [UInt16] {
    let components = size.components
    return samples.withUnsafeBufferPointer { all in cells { all[components * $0].asDouble } }
  }

  /// The means of what each pixel is worth.
  func cells(_ value: (Int) -> Double) -> [UInt16] {
    let side = BlockMeans.side
    var sums = [Double](repeating: 0, count: side * side)
    var counts = [Double](repeating: 0, count: side * side)
    let columns = (0..<size.width).map { $0 * side / size.width }
    for y in 0..<size.height {
      let row = y * side / size.height * side
      for x in 0..<size.width {
        let cell = row + columns[x]
        sums[cell] += value(y * size.width + x)
        counts[cell] += 1
      }
    }
    let scale: Double = highest > lowest ? 65_535 / (highest - lowest) : 0
    var last: Double = 0
    var cells: [UInt16] = []
    for (sum, count) in zip(sums, counts) {
      // A picture of fewer than 24 pixels a side leaves cells out; they repeat their neighbours.
      if count > 0 { last = min(max((sum / count - lowest) * scale, 0), 65_535) }
      cells.append(UInt16(last.rounded()))
    }
    return cells
  }
}
