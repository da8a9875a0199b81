/// Why a table of rules could not be loaded.
public struct TableError: Error, Equatable, CustomStringConvertible {
  /// The table's file.
  public let file: String
  /// The row, the header being 1; 0 for the file as a whole.
  public let row: Int
  /// What was expected there.
  public let expected: String

  /// `keep-list.csv, row 7: expected a tag such as (0010,0020)`.
  public var description: String {
    row == 0 ? "\(file): expected \(expected)" : "\(file), row \(row): expected \(expected)"
  }
}
