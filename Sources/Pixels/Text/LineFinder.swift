/// A component as seen along a line of text: a line that runs down is looked at from its side.
struct Mark {
  /// First and last place along the line.
  let start: Int
  let end: Int
  /// First and last place across the line.
  let top: Int
  let bottom: Int
  /// Which component of the list.
  let component: Int
  /// Mean top-hat.
  let contrast: Float

  var length: Int { end - start + 1 }
  var height: Int { bottom - top + 1 }
}

/// Chains components that could be characters into lines: near each other, of like height and contrast, in a row.
struct LineFinder {
  /// Heights of characters that one level of the pyramid looks for; the next level sees larger ones.
  static let heights = 4...26

  /// Chains along one direction; the numbers are indices of components.
  static func chains(_ components: [Component], isUpright: Bool) -> [[Mark]] {
    var marks: [Mark] = []
    for (index, component) in components.enumerated() {
      let mark = Mark(component, index, isUpright: isUpright)
      guard heights.contains(mark.height), mark.length <= 12 * mark.height, component.area >= 5 else {
        continue
      }
      marks.append(mark)
    }
    guard !marks.isEmpty else { return [] }
    marks.sort { ($0.start, $0.top) < ($1.start, $1.top) }
    return link(marks, buckets(marks))
  }

  /// Indices of marks by strips of sixteen pixels across, in their order along the line.
  private static func buckets(_ marks: [Mark]) -> [[Int32]] {
    var strips: [[Int32]] = []
    for (index, mark) in marks.enumerated() {
      let strip = (mark.top + mark.bottom) / 32
      while strips.count <= strip { strips.append([]) }
      strips[strip].append(Int32(index))
    }
    return strips
  }

  private static func link(_ marks: [Mark], _ strips: [[Int32]]) -> [[Mark]] {
    var next = [Int32](repeating: -1, count: marks.count)
    var previous = [Int32](repeating: -1, count: marks.count)
    var heads = [Int](repeating: 0, count: strips.count)
    for (index, mark) in marks.enumerated() {
      let middle = (mark.top + mark.bottom) / 32
      let reach = max(1, mark.height / 16)
      var best = -1
      var bestGap = Int.max
      for strip in max(0, middle - reach)...max(0, min(strips.count - 1, middle + reach)) {
        // Marks come in order, so what lies behind this one stays behind.
        while heads[strip] < strips[strip].count, Int(strips[strip][heads[strip]]) <= index {
          heads[strip] += 1
        }
        for place in heads[strip]..<strips[strip].count {
          let other = Int(strips[strip][place])
          let gap = marks[other].start - mark.end - 1
          // Heads of other strips may lag; the order along the line is by start.
          if gap > 2 * mark.height || gap >= bestGap { break }
          if other > index, fits(mark, marks[other], gap: gap) { (best, bestGap) = (other, gap) }
        }
      }
      guard best >= 0 else { continue }
      if previous[best] >= 0 {
        let rival = marks[Int(previous[best])]
        if marks[best].start - rival.end - 1 <= bestGap { continue }
        next[Int(previous[best])] = -1
      }
      next[index] = Int32(best)
      previous[best] = Int32(index)
    }
    var chains: [[Mark]] = []
    for index in marks.indices where previous[index] < 0 {
      // A mark alone is a line only if it is as long as four characters that touch; in noise most are not.
      if next[index] < 0, 8 * marks[index].length < 21 * marks[index].height { continue }
      var chain = [marks[index]]
      var at = Int(next[index])
      while at >= 0 {
        chain.append(marks[at])
        at = Int(next[at])
      }
      chains.append(chain)
    }
    return chains
  }

  /// Whether one mark could follow another in a line.
  private static func fits(_ one: Mark, _ other: Mark, gap: Int) -> Bool {
    let (small, large) = (min(one.height, other.height), max(one.height, other.height))
    guard 2 * gap <= 3 * large, gap >= -large / 3, large <= 2 * small + 2 else { return false }
    let shared = min(one.bottom, other.bottom) - max(one.top, other.top) + 1
    guard 2 * shared >= small else { return false }
    return max(one.contrast, other.contrast) <= 2.2 * min(one.contrast, other.contrast)
  }
}

extension Mark {
  /// A component, seen along lines that run across the picture or, if upright, down it.
  init(_ component: Component, _ index: Int, isUpright: Bool) {
    let contrast = Float(component.relief) / Float(component.area)
    if isUpright {
      self.init(
        start: Int(component.top), end: Int(component.bottom), top: Int(component.left),
        bottom: Int(component.right), component: index, contrast: contrast)
    } else {
      self.init(
        start: Int(component.left), end: Int(component.right), top: Int(component.top),
        bottom: Int(component.bottom), component: index, contrast: contrast)
    }
  }
}
