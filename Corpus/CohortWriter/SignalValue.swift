internal import Foundation

/// Values that are measured, not written: the channels of an ECG, the doses of a plan, the bits of a segment.
enum SignalValue {
  /// Samples of 16 bits, one of each channel after another: beats of a heart with some noise.
  static func waveform(channels: Int, samples: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    let strengths = (0..<channels).map { _ in random.within(300...900 as ClosedRange<Float>) }
    let period = random.within(150...240)
    var bytes: [UInt8] = []
    for sample in 0..<samples {
      let phase = Float(sample % period) / Float(period)
      for channel in 0..<channels {
        let wave = hump(phase, 0.2, 0.03, 0.15) + hump(phase, 0.36, 0.012, 1) + hump(phase, 0.6, 0.05, 0.3)
        let value = wave * strengths[channel] + random.within(-9...9 as ClosedRange<Float>)
        bytes += Packing.littleEndian(Int(value), 2)
      }
    }
    return bytes
  }

  private static func hump(_ x: Float, _ middle: Float, _ width: Float, _ height: Float) -> Float {
    height * exp(-(x - middle) * (x - middle) / (2 * width * width))
  }

  /// Samples of 16 bits of a dose that falls off from the middle.
  static func dose(rows: Int, columns: Int, frames: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for frame in 0..<frames {
      for row in 0..<rows {
        for column in 0..<columns {
          let (x, y) = (Float(2 * column - columns) / Float(columns), Float(2 * row - rows) / Float(rows))
          let value = 6000 * exp(-3 * (x * x + y * y)) * (1 - 0.1 * Float(frame))
          bytes += Packing.littleEndian(Int(value), 2)
        }
      }
    }
    return bytes
  }

  /// One bit a sample: an ellipse that is set, frame after frame without a gap.
  static func mask(rows: Int, columns: Int, frames: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (rows * columns * frames + 7) / 8)
    var place = 0
    for frame in 0..<frames {
      for row in 0..<rows {
        for column in 0..<columns {
          let (x, y) = (Float(column) / Float(columns) - 0.5, Float(row) / Float(rows) - 0.45)
          if x * x * 16 + y * y * 25 < 1 - 0.1 * Float(frame) { bytes[place / 8] |= 1 << UInt8(place % 8) }
          place += 1
        }
      }
    }
    return bytes.count % 2 == 0 ? bytes : bytes + [0]
  }

  /// The bits of an overlay that shows lines of text.
  static func overlay(_ lines: [String], rows: Int, columns: Int, font: BitmapFont) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (rows * columns + 7) / 8)
    for (number, line) in lines.enumerated() {
      try font.draw(line, x: 4, y: 4 + number * BitmapFont.height) { x, y in
        guard x < columns, y < rows else { return }
        bytes[(y * columns + x) / 8] |= 1 << UInt8((y * columns + x) % 8)
      }
    }
    return bytes.count % 2 == 0 ? bytes : bytes + [0]
  }
}
