/// A rectangle of pixels that shows what was planted, in some frames.
public struct PlantedRectangle: Sendable, Equatable {
  /// Columns from the left edge of the picture to that of the rectangle.
  public var x: Int
  /// Rows from the top.
  public var y: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int
  /// The frame, from 1; 0 where it is in all of them.
  public var frame: Int
}

/// Text that is drawn into a picture: `$burn PLACE [frame=2] [turned] [faint] [high-bit]|line|line`.
struct BurnedText {
  let place: String
  let frame: Int
  let isTurned: Bool
  let isFaint: Bool
  let isHighBit: Bool
  let lines: [String]

  /// Reads the text of a leak, with its words put in.
  init(_ text: String, leak: String) throws {
    let parts = text.split(separator: "|").map(String.init)
    let words = parts[0].split(separator: " ").map(String.init)
    guard parts.count > 1, words.first == "$burn", words.count > 1 else {
      throw CohortError(description: "leaks.csv, \(leak): expected $burn, a place and lines")
    }
    place = words[1]
    frame = words.first { $0.hasPrefix("frame=") }.flatMap { Int($0.dropFirst(6)) } ?? 0
    isTurned = words.contains("turned")
    isFaint = words.contains("faint")
    isHighBit = words.contains("high-bit")
    lines = Array(parts.dropFirst())
  }

  /// The rectangle that the lines take in a picture.
  func rectangle(in width: Int, _ height: Int, leak: String) throws -> PlantedRectangle {
    let longest = lines.map(\.unicodeScalars.count).max() ?? 0
    var (w, h) = (longest * BitmapFont.width + 4, lines.count * BitmapFont.height + 4)
    if isTurned { (w, h) = (h, w) }
    guard w <= width, h <= height else {
      throw CohortError(description: "leaks.csv, \(leak): the text has no room in \(width) by \(height)")
    }
    let x = place.hasSuffix("right") ? width - w : place.hasSuffix("middle") ? (width - w) / 2 : 0
    let y = place.hasPrefix("bottom") ? height - h : place.hasPrefix("centre") ? (height - h) / 2 : 0
    return PlantedRectangle(x: x, y: y, width: w, height: h, frame: frame)
  }
}

/// The samples of the pictures of an object, with text and with the text masked.
struct PictureValue {
  /// What the object's own attributes say of its pixels.
  struct Layout {
    var rows = 0
    var columns = 0
    var frames = 1
    var samples = 1
    var bitsAllocated = 8
    var bitsStored = 8
  }

  let layout: Layout
  /// Grey values of each frame before any text.
  private let grounds: [[UInt8]]

  /// Draws the grounds.
  init(_ layout: Layout, ground: Ground, seed: UInt64) {
    self.layout = layout
    grounds = (0..<layout.frames).map { frame in
      var random = SplitMix64(seed: seed &+ UInt64(frame) &* 77)
      var canvas = ground.canvas(width: layout.columns, height: layout.rows, &random)
      // Grain that is as strong as strokes of letters would hide them, as no scanner's does.
      canvas.smooth(x: 1, y: 1)
      canvas.values = canvas.values.map { 12 + $0 * 0.72 }
      return canvas.bytes
    }
  }

  /// The value with texts drawn, or masked.
  func bytes(_ texts: [(text: BurnedText, rectangle: PlantedRectangle)], isClean: Bool, font: BitmapFont)
    throws
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    for (index, ground) in grounds.enumerated() {
      var grey = ground
      var high = [Bool](repeating: false, count: grey.count)
      for (text, box) in texts where text.frame == 0 || text.frame == index + 1 {
        if isClean {
          if !text.isHighBit { mask(&grey, box) }
        } else {
          try draw(text, box, font) { place in
            if text.isHighBit {
              high[place] = true
            } else {
              grey[place] = text.isFaint ? UInt8(min(255, Int(grey[place]) + 60)) : 250
            }
          }
        }
      }
      append(grey, high, to: &bytes)
    }
    return bytes.count % 2 == 0 ? bytes : bytes + [0]
  }

  private func mask(_ grey: inout [UInt8], _ box: PlantedRectangle) {
    for row in box.y..<box.y + box.height {
      for column in box.x..<box.x + box.width { grey[row * layout.columns + column] = 0 }
    }
  }

  private func draw(
    _ text: BurnedText, _ box: PlantedRectangle, _ font: BitmapFont, _ ink: (_ place: Int) -> Void
  ) throws {
    for (number, line) in text.lines.enumerated() {
      try font.draw(line, x: 2, y: 2 + number * BitmapFont.height) { x, y in
        // A quarter turn clockwise: down becomes left.
        let (column, row) = text.isTurned ? (box.x + box.width - 1 - y, box.y + x) : (box.x + x, box.y + y)
        ink(row * layout.columns + column)
      }
    }
  }

  private func append(_ grey: [UInt8], _ high: [Bool], to bytes: inout [UInt8]) {
    guard layout.bitsAllocated == 16 else {
      for value in grey { bytes += [UInt8](repeating: value, count: layout.samples) }
      return
    }
    let shift = layout.bitsStored - 8
    for (value, isSet) in zip(grey, high) {
      let sample = UInt16(value) << UInt16(shift) | (isSet ? 1 << UInt16(layout.bitsStored) : 0)
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(sample >> 8))
    }
  }
}
