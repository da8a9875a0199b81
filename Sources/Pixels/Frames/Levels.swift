/// A picture of one sample a pixel as numbers from 0 to 65,535, with a histogram.
struct Levels {
  /// The level of each pixel.
  let indices: [UInt16]
  /// How many pixels have each level that counts.
  private(set) var histogram: [Int]
  /// The stored value that level 0 stands for.
  let origin: Double
  /// How much a level is worth.
  let step: Double
  /// Whether a level stands for more than one value.
  let isRounded: Bool
  /// How many pixels count.
  private(set) var count: Int
  /// The lowest and the highest level that occur.
  private(set) var lowest: Int
  private(set) var highest: Int

  /// Makes levels of samples; numbers that are not finite count as the lowest.
  ///
  /// - Parameter within: for samples of more than 16 bits, the range that the levels cover; nil for all.
  init(_ samples: Samples, within: ClosedRange<Double>? = nil) {
    var origin = 0.0
    var step = 1.0
    var isRounded = false
    switch samples {
    case .uint8(let all): indices = all.map(UInt16.init)
    case .uint16(let all): indices = all
    case .int8(let all):
      indices = all.map { UInt16(Int($0) + 128) }
      origin = -128
    case .int16(let all):
      indices = all.map { UInt16(bitPattern: $0) ^ 0x8000 }
      origin = -32_768
    case .uint32, .int32, .float, .double:
      isRounded = true
      let numbers = samples.numbers
      let range = within ?? Levels.range(of: numbers)
      let span = range.upperBound - range.lowerBound
      step = span > 0 && span.isFinite ? span / 65_535 : 1
      origin = range.lowerBound
      let low = origin
      let width = step
      indices = numbers.map { $0.isNaN ? 0 : UInt16(min(max(($0 - low) / width, 0), 65_535)) }
    }
    self.origin = origin
    self.step = step
    self.isRounded = isRounded
    var histogram = [Int](repeating: 0, count: 65_536)
    for index in indices { histogram[Int(index)] += 1 }
    lowest = histogram.firstIndex { $0 > 0 } ?? 0  // a picture has pixels
    highest = histogram.lastIndex { $0 > 0 } ?? 0
    self.histogram = histogram
    count = indices.count
  }

  /// The same levels, where pixels of some values do not count; nil if then none would, or none has such a value.
  func without(_ values: ClosedRange<Int>) -> Levels? {
    guard !isRounded else { return nil }
    let first = max(values.lowerBound - Int(origin), lowest)
    let last = min(values.upperBound - Int(origin), highest)
    guard first <= last else { return nil }
    var levels = self
    for level in first...last {
      levels.count -= levels.histogram[level]
      levels.histogram[level] = 0
    }
    guard levels.count < count, let low = levels.histogram.firstIndex(where: { $0 > 0 }),
      let high = levels.histogram.lastIndex(where: { $0 > 0 })
    else { return nil }
    levels.lowest = low
    levels.highest = high
    return levels
  }

  /// The lowest and highest finite number; 0 if there is none.
  private static func range(of numbers: [Double]) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for number in numbers where number.isFinite {
      low = min(low, number)
      high = max(high, number)
    }
    return low <= high ? low...high : 0...0
  }

  /// The lowest level that occurs and has a part of all pixels at or below it.
  func level(below part: Double) -> Int {
    let wanted = Int(part * Double(self.count))
    var count = 0
    for level in lowest...highest {
      count += histogram[level]
      if count > wanted { return level }
    }
    return highest
  }

  /// The next level that occurs above, or below.
  func next(after level: Int) -> Int {
    histogram[min(level + 1, highest)...].firstIndex { $0 > 0 } ?? highest
  }
  func next(before level: Int) -> Int { histogram[...max(level - 1, lowest)].lastIndex { $0 > 0 } ?? lowest }

  /// The value of a level.
  func value(_ level: Int) -> Double { origin + Double(level) * step }
}

extension Samples {
  /// The samples as floating-point numbers.
  var numbers: [Double] {
    switch self {
    case .uint8(let all): all.map(Double.init)
    case .int8(let all): all.map(Double.init)
    case .uint16(let all): all.map(Double.init)
    case .int16(let all): all.map(Double.init)
    case .uint32(let all): all.map(Double.init)
    case .int32(let all): all.map(Double.init)
    case .float(let all): all.map(Double.init)
    case .double(let all): all
    }
  }
}
