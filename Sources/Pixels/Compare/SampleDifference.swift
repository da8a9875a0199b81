internal import Glibc

/// How much samples differ.
public struct SampleDifference: Codable, Sendable, Equatable {
  /// How many samples were compared.
  public var samples = 0
  /// The greatest difference of two samples.
  public var greatest: Double = 0
  /// All differences, squared and added up.
  public var sumOfSquares: Double = 0

  /// No samples.
  public init() {}

  /// Takes in more samples.
  mutating func add(_ other: SampleDifference) {
    samples += other.samples
    greatest = max(greatest, other.greatest)
    sumOfSquares += other.sumOfSquares
  }

  /// The peak signal-to-noise ratio `10 log10(peak² / mean square)` in dB; nil if nothing differs, or there is nothing.
  public func psnr(peak: Double) -> Double? {
    guard samples > 0, sumOfSquares > 0, peak > 0 else { return nil }
    return 10 * log10(peak * peak * Double(samples) / sumOfSquares)
  }
}
