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

  /// Reads a picture of ``rows`` rows: 10 is ink, 235 is ground.
  func read(_ picture: GreyImage) -> Steps {
    precondition(picture.height == model.rows)
    let count = picture.width / model.pool
    var values = columnValues(edges(picture, columns: count), columns: count)
    for layer in model.lines { values = lineValues(values, layer, steps: count) }
    return Steps(
      probabilities: probabilities(values, steps: count), count: count, classes: model.output.outputs,
      columns: model.pool)
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
  private func lineValues(_ values: [Int16], _ layer: CellLayer, steps: Int) -> [Int16] {
    let (inputs, cells, width) = (layer.inputs, layer.cells, layer.fromInput.paddedOutputs)
    var states = [Float](repeating: 0, count: cells)
    var said = [Int16](repeating: 0, count: steps * cells)
    var sums = [Int32](repeating: 0, count: steps * width)
    sums.withUnsafeMutableBufferPointer { sums in
      said.withUnsafeMutableBufferPointer { said in
        states.withUnsafeMutableBufferPointer { states in
          // None of them is empty: there is a step at least.
          layer.fromInput.add(values, rows: steps, stride: inputs, to: sums.baseAddress!)
          for index in 0..<steps {
            let step = layer.isBackward ? steps - 1 - index : index
            let before = layer.isBackward ? step + 1 : step - 1
            let here = sums.baseAddress! + step * width
            if index > 0 {
              layer.fromCells.add(said.baseAddress! + before * cells, rows: 1, stride: cells, to: here)
            }
            layer.fromInput.step(
              here, rows: 1, cells: cells, states: states.baseAddress!, to: said.baseAddress! + step * cells,
              stride: cells)
          }
        }
      }
    }
    return said
  }

  private func probabilities(_ values: [Int16], steps: Int) -> [Float] {
    let output = model.output
    var sums = [Int32](repeating: 0, count: steps * output.paddedOutputs)
    sums.withUnsafeMutableBufferPointer { sums in
      output.add(values, rows: steps, stride: output.inputs, to: sums.baseAddress!)  // not empty
    }
    var result = [Float](repeating: 0, count: steps * output.outputs)
    for step in 0..<steps {
      var most = -Float.infinity
      let (from, to) = (step * output.paddedOutputs, step * output.outputs)
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
