/// A rectangle of whole pixels in a picture.
public struct PixelRect: Sendable, Hashable {
  /// The leftmost column.
  public var x: Int
  /// The topmost row.
  public var y: Int
  /// How many columns.
  public var width: Int
  /// How many rows.
  public var height: Int

  /// A rectangle; sizes are not negative.
  public init(x: Int, y: Int, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// How many pixels it covers.
  public var area: Int { width * height }

  /// How many pixels both cover.
  public func overlap(_ other: PixelRect) -> Int {
    let across = min(x + width, other.x + other.width) - max(x, other.x)
    let down = min(y + height, other.y + other.height) - max(y, other.y)
    return across > 0 && down > 0 ? across * down : 0
  }

  /// The smallest rectangle that covers both.
  public func union(_ other: PixelRect) -> PixelRect {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PixelRect(
      x: left, y: top, width: max(x + width, other.x + other.width) - left,
      height: max(y + height, other.y + other.height) - top)
  }

  /// The rectangle with a margin on all sides, as far as it lies in a picture of this size.
  public func grown(by margin: Int, inWidth imageWidth: Int, height imageHeight: Int) -> PixelRect {
    let (left, top) = (max(0, x - margin), max(0, y - margin))
    return PixelRect(
      x: left, y: top, width: min(imageWidth, x + width + margin) - left,
      height: min(imageHeight, y + height + margin) - top)
  }
}
