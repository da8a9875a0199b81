internal import Foundation

/// A small random number generator whose numbers are the same on every machine (Steele, Lea, Flood 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that starts at a seed; equal seeds give equal numbers.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to, not including, 1.
  mutating func unit() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// An evenly spread number of a range.
  mutating func within(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  /// An evenly spread whole number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Whether something of this probability happens.
  mutating func happens(_ probability: Float) -> Bool {
    unit() < probability
  }

  /// One of some things; there must be one.
  mutating func one<Thing>(of things: [Thing]) -> Thing {
    things[Int(next() % UInt64(things.count))]
  }

  /// Two independent normal numbers of mean 0 and deviation 1 (Box and Muller).
  mutating func normals() -> (Float, Float) {
    let radius = (-2 * log(1 - unit())).squareRoot()
    let angle = 2 * Float.pi * unit()
    return (radius * cos(angle), radius * sin(angle))
  }
}
