/// Pixels that hang together above a threshold: perhaps a character, or a few that touch.
struct Component {
  var left = Int32.max
  var top = Int32.max
  var right = Int32.min
  var bottom = Int32.min
  /// How many pixels.
  var area: Int32 = 0
  /// How many runs of pixels in rows it is made of.
  var runs: Int32 = 0
  /// How often runs of neighbouring rows touch; more than `runs - 1` when there are holes.
  var joints: Int32 = 0
  /// Sum of the top-hat over its pixels.
  var relief: Int32 = 0
  /// Sum of the squares of the top-hat over its pixels.
  var reliefSquares: Int64 = 0
  /// Sum of the steps in grey at both ends of its runs.
  var steps: Int32 = 0

  var width: Int { Int(right - left) + 1 }
  var height: Int { Int(bottom - top) + 1 }

  /// Adds what another one has.
  mutating func add(_ other: Component) {
    left = min(left, other.left)
    top = min(top, other.top)
    right = max(right, other.right)
    bottom = max(bottom, other.bottom)
    area += other.area
    runs += other.runs
    joints += other.joints
    relief += other.relief
    reliefSquares += other.reliefSquares
    steps += other.steps
  }
}
