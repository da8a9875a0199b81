/// Puts together what the gate found in pieces.
public enum LineMerger {
  /// Lines of one height that follow each other or overlap, as one line each, without those that lie within others.
  ///
  /// The ground between letters makes lines of its own in the other colour, so colours are not told apart here.
  public static func merged(_ lines: [TextLine]) -> [TextLine] {
    var rest = lines
    var index = 0
    while index < rest.count {
      var other = index + 1
      var grew = false
      while other < rest.count {
        if belong(rest[index], rest[other]) {
          rest[index] = rest[index].joined(with: rest.remove(at: other))
          grew = true
        } else {
          other += 1
        }
      }
      if !grew { index += 1 }
    }
    return rest.enumerated().filter { index, line in
      !rest.enumerated().contains { other, larger in
        other != index && 10 * larger.box.overlap(line.box) >= 7 * line.box.area
          && (larger.score > line.score || larger.score == line.score && other < index)
      }
    }.map(\.element)
  }

  private static func belong(_ one: TextLine, _ other: TextLine) -> Bool {
    guard one.isUpright == other.isUpright else { return false }
    let (small, large) = (
      min(one.characterHeight, other.characterHeight), max(one.characterHeight, other.characterHeight)
    )
    guard large * 2 <= small * 3 + 2 else { return false }
    let (a, b) = (one.box, other.box)
    let across =
      one.isUpright
      ? min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
      : min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    let thin = one.isUpright ? min(a.width, b.width) : min(a.height, b.height)
    let gap =
      one.isUpright
      ? max(a.y, b.y) - min(a.y + a.height, b.y + b.height)
      : max(a.x, b.x) - min(a.x + a.width, b.x + b.width)
    return 5 * across >= 3 * thin && gap <= 2 * large
  }
}

extension TextLine {
  /// A line that covers this one and another.
  func joined(with other: TextLine) -> TextLine {
    TextLine(
      box: box.union(other.box), characterHeight: max(characterHeight, other.characterHeight),
      isUpright: isUpright, isLight: score >= other.score ? isLight : other.isLight,
      score: max(score, other.score), features: score >= other.score ? features : other.features)
  }
}
