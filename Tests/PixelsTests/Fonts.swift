import Corpus
import Foundation
import Pixels

@testable import make_pictures

/// Pictures of the generator, drawn with the system's fonts.
enum Drawn {
  /// The picture of a seed.
  static func picture(seed: UInt64, hasText: Bool, width: Int = 256, height: Int = 256) throws
    -> LabelledPicture
  {
    let shelf = try FontShelf([
      "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
      "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    ])
    return try PictureGenerator(glyphs: shelf).picture(
      seed: seed, hasText: hasText, width: width, height: height)
  }

  /// The picture of a seed as the generator's command draws it, with all of its fonts.
  static func benchPicture(seed: UInt64, hasText: Bool) throws -> LabelledPicture {
    let shelf = try FontShelf(MakePictures.files.map { "/usr/share/fonts/truetype/\($0)" })
    return try PictureGenerator(glyphs: shelf).picture(
      seed: seed, hasText: hasText, width: 512, height: 512)
  }

  /// A plain picture with one line of text whose capitals are this high.
  static func line(
    _ text: String, height: Int = 14, ink: UInt8 = 240, ground: UInt8 = 20, rotation: Int = 0,
    x: Int = 40, y: Int = 50
  ) throws -> GreyImage {
    let shelf = try FontShelf(["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"])
    let side = 320
    var pixels = [UInt8](repeating: ground, count: side * side)
    var pen = x
    for character in text {
      let glyph = try shelf.glyph(character, font: 0, capitalHeight: height, style: .smooth)
      for row in 0..<glyph.height {
        for column in 0..<glyph.width {
          let cover = Int(glyph.cover[row * glyph.width + column])
          let (px, py) = (pen + glyph.left + column, y + height - glyph.top + row)
          let (tx, ty) =
            switch rotation {
            case 90: (side - 1 - py, px)
            case 180: (side - 1 - px, side - 1 - py)
            case 270: (py, side - 1 - px)
            default: (px, py)
            }
          pixels[ty * side + tx] = UInt8((Int(ground) * (255 - cover) + Int(ink) * cover) / 255)
        }
      }
      pen += glyph.advance
    }
    return GreyImage(width: side, height: side, pixels: pixels)
  }
}
