/// A place of a picture that looks like a line of text.
public struct TextLine: Sendable {
  /// Where, in pixels of the picture.
  public let box: PixelRect
  /// About how high its characters are, in pixels of the picture.
  public let characterHeight: Int
  /// Whether it runs down or up the picture instead of across.
  public let isUpright: Bool
  /// Whether it is lighter than what it stands on.
  public let isLight: Bool
  /// How much it looks like text: 0 is the border, above is text.
  public let score: Float
  /// What the score was made from.
  public let features: LineFeatures
}
