/// An 8-bit grey picture: one byte a pixel, 0 is black, rows from the top, no padding.
///
/// `pixels.count == width * height`.
public struct GreyImage: Sendable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The pixels.
  public var pixels: [UInt8]

  /// Makes a picture of its pixels, `width * height` of them.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
