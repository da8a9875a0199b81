internal import CFreeType
internal import Corpus

/// Why a font could not be used.
enum FontError: Error {
  /// FreeType gave this error number.
  case freeType(FT_Error)
}

/// Fonts of the system, drawn by FreeType.
///
/// A class, since it owns the library's handle and its faces.
final class FontShelf: GlyphSource {
  private var library: FT_Library?
  private var faces: [FT_Face] = []
  private var drawn: [String: Glyph] = [:]

  /// Opens font files.
  init(_ paths: [String]) throws {
    try check(FT_Init_FreeType(&library))
    for path in paths {
      var face: FT_Face?
      try check(FT_New_Face(library, path, 0, &face))
      faces.append(face!)  // no error, so there is a face
    }
  }

  deinit {
    FT_Done_FreeType(library)
  }

  var fontCount: Int { faces.count }

  func glyph(_ character: Character, font: Int, capitalHeight: Int, style: GlyphStyle) throws -> Glyph {
    let key = "\(font) \(capitalHeight) \(style) \(character)"
    if let glyph = drawn[key] { return glyph }
    let glyph = try draw(character, faces[font], capitalHeight, style)
    drawn[key] = glyph
    return glyph
  }

  private func draw(_ character: Character, _ face: FT_Face, _ capitalHeight: Int, _ style: GlyphStyle) throws
    -> Glyph
  {
    let wanted = style == .doubled ? capitalHeight / 2 : capitalHeight
    try size(face, capitalHeight: wanted, style)
    try load(character, face, style)
    let slot = face.pointee.glyph.pointee
    let bitmap = slot.bitmap
    let (width, height) = (Int(bitmap.width), Int(bitmap.rows))
    var cover = [UInt8](repeating: 0, count: width * height)
    for row in 0..<height {
      for column in 0..<width {
        let line = bitmap.buffer + row * Int(bitmap.pitch)
        cover[row * width + column] =
          style == .smooth ? line[column] : line[column / 8] & (0x80 >> UInt8(column % 8)) != 0 ? 255 : 0
      }
    }
    let (left, top, advance) = (Int(slot.bitmap_left), Int(slot.bitmap_top), Int(slot.advance.x) / 64)
    guard style == .doubled else {
      return Glyph(width: width, height: height, cover: cover, left: left, top: top, advance: advance)
    }
    let doubled = (0..<4 * width * height).map { cover[$0 / (2 * width) / 2 * width + $0 % (2 * width) / 2] }
    return Glyph(
      width: 2 * width, height: 2 * height, cover: doubled, left: 2 * left, top: 2 * top, advance: 2 * advance
    )
  }

  /// Finds the size at which an H is this high.
  private func size(_ face: FT_Face, capitalHeight: Int, _ style: GlyphStyle) throws {
    var size = capitalHeight * 64 * 10 / 7
    for _ in 0..<4 {
      try check(FT_Set_Char_Size(face, FT_F26Dot6(size), 0, 72, 72))
      try load("H", face, style)
      let height = Int(face.pointee.glyph.pointee.bitmap.rows)
      if height == capitalHeight || height == 0 { return }
      size = size * capitalHeight / height
    }
  }

  private func load(_ character: Character, _ face: FT_Face, _ style: GlyphStyle) throws {
    // FT_LOAD_RENDER with FT_LOAD_TARGET_MONO (2 in the bits from 16): macros that Swift does not import.
    let flags: Int32 = style == .smooth ? 4 : 4 | 2 << 16
    for scalar in character.unicodeScalars {
      try check(FT_Load_Char(face, FT_ULong(scalar.value), flags))
    }
  }

  private func check(_ error: FT_Error) throws {
    guard error == 0 else { throw FontError.freeType(error) }
  }
}
