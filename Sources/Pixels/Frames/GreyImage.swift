/// An 8-bit grey picture: one byte a pixel, 0 is black, rows from the top, no padding.
///
/// `pixels.count == width * height`. Frames are windowed to 8 bits before they get here.
public struct GreyImage: Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The grey values, row by row.
  public var pixels: [UInt8]

  /// A picture of these pixels; there must be `width * height` of them.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width >= 0 && height >= 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
