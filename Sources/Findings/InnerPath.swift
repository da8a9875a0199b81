public import DICOM

/// Where something stands inside the value of an element: what the value is, level by level, and the field in it.
///
/// Prints as `{CSA header}{MrPhoenixProtocol}{tReferenceImage0}`. A name that stands in no table may itself be a
/// value; such a field is named by its number: `{field 17}`.
public struct InnerPath: Hashable, Sendable, CustomStringConvertible {
  /// One level.
  public enum Step: Hashable, Sendable {
    /// A field by its name in a table, or what a value is, such as `gzip`.
    case named(PublicName)
    /// One of several values of the field, or lines of the text, from 0.
    case item(Int)
    /// A field whose name no table has, by its number, from 1.
    case field(Int)
    /// An element of a data set that the value holds.
    case element(ElementPath)
  }

  /// The levels from the outside.
  public let steps: [Step]

  /// Makes a path.
  public init(_ steps: [Step]) { self.steps = steps }

  /// `{CSA header}{ImaRelTablePosition}[2]`.
  public var description: String {
    steps.map { step in
      switch step {
      case .named(let name): "{\(name)}"
      case .item(let item): "[\(item)]"
      case .field(let number): "{field \(number)}"
      case .element(let path): "{\(path)}"
      }
    }.joined()
  }

  /// The path without the numbers of items and of fields.
  public var pattern: String {
    steps.map { step in
      switch step {
      case .named(let name): "{\(name)}"
      case .item: ""
      case .field: "{field}"
      case .element(let path): "{\(path.pattern)}"
      }
    }.joined()
  }
}
