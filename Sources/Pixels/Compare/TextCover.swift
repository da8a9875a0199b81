/// What masks did to the text of a picture: which covered some, and which text is left.
///
/// Made of what was found before: the areas of a ``FrameComparison``, and the lines of text that the gate found in both
/// pictures. Text that the gate did not see in the original is not known here.
public struct TextCover: Sendable, Equatable {
  /// A line of the original that no mask covers.
  public struct LeftText: Sendable, Equatable {
    /// Where it stands.
    public let rectangle: PixelRect
    /// What part of it changed all the same, from 0 to 1.
    public let coveredPart: Double
    /// Whether the gate sees text there in the output too.
    public let isSeen: Bool
  }

  /// From what part of it on a line counts as covered. Rectangles of text have a margin around the ink, and of what is
  /// painted over in the colour of the ground only the ink changes.
  private static let enough = 0.5

  /// For each area, in their order, whether it covered text.
  public let coveredText: [Bool]
  /// The original's lines that are not covered, in their order.
  public let left: [LeftText]

  /// Compares areas with text.
  ///
  /// - Parameters:
  ///   - areas: what changed in a frame.
  ///   - original: the lines of text in the original's frame.
  ///   - output: the lines of text in the output's.
  public init(areas: [PixelRect], original: [PixelRect], output: [PixelRect]) {
    coveredText = areas.map { area in
      original.contains { 4 * $0.overlap(area) > min($0.area, area.area) }
    }
    left = original.compactMap { line in
      let part = TextCover.part(of: line, under: areas)
      let isSeen = output.contains { 2 * $0.overlap(line) > min($0.area, line.area) }
      guard part < TextCover.enough else { return nil }
      return LeftText(rectangle: line, coveredPart: part, isSeen: isSeen)
    }
  }

  /// Compares the areas of a frame with what was seen in both.
  public init(_ frame: FrameComparison, original: SeenPicture, output: SeenPicture) {
    self.init(
      areas: frame.areas.map(\.rectangle), original: original.lines.map(\.rectangle),
      output: output.lines.map(\.rectangle))
  }

  /// What part of a rectangle lies under others, which may overlap.
  private static func part(of line: PixelRect, under areas: [PixelRect]) -> Double {
    let near = areas.filter { $0.overlap(line) > 0 }
    guard line.area > 0, !near.isEmpty else { return 0 }
    // Between two neighbouring edges nothing changes from row to row.
    let edges = near.flatMap { [$0.y, $0.y + $0.height] } + [line.y, line.y + line.height]
    let rows = Set(edges.map { min(max($0, line.y), line.y + line.height) }).sorted()
    var covered = 0
    for (top, bottom) in zip(rows, rows.dropFirst()) {
      let spans = near.filter { $0.y <= top && $0.y + $0.height >= bottom }.sorted { $0.x < $1.x }
      var reached = line.x
      for span in spans {
        let end = min(span.x + span.width, line.x + line.width)
        guard end > reached else { continue }
        covered += (end - max(reached, span.x)) * (bottom - top)
        reached = end
      }
    }
    return Double(covered) / Double(line.area)
  }
}

extension SeenLine {
  /// Where it stands.
  var rectangle: PixelRect { PixelRect(x: x, y: y, width: width, height: height) }
}
