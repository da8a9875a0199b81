/// A name that stands in a published table: a keyword, a UID's name, a registered private creator, a check's id.
///
/// Reports may print it, since it cannot be a patient's. Only table loaders and literals make one (`LayoutTests`
/// holds them to it): text of a data set never becomes a `PublicName`.
public struct PublicName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name.
  public let description: String

  /// Takes a name from a row of a published table.
  public init(fromTable text: String) { description = text }

  /// Takes a name that is written in the program.
  public init(stringLiteral text: StaticString) { description = text.description }
}
