public import DICOM

/// Files of one modality or one maker, by what they came to: each in the first of these that fits.
public struct DataCount: Sendable {
  /// The name; nil for files without a value that the tables have.
  public let name: PublicName?
  /// Files with a finding that fails, with one that needs review, with a gap, and all others.
  public private(set) var failing = 0, toReview = 0, notFullyChecked = 0, clean = 0

  init(_ name: PublicName?) { self.name = name }

  /// All files.
  public var files: Int { failing + toReview + notFullyChecked + clean }

  private static func place(_ standing: Standing) -> WritableKeyPath<DataCount, Int> {
    if standing.isFailing { return \.failing }
    if standing.isToReview { return \.toReview }
    return standing.hasGaps ? \.notFullyChecked : \.clean
  }

  mutating func add(_ standing: Standing) { self[keyPath: DataCount.place(standing)] += 1 }

  /// Counts a file that was counted before by what a later pass adds to it.
  mutating func move(from standing: Standing, with later: Standing) {
    let before = DataCount.place(standing)
    let after = DataCount.place(later)
    let order: [WritableKeyPath<DataCount, Int>] = [\.failing, \.toReview, \.notFullyChecked, \.clean]
    guard let old = order.firstIndex(of: before), let new = order.firstIndex(of: after), new < old else {
      return
    }
    self[keyPath: before] -= 1
    self[keyPath: after] += 1
  }

  func merged(with other: DataCount) -> DataCount {
    var sum = self
    sum.failing += other.failing
    sum.toReview += other.toReview
    sum.notFullyChecked += other.notFullyChecked
    sum.clean += other.clean
    return sum
  }
}
