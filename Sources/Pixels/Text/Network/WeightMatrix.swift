internal import CLineNetwork

/// The weights of a layer as a file has them: a row an output, a whole number from -127 to 127 for each input and one
/// for the bias behind them, and what they are multiplied with.
struct WeightRows {
  let inputs: Int
  private(set) var outputs: Int
  private(set) var rows: [Int8] = []
  private(set) var scales: [Float] = []

  /// Larger ones are not of a network that was trained.
  private static let largestScale: Float = 1e4
  private static let isWhole: UInt8 = 1
  private static let isCurrent: UInt8 = 128

  /// Reads the next matrix of a file, which has to be of this size.
  init(_ file: inout ModelBytes, inputs: Int, outputs: Int) throws(LineModelError) {
    let start = file.offset
    let mode = try file.number(UInt8.self)
    guard mode & Self.isCurrent != 0, inputs > 0, inputs <= 2048, outputs > 0, outputs <= 65536,
      Int(try file.number(Int32.self)) == outputs, Int(try file.number(Int32.self)) == inputs + 1
    else { throw .notSupported(offset: start) }
    (self.inputs, self.outputs) = (inputs, outputs)
    let width = inputs + 1
    if mode & Self.isWhole != 0 {
      _ = try file.take(1)  // the value of what is not there
      rows = try file.take(outputs * width).map { Int8(bitPattern: $0) }
      guard try file.count(of: 8) == outputs else { throw .notSupported(offset: file.offset) }
      for _ in 0..<outputs { scales.append(Float(try file.double())) }
      guard scales.allSatisfy({ abs($0) < Self.largestScale }) else { throw .notSupported(offset: start) }
      return
    }
    _ = try file.take(8)
    var numbers = ModelBytes(Array(try file.take(8 * outputs * width)), 0..<8 * outputs * width)
    for _ in 0..<outputs {
      var row: [Double] = []
      for _ in 0..<width { row.append(try numbers.double()) }
      let most = row.reduce(0) { max($0, abs($1)) }
      guard most < 127 * Double(Self.largestScale) else { throw .notSupported(offset: start) }
      scales.append(Float(most / 127))
      rows += row.map { most > 0 ? Int8(($0 / most * 127).rounded()) : 0 }
    }
  }

  /// Weights by row, one more a row than there are inputs, and the rows' scales.
  init(inputs: Int, rows: [Int8], scales: [Float]) {
    (self.inputs, outputs, self.rows, self.scales) = (inputs, scales.count, rows, scales)
  }

  /// These weights of 3 rows of 3 columns, with a fourth row in each column that counts nothing.
  var withFourthRow: WeightRows {
    precondition(inputs == 9)
    var wider: [Int8] = []
    for start in stride(from: 0, to: rows.count, by: 10) {
      for column in 0..<3 { wider += rows[start + 3 * column..<start + 3 * column + 3] + [0] }
      wider.append(rows[start + 9])
    }
    return WeightRows(inputs: 12, rows: wider, scales: scales)
  }

  /// The outputs of several matrices with the same inputs after each other.
  init(joining parts: [WeightRows]) {
    inputs = parts[0].inputs
    outputs = parts.reduce(0) { $0 + $1.outputs }
    rows = parts.flatMap(\.rows)
    scales = parts.flatMap(\.scales)
  }
}

/// The weights of a layer as the processor takes them.
struct WeightMatrix {
  /// What is 1 in what layers say.
  static let one = Float(DEID_LINE_ONE)
  /// The kinds of instructions that this processor has, the plainest first.
  static let kinds = Array(0...deid_line_best())
  let inputs: Int
  let outputs: Int
  /// `inputs` and `outputs`, filled up with zeros to whole pairs and blocks.
  let pairs: Int
  let paddedOutputs: Int
  /// What the sums of an output are multiplied with, and what is added then.
  let scales: [Float]
  let biases: [Float]
  private let weights: [Int8]
  private let kind: Int32

  /// The weights of some of the inputs of a layer; of all if none are named.
  ///
  /// - Parameter kind: which instructions to use, of ``kinds``.
  init(_ rows: WeightRows, _ range: Range<Int>? = nil, kind: Int32 = kinds.last!) {
    self.kind = kind
    let block = Int(DEID_LINE_BLOCK)
    let range = range ?? 0..<rows.inputs
    inputs = range.count
    outputs = rows.outputs
    pairs = (inputs + 1) / 2
    paddedOutputs = (outputs + block - 1) / block * block
    let fill = [Float](repeating: 0, count: paddedOutputs - outputs)
    scales = rows.scales.map { $0 / Self.one } + fill
    biases =
      (0..<rows.outputs).map { rows.scales[$0] * Float(rows.rows[$0 * (rows.inputs + 1) + rows.inputs]) }
      + fill
    var weights = [Int8](repeating: 0, count: paddedOutputs * pairs * 2)
    for output in 0..<outputs {
      for input in 0..<inputs {
        let place = (output / block * pairs + input / 2) * 2 * block + output % block * 2 + input % 2
        weights[place] = rows.rows[output * (rows.inputs + 1) + range.lowerBound + input]
      }
    }
    self.weights = weights
  }

  /// Adds the products with rows of inputs, `stride` apart, to sums of `paddedOutputs` a row.
  func add(
    _ inputs: UnsafePointer<Int16>, rows: Int, stride: Int, to sums: UnsafeMutablePointer<Int32>
  ) {
    deid_line_products(kind, weights, inputs, rows, stride, pairs, paddedOutputs, sums)
  }

  /// The greatest sums of each square of `pool` × `pool` places of a framed picture, by columns; the matrix is that of 3
  /// columns of 4 rows.
  func edges(
    _ columns: UnsafePointer<Int16>, stride: Int, across: Int, down: Int, pool: Int,
    to most: UnsafeMutablePointer<Int32>
  ) {
    precondition(pairs == 6)
    deid_line_edges(kind, weights, columns, stride, across, down, pool, paddedOutputs, most)
  }

  /// The tangents of sums.
  func tangents(
    _ sums: UnsafePointer<Int32>, rows: Int, to said: UnsafeMutablePointer<Int16>, stride: Int
  ) {
    deid_line_tangents(kind, sums, scales, biases, rows, paddedOutputs, said, stride)
  }

  /// A step of the cells of a layer of which these are the weights.
  func step(
    _ sums: UnsafePointer<Int32>, rows: Int, cells: Int, states: UnsafeMutablePointer<Float>,
    to said: UnsafeMutablePointer<Int16>, stride: Int
  ) {
    deid_line_cells(kind, sums, scales, biases, rows, cells, paddedOutputs, states, said, stride)
  }
}
