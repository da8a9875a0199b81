/// A small convolutional network that looks at the pixels of a line once more: above 0 means text.
///
/// Three layers of convolutions, of which the first two halve the picture; mean and maximum of each output over the
/// upper and the lower half; two layers of sums. Written by Tests/Tools/fit_net.py into line-net.csv.
struct LineNet: Sendable {
  /// The score of the network that becomes 0.
  static let border: Float = 1.4
  /// Outputs of the convolutions; the third has as many again.
  private static let lanes = 16

  /// Each weight of an input for all sixteen outputs at once, in the order row, column, input.
  private let first: [SIMD16<Float>]
  private let second: [SIMD16<Float>]
  private let thirdLow: [SIMD16<Float>]
  private let thirdHigh: [SIMD16<Float>]
  private let fourth: [SIMD16<Float>]
  private let fifth: SIMD16<Float>
  /// The biases, in the order of the layers.
  private let biases: [SIMD16<Float>]
  private let last: Float

  /// The fitted one.
  static let fitted = { () -> LineNet in
    do throws(NumberTableError) {
      return try LineNet(table: PackageResources.line_net_csv)
    } catch {
      fatalError("line-net.csv, row \(error.row): expected \(error.expected)")  // compiled in, and tested
    }
  }()

  /// Reads a table with a row for each output: its layer, number and bias, and its weights with spaces between.
  ///
  /// - Throws: ``NumberTableError`` for layers that do not exist, outputs out of order, and any other count of weights.
  init(table: [UInt8]) throws(NumberTableError) {
    let layers: [(name: String, outputs: Int, inputs: Int)] = [
      ("first", 16, 16), ("second", 16, 256), ("third", 32, 144), ("fourth", 16, 130), ("fifth", 1, 16),
    ]
    let rows = try NumberTable(table, header: ["layer", "output", "bias", "weights"]).rows
    var row = 0
    var (weights, biases): ([[SIMD16<Float>]], [SIMD16<Float>]) = ([], [])
    for layer in layers {
      for start in stride(from: 0, to: layer.outputs, by: Self.lanes) {
        var block = [SIMD16<Float>](repeating: .zero, count: layer.inputs)
        var bias = SIMD16<Float>.zero
        for lane in 0..<min(Self.lanes, layer.outputs - start) {
          guard row < rows.count, rows[row][0].elementsEqual(layer.name.utf8),
            rows[row][1].elementsEqual("\(start + lane)".utf8)
          else { throw NumberTableError(row: row + 2, expected: "output \(start + lane) of \(layer.name)") }
          let fields = rows[row][3].split(separator: 32)
          guard let number = NumberTable.number(rows[row][2]), fields.count == layer.inputs else {
            throw NumberTableError(row: row + 2, expected: "a bias and \(layer.inputs) weights")
          }
          bias[lane] = number
          for (index, field) in fields.enumerated() {
            guard let number = NumberTable.number(field) else {
              throw NumberTableError(row: row + 2, expected: "numbers")
            }
            block[index][lane] = number
          }
          row += 1
        }
        weights.append(block)
        biases.append(bias)
      }
    }
    guard row == rows.count else { throw NumberTableError(row: row + 2, expected: "no more rows") }
    (first, second, thirdLow, thirdHigh, fourth) = (
      weights[0], weights[1], weights[2], weights[3], weights[4]
    )
    fifth = weights[5].enumerated().reduce(into: .zero) { $0[$1.offset] = $1.element[0] }
    last = biases[5][0]
    self.biases = biases
  }

  /// The score of a line: its picture as ``LineCutting`` gives it, the score of the trees, and its level.
  func score(_ cutting: [Float], trees: Float, level: Int) -> Float {
    let (rows, columns) = (LineCutting.rows, LineCutting.columns)
    let one = convolve(cutting, rows, columns, channels: 1, size: 4, step: 2, first, biases[0])
    let two = convolve(one, rows / 2, columns / 2, channels: 16, size: 4, step: 2, second, biases[1])
    var pooled: [Float] = []
    var halves: [[SIMD16<Float>]] = []
    for (weights, bias) in [(thirdLow, biases[2]), (thirdHigh, biases[3])] {
      let three = convolve(two, rows / 4, columns / 4, channels: 16, size: 3, step: 1, weights, bias)
      halves.append(pool(three, rows / 4, columns / 4))
    }
    // Means of the upper and of the lower half, then the maxima of both; all outputs each.
    for kind in 0..<4 {
      for half in halves { for lane in 0..<Self.lanes { pooled.append(half[kind][lane]) } }
    }
    pooled.append(max(-5, min(8, trees)) / 4)
    pooled.append(Float(level) - 1)
    var sum = biases[4]
    for (value, weight) in zip(pooled, fourth) { sum += weight * value }
    sum = sum.replacing(with: 0, where: sum .< 0)
    return (sum * fifth).sum() + last - Self.border
  }

  /// Sixteen outputs at each place, the outputs of a place side by side; what lies outside counts as 0, and results
  /// below 0 become 0.
  private func convolve(
    _ input: [Float], _ rows: Int, _ columns: Int, channels: Int, size: Int, step: Int,
    _ weights: [SIMD16<Float>], _ bias: SIMD16<Float>
  ) -> [Float] {
    let (height, width) = (rows / step, columns / step)
    var output = [Float](repeating: 0, count: height * width * Self.lanes)
    input.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        output.withUnsafeMutableBytes { output in
          for row in 0..<height {
            for column in 0..<width {
              var sum = bias
              let (top, left) = (row * step - 1, column * step - 1)
              let across = max(0, left)..<min(columns, left + size)
              for y in max(0, top)..<min(rows, top + size) {
                var weight = ((y - top) * size + across.lowerBound - left) * channels
                for at in (y * columns + across.lowerBound) * channels..<(y * columns + across.upperBound)
                  * channels
                {
                  sum += weights[weight] * input[at]
                  weight += 1
                }
              }
              output.storeBytes(
                of: sum.replacing(with: 0, where: sum .< 0),
                toByteOffset: (row * width + column) * MemoryLayout<SIMD16<Float>>.size,
                as: SIMD16<Float>.self)
            }
          }
        }
      }
    }
    return output
  }

  /// Means over the upper and the lower half of the rows, and the maxima there.
  private func pool(_ values: [Float], _ rows: Int, _ columns: Int) -> [SIMD16<Float>] {
    var result = [SIMD16<Float>](repeating: .zero, count: 4)
    let half = rows / 2 * columns
    values.withUnsafeBytes { bytes in
      for place in 0..<2 * half {
        let value = bytes.loadUnaligned(
          fromByteOffset: place * MemoryLayout<SIMD16<Float>>.size, as: SIMD16<Float>.self)
        let part = place / half
        result[part] += value / Float(half)
        result[2 + part].replace(with: value, where: value .> result[2 + part])
      }
    }
    return result
  }
}
