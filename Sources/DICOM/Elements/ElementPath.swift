/// Where an element stands: the sequences and items above it, and its tag.
///
/// Prints as `(0040,A730)[0].(0010,1040)`; items count from 0.
public struct ElementPath: Hashable, Sendable, CustomStringConvertible {
  /// A sequence element and one of its items.
  public struct Step: Hashable, Sendable {
    /// The sequence's tag.
    public let sequence: Tag
    /// The item's number, from 0.
    public let item: Int

    /// Makes a step into an item of a sequence.
    public init(_ sequence: Tag, item: Int) {
      self.sequence = sequence
      self.item = item
    }
  }

  /// The steps from the data set down to the item that holds the element; empty at the top level.
  public let steps: [Step]
  /// The element's own tag.
  public let tag: Tag

  /// Makes the path of an element below `steps`.
  public init(_ steps: [Step] = [], _ tag: Tag) {
    self.steps = steps
    self.tag = tag
  }

  /// `(0040,A730)[0].(0010,1040)`.
  public var description: String {
    steps.map { "\($0.sequence)[\($0.item)]." }.joined() + tag.description
  }

  /// The path without item numbers: `(0040,A730).(0010,1040)`; what stays the same when items are re-ordered.
  public var pattern: String {
    steps.map { "\($0.sequence)." }.joined() + tag.description
  }
}
