internal import Foundation

/// The inverse discrete cosine transform of 8 by 8 coefficients. ISO 10918-1 section A.3.3.
enum DCT {
  /// The place of each coefficient in the order of the codestream.
  static let zigzag: [Int] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14,
    21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
    53,
    60, 61, 54, 47, 55, 62, 63,
  ]

  /// `cosines[8 * frequency + place]`, scaled so that rows and columns together give samples.
  static let cosines: [Double] = (0..<64).map {
    let frequency = $0 / 8
    let scale = frequency == 0 ? 0.5 / 2.0.squareRoot() : 0.5
    return scale * cos(Double(2 * ($0 % 8) + 1) * Double(frequency) * .pi / 16)
  }

  /// Transforms a block in place, with numbers as exact as they get.
  ///
  /// - Parameters:
  ///   - block: 64 coefficients, dequantized; then 64 samples around 0.
  ///   - rows: room for 64 numbers.
  static func invert(_ block: inout [Double], _ rows: inout [Double], _ cosines: [Double]) {
    for row in 0..<8 {
      for place in 0..<8 {
        var sum = 0.0
        for frequency in 0..<8 { sum += block[8 * row + frequency] * cosines[8 * frequency + place] }
        rows[8 * row + place] = sum
      }
    }
    for column in 0..<8 {
      for place in 0..<8 {
        var sum = 0.0
        for frequency in 0..<8 { sum += rows[8 * frequency + column] * cosines[8 * frequency + place] }
        block[8 * place + column] = sum
      }
    }
  }
}

extension TwelveBitJPEG {
  /// The samples of all components, pixel by pixel; subsampled components repeat their samples.
  func pixels() -> [UInt16] {
    let width = header.size.width
    let count = planes.count
    let across = header.components.reduce(1) { max($0, $1.horizontal) }
    let down = header.components.reduce(1) { max($0, $1.vertical) }
    var all = [UInt16](repeating: 0, count: header.size.samples)
    for (number, component) in header.components.enumerated() {
      let samples = samples(of: number)
      let stride = planes[number].blocksAcross * 8
      for row in 0..<header.size.height {
        let line = row * component.vertical / down * stride
        for column in 0..<width {
          all[(row * width + column) * count + number] =
            samples[line + column * component.horizontal / across]
        }
      }
    }
    return all
  }

  /// The samples of one component, at its own resolution and padded to whole blocks.
  private func samples(of number: Int) -> [UInt16] {
    let plane = planes[number]
    let stride = plane.blocksAcross * 8
    var samples = [UInt16](repeating: 0, count: plane.coefficients.count)
    guard let natural = naturalQuantization(number) else { return samples }
    let cosines = DCT.cosines
    let middle = Double(1 << (header.precision - 1))
    let maximum = Double(1 << header.precision - 1)
    var block = [Double](repeating: 0, count: 64)
    var rows = block
    for index in 0..<plane.blocksAcross * plane.blocksDown {
      for place in 0..<64 { block[place] = Double(plane.coefficients[64 * index + place]) * natural[place] }
      DCT.invert(&block, &rows, cosines)
      let corner = index / plane.blocksAcross * 8 * stride + index % plane.blocksAcross * 8
      for place in 0..<64 {
        let sample = min(max((block[place] + middle).rounded(), 0), maximum)
        samples[corner + place / 8 * stride + place % 8] = UInt16(sample)
      }
    }
    return samples
  }

  /// A component's quantization table in the order of coefficients; nil if no scan had the component.
  private func naturalQuantization(_ number: Int) -> [Double]? {
    guard let table = quantization[number] else { return nil }
    var natural = [Double](repeating: 0, count: 64)
    for (index, place) in DCT.zigzag.enumerated() { natural[place] = Double(table[index]) }
    return natural
  }
}
