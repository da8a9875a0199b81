import DICOM
import Testing

@testable import Pixels

/// Tests the program's own network against Tesseract's library, and against sums that are added up one by one.
@Suite(.serialized) struct LineNetworkTests {
  private static let file = TextModels.path(of: "eng", in: TextModels.folder)

  @Test(
    arguments: [
      "MARLOWE 2847", "Okonkwo", "1961-12-06", "17/03/1938 10:13:14", "Study 28Feb1981", "Josephine Quentin",
      "571191498",
    ])
  func theNetworkReadsWhatTheLibraryReads(_ text: String) throws {
    let image = try Drawn.line(text)
    var network = TextFinder(reader: try TextReader())
    var library = TextFinder(reader: try TextReader(recognizer: .library))
    let read = network.find(in: image).flatMap(\.reading.words)
    let expected = library.find(in: image).flatMap(\.reading.words)
    #expect(read.map(\.text) == expected.map(\.text))
    for (one, other) in zip(read, expected) {
      #expect(2 * one.box.overlap(other.box) > min(one.box.area, other.box.area), "\(one.box) \(other.box)")
    }
  }

  @Test(arguments: WeightMatrix.kinds)
  func sumsOfALayerAreThoseOfItsWeights(_ kind: Int32) {
    var random = Sequence(seed: 7)
    for (inputs, outputs, rows) in [(9, 16, 7), (48, 192, 1), (33, 70, 5), (96, 111, 4), (1, 1, 2)] {
      let weights = (0..<outputs * (inputs + 1)).map { _ in Int8(truncatingIfNeeded: random.next()) }
      let scales = [Float](repeating: 0.01, count: outputs)
      let matrix = WeightMatrix(
        WeightRows(inputs: inputs, rows: weights, scales: scales), kind: kind)
      let stride = 2 * matrix.pairs
      let values = (0..<rows * stride).map { _ in Int16(truncatingIfNeeded: random.next() % 4097) }
      var sums = [Int32](repeating: 3, count: rows * matrix.paddedOutputs)
      matrix.add(values, rows: rows, stride: stride, to: &sums)
      for row in 0..<rows {
        for output in 0..<outputs {
          var expected: Int32 = 3
          for input in 0..<inputs {
            let weight = Int32(weights[output * (inputs + 1) + input])
            expected += weight * Int32(values[row * stride + input])
          }
          #expect(sums[row * matrix.paddedOutputs + output] == expected)
        }
      }
    }
  }

  @Test(arguments: WeightMatrix.kinds)
  func edgesOfSquaresAreTheGreatestOfTheirPlaces(_ kind: Int32) {
    var random = Sequence(seed: 5)
    let weights = (0..<20 * 10).map { _ in Int8(truncatingIfNeeded: random.next()) }
    let rows = WeightRows(inputs: 9, rows: weights, scales: [Float](repeating: 0.01, count: 20))
    let matrix = WeightMatrix(rows.withFourthRow, kind: kind)
    let (across, down, pool, stride) = (4, 2, 3, 9)
    let picture = (0..<(across * pool + 2) * stride).map { _ in Int16(random.next() % 4097) }
    var most = [Int32](repeating: 0, count: across * down * matrix.paddedOutputs)
    matrix.edges(picture, stride: stride, across: across, down: down, pool: pool, to: &most)
    for square in 0..<across * down {
      for output in 0..<20 {
        var expected = Int32.min
        for place in 0..<9 {
          let x = square % across * pool + place % 3
          let y = square / across * pool + place / 3
          var sum: Int32 = 0
          for input in 0..<9 {
            sum +=
              Int32(weights[output * 10 + input]) * Int32(picture[(x + input / 3) * stride + y + input % 3])
          }
          expected = max(expected, sum)
        }
        #expect(most[square * matrix.paddedOutputs + output] == expected)
      }
    }
  }

  @Test func plainAndFastCellsSayTheSame() {
    var random = Sequence(seed: 11)
    let rows = WeightRows(
      inputs: 1, rows: (0..<64).map { _ in Int8(truncatingIfNeeded: random.next() % 100) },
      scales: [Float](repeating: 0.02, count: 32))
    let sums = (0..<3 * 32).map { _ in Int32(random.next() % 2_000_000) - 1_000_000 }
    var said: [[Int16]] = []
    for kind in WeightMatrix.kinds {
      var states = (0..<24).map { Float($0) / 8 - 1.5 }
      var cells = [Int16](repeating: 0, count: 24)
      WeightMatrix(rows, kind: kind).step(
        sums, rows: 3, cells: 8, states: &states, to: &cells, stride: 8)
      said.append(cells)
    }
    for (plain, fast) in zip(said[0], said[said.count - 1]) { #expect(abs(Int(plain) - Int(fast)) <= 1) }
    #expect(said[0].contains { $0 > 400 } && said[0].contains { $0 < -400 })
  }

  @Test func linesThatAreReadTogetherAreReadAsAlone() throws {
    let bytes = try FileBytes(path: Array(Self.file.utf8)).all()
    let network = LineNetwork(try LineModel(bytes))
    let pictures = try ["TIS", "MARLOWE 2847", "17/03/1938 10:13:14", "Okonkwo", "Josephine Quentin"]
      .map {
        let image = try Drawn.line($0)
        let line = try #require(TextGate().lines(in: image).first)
        return LineCrop(line, in: image, rotation: 0, isLight: true, style: .network(rows: network.rows))
          .image
      }
    for (together, picture) in zip(network.read(pictures), pictures) {
      #expect(together.probabilities == network.read([picture])[0].probabilities)
    }
    #expect(network.read([]).isEmpty)
  }

  @Test func aModelThatEndsEarlyIsRefused() throws {
    let bytes = try FileBytes(path: Array(Self.file.utf8)).all()
    #expect(try LineModel(bytes).rows == 36)
    for count in Array(0..<700) + Array(stride(from: 700, to: bytes.count - 1200, by: 40_009)) {
      #expect(throws: LineModelError.self) { _ = try LineModel(Array(bytes[..<count])) }
    }
  }

  @Test func aModelWithWrongBytesIsReadOrRefused() throws {
    let bytes = try FileBytes(path: Array(Self.file.utf8)).all()
    let image = try LineCrop(
      #require(TextGate().lines(in: Drawn.line("MARLOWE 2847")).first), in: Drawn.line("MARLOWE 2847"),
      rotation: 0,
      isLight: true, style: .network(rows: 36)
    ).image
    var random = Sequence(seed: 3)
    for _ in 0..<150 {
      var wrong = bytes
      // The table of components and the heads of the layers, and anywhere.
      for _ in 0..<3 {
        wrong[Int(random.next()) % (random.next() % 2 == 0 ? 900 : bytes.count)] = UInt8(
          truncatingIfNeeded: random.next())
      }
      do throws(LineModelError) {
        let network = LineNetwork(try LineModel(wrong))
        if network.rows == image.height { _ = network.read([image]) }
      } catch {
        // Refused.
        continue
      }
    }
  }

  /// The numbers of a linear congruence.
  private struct Sequence {
    var seed: UInt64
    mutating func next() -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return seed >> 33
    }
  }
}
