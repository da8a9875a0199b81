/// Finds text in one picture after the other where much stays as it is: what did not change is not looked at again.
///
/// A picture is compared with the one before it that was made in the same way. Lines in tiles that are the same, pixel by
/// pixel, are kept; the gate runs over the regions around the tiles that differ, or over everything if that is most
/// of the picture.
struct LoopMemory {
  /// What was found in the last picture of a way.
  private struct Last {
    let image: GreyImage
    /// The gate's lines, in pieces.
    let pieces: [TextLine]
    let found: [(line: TextLine, reading: LineReading)]
  }

  /// What the pictures that are remembered may take, in bytes.
  private static let mostBytes = 64 << 20
  /// From what part of a picture on all of it is looked at, in hundredths.
  private static let mostPart = 60

  private var last: [String: Last] = [:]
  private var bytes = 0
  /// How many pictures were looked at wholly, in parts, and not at all.
  private(set) var counts = (whole: 0, parts: 0, none: 0)

  /// The lines of text that a picture shows, with what was read of each.
  ///
  /// - Parameters:
  ///   - way: how the picture was made; only pictures of one way are compared.
  ///   - leastScore: lines that score less are no text.
  mutating func find(
    in image: GreyImage, way: String, leastScore: Float, by finder: inout TextFinder
  ) -> [(line: TextLine, reading: LineReading)] {
    let before = last[way]
    guard let before, before.image.width == image.width, before.image.height == image.height else {
      return findAll(in: image, way, leastScore, &finder)
    }
    let changes = ChangedTiles(from: before.image, to: image)
    if changes.count == 0, !before.found.contains(where: { $0.reading.isCutShort }) {
      counts.none += 1
      return before.found
    }
    let (kept, touched) = LoopMemory.parted(before.pieces, changes)
    let regions = changes.regions(holding: touched.map(\.box))
    let area = regions.reduce(0) { $0 + $1.area }
    guard 100 * area <= LoopMemory.mostPart * image.pixels.count,
      let new = LoopMemory.lines(in: image, regions, leastScore, &finder)
    else {
      return findAll(in: image, way, leastScore, &finder)
    }
    counts.parts += 1
    // Where a kept line was found again it is one line.
    let pieces =
      kept + new.filter { line in !kept.contains { 2 * $0.box.overlap(line.box) > line.box.area } }
    return remember(image, way, pieces, finder.read(pieces, in: image))
  }

  /// The lines that nothing came near to, and the others.
  private static func parted(
    _ lines: [TextLine], _ changes: ChangedTiles
  ) -> (kept: [TextLine], touched: [TextLine]) {
    var parted: (kept: [TextLine], touched: [TextLine]) = ([], [])
    for line in lines {
      let near = PixelRect(
        x: max(0, line.box.x - reach(line)), y: max(0, line.box.y - reach(line)),
        width: line.box.width + 2 * reach(line), height: line.box.height + 2 * reach(line))
      if changes.touches(near) { parted.touched.append(line) } else { parted.kept.append(line) }
    }
    return parted
  }

  /// How far around a line the gate looks to judge it, in pixels; also how near to the edge of a region it may be cut.
  private static func reach(_ line: TextLine) -> Int { max(16, line.characterHeight) }

  /// The lines in regions; nil if one may go on outside of its region.
  private static func lines(
    in image: GreyImage, _ regions: [PixelRect], _ leastScore: Float, _ finder: inout TextFinder
  ) -> [TextLine]? {
    var lines: [TextLine] = []
    for region in regions {
      for line in finder.lines(in: image.part(region), leastScore: leastScore, isPart: true) {
        let moved = line.moved(x: region.x, y: region.y)
        guard isInside(moved, region, image) else { return nil }
        lines.append(moved)
      }
    }
    return lines
  }

  private static func isInside(_ line: TextLine, _ region: PixelRect, _ image: GreyImage) -> Bool {
    let near = line.box.grown(by: reach(line), inWidth: image.width, height: image.height)
    return near.overlap(region) == near.area
  }

  private mutating func findAll(
    in image: GreyImage, _ way: String, _ leastScore: Float, _ finder: inout TextFinder
  ) -> [(line: TextLine, reading: LineReading)] {
    counts.whole += 1
    let pieces = finder.lines(in: image, leastScore: leastScore)
    return remember(image, way, pieces, finder.read(pieces, in: image))
  }

  private mutating func remember(
    _ image: GreyImage, _ way: String, _ pieces: [TextLine], _ found: [(line: TextLine, reading: LineReading)]
  ) -> [(line: TextLine, reading: LineReading)] {
    bytes -= last.removeValue(forKey: way)?.image.pixels.count ?? 0  // it may be the first of its way
    if bytes + image.pixels.count <= LoopMemory.mostBytes {
      bytes += image.pixels.count
      last[way] = Last(image: image, pieces: pieces, found: found)
    }
    return found
  }
}

extension GreyImage {
  /// A part of the picture; the rectangle lies in it.
  func part(_ box: PixelRect) -> GreyImage {
    var part: [UInt8] = []
    part.reserveCapacity(box.area)
    for row in box.y..<box.y + box.height {
      part += pixels[row * width + box.x..<row * width + box.x + box.width]
    }
    return GreyImage(width: box.width, height: box.height, pixels: part)
  }
}

extension TextLine {
  /// The line in a picture of which the line's own is a part.
  func moved(x: Int, y: Int) -> TextLine {
    var box = box
    box.x += x
    box.y += y
    return TextLine(
      box: box, characterHeight: characterHeight, isUpright: isUpright, isLight: isLight, score: score,
      features: features)
  }
}
