public import DICOM

/// Files of one modality or one maker, by what they came to: each in the first of these that fits.
public struct DataCount: Sendable {
  /// The name; nil for files without a value that the tables have.
  public private(set) var name: PublicName?
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
    sum.name = name ?? other.name
    sum.failing += other.failing
    sum.toReview += other.toReview
    sum.notFullyChecked += other.notFullyChecked
    sum.clean += other.clean
    return sum
  }
}

extension Tally {
  /// The files by modality, the most frequent first.
  public var sortedModalities: [DataCount] { DataCount.sorted(modalities) }

  /// The files by maker, the most frequent first.
  public var sortedMakers: [DataCount] { DataCount.sorted(makers) }
}

extension DataCount {
  fileprivate static func sorted(_ counts: [UInt8: DataCount]) -> [DataCount] {
    counts.sorted { left, right in
      left.value.files != right.value.files ? left.value.files > right.value.files : left.key < right.key
    }.map(\.value)
  }
}
