/// Finds the components of a top-hat above the thresholds of its blocks, by runs in rows.
struct ComponentFinder {
  private struct Run {
    var start: Int32
    var end: Int32
    var label: Int32
  }

  private var parents: [Int32] = []
  private var parts: [Component] = []

  /// The components above `factor` times the thresholds; pixels that touch at a corner hang together.
  mutating func components(
    of relief: PaddedPlane, in image: PaddedPlane, above noise: GroundNoise, factor: Int
  ) -> [Component] {
    parents.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    var upper: [Run] = []
    var runs: [Run] = []
    relief.bytes.withUnsafeBufferPointer { relief_ in
      image.bytes.withUnsafeBufferPointer { image_ in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: relief.stride) { mask_ in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: relief.stride) { places_ in
            guard let hat = relief_.baseAddress, let grey = image_.baseAddress, let mask = mask_.baseAddress,
              let places = places_.baseAddress
            else {
              return
            }
            for row in 0..<relief.height {
              let at = relief.origin + row * relief.stride
              runs.removeAll(keepingCapacity: true)
              if Self.mark(hat + at, mask, width: relief.width, noise, row: row, factor: factor) {
                Self.runs(mask, width: relief.width, places, into: &runs)
                join(&runs, with: upper, row: row, hat + at, grey + at)
              }
              swap(&upper, &runs)
            }
          }
        }
      }
    }
    return gather()
  }

  /// Marks the pixels of a row above the thresholds with 1, the others with 0; whether there are any.
  private static func mark(
    _ hat: UnsafePointer<UInt8>, _ mask: UnsafeMutablePointer<UInt8>, width: Int, _ noise: GroundNoise,
    row: Int,
    factor: Int
  ) -> Bool {
    let size = GroundNoise.block
    let line = row / size * noise.columns
    var any: UInt8 = 0
    noise.thresholds.withUnsafeBufferPointer { thresholds in
      for block in 0..<noise.columns {
        let threshold = UInt8(min(254, Int(thresholds[line + block]) * factor))
        let (from, to) = (hat + block * size, mask + block * size)
        // Past the right edge the padding is marked as well, and cut off below.
        let count = min(size, width - block * size)
        var seen: UInt8 = 0
        if count == size {
          for index in 0..<size {
            let bit: UInt8 = from[index] > threshold ? 1 : 0
            to[index] = bit
            seen |= bit
          }
        } else {
          for index in 0..<count {
            let bit: UInt8 = from[index] > threshold ? 1 : 0
            to[index] = bit
            seen |= bit
          }
        }
        any |= seen
      }
    }
    return any != 0
  }

  /// The runs of marked pixels of a row; ends are past the last pixel.
  ///
  /// Noise has a run every few pixels, so the places where marks begin and end are gathered without a question about
  /// which of both it is: they alternate.
  private static func runs(
    _ mask: UnsafeMutablePointer<UInt8>, width: Int, _ places: UnsafeMutablePointer<Int32>,
    into runs: inout [Run]
  ) {
    let words = (width + 8) / 8  // one pixel more than the row at least, to end the last run
    (mask + width).update(repeating: 0, count: words * 8 - width)
    let raw = UnsafeRawPointer(mask)
    var (count, carry): (Int, UInt64) = (0, 0)
    var word = 0
    while word < words {
      // The lowest bits of eight bytes become one byte, and those of up to sixty-four bytes one number.
      var bits: UInt64 = 0
      for part in 0..<min(8, words - word) {
        let bytes = raw.loadUnaligned(fromByteOffset: (word &+ part) &* 8, as: UInt64.self)
        bits |= ((bytes &* 0x0102_0408_1020_4080) >> 56) << UInt64(8 &* part)
      }
      var changes = bits ^ (bits << 1 | carry)
      carry = words - word < 8 ? 0 : bits >> 63
      while changes != 0 {
        places[count] = Int32(truncatingIfNeeded: word &* 8 &+ changes.trailingZeroBitCount)
        count &+= 1
        changes &= changes &- 1
      }
      word += 8
    }
    for run in 0..<count / 2 {
      runs.append(Run(start: places[2 &* run], end: places[2 &* run &+ 1], label: -1))
    }
  }

  /// Gives the runs of a row their labels: those of the runs they touch in the row above, or new ones.
  private mutating func join(
    _ runs: inout [Run], with upper: [Run], row: Int, _ hat: UnsafePointer<UInt8>,
    _ grey: UnsafePointer<UInt8>
  ) {
    var first = 0
    for index in runs.indices {
      var run = runs[index]
      var part = Component()
      part.left = run.start
      part.right = run.end - 1
      part.top = Int32(row)
      part.bottom = Int32(row)
      part.area = run.end - run.start
      part.runs = 1
      for place in Int(run.start)..<Int(run.end) {
        let value = Int32(hat[place])
        part.relief &+= value
        part.reliefSquares &+= Int64(value * value)
      }
      let (start, end) = (Int(run.start), Int(run.end))
      part.steps = Int32(
        abs(Int(grey[start]) - Int(grey[start - 2])) + abs(Int(grey[end - 1]) - Int(grey[end + 1])))
      while first < upper.count, upper[first].end < run.start { first += 1 }
      var other = first
      while other < upper.count, upper[other].start <= run.end {
        let root = find(upper[other].label)
        part.joints += 1
        if run.label < 0 {
          run.label = root
        } else if root != run.label {
          parents[Int(max(root, run.label))] = min(root, run.label)
          run.label = min(root, run.label)
        }
        other += 1
      }
      if run.label < 0 {
        run.label = Int32(parents.count)
        parents.append(run.label)
        parts.append(part)
      } else {
        parts[Int(run.label)].add(part)
      }
      runs[index] = run
    }
  }

  private mutating func find(_ label: Int32) -> Int32 {
    var label = label
    while parents[Int(label)] != label {
      parents[Int(label)] = parents[Int(parents[Int(label)])]
      label = parents[Int(label)]
    }
    return label
  }

  /// Adds up the parts of each component.
  private mutating func gather() -> [Component] {
    var count = parents.count
    for index in parents.indices.reversed() where parents[index] != Int32(index) {
      count -= 1
      // A parent's number is smaller than its child's, so the child is complete here.
      parts[Int(parents[index])].add(parts[index])
    }
    var whole: [Component] = []
    whole.reserveCapacity(count)
    for index in parts.indices where parents[index] == Int32(index) { whole.append(parts[index]) }
    return whole
  }
}
