/// How high the top-hat goes where there is no text: for each block of a plane, a threshold above its noise.
///
/// The median of a block tells noise from text: text covers less than half of a block, speckle covers all of it.
struct GroundNoise {
  /// Pixels along a side of a block.
  static let block = 32

  let columns: Int
  let rows: Int
  /// The thresholds, block row by block row.
  private(set) var thresholds: [UInt8]

  /// Whether one in `part` of the blocks or more have a threshold above a level.
  func isRough(above level: UInt8, part: Int) -> Bool {
    part * thresholds.filter { $0 > level }.count >= thresholds.count
  }

  /// Thresholds of `factor` medians, but `least` at the lowest.
  init(_ plane: PaddedPlane, factor: Float, least: Int) {
    let block = GroundNoise.block
    columns = (plane.width + block - 1) / block
    rows = (plane.height + block - 1) / block
    thresholds = []
    thresholds.reserveCapacity(columns * rows)
    var counts = [UInt16](repeating: 0, count: 256)
    let (stride, origin) = (plane.stride, plane.origin)
    plane.bytes.withUnsafeBufferPointer { bytes in
      counts.withUnsafeMutableBufferPointer { counts in
        for row in 0..<rows {
          for column in 0..<columns {
            counts.update(repeating: 0)
            var total: UInt16 = 0
            for y in Swift.stride(from: row * block, to: min(plane.height, (row + 1) * block), by: 2) {
              let line = origin + y * stride
              for x in Swift.stride(
                from: column * block + y / 2 % 2, to: min(plane.width, (column + 1) * block), by: 2)
              {
                counts[Int(bytes[line + x])] &+= 1
                total &+= 1
              }
            }
            var (below, median) = (counts[0], 0)
            while below < total / 2 + 1, median < 255 {
              median += 1
              below &+= counts[median]
            }
            let value = max(Float(least), factor * (Float(median) + 0.5))
            thresholds.append(UInt8(min(254, value)))
          }
        }
      }
    }
  }
}
