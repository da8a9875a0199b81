/// Bounds on what a file may make the reader do. At a bound the branch ends as ``Unread``, never silently.
public enum Limits {
  /// How deep sequences may be nested.
  public static let nesting = 64
  /// How many elements and items a file may have.
  public static let elements = 10_000_000
  /// The longest value that is read into memory, in bytes.
  public static let valueInBytes = 1 << 20
  /// The longest inflated data set, in bytes.
  public static let inflatedInBytes = 4 << 30
  /// How many times longer than its deflated form a data set may get, past ``expansionFreeInBytes``.
  public static let expansion = 1_000
  /// Up to this length any expansion is allowed, in bytes.
  public static let expansionFreeInBytes = 16 << 20
  /// How many bytes of a file are read first; most headers fit.
  public static let firstReadInBytes = 16 << 10
  /// How many bytes are read at a time after that.
  public static let readInBytes = 64 << 10
}
