/// A sum of decision trees over features: above 0 means text.
///
/// Each tree asks three questions; its leaf is added to the sum. The trees were fitted to the lines of pictures whose
/// text is known, by gradient boosting; the pictures that the numbers were measured with are others.
struct LineTrees: Sendable {
  /// Which feature each question is about, seven questions a tree, the first at the root.
  private var features: [Int] = []
  /// Up to which value the answer leads to the left.
  private var thresholds: [Float] = []
  /// Eight values a tree, from left to right.
  private var leaves: [Float] = []
  /// The most that a tree and those behind it can add.
  private var rest: [Float] = []
  /// How many measures a line must have.
  private let featureCount: Int

  /// What tells text from the rest by the marks of a line alone; quick, and meant to let nearly all text pass.
  static let marks = fitted("marks")
  /// What tells text from the rest by the marks and the pixels of a line.
  static let lines = fitted("lines")

  private static let header =
    ["stage"] + (1...7).map { "feature\($0)" } + (1...7).map { "threshold\($0)" }
    + (1...8).map { "leaf\($0)" }

  private static func fitted(_ stage: String) -> LineTrees {
    do throws(NumberTableError) {
      return try LineTrees(table: PackageResources.line_trees_csv, stage: stage)
    } catch {
      fatalError("line-trees.csv, row \(error.row): expected \(error.expected)")  // compiled in, and tested
    }
  }

  /// The trees of one stage of a table, one a row: `marks` or `lines`.
  ///
  /// - Throws: ``NumberTableError`` for stages and features that do not exist, what is no number, and no tree at all.
  init(table: [UInt8], stage: String) throws(NumberTableError) {
    var indices: [ArraySlice<UInt8>: Int] = [:]
    for (index, name) in LineFeatures.names.enumerated() { indices[Array(name.utf8)[...]] = index }
    let count = stage == "marks" ? LineFeatures.markCount : LineFeatures.names.count
    featureCount = count
    for (index, fields) in try NumberTable(table, header: Self.header).rows.enumerated() {
      let isWanted = fields[0].elementsEqual(stage.utf8)
      guard isWanted || fields[0].elementsEqual("marks".utf8) || fields[0].elementsEqual("lines".utf8) else {
        throw NumberTableError(row: index + 2, expected: "a stage")
      }
      guard isWanted else { continue }
      for field in fields[1...7] {
        guard let feature = indices[field], feature < count else {
          throw NumberTableError(row: index + 2, expected: "a feature of this stage")
        }
        features.append(feature)
      }
      for (place, field) in fields[8...].enumerated() {
        guard let number = NumberTable.number(field) else {
          throw NumberTableError(row: index + 2, expected: "a number")
        }
        if place < 7 { thresholds.append(number) } else { leaves.append(number) }
      }
    }
    guard !leaves.isEmpty else { throw NumberTableError(row: 1, expected: "trees of this stage") }
    rest = Array(repeating: 0, count: leaves.count / 8)
    var most: Float = 0
    for tree in rest.indices.reversed() {
      most += leaves[tree * 8..<tree * 8 + 8].reduce(-.infinity, max)
      rest[tree] = most
    }
  }

  /// The sum for a line; nil as soon as it cannot reach `least` any more.
  func score(_ values: [Float], least: Float = -.infinity) -> Float? {
    var sum: Float = 0
    // Thousands of chains in noise are judged in a millisecond, so nothing is checked twice: features are indices of
    // values by the table's loader, and questions and leaves are as many as trees.
    precondition(values.count >= featureCount)
    return values.withUnsafeBufferPointer { values in
      features.withUnsafeBufferPointer { features in
        thresholds.withUnsafeBufferPointer { thresholds in
          leaves.withUnsafeBufferPointer { leaves in
            rest.withUnsafeBufferPointer { rest in
              for tree in 0..<rest.count {
                if sum + rest[tree] < least { return nil }
                var node = 0
                for _ in 0..<3 {
                  let question = tree &* 7 &+ node
                  node = 2 &* node &+ (values[features[question]] <= thresholds[question] ? 1 : 2)
                }
                sum += leaves[tree &* 8 &+ node &- 7]
              }
              return sum >= least ? sum : nil
            }
          }
        }
      }
    }
  }
}
