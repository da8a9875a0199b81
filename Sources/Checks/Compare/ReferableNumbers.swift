internal import DICOM
internal import Rules

/// The numbers of an object that references name: of frames, segments, regions of interest, beams.
struct ReferableNumbers: Sendable {
  /// Numbers of one kind.
  enum Numbers {
    /// From 1 to a count.
    case upTo(Int)
    /// In the order of the file.
    case list(List)

    func contains(_ number: Int) -> Bool {
      switch self {
      case .upTo(let count): number >= 1 && number <= max(count, 1)
      case .list(let list): list.places[number] != nil
      }
    }

    /// The number that another object has where this one has a given number; nil if that cannot be told: the number
    /// stands several times, or there are not as many.
    func counterpart(of number: Int, in other: Numbers) -> Int? {
      switch (self, other) {
      case (.upTo(let count), .upTo(let otherCount)): return count == otherCount ? number : nil
      case (.list(let list), .list(let others)):
        guard list.numbers.count == others.numbers.count, let place = list.places[number], place >= 0 else {
          return nil
        }
        return others.numbers[place]
      default: return nil
      }
    }
  }

  /// Numbers and where they stand.
  struct List {
    var numbers: [Int] = []
    /// The place of each; -1 for one that stands several times.
    var places: [Int: Int] = [:]

    mutating func append(_ number: Int) {
      places[number] = places[number] == nil ? numbers.count : -1
      numbers.append(number)
    }
  }

  private var lists: [Tag: List] = [:]
  /// Number of Frames; nil without it.
  private var frames: Int?

  /// Takes the numbers of a file of which an outline was made.
  init(_ outline: DataSetOutline, _ tables: StandardTables) {
    for node in outline.nodes where tables.isReferredTo(node.tag) {
      take(node.tag, node.vr, outline.value(of: node), isBigEndian: node.isBigEndian)
    }
    // That of an icon or of what is private is another one.
    outline.forEachNode(of: 0..<Int32(outline.nodes.count)) { index in
      let node = outline.nodes[Int(index)]
      if node.tag == .numberOfFrames { takeFrames(node.vr, outline.value(of: node), node.isBigEndian) }
    }
  }

  /// Reads the numbers of a file.
  init(_ reader: inout FileReader, _ tables: StandardTables) {
    var depth = 0
    while let step = reader.step() {
      switch step {
      case .sequenceBegin: depth += 1
      case .sequenceEnd: depth -= 1
      case .element where tables.isReferredTo(reader.element.tag):
        let (tag, vr, isBigEndian) = (reader.element.tag, reader.element.vr, reader.element.isBigEndian)
        guard let value = reader.valueOfElement() else { continue }
        take(tag, vr, value, isBigEndian: isBigEndian)
        if depth == 0, tag == .numberOfFrames { takeFrames(vr, value, isBigEndian) }
      default: break
      }
    }
  }

  private mutating func take(_ tag: Tag, _ vr: VR, _ value: ArraySlice<UInt8>, isBigEndian: Bool) {
    guard tag != .numberOfFrames else { return }
    for number in ReferableNumbers.integers(value, vr, isBigEndian: isBigEndian) {
      lists[tag, default: List()].append(number)
    }
  }

  private mutating func takeFrames(_ vr: VR, _ value: ArraySlice<UInt8>, _ isBigEndian: Bool) {
    frames = ReferableNumbers.integers(value, vr, isBigEndian: isBigEndian).first
  }

  /// Whether there are numbers that an attribute holds. Every object has frames, one at least.
  func has(_ target: Tag) -> Bool { target == .numberOfFrames || lists[target] != nil }

  /// The numbers that an attribute holds. An object without Number of Frames is one frame.
  func numbers(_ target: Tag) -> Numbers {
    target == .numberOfFrames ? .upTo(frames ?? 1) : .list(lists[target] ?? List())
  }

  /// The integers of a value; of a text those parts that are some.
  static func integers(_ value: ArraySlice<UInt8>, _ vr: VR, isBigEndian: Bool) -> [Int] {
    let size: Int
    switch vr {
    case .us: size = 2
    case .ul: size = 4
    default:
      return value.split(separator: 0x5C, omittingEmptySubsequences: false).compactMap {
        Int(String(decoding: $0.trimmed(for: .is), as: UTF8.self))
      }
    }
    return stride(from: value.startIndex, through: value.endIndex - size, by: size).map { start in
      let bytes = value[start..<start + size]
      return (isBigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
  }
}

/// The numbers of an original and of its output.
struct NumberedPair: Sendable {
  let before: ReferableNumbers, after: ReferableNumbers

  /// What became of references that name numbers.
  ///
  /// - Parameters:
  ///   - old: the numbers in the original's reference.
  ///   - new: those in the output's.
  /// - Returns: nil if the original's led to nothing.
  func outcome(_ target: Tag, _ old: [Int], _ new: [Int]) -> ReferenceOutcome? {
    let (before, after) = (self.before.numbers(target), self.after.numbers(target))
    guard !old.isEmpty, old.allSatisfy(before.contains) else { return nil }
    guard !new.isEmpty, new.allSatisfy(after.contains) else { return .broken }
    // Fewer than before: which is which is not known.
    guard old.count == new.count else { return .resolved }
    let leadsElsewhere = zip(old, new).contains { old, new in
      before.counterpart(of: old, in: after).map { $0 != new } ?? false
    }
    return leadsElsewhere ? .broken : .resolved
  }
}
