/// Why a case text could not be read.
public struct NotationError: Error, Equatable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What was expected.
  public let expected: String

  /// `line 3: expected a VR of two letters`.
  public var description: String { "line \(line): expected \(expected)" }
}
