/// A sum of decision trees over features: above 0 means text.
///
/// Each tree asks three questions; its leaf is added to the sum. The trees were fitted to the lines of pictures whose
/// text is known, by gradient boosting; the pictures that the numbers were measured with are others.
struct LineTrees: Sendable {
  let base: Float
  /// Which feature each question is about, seven questions a tree, the first at the root.
  let features: [Int]
  /// Up to which value the answer leads to the left.
  let thresholds: [Float]
  /// Eight values a tree, from left to right.
  let leaves: [Float]

  /// The sum for a line.
  func score(_ values: [Float]) -> Float {
    var sum = base
    for tree in 0..<leaves.count / 8 {
      var node = 0
      for _ in 0..<3 {
        let question = tree * 7 + node
        node = 2 * node + (values[features[question]] <= thresholds[question] ? 1 : 2)
      }
      sum += leaves[tree * 8 + node - 7]
    }
    return sum
  }
}
