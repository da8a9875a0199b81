/// Why a key, a map or outputs cannot be scored. The text names files, lines, rows and columns, and never a value.
public struct ScoreError: Error, Equatable, CustomStringConvertible {
  /// What is wrong and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}
