/// A place of a picture that looks like a line of text.
public struct TextLine: Sendable {
  /// Where, in pixels of the picture.
  public let box: PixelRect
  /// About how high its characters are, in pixels of the picture.
  public let characterHeight: Int
  /// Whether it runs down or up the picture instead of across.
  public let isUpright: Bool
  /// Whether its marks are lighter than what is between them. What is between letters can make up a line as well, so
  /// this does not tell the colour of the ink.
  public let isLight: Bool
  /// How much it looks like text: 0 is the border, above is text.
  public let score: Float
  /// What the score was made from.
  public let features: LineFeatures
}
