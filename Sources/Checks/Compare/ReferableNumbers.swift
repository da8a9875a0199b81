internal import DICOM
internal import Rules

/// The numbers of an object that references name: of frames, segments, regions of interest, beams.
struct ReferableNumbers: Sendable {
  /// Numbers of one kind.
  enum Numbers: Equatable {
    /// From 1 to a count.
    case upTo(Int)
    /// In the order of the file.
    case list([Int])

    func contains(_ number: Int) -> Bool {
      switch self {
      case .upTo(let count): (1...max(count, 1)).contains(number)
      case .list(let numbers): numbers.contains(number)
      }
    }

    /// The number that another object has where this one has a given number; nil if that cannot be told: the number
    /// stands several times, or there are not as many.
    func counterpart(of number: Int, in other: Numbers) -> Int? {
      switch (self, other) {
      case (.upTo(let count), .upTo(let otherCount)): return count == otherCount ? number : nil
      case (.list(let numbers), .list(let others)):
        guard numbers.count == others.count, let place = numbers.firstIndex(of: number),
          numbers.lastIndex(of: number) == place
        else { return nil }
        return others[place]
      default: return nil
      }
    }
  }

  private var lists: [Tag: [Int]] = [:]

  /// Takes the numbers of a file of which an outline was made.
  init(_ outline: DataSetOutline, _ tables: StandardTables) {
    for node in outline.nodes where tables.isReferredTo(node.tag) {
      take(node.tag, node.vr, outline.value(of: node), isBigEndian: node.isBigEndian)
    }
  }

  /// Reads the numbers of a file.
  init(_ reader: inout FileReader, _ tables: StandardTables) {
    while let step = reader.step() {
      guard case .element = step, tables.isReferredTo(reader.element.tag) else { continue }
      let (tag, vr, isBigEndian) = (reader.element.tag, reader.element.vr, reader.element.isBigEndian)
      if let value = reader.valueOfElement() { take(tag, vr, value, isBigEndian: isBigEndian) }
    }
  }

  private mutating func take(_ tag: Tag, _ vr: VR, _ value: ArraySlice<UInt8>, isBigEndian: Bool) {
    lists[tag, default: []] += ReferableNumbers.integers(value, vr, isBigEndian: isBigEndian)
  }

  /// The numbers that an attribute holds. An object without Number of Frames is one frame.
  func numbers(_ target: Tag) -> Numbers {
    let list = lists[target, default: []]
    return target == .numberOfFrames ? .upTo(list.first ?? 1) : .list(list)
  }

  /// The integers of a value; of a text those parts that are some.
  static func integers(_ value: ArraySlice<UInt8>, _ vr: VR, isBigEndian: Bool) -> [Int] {
    let size: Int
    switch vr {
    case .us, .ss: size = 2
    case .ul, .sl: size = 4
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
