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
  /// The differences of neighbouring pixels' differences, squared and added up, and of how many neighbours.
  var steps: Double = 0
  var neighbours = 0
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
