/// The text of one picture: one height, one ink and one turn, in one block or several.
struct Captions<Source: GlyphSource> {
  let glyphs: Source
  var canvas: Canvas
  var random: SplitMix64
  var words: [LabelledWord] = []

  private let capitalHeight: Int
  private let font: Int
  private let style: GlyphStyle
  private let rotation: Int
  private let contrast: Float
  private let isLight: Bool
  private let isSheer: Bool
  private let hasPlate: Bool
  private var taken: [(x: Int, y: Int, width: Int, height: Int)] = []

  /// Chooses how the text is drawn; capitals are at most `limit` pixels high.
  init(glyphs: Source, canvas: Canvas, random: SplitMix64, limit: Int) {
    (self.glyphs, self.canvas, self.random) = (glyphs, canvas, random)
    // Half of the text is small, since that is what is hard.
    let tall = self.random.happens(0.5) ? self.random.within(6...12) : self.random.within(10...40)
    capitalHeight = max(6, min(limit, tall))
    font = self.random.within(0...glyphs.fontCount - 1)
    let drawn = self.random.unit()
    style = drawn < 0.6 ? .smooth : drawn < 0.85 || capitalHeight < 16 ? .hard : .doubled
    rotation = self.random.happens(0.75) ? 0 : self.random.one(of: [90, 180, 270])
    let ink = self.random.unit()
    contrast = ink < 0.5 ? 255 : ink < 0.75 ? self.random.within(90...200) : self.random.within(40...90)
    isLight = self.random.happens(0.7)
    isSheer = self.random.happens(0.2)
    hasPlate = self.random.happens(0.08)
  }

  /// Draws one to about forty words, or none where nothing fits.
  mutating func draw() throws {
    let blocks = random.happens(0.5) ? 1 : random.within(2...5)
    for _ in 0..<blocks where words.count < 40 {
      let lines = random.happens(0.5) ? 1 : random.within(2...6)
      let column = random.unit()
      let row = random.unit()
      let isCorner = random.happens(0.5)
      let place = isCorner ? (column.rounded(), row.rounded()) : (column, row)
      for line in 0..<lines {
        let count = random.within(1...3)
        var text = (0..<count).map { _ in Words.one(&random) }
        // A line has three characters at least: two alone are a unit or a side, never a person.
        while text.reduce(0, { $0 + $1.count }) < 3 { text.append(Words.one(&random)) }
        try draw(text, line: line, of: lines, at: place)
      }
    }
  }

  /// Ink of one line, and which of its columns belong to which word.
  private struct Ink {
    var width: Int
    var height: Int
    var cover: [UInt8]
    var words: [(text: String, columns: Range<Int>)]
  }

  private func ink(_ text: [String]) throws -> Ink? {
    var pieces: [(glyph: Glyph, x: Int, word: Int)] = []
    var pen = 0
    for (index, word) in text.enumerated() {
      for character in word {
        let glyph = try glyphs.glyph(character, font: font, capitalHeight: capitalHeight, style: style)
        pieces.append((glyph, pen + glyph.left, index))
        pen += glyph.advance
      }
      pen += max(4, capitalHeight / 2)
    }
    let top = pieces.map(\.glyph.top).reduce(0, max)
    let bottom = pieces.map { $0.glyph.height - $0.glyph.top }.reduce(0, max)
    let left = pieces.map(\.x).reduce(0, min)
    let right = pieces.map { $0.x + $0.glyph.width }.reduce(0, max)
    guard right > left, top + bottom > 0 else { return nil }
    var ink = Ink(
      width: right - left, height: top + bottom,
      cover: Array(repeating: 0, count: (right - left) * (top + bottom)), words: [])
    for (index, word) in text.enumerated() {
      let own = pieces.filter { $0.word == index && $0.glyph.width > 0 }
      guard let first = own.map(\.x).min(), let last = own.map({ $0.x + $0.glyph.width }).max() else {
        continue
      }
      ink.words.append((word, first - left..<last - left))
    }
    for piece in pieces {
      for row in 0..<piece.glyph.height {
        for column in 0..<piece.glyph.width {
          let at = (top - piece.glyph.top + row) * ink.width + piece.x - left + column
          ink.cover[at] = max(ink.cover[at], piece.glyph.cover[row * piece.glyph.width + column])
        }
      }
    }
    return ink
  }

  private mutating func draw(
    _ text: [String], line: Int, of lines: Int, at place: (x: Float, y: Float)
  ) throws {
    guard let ink = try ink(text) else { return }
    let isUpright = rotation == 90 || rotation == 270
    let (width, height) = isUpright ? (ink.height, ink.width) : (ink.width, ink.height)
    let margin = 3
    let pitch = capitalHeight * 3 / 2 + 3
    let offset = (rotation == 0 || rotation == 90 ? line : lines - 1 - line) * pitch
    let block = lines * pitch
    let (roomX, roomY) = (
      canvas.width - 2 * margin - (isUpright ? max(block, width) : width),
      canvas.height - 2 * margin - (isUpright ? height : max(block, height))
    )
    guard roomX >= 0, roomY >= 0 else { return }
    let x = margin + Int(place.x * Float(roomX)) + (isUpright ? offset : 0)
    let y = margin + Int(place.y * Float(roomY)) + (isUpright ? 0 : offset)
    guard x >= 0, y >= 0, x + width <= canvas.width, y + height <= canvas.height else { return }
    guard !taken.contains(where: { overlaps($0, (x - 2, y - 2, width + 4, height + 4)) }) else { return }
    taken.append((x, y, width, height))
    if hasPlate { canvas.fill(x: x - 2, y: y - 2, width: width + 4, height: height + 4, isLight ? 10 : 240) }
    put(ink, x: x, y: y)
  }

  private func overlaps(
    _ one: (x: Int, y: Int, width: Int, height: Int), _ other: (x: Int, y: Int, width: Int, height: Int)
  ) -> Bool {
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height
      && other.y < one.y + one.height
  }

  /// Where a pixel of the line lands in the picture.
  private func target(_ column: Int, _ row: Int, _ ink: Ink, x: Int, y: Int) -> Int {
    switch rotation {
    case 90: (y + column) * canvas.width + x + ink.height - 1 - row
    case 180: (y + ink.height - 1 - row) * canvas.width + x + ink.width - 1 - column
    case 270: (y + ink.width - 1 - column) * canvas.width + x + row
    default: (y + row) * canvas.width + x + column
    }
  }

  private mutating func put(_ ink: Ink, x: Int, y: Int) {
    var mean: Float = 0
    for row in 0..<ink.height {
      for column in 0..<ink.width { mean += canvas.values[target(column, row, ink, x: x, y: y)] }
    }
    mean /= Float(ink.width * ink.height)
    var value = isLight ? min(255, mean + contrast) : max(0, mean - contrast)
    if abs(value - mean) < min(40, contrast) {
      value = isLight ? max(0, mean - contrast) : min(255, mean + contrast)
    }
    let opacity: Float = isSheer ? 0.55 : 1
    if isSheer, abs(value - mean) < 100 { value = value > mean ? 255 : 0 }
    for word in ink.words {
      var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)
      var (change, weight, sum, squares, count): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
      for row in 0..<ink.height {
        for column in word.columns {
          let index = target(column, row, ink, x: x, y: y)
          let before = canvas.values[index]
          (sum, squares, count) = (sum + before, squares + before * before, count + 1)
          let cover = Float(ink.cover[row * ink.width + column]) / 255
          guard cover > 0 else { continue }
          change += cover * opacity * abs(value - before)
          weight += cover
          canvas.values[index] = before + (value - before) * opacity * cover
          let (column, row) = (index % canvas.width, index / canvas.width)
          (left, right) = (min(left, column), max(right, column))
          (top, bottom) = (min(top, row), max(bottom, row))
        }
      }
      guard weight > 0 else { continue }
      words.append(
        LabelledWord(
          text: word.text, x: left, y: top, width: right - left + 1, height: bottom - top + 1,
          capitalHeight: capitalHeight, contrast: change / weight,
          unrest: max(0, squares / count - (sum / count) * (sum / count)).squareRoot(), rotation: rotation,
          font: font, style: style))
    }
  }
}
