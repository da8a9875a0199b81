import Pixels

/// An invented picture to be compared: waves of several lengths and noise, by a generator of numbers with a seed.
struct ComparedPicture {
  var width = 160
  var height = 120
  /// Bits that count: samples are from 0 to 2^bits - 1.
  var bits = 8
  var samples: [Int]

  init(width: Int = 160, height: Int = 120, bits: Int = 8, seed: Int = 1, components: Int = 1) {
    self.width = width
    self.height = height
    self.bits = bits
    var state = UInt64(seed)
    samples = []
    let most = 1 << bits - 1
    for y in 0..<height {
      for x in 0..<width {
        for component in 0..<components {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let noise = Int(state >> 33) % max(2, most / 40)
          let wide = triangle(x * (3 + seed) + 40 * component, 97) + triangle(y * 2 + x + 13 * seed, 61)
          let fine = triangle(x * 5 + y * 7, 11)
          samples.append(min(most, most * (wide * 4 + fine) / 1_100 + noise))
        }
      }
    }
  }

  /// A wave of straight lines from 0 to 100.
  private func triangle(_ at: Int, _ length: Int) -> Int {
    let place = at % length * 200 / length
    return place < 100 ? place : 200 - place
  }

  /// Gives all pixels of a rectangle new samples.
  mutating func fill(_ box: PixelRect, _ value: (_ x: Int, _ y: Int) -> Int) {
    for y in box.y..<box.y + box.height {
      for x in box.x..<box.x + box.width { samples[y * width + x] = value(x, y) }
    }
  }

  /// The samples as native pixel data, least significant byte first.
  var native: [UInt8] {
    bits <= 8 ? samples.map(UInt8.init) : samples.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  /// A file of it.
  var file: PictureFile {
    var file = PictureFile()
    file.rows = height
    file.columns = width
    file.allocated = bits <= 8 ? 8 : 16
    file.stored = bits
    file.pixels = PictureFile.native(native)
    return file
  }
}

extension PictureFile {
  /// How its first element of pixel data differs in another file.
  func compared(with output: PictureFile) throws -> PixelDataComparison {
    let comparison = PictureComparison(of: pictures, output.pictures)
    guard let first = comparison.elements.first else { throw PixelError.noFrames }
    return first
  }
}
