/// Sums over all samples, for the straight line by which the output follows the original.
struct LineSums {
  private var count: Double = 0
  private var original: Double = 0
  private var output: Double = 0
  private var originalSquares: Double = 0
  private var outputSquares: Double = 0
  private var products: Double = 0
  private var lowest = Double.infinity
  private var highest = -Double.infinity

  /// Takes in the sums of one component of a block.
  mutating func add(_ sums: ComponentSums) {
    count += sums.count
    original += sums.original
    output += sums.output
    originalSquares += sums.originalSquares
    outputSquares += sums.outputSquares
    products += sums.products
    lowest = min(lowest, sums.originalLow)
    highest = max(highest, sums.originalHigh)
  }

  /// The original's deviations from its mean, squared and added up.
  var spread: Double { max(0, originalSquares - original * original / max(1, count)) }

  /// The original's highest sample less its lowest.
  var range: Double { max(0, highest - lowest) }

  /// The squared differences of all samples, added up.
  private var squares: Double { originalSquares - 2 * products + outputSquares }

  /// The line `slope * original + offset` that is nearest to the output, if it takes away at least so many parts of ten
  /// of the squared differences; nil otherwise.
  func line(takingAway tenths: Double) -> (slope: Double, offset: Double)? {
    let product = products - original * output / max(1, count)
    let outputSpread = max(0, outputSquares - output * output / max(1, count))
    guard spread > 0, outputSpread > 0, product != 0 else { return nil }
    let left = outputSpread - product * product / spread
    guard left <= (10 - tenths) / 10 * squares else { return nil }
    let slope = product / spread
    return (slope, (output - slope * original) / count)
  }
}

/// What the samples of one component of a block add up to.
struct ComponentSums {
  /// How many there are.
  var count: Double = 0
  /// The original's and the output's samples.
  var original: Double = 0
  var output: Double = 0
  /// Their squares and products.
  var originalSquares: Double = 0
  var outputSquares: Double = 0
  var products: Double = 0
  /// The squares of differences, and the greatest difference.
  var squares: Double = 0
  var greatest: Double = 0
  /// The original's and the output's lowest and highest sample.
  var originalLow = Double.infinity
  var originalHigh = -Double.infinity
  var outputLow = Double.infinity
  var outputHigh = -Double.infinity
}
