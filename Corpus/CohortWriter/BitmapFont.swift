/// The letters that are drawn into pictures: 10 by 20 pixels, of ISO 8859-1. They are those of the X Window System's
/// font 10x20 of misc-fixed, which is in the public domain (`Cohort/font.csv`).
struct BitmapFont {
  /// Pixels from one letter to the next.
  static let width = 10
  /// Rows of a letter.
  static let height = 20

  private let glyphs: [UInt32: [UInt16]]

  /// Reads the table.
  init() throws {
    var glyphs: [UInt32: [UInt16]] = [:]
    for row in try CohortTable("font.csv", columns: ["code", "rows"]).rows {
      let bits = row[column: "rows"].split(separator: " ").compactMap { UInt16($0, radix: 16) }
      guard let code = UInt32(row[column: "code"], radix: 16), bits.count == BitmapFont.height else {
        throw CohortError(description: "font.csv: expected a code and 20 rows of bits")
      }
      glyphs[code] = bits
    }
    self.glyphs = glyphs
  }

  /// Calls `ink` for each pixel of a line of text whose upper left corner is at a place.
  func draw(_ text: String, x: Int, y: Int, scale: Int = 1, ink: (_ x: Int, _ y: Int) -> Void) throws {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard let rows = glyphs[scalar.value] else {
        throw CohortError(description: "font.csv: no letter for a character of a picture")
      }
      for (row, bits) in rows.enumerated() {
        for column in 0..<BitmapFont.width where bits >> UInt16(BitmapFont.width - 1 - column) & 1 == 1 {
          for part in 0..<scale * scale {
            ink(
              x + (index * BitmapFont.width + column) * scale + part % scale, y + row * scale + part / scale)
          }
        }
      }
    }
  }
}
