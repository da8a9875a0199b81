/// Where pixels lie in a data set.
enum PixelStorage {
  /// One value.
  case native(Range<Int>, isBigEndian: Bool, swapsBytes: Bool)
  /// Fragments without the first, which is the Basic Offset Table. PS3.5 section A.4.
  case fragments(Fragments)
}

/// The fragments of encapsulated pixel data and the tables that say where frames begin.
struct Fragments {
  /// A fragment.
  struct Fragment {
    /// The offset of its item tag.
    let header: Int
    /// The range of its bytes.
    let value: Range<Int>
  }

  /// The range of the Basic Offset Table's value; nil if there is none at all.
  var basicTable: Range<Int>?
  /// All others, in order.
  var items: [Fragment] = []
  /// Extended Offset Table (7FE0,0001).
  var extendedOffsets: [Int]?
  /// Whether the delimiter behind the last one was there.
  var isComplete = false
  /// Whether it is no fragment, but a value of defined length that holds a codestream.
  var isPlainValue = false
}

extension Fragments {
  /// The codestream that a value of defined length holds as if it were a fragment; nil if it holds native samples.
  ///
  /// A transfer syntax that compresses allows no such value, but writers that change the one and not the other make it.
  ///
  /// - Parameters:
  ///   - told: the codec of the transfer syntax; nil if it does not compress.
  ///   - nativeInBits: what all frames would take as native samples.
  init?(
    _ value: Range<Int>, beginning: [UInt8], told: Codec?, nativeInBits: Int, frameInBits: Int
  ) {
    let native = (nativeInBits + 7) / 8
    let isNative = value.count == native || value.count == native + native % 2
    var hasMark = Codec(beginning: beginning[...]) != nil
    if told == .jpegXL, beginning.starts(with: [0xFF, 0x0A]) { hasMark = true }
    if told == .rle, !isNative, RLE.isHeader(beginning) { hasMark = true }
    if told == .video, !isNative { hasMark = true }
    let isCompressed = told != nil && told != .native
    guard !value.isEmpty,
      hasMark && (isCompressed || !isNative) || isCompressed && value.count * 8 < frameInBits
    else {
      return nil
    }
    items = [Fragment(header: value.lowerBound, value: value)]
    isComplete = true
    isPlainValue = true
  }
}

/// Which fragments belong to which frame.
struct FrameMap {
  /// The ranges of fragments' indices, a frame each.
  let frames: [Range<Int>]
  /// Whether an offset table says something else than the fragments do.
  let contradictsTable: Bool
}

extension FrameMap {
  /// Finds the frames.
  ///
  /// Tables are believed where they point at beginnings of fragments, and only as far as the fragments do not show
  /// more beginnings of frames themselves: a table may hide frames.
  ///
  /// - Parameters:
  ///   - basic: the numbers of the Basic Offset Table.
  ///   - announced: Number of Frames.
  ///   - begins: whether a fragment begins like a codestream; nil for codecs whose codestreams have no mark.
  init(
    _ fragments: Fragments, basic: [Int], announced: Int, begins: ((Int) throws(PixelError) -> Bool)?
  ) throws(PixelError) {
    let count = fragments.items.count
    let table = FrameMap.starts(fragments, basic: basic)
    let hasTable = !basic.isEmpty || fragments.extendedOffsets?.isEmpty == false
    guard count > 0 else {
      self.init(frames: [], contradictsTable: hasTable)
      return
    }
    if let begins {
      var seen: [Int] = []
      for index in 0..<count where try begins(index) { seen.append(index) }
      if seen.first == 0 {
        let agrees = table == nil ? !hasTable : table == seen
        self.init(frames: FrameMap.ranges(seen, count), contradictsTable: !agrees)
        return
      }
    }
    if let table {
      // More fragments behind the table's last frame, where frames have one each, are frames that it hides.
      let isOneEach = table == Array(0..<table.count)
      let starts = isOneEach && count > table.count && table.count > 1 ? Array(0..<count) : table
      self.init(frames: FrameMap.ranges(starts, count), contradictsTable: starts.count != table.count)
    } else if announced == 1 {
      self.init(frames: [0..<count], contradictsTable: hasTable)
    } else {
      self.init(frames: FrameMap.ranges(Array(0..<count), count), contradictsTable: hasTable)
    }
  }

  private static func ranges(_ starts: [Int], _ count: Int) -> [Range<Int>] {
    zip(starts, starts.dropFirst() + [count]).map { $0..<$1 }
  }

  /// The fragments at which the frames of a table begin; nil if there is no table, or it does not fit.
  private static func starts(_ fragments: Fragments, basic: [Int]) -> [Int]? {
    guard let origin = fragments.items.first?.header else { return nil }
    if let offsets = fragments.extendedOffsets, !offsets.isEmpty {
      return starts(fragments, offsets, origin)
    }
    guard !basic.isEmpty else { return nil }
    return starts(fragments, basic, origin)
  }

  private static func starts(_ fragments: Fragments, _ offsets: [Int], _ origin: Int) -> [Int]? {
    var found: [Int] = []
    var index = 0
    for offset in offsets {
      while index < fragments.items.count, fragments.items[index].header - origin < offset { index += 1 }
      guard index < fragments.items.count, fragments.items[index].header - origin == offset,
        found.last.map({ $0 < index }) ?? (index == 0)
      else { return nil }
      found.append(index)
    }
    return found
  }
}
