/// What the samples of one block of both pictures add up to.
struct BlockSums {
  /// How many samples there are: pixels times components.
  var samples = 0
  /// How many pixels differ by more than rounding.
  var changed = 0
  /// The greatest difference of two samples.
  var greatest: Double = 0
  /// The differences, squared and added up.
  var squares: Double = 0
  /// The part of `squares` that the block's mean values account for.
  var meanSquares: Double = 0
  /// The original's, and the output's, deviations from the mean of the block, squared and added up.
  var original: Double = 0
  var output: Double = 0
  /// The products of both deviations, added up.
  var product: Double = 0
  /// The range of the original's samples, and of the output's, of the component that has the widest.
  var originalRange: Double = 0
  var outputRange: Double = 0
  /// The range of the output's samples where they differ.
  var changedRange: Double = 0

  /// The root of the mean square of differences.
  var deviation: Double { samples > 0 ? (squares / Double(samples)).squareRoot() : 0 }
}

/// Sums over all samples, for the straight line by which the output follows the original.
struct LineSums {
  private var count: Double = 0
  private var original: Double = 0
  private var output: Double = 0
  private var originalSquares: Double = 0
  private var outputSquares: Double = 0
  private var products: Double = 0

  /// Takes in a block's sums of one component.
  mutating func add(
    count: Double, original: Double, output: Double, originalSquares: Double, outputSquares: Double,
    products: Double
  ) {
    self.count += count
    self.original += original
    self.output += output
    self.originalSquares += originalSquares
    self.outputSquares += outputSquares
    self.products += products
  }

  /// The original's deviations from its mean, squared and added up.
  var spread: Double { max(0, originalSquares - original * original / max(1, count)) }

  /// The squared correlation of both; 0 if one of them is flat.
  var squaredCorrelation: Double {
    let other = max(0, outputSquares - output * output / max(1, count))
    let product = products - original * output / max(1, count)
    guard spread > 0, other > 0 else { return 0 }
    return product * product / (spread * other)
  }
}

/// A number that pictures can have as samples.
protocol SampleNumber: Equatable {
  /// The number.
  var asDouble: Double { get }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension UInt8: SampleNumber { @inline(__always) var asDouble: Double { Double(self) } }
extension Int8: SampleNumber { @inline(__always) var asDouble: Double { Double(self) } }
extension UInt16: SampleNumber { @inline(__always) var asDouble: Double { Double(self) } }
extension Int16: SampleNumber { @inline(__always) var asDouble: Double { Double(self) } }
extension UInt32: SampleNumber { @inline(__always) var asDouble: Double { Double(self) } }
extension Int32: SampleNumber { @inline(__always) var asDouble: Double { Double(self) } }
extension Float: SampleNumber { @inline(__always) var asDouble: Double { isFinite ? Double(self) : 0 } }
extension Double: SampleNumber { @inline(__always) var asDouble: Double { isFinite ? self : 0 } }
