/// The files that a run writes while it goes on.
///
/// Used by one thread at a time.
public final class ScoreWriters: @unchecked Sendable {
  /// All that take results.
  private(set) var all: [any ScoreSink] = []

  /// None yet.
  public init() {}

  /// Adds one.
  func add(_ sink: any ScoreSink) { all.append(sink) }
}
