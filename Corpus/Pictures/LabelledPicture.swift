/// A word that was drawn into a picture, and how.
public struct LabelledWord: Sendable {
  /// What is written.
  public var text: String
  /// Left edge of the drawn pixels.
  public var x: Int
  /// Top edge of the drawn pixels.
  public var y: Int
  /// Columns from the first drawn pixel to the last.
  public var width: Int
  /// Rows from the first drawn pixel to the last.
  public var height: Int
  /// How many pixels high a capital letter or a figure is, before it is turned.
  public var capitalHeight: Int
  /// Mean difference in grey that full ink makes, over the ink.
  public var contrast: Float
  /// Deviation of the grey values behind the word.
  public var unrest: Float
  /// By how many degrees the line is turned, clockwise: 0, 90, 180 or 270.
  public var rotation: Int
  /// Which font of the source.
  public var font: Int
  /// How its characters are drawn.
  public var style: GlyphStyle
}

/// A picture, and the whole truth about the text in it.
public struct LabelledPicture: Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Grey values, row by row.
  public let pixels: [UInt8]
  /// What stands behind the text.
  public let ground: String
  /// All words of the picture.
  public let words: [LabelledWord]
}
