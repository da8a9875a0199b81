/// A drawn character: how much of each pixel it covers, 0 to 255, and where it stands.
public struct Glyph: Sendable {
  /// Pixels in a row of `cover`.
  public let width: Int
  /// Rows of `cover`.
  public let height: Int
  /// The cover, row by row.
  public let cover: [UInt8]
  /// From the pen to the left edge.
  public let left: Int
  /// From the base line up to the top edge.
  public let top: Int
  /// From this pen to the next.
  public let advance: Int

  /// A drawn character; `cover` has `width * height` bytes.
  public init(width: Int, height: Int, cover: [UInt8], left: Int, top: Int, advance: Int) {
    (self.width, self.height, self.cover) = (width, height, cover)
    (self.left, self.top, self.advance) = (left, top, advance)
  }
}

/// How characters are drawn.
public enum GlyphStyle: String, Sendable, CaseIterable {
  /// With soft edges, as workstations do.
  case smooth
  /// Without half-covered pixels, as scanners do.
  case hard
  /// Without half-covered pixels at half the size, each pixel then doubled.
  case doubled
}

/// Who draws characters. The corpus has no fonts of its own.
public protocol GlyphSource {
  /// How many fonts there are.
  var fontCount: Int { get }
  /// Draws a character so that capitals are about `capitalHeight` pixels high.
  func glyph(_ character: Character, font: Int, capitalHeight: Int, style: GlyphStyle) throws -> Glyph
}
