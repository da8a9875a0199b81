/// A small picture for a report in which given rectangles are covered and outlined: it shows where text stands, and
/// nothing of it.
///
/// Covering comes first and all else after, so no pixel of a rectangle or of its margin has any influence on the result.
/// What is left is shown in coarse cells: text that nobody found must not be readable here either.
public struct CoveredPicture {
  /// The longest side, in pixels.
  public static let longestSide = 320
  /// The side of the smallest cell, in pixels of the original: twice the height of small letters.
  public static let smallestCell = 16
  /// The most cells along a side: too few to make out a face, however large the picture is.
  public static let mostCells = 48
  /// How far covers reach beyond their rectangles, in pixels of the original.
  public static let margin = 3

  private static let cover: UInt8 = 0
  private static let outline: [UInt8] = [255, 64, 64]

  /// The picture as a PNG file, in colour.
  public let bytes: [UInt8]
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int

  /// Makes it of a picture that has a pixel at least, and of rectangles in it. What of them lies outside is left out.
  public init(_ image: GreyImage, covering rectangles: [PixelRect]) {
    let covers = rectangles.compactMap { CoveredPicture.clipped($0, image) }
    let coarse = CoveredPicture.coarse(CoveredPicture.filled(image, covers))
    // Once more, since cells at the edge of a cover have taken on some grey.
    let small = CoveredPicture.scaled(CoveredPicture.filled(coarse, covers))
    var rgb: [UInt8] = []
    rgb.reserveCapacity(small.pixels.count * 3)
    for pixel in small.pixels { rgb += [pixel, pixel, pixel] }
    for cover in covers {
      CoveredPicture.frame(cover, in: image, small, &rgb)
    }
    (width, height) = (small.width, small.height)
    bytes = PNGImage(width: small.width, height: small.height, rgb: rgb).bytes
  }

  /// A rectangle with its margin, as far as it lies in the picture; nil if nothing of it does.
  private static func clipped(_ rectangle: PixelRect, _ image: GreyImage) -> PixelRect? {
    let grown = rectangle.grown(by: margin, inWidth: image.width, height: image.height)
    return grown.width > 0 && grown.height > 0 ? grown : nil
  }

  /// The picture with rectangles filled.
  private static func filled(_ image: GreyImage, _ covers: [PixelRect]) -> GreyImage {
    var image = image
    for cover in covers {
      for row in cover.y..<cover.y + cover.height {
        let start = row * image.width + cover.x
        for index in start..<start + cover.width { image.pixels[index] = CoveredPicture.cover }
      }
    }
    return image
  }

  /// The picture in cells, each of the mean of its pixels.
  private static func coarse(_ image: GreyImage) -> GreyImage {
    let cell = max(smallestCell, (max(image.width, image.height) + mostCells - 1) / mostCells)
    var image = image
    for top in stride(from: 0, to: image.height, by: cell) {
      let rows = top..<min(top + cell, image.height)
      for left in stride(from: 0, to: image.width, by: cell) {
        let columns = left..<min(left + cell, image.width)
        var sum = 0
        for y in rows { for x in columns { sum += Int(image.pixels[y * image.width + x]) } }
        let count = rows.count * columns.count
        let mean = UInt8((sum + count / 2) / count)
        for y in rows { for x in columns { image.pixels[y * image.width + x] = mean } }
      }
    }
    return image
  }

  /// The picture with ``longestSide`` pixels at most a side: each pixel is the mean of those it stands for.
  private static func scaled(_ image: GreyImage) -> GreyImage {
    let longest = max(image.width, image.height)
    guard longest > longestSide else { return image }
    let width = max(1, image.width * longestSide / longest)
    let height = max(1, image.height * longestSide / longest)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      let rows = row * image.height / height..<(row + 1) * image.height / height
      for column in 0..<width {
        let columns = column * image.width / width..<(column + 1) * image.width / width
        var sum = 0
        for y in rows {
          for x in columns { sum += Int(image.pixels[y * image.width + x]) }
        }
        let count = rows.count * columns.count
        pixels.append(UInt8((sum + count / 2) / count))
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }

  /// Draws the border of a cover into the small picture, on its outermost pixels.
  private static func frame(_ cover: PixelRect, in image: GreyImage, _ small: GreyImage, _ rgb: inout [UInt8])
  {
    let left = cover.x * small.width / image.width
    let right = min(small.width - 1, (cover.x + cover.width - 1) * small.width / image.width)
    let top = cover.y * small.height / image.height
    let bottom = min(small.height - 1, (cover.y + cover.height - 1) * small.height / image.height)
    for y in top...bottom {
      for x in left...right where x == left || x == right || y == top || y == bottom {
        let start = 3 * (y * small.width + x)
        rgb.replaceSubrange(start..<start + 3, with: outline)
      }
    }
  }
}
