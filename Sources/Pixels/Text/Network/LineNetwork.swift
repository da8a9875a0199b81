internal import Glibc

/// Runs a model over the pictures of lines.
struct LineNetwork {
  private let model: LineModel

  /// The probabilities of all characters at each step from left to right, one step after the other.
  struct Steps {
    let probabilities: [Float]
    let count: Int
    let classes: Int
    /// How many columns of the picture a step is.
    let columns: Int
  }

  init(_ model: LineModel) { self.model = model }

  /// What the outputs mean.
  var codes: CharacterCodes { model.codes }
  /// How many columns they have at least.
  var leastWidth: Int { model.pool }
  /// How many rows pictures have.
  var rows: Int { model.rows }

  /// How many lines are read at once, since the weights are fetched once for all of them.
  private static let most = 4

  /// Reads pictures of ``rows`` rows and ``leastWidth`` columns at least: 10 is ink, 235 is ground.
  func read(_ pictures: [GreyImage]) -> [Steps] {
    var read = [Steps?](repeating: nil, count: pictures.count)
    // Lines of about the same length are together, the longest first.
    let sorted = pictures.indices.sorted { pictures[$0].width > pictures[$1].width }
    for start in stride(from: 0, to: sorted.count, by: Self.most) {
      let chunk = sorted[start..<min(sorted.count, start + Self.most)]
      for (index, steps) in zip(chunk, readTogether(chunk.map { pictures[$0] })) { read[index] = steps }
    }
    return read.compactMap(\.self)
  }

  /// Reads pictures at once, the longest first.
  private func readTogether(_ pictures: [GreyImage]) -> [Steps] {
    let counts = pictures.map { $0.width / model.pool }
    let order = StepOrder(counts)
    let cells = model.columns.cells
    var values = [Int16](repeating: 0, count: order.rows * cells)
    for (line, picture) in pictures.enumerated() {
      precondition(picture.height == model.rows)
      let said = columnValues(edges(picture, columns: counts[line]), columns: counts[line])
      for step in 0..<counts[line] {
        let to = order.row(step, line) * cells
        values.replaceSubrange(to..<to + cells, with: said[step * cells..<(step + 1) * cells])
      }
    }
    for layer in model.lines { values = lineValues(values, layer, order) }
    let sums = outputSums(values, rows: order.rows)
    return counts.indices.map { line in
      Steps(
        probabilities: probabilities(sums, line, counts[line], order), count: counts[line],
        classes: model.output.outputs, columns: model.pool)
    }
  }

  /// Where the steps of lines lie that are read at once: a step of all lines that are so long after the other.
  private struct StepOrder {
    /// The first row of each step, and the end.
    private let starts: [Int]

    /// The order of lines with so many steps, the longest first.
    init(_ counts: [Int]) {
      var starts = [0]
      var lines = counts.count
      for step in 0..<(counts.first ?? 0) {
        while lines > 0, counts[lines - 1] <= step { lines -= 1 }
        starts.append(starts[step] + lines)
      }
      self.starts = starts
    }

    /// How many steps the longest line has.
    var steps: Int { starts.count - 1 }
    /// How many steps all lines have.
    var rows: Int { starts[starts.count - 1] }
    /// How many lines have a step.
    func lines(_ step: Int) -> Int { starts[step + 1] - starts[step] }
    /// The place of a line's step.
    func row(_ step: Int, _ line: Int) -> Int { starts[step] + line }
  }

  /// The strongest edges of each square of pixels: rows of squares from the top.
  private func edges(_ picture: GreyImage, columns: Int) -> [Int16] {
    let (edges, pool) = (model.edges, model.pool)
    let (width, channels) = (picture.width, edges.paddedOutputs)
    let table = (0..<256).map { grey in
      Int16(max(-1, min(1, (Float(grey) - 10) / 112.5 - 1)) * WeightMatrix.one)
    }
    // Around the picture there is a frame of grey: the network was trained with noise there.
    let stride = picture.height + 3
    var framed = [Int16](repeating: 0, count: (width + 2) * stride)
    for row in 0..<picture.height {
      for column in 0..<width {
        framed[(column + 1) * stride + row + 1] = table[Int(picture.pixels[row * width + column])]
      }
    }
    let down = picture.height / pool
    var most = [Int32](repeating: 0, count: down * columns * channels)
    var result = [Int16](repeating: 0, count: most.count)
    edges.edges(framed, stride: stride, across: columns, down: down, pool: pool, to: &most)
    edges.tangents(most, rows: down * columns, to: &result, stride: channels)
    return result
  }

  /// What the cells say of each column when they have come to its end.
  private func columnValues(_ squares: [Int16], columns: Int) -> [Int16] {
    let layer = model.columns
    let channels = model.edges.paddedOutputs
    let (inputs, cells) = (layer.inputs, layer.cells)
    var states = [Float](repeating: 0, count: columns * cells)
    var said = [Int16](repeating: 0, count: columns * cells)
    var sums = [Int32](repeating: 0, count: columns * layer.fromInput.paddedOutputs)
    precondition(channels >= inputs && layer.fromInput.pairs * 2 <= channels)
    squares.withUnsafeBufferPointer { squares in
      sums.withUnsafeMutableBufferPointer { sums in
        said.withUnsafeMutableBufferPointer { said in
          states.withUnsafeMutableBufferPointer { states in
            // None of them is empty: there is a column at least.
            for row in 0..<squares.count / (columns * channels) {
              sums.update(repeating: 0)
              layer.fromInput.add(
                squares.baseAddress! + row * columns * channels, rows: columns, stride: channels,
                to: sums.baseAddress!)
              if row > 0 {
                layer.fromCells.add(said.baseAddress!, rows: columns, stride: cells, to: sums.baseAddress!)
              }
              layer.fromInput.step(
                sums.baseAddress!, rows: columns, cells: cells, states: states.baseAddress!,
                to: said.baseAddress!, stride: cells)
            }
          }
        }
      }
    }
    return said
  }

  /// What the cells of a layer say at each step.
  private func lineValues(_ values: [Int16], _ layer: CellLayer, _ order: StepOrder) -> [Int16] {
    let (inputs, cells, width) = (layer.inputs, layer.cells, layer.fromInput.paddedOutputs)
    var states = [Float](repeating: 0, count: Self.most * cells)
    var said = [Int16](repeating: 0, count: order.rows * cells)
    var sums = [Int32](repeating: 0, count: order.rows * width)
    sums.withUnsafeMutableBufferPointer { sums in
      said.withUnsafeMutableBufferPointer { said in
        states.withUnsafeMutableBufferPointer { states in
          // None of them is empty: there is a step at least.
          layer.fromInput.add(values, rows: order.rows, stride: inputs, to: sums.baseAddress!)
          for index in 0..<order.steps {
            let step = layer.isBackward ? order.steps - 1 - index : index
            let here = order.row(step, 0)
            if index > 0 {
              // Backwards, lines begin later that are shorter.
              let before = layer.isBackward ? step + 1 : step - 1
              layer.fromCells.add(
                said.baseAddress! + order.row(before, 0) * cells,
                rows: min(order.lines(step), order.lines(before)), stride: cells,
                to: sums.baseAddress! + here * width)
            }
            layer.fromInput.step(
              sums.baseAddress! + here * width, rows: order.lines(step), cells: cells,
              states: states.baseAddress!, to: said.baseAddress! + here * cells, stride: cells)
          }
        }
      }
    }
    return said
  }

  private func outputSums(_ values: [Int16], rows: Int) -> [Int32] {
    let output = model.output
    var sums = [Int32](repeating: 0, count: rows * output.paddedOutputs)
    output.add(values, rows: rows, stride: output.inputs, to: &sums)
    return sums
  }

  private func probabilities(_ sums: [Int32], _ line: Int, _ steps: Int, _ order: StepOrder) -> [Float] {
    let output = model.output
    var result = [Float](repeating: 0, count: steps * output.outputs)
    for step in 0..<steps {
      var most = -Float.infinity
      let (from, to) = (order.row(step, line) * output.paddedOutputs, step * output.outputs)
      for code in 0..<output.outputs {
        let value = Float(sums[from + code]) * output.scales[code] + output.biases[code]
        result[to + code] = value
        most = max(most, value)
      }
      var all: Float = 0
      for code in 0..<output.outputs {
        let value = expf(result[to + code] - most)
        result[to + code] = value
        all += value
      }
      for code in 0..<output.outputs { result[to + code] /= all }
    }
    return result
  }
}
