/// A Tesseract model of the kind that its language packages have: a convolution, a layer that reads columns from top to
/// bottom, layers that read from left to right or back, and a probability for each character.
///
/// The file holds components at offsets that its start lists; the network and the codes of its characters are used, the
/// dictionaries are not. Numbers of components and layers as in Tesseract 5 (`tessdatamanager.h`, `network.cpp`).
struct LineModel {
  /// How many rows pictures have.
  let rows: Int
  /// Finds edges: 3 × 3 pixels, a column after the other, with a fourth that counts nothing.
  let edges: WeightMatrix
  /// How many columns, and rows, are put together behind the edges.
  let pool: Int
  /// Reads a column from its top to its bottom.
  let columns: CellLayer
  /// Read from left to right or back.
  let lines: [CellLayer]
  /// Tells the characters.
  let output: WeightMatrix
  /// What the outputs mean.
  let codes: CharacterCodes

  /// Which component of the file is which.
  private enum Component: Int {
    case network = 17
    case characters = 21
    case codes = 22
  }

  /// Reads the bytes of a `.traineddata` file.
  init(_ bytes: [UInt8]) throws(LineModelError) {
    var head = ModelBytes(bytes, 0..<bytes.count)
    let count = try head.count(of: 8)
    var offsets: [Int] = []
    for _ in 0..<count { offsets.append(Int(truncatingIfNeeded: try head.number(Int64.self))) }
    func component(_ which: Component) throws(LineModelError) -> ModelBytes {
      guard which.rawValue < count, offsets[which.rawValue] >= 0 else { throw .notSupported(offset: 0) }
      let start = offsets[which.rawValue]
      let ends = offsets[(which.rawValue + 1)...].first { $0 >= 0 }
      let end = ends ?? bytes.count  // the last one ends with the file
      guard start <= end, end <= bytes.count else { throw .truncated(offset: start) }
      return ModelBytes(bytes, start..<end)
    }
    var network = try component(.network)
    let layers = try LayerReader.layers(&network)
    guard layers.count >= 6, case .input(let rows) = layers[0], case .window = layers[1],
      case .tangent(let edges) = layers[2], case .pool(let pool) = layers[3],
      case .columns(let columns) = layers[4], case .softmax(let output) = layers[layers.count - 1],
      columns.inputs == edges.outputs
    else { throw .notSupported(offset: network.offset) }
    var lines: [CellLayer] = []
    var width = columns.cells
    for layer in layers[5..<layers.count - 1] {
      guard case .line(let cells) = layer, cells.inputs == width else {
        throw .notSupported(offset: network.offset)
      }
      width = cells.cells
      lines.append(cells)
    }
    guard output.inputs == width, rows % pool == 0 else { throw .notSupported(offset: network.offset) }
    // Behind the network: its description, two numbers of its training and one of 64 bits, and the code of nothing.
    _ = try network.text()
    _ = try network.take(12)
    let nothing = Int(try network.number(Int32.self))
    guard nothing >= 0, nothing < output.outputs else { throw .truncated(offset: network.offset) }
    codes = try CharacterCodes(
      characters: try component(.characters), codes: try component(.codes), nothing: nothing,
      count: output.outputs)
    (self.rows, self.edges, self.pool, self.columns, self.lines) = (rows, edges, pool, columns, lines)
    self.output = output
  }
}

/// A layer of cells that remember: what each says goes into all of them at the next step.
struct CellLayer {
  /// How many values come in.
  let inputs: Int
  /// How many cells there are.
  let cells: Int
  /// From the inputs to the four gates of the cells, all of a gate after each other.
  let fromInput: WeightMatrix
  /// From what the cells said to their gates.
  let fromCells: WeightMatrix
  /// Whether it reads from right to left.
  var isBackward = false
}

/// Reads the tree of layers of a network, and flattens it.
enum LayerReader {
  /// A layer as the network runs it.
  enum Layer {
    case input(rows: Int)
    case window
    case tangent(WeightMatrix)
    case pool(Int)
    case columns(CellLayer)
    case line(CellLayer)
    case softmax(WeightMatrix)
    /// Cells that tell only the end of a line: they are turned into columns.
    case summary(CellLayer)
  }

  /// What a layer of a network has at its start.
  private static let hasOwnRates: Int32 = 64

  /// The layers of the next network in a file.
  static func layers(_ file: inout ModelBytes, depth: Int = 0) throws(LineModelError) -> [Layer] {
    let start = file.offset
    guard depth < 8, try file.number(UInt8.self) == 0 else { throw .notSupported(offset: start) }
    let kind = try file.text()
    _ = try file.take(2)  // of its training
    let flags = try file.number(Int32.self)
    let inputs = Int(try file.number(Int32.self))
    let outputs = Int(try file.number(Int32.self))
    _ = try file.take(4)  // how many weights
    _ = try file.text()  // its name
    switch kind {
    case "Series", "XYTranspose", "RTLReversed":
      var layers: [Layer] = []
      for _ in 0..<(try file.count(of: 1)) { layers += try Self.layers(&file, depth: depth + 1) }
      if flags & hasOwnRates != 0 { _ = try file.take(4 * (try file.count(of: 4))) }
      if kind == "XYTranspose" {
        guard layers.count == 1, case .summary(let cells) = layers[0] else {
          throw .notSupported(offset: start)
        }
        return [.columns(cells)]
      }
      if kind == "RTLReversed" {
        guard layers.count == 1, case .line(var cells) = layers[0], !cells.isBackward else {
          throw .notSupported(offset: start)
        }
        cells.isBackward = true
        return [.line(cells)]
      }
      return layers
    case "Input":
      _ = try file.number(Int32.self)
      let rows = Int(try file.number(Int32.self))
      _ = try file.number(Int32.self)
      let planes = try file.number(Int32.self)
      _ = try file.number(Int32.self)
      guard rows > 0, rows <= 128, planes == 1 else { throw .notSupported(offset: start) }
      return [.input(rows: rows)]
    case "Convolve":
      guard try file.number(Int32.self) == 1, try file.number(Int32.self) == 1, inputs == 1 else {
        throw .notSupported(offset: start)
      }
      return [.window]
    case "Maxpool":
      let across = Int(try file.number(Int32.self))
      guard try file.number(Int32.self) == across, across > 0, across < 8 else {
        throw .notSupported(offset: start)
      }
      return [.pool(across)]
    case "Tanh":
      guard inputs == 9 else { throw .notSupported(offset: start) }
      return [
        .tangent(WeightMatrix(try WeightRows(&file, inputs: inputs, outputs: outputs).withFourthRow))
      ]
    case "Softmax": return [.softmax(try WeightMatrix(WeightRows(&file, inputs: inputs, outputs: outputs)))]
    case "LSTM", "SummLSTM":
      guard Int(try file.number(Int32.self)) == inputs + outputs, outputs % 8 == 0 else {
        throw .notSupported(offset: start)
      }
      var gates: [WeightRows] = []
      for _ in 0..<4 { gates.append(try WeightRows(&file, inputs: inputs + outputs, outputs: outputs)) }
      let all = WeightRows(joining: gates)
      let cells = CellLayer(
        inputs: inputs, cells: outputs, fromInput: WeightMatrix(all, 0..<inputs),
        fromCells: WeightMatrix(all, inputs..<inputs + outputs))
      return [kind == "LSTM" ? .line(cells) : .summary(cells)]
    default: throw .notSupported(offset: start)
    }
  }
}
