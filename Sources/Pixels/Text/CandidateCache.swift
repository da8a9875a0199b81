/// What was read of lines already, by place and pixels: what is drawn at the same place in every frame is read once.
///
/// Frames of a loop differ beside their captions, and the gate's boxes with them by a pixel or two. So a line is looked
/// up by the cells of a grid that its box covers, and counts as seen when a remembered line lies there whose pixels,
/// reduced to ink and ground, are the same at the same place in this picture. A caption that changes by one character
/// is another one.
public struct CandidateCache: Sendable {
  /// Pixels along a side of a cell.
  private static let cell = 32

  /// The ink of a remembered line: its box, and a bit for each pixel.
  private struct Entry: Sendable {
    let line: PixelRect
    /// The line with a margin: what is compared, so a line that grew past it is another one.
    let box: PixelRect
    let isUpright: Bool
    let isLight: Bool
    let level: UInt8
    let ink: [UInt8]
    let reading: LineReading
  }

  private let mostEntries: Int
  private var entries: [Entry] = []
  private var cells: [Int: [Int]] = [:]
  /// How often a line had been read already.
  public private(set) var hits = 0
  /// How often it had not.
  public private(set) var misses = 0

  /// An empty cache. When it has this many lines it forgets all of them.
  public init(mostEntries: Int = 4096) {
    self.mostEntries = mostEntries
  }

  /// The reading of a line that looks in this picture as it looked before; nil if there is none.
  public mutating func reading(of line: TextLine, in picture: GreyImage) -> LineReading? {
    for index in cells[Self.key(line.box, in: picture), default: []] {
      let entry = entries[index]
      guard entry.isUpright == line.isUpright, entry.isLight == line.isLight,
        entry.box.overlap(line.box) == line.box.area, 5 * line.box.area >= 3 * entry.line.area,
        shows(picture, entry)
      else { continue }
      hits += 1
      return entry.reading
    }
    misses += 1
    return nil
  }

  /// Remembers what was read of a line. A reading that was cut short is not remembered.
  public mutating func remember(_ reading: LineReading, of line: TextLine, in picture: GreyImage) {
    guard !reading.isCutShort else { return }
    if entries.count >= mostEntries {
      entries.removeAll(keepingCapacity: true)
      cells.removeAll(keepingCapacity: true)
    }
    let box = line.box.grown(by: 3, inWidth: picture.width, height: picture.height)
    let level = Self.level(box, in: picture)
    let ink = Self.ink(box, in: picture, level: level)
    // A neighbouring cell is entered as well where the middle is near its edge, since boxes shift a little.
    for key in Self.keys(line.box, in: picture) { cells[key, default: []].append(entries.count) }
    entries.append(
      Entry(
        line: line.box, box: box, isUpright: line.isUpright, isLight: line.isLight, level: level, ink: ink,
        reading: reading))
  }

  /// Whether the picture shows the ink of an entry at its place, pixel by pixel.
  private func shows(_ picture: GreyImage, _ entry: Entry) -> Bool {
    guard entry.box.x + entry.box.width <= picture.width, entry.box.y + entry.box.height <= picture.height
    else {
      return false
    }
    return Self.ink(entry.box, in: picture, level: entry.level) == entry.ink
  }

  /// The grey half way between the outermost values of a box.
  private static func level(_ box: PixelRect, in picture: GreyImage) -> UInt8 {
    var (low, high) = (UInt8.max, UInt8.min)
    for row in box.y..<box.y + box.height {
      for pixel in picture.pixels[row * picture.width + box.x..<row * picture.width + box.x + box.width] {
        low = min(low, pixel)
        high = max(high, pixel)
      }
    }
    return UInt8((Int(low) + Int(high) + 1) / 2)
  }

  /// A byte a pixel: 1 above the level, 0 below.
  private static func ink(_ box: PixelRect, in picture: GreyImage, level: UInt8) -> [UInt8] {
    var ink: [UInt8] = []
    ink.reserveCapacity(box.area)
    for row in box.y..<box.y + box.height {
      for pixel in picture.pixels[row * picture.width + box.x..<row * picture.width + box.x + box.width] {
        ink.append(pixel >= level ? 1 : 0)
      }
    }
    return ink
  }

  private static func key(_ box: PixelRect, in picture: GreyImage) -> Int {
    key(column: (box.x + box.width / 2) / cell, row: (box.y + box.height / 2) / cell, picture)
  }

  private static func key(column: Int, row: Int, _ picture: GreyImage) -> Int {
    // Pictures of other sizes have other keys.
    ((picture.width << 20 ^ picture.height) << 24) ^ (row << 12 ^ column)
  }

  private static func keys(_ box: PixelRect, in picture: GreyImage) -> Set<Int> {
    let (x, y) = (box.x + box.width / 2, box.y + box.height / 2)
    var keys: Set<Int> = []
    for (dx, dy) in [(-6, -6), (6, -6), (-6, 6), (6, 6)] {
      keys.insert(key(column: max(0, x + dx) / cell, row: max(0, y + dy) / cell, picture))
    }
    return keys
  }
}
