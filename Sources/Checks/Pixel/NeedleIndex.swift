internal import Pixels
internal import Text

/// Finds the needle that a reading stands for, with as few comparisons as there are needles like it.
///
/// A needle that may have k edits is cut into k + 1 pieces; one of them is unharmed in each reading of it. So only
/// needles that share a piece with a reading are compared with it.
struct NeedleIndex: Sendable {
  /// A needle that was found.
  struct Hit: Sendable {
    /// What it tells.
    let kind: IdentifierKind
    /// Whether it is as well a word that equipment draws.
    let isWeak: Bool
  }

  /// A reading that is looked for.
  struct Reading {
    /// Its glyphs, confusable ones made the same.
    var alike: [UInt32] = []
    /// Its glyphs as they were read.
    var folded: [UInt32] = []
    /// How many parts it is joined from.
    var parts = 0
    /// Whether there are marks without blanks between all parts.
    var isMarked = true
    /// Whether all its words are harmless ones.
    var isHarmless = false

    /// Whether it is long enough for a date with a month's name, and has digits enough.
    var mayBeDate: Bool { alike.count >= 7 && folded.count { Glyphs.isDigit($0) } >= 4 }
  }

  private struct Shape: Hashable {
    let length: Int
    let tolerance: Int
  }

  private let needles: [Needle]
  private let isWeak: [Bool]
  /// The forms of each needle: alike, and merged if that is another.
  private var forms: [(glyphs: [UInt32], needle: Int)] = []
  private var whole: [[UInt32]: [Int]] = [:]
  private var pieces: [UInt64: [Int]] = [:]
  private var shapes: [Shape] = []
  /// How long the longest form is.
  private(set) var longest = 0

  init(_ needles: [Needle], _ harmless: HarmlessWords) {
    self.needles = needles
    isWeak = needles.map { needle in
      // A number of five digits is no longer one of a scale, even if it is written in two parts.
      !needle.words.isEmpty && needle.folded.count { Glyphs.isDigit($0) } < 5
        && needle.words.allSatisfy { harmless.contains($0) }
    }
    for (place, needle) in needles.enumerated() {
      let alike = needle.folded.map { Glyphs.alike($0) }
      add(alike, place)
      let merged = Glyphs.merged(alike)
      if merged.count < alike.count { add(merged, place) }
    }
  }

  private mutating func add(_ glyphs: [UInt32], _ place: Int) {
    let form = forms.count
    forms.append((glyphs, place))
    whole[glyphs, default: []].append(form)
    longest = max(longest, glyphs.count)
    // A merged form may be shorter than the needle.
    let tolerance =
      isWeak[place] ? 0 : min(needles[place].toleranceBetweenMarks, Needle.tolerance(of: glyphs))
    guard tolerance > 0, glyphs.count > tolerance else { return }
    let shape = Shape(length: glyphs.count, tolerance: tolerance)
    if !shapes.contains(shape) { shapes.append(shape) }
    for (number, range) in NeedleIndex.cuts(shape).enumerated() {
      pieces[NeedleIndex.key(glyphs[range], shape, number), default: []].append(form)
    }
  }

  private static func cuts(_ shape: Shape) -> [Range<Int>] {
    let count = shape.tolerance + 1
    return (0..<count).map { $0 * shape.length / count..<($0 + 1) * shape.length / count }
  }

  /// FNV-1a over what makes a piece.
  private static func key(_ piece: ArraySlice<UInt32>, _ shape: Shape, _ number: Int) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 1_099_511_628_211 }
    mix(UInt64(shape.length))
    mix(UInt64(shape.tolerance * 4 + number))
    for glyph in piece { mix(UInt64(glyph)) }
    return hash
  }

  /// The needle that a whole reading stands for; one that is not weak if there are several.
  func find(_ reading: Reading) -> Hit? {
    let merged = Glyphs.merged(reading.alike)
    var hit = exact(reading.alike, reading)
    if hit?.isWeak != false, merged.count < reading.alike.count { hit = exact(merged, reading) ?? hit }
    guard hit?.isWeak != false, !reading.isHarmless || reading.mayBeDate else { return hit }
    let near =
      near(reading.alike, reading) ?? (merged.count < reading.alike.count ? self.near(merged, reading) : nil)
    return near ?? hit
  }

  /// The needle of at least `shortest` glyphs that glyphs inside a longer run are, confusions aside.
  func find(inside alike: ArraySlice<UInt32>, shortest: Int) -> Hit? {
    guard alike.count >= shortest, let forms = whole[Array(alike)] else { return nil }
    let strong = forms.lazy.map { self.forms[$0].needle }.first {
      !isWeak[$0] && needles[$0].tolerance != nil && needles[$0].kind != .time
    }
    return strong.map { Hit(kind: needles[$0].kind, isWeak: false) }
  }

  private func exact(_ glyphs: [UInt32], _ reading: Reading) -> Hit? {
    guard let found = whole[glyphs] else { return nil }
    var weak: Hit?
    for form in found {
      let place = forms[form].needle
      guard allows(needles[place], reading, distance: 0) else { continue }
      if reading.isHarmless, needles[place].folded != reading.folded { continue }
      if !isWeak[place] { return Hit(kind: needles[place].kind, isWeak: false) }
      weak = Hit(kind: needles[place].kind, isWeak: true)
    }
    return weak
  }

  private func near(_ glyphs: [UInt32], _ reading: Reading) -> Hit? {
    for shape in shapes where abs(shape.length - glyphs.count) <= shape.tolerance {
      for (number, range) in NeedleIndex.cuts(shape).enumerated() {
        for shift in -shape.tolerance...shape.tolerance {
          let (low, high) = (range.lowerBound + shift, range.upperBound + shift)
          guard low >= 0, high <= glyphs.count,
            let found = pieces[NeedleIndex.key(glyphs[low..<high], shape, number)]
          else { continue }
          for form in found {
            let needle = needles[forms[form].needle]
            let distance = Glyphs.distance(forms[form].glyphs, glyphs, limit: shape.tolerance)
            guard distance <= shape.tolerance, allows(needle, reading, distance: distance),
              !reading.isHarmless || needle.isNamedDate
            else { continue }
            return Hit(kind: needle.kind, isWeak: false)
          }
        }
      }
    }
    return nil
  }

  /// Whether a needle may be so far from a reading of such a make.
  private func allows(_ needle: Needle, _ reading: Reading, distance: Int) -> Bool {
    let isMarked = reading.parts > 1 && reading.isMarked
    guard let tolerance = isMarked ? needle.toleranceBetweenMarks : needle.tolerance, distance <= tolerance
    else {
      return false
    }
    // A short word put together from pieces is chance.
    return reading.parts == 1 || needle.folded.count > 4
  }
}
