/// How the detail of an area became less: what tells a mosaic or a blur from another picture.
struct AreaDetail {
  /// Up to what step from pixel to pixel the output is level.
  let flat: Double

  private var steps = 0
  private var levelSteps = 0
  private var stepsBefore: Double = 0
  private var stepsAfter: Double = 0
  private var sums: [ComponentSums]

  /// From what correlation on the output shows what the original shows, only coarser: it is 0.7 in a mosaic whose
  /// squares are half a wave long, and 0.1 at most in unlike pictures.
  private static let alike = 0.3

  /// Nothing, yet.
  init(components: Int, flat: Double) {
    self.flat = flat
    sums = Array(repeating: ComponentSums(), count: components)
  }

  /// Takes in a sample of both pictures.
  mutating func add(_ before: Double, _ after: Double, component: Int) {
    sums[component].count += 1
    sums[component].original += before
    sums[component].output += after
    sums[component].originalSquares += before * before
    sums[component].outputSquares += after * after
    sums[component].products += before * after
  }

  /// Takes in by how much the next pixel's sample is another in both pictures.
  mutating func addStep(_ before: Double, _ after: Double) {
    steps += 1
    if abs(after) <= flat { levelSteps += 1 }
    stepsBefore += before * before
    stepsAfter += after * after
  }

  /// Whether the output shows the same without its detail: it has a quarter of it left at most, or is level but for the
  /// edges of squares, which are as high as the waves that they stand for.
  var isCoarser: Bool {
    guard 4 * stepsAfter < stepsBefore || 4 * levelSteps >= 3 * steps else { return false }
    var (original, output, product) = (0.0, 0.0, 0.0)
    for one in sums where one.count > 0 {
      original += max(0, one.originalSquares - one.original * one.original / one.count)
      output += max(0, one.outputSquares - one.output * one.output / one.count)
      product += one.products - one.original * one.output / one.count
    }
    return product > 0 && product * product >= Self.alike * Self.alike * original * output
  }
}
