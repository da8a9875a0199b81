internal import DICOM
internal import Findings

/// Which element of an output answers to which of its original, at every level.
///
/// Elements answer by tag; private ones by creator and element number, whatever block they stand in; items of a
/// sequence by their place where there are as many, else the ones that resemble each other most, in order.
struct Alignment {
  /// An element of the original that has none to answer in the output.
  struct Removed {
    /// The item of the output that it would stand in, by its number; 0 for the data set.
    let item: Int32
    /// The node in the original.
    let node: Int32
  }

  /// For each element of the output the node in the original; -1 if there is none.
  private(set) var counterparts: [Int32]
  /// The removed elements, without what stands in them, in the order of the items of the output.
  private(set) var removed: [Removed] = []
  /// For each sequence of the output that lost items: how many, by its place.
  private var lostItems: [Int32: Int] = [:]
  /// The items of the original, as ranges of nodes, that have none to answer in the output.
  private(set) var lost: [Range<Int32>] = []

  private let original: DataSetOutline
  private let output: DataSetOutline
  /// For each creator of the output the place of the same one in the original; -2 if there is none.
  private let creators: [Int32]

  /// Aligns two data sets.
  init(original: DataSetOutline, output: DataSetOutline) {
    self.original = original
    self.output = output
    creators = output.creators.map { creator in
      original.creators.firstIndex(of: creator).map { Int32($0) } ?? -2
    }
    counterparts = Array(repeating: -1, count: output.nodes.count)
    align(0..<Int32(original.nodes.count), 0..<Int32(output.nodes.count), item: 0)
    removed.sort { ($0.item, $0.node) < ($1.item, $1.node) }
  }

  /// How many items a sequence of the output lost.
  func lostItems(ofSequence place: Int) -> Int {
    lostItems.isEmpty ? 0 : lostItems[Int32(place), default: 0]
  }

  // MARK: elements

  /// What an element is found by: its tag, or its creator and its number in the block.
  private struct Key: Hashable {
    let tag: UInt32
    let creator: Int32
  }

  private func key(_ node: DataSetOutline.Node, _ creator: Int32, _ outline: DataSetOutline) -> Key {
    let tag = node.tag
    guard tag.isPrivate else { return Key(tag: tag.rawValue, creator: -1) }
    if tag.element >= 0x1000, creator != -1 {
      return Key(tag: tag.rawValue & 0xFFFF_00FF, creator: creator)
    }
    return Key(tag: tag.rawValue, creator: -1)
  }

  private mutating func align(_ before: Range<Int32>, _ after: Range<Int32>, item: Int32) {
    var old: [Int32] = []
    original.forEachNode(of: before) { old.append($0) }
    var new: [Int32] = []
    output.forEachNode(of: after) { new.append($0) }
    // Mostly both ascend by tag, and have the same blocks.
    var rest: [Int32] = []
    var unmatched: [Int32] = []
    var (i, j) = (0, 0)
    var lastOld: Tag?
    var lastNew: Tag?
    while i < old.count, j < new.count {
      let (left, right) = (original.nodes[Int(old[i])].tag, output.nodes[Int(new[j])].tag)
      if let last = lastOld, left <= last { break }
      if let last = lastNew, right <= last { break }
      if left == right, !left.isPrivate || isSame(original.nodes[Int(old[i])], output.nodes[Int(new[j])]) {
        pair(old[i], new[j])
        lastOld = left
        lastNew = right
        i += 1
        j += 1
      } else if left <= right {
        lastOld = left
        rest.append(old[i])
        i += 1
      } else {
        lastNew = right
        unmatched.append(new[j])
        j += 1
      }
    }
    rest += old[i...]
    unmatched += new[j...]
    if !rest.isEmpty, !unmatched.isEmpty { matchByKey(&rest, unmatched) }
    for node in rest { removed.append(Removed(item: item, node: node)) }
  }

  /// Whether two private elements with one tag are of the same creator.
  private func isSame(_ left: DataSetOutline.Node, _ right: DataSetOutline.Node) -> Bool {
    if left.tag.isPrivateCreator {
      return original.value(of: left).elementsEqual(output.value(of: right))
    }
    return left.creator == (right.creator < 0 ? right.creator : creators[Int(right.creator)])
  }

  /// Matches what does not stand in the same order or block; what is left of `rest` was removed.
  private mutating func matchByKey(_ rest: inout [Int32], _ unmatched: [Int32]) {
    var places: [Key: [Int32]] = [:]
    var blocks: [[UInt8]: Int32] = [:]
    for index in rest.reversed() {
      let node = original.nodes[Int(index)]
      if node.tag.isPrivateCreator {
        blocks[blockKey(node, original)] = index
      } else {
        places[key(node, node.creator, original), default: []].append(index)
      }
    }
    var taken: Set<Int32> = []
    for index in unmatched {
      let node = output.nodes[Int(index)]
      if node.tag.isPrivateCreator {
        guard let found = blocks.removeValue(forKey: blockKey(node, output)) else { continue }
        taken.insert(found)
        pair(found, index)
        continue
      }
      let creator = node.creator < 0 ? node.creator : creators[Int(node.creator)]
      guard let found = places[key(node, creator, output)]?.popLast() else { continue }
      taken.insert(found)
      pair(found, index)
    }
    rest.removeAll { taken.contains($0) }
  }

  /// A creator by group and name, whatever block it reserves.
  private func blockKey(_ node: DataSetOutline.Node, _ outline: DataSetOutline) -> [UInt8] {
    [UInt8(node.tag.group >> 8), UInt8(node.tag.group & 0xFF)] + outline.value(of: node)
  }

  private mutating func pair(_ before: Int32, _ after: Int32) {
    counterparts[Int(after)] = before
    let (left, right) = (original.nodes[Int(before)].items, output.nodes[Int(after)].items)
    if !left.isEmpty || !right.isEmpty { alignItems(left, right, after) }
  }

  // MARK: items

  private mutating func alignItems(_ left: Range<Int32>, _ right: Range<Int32>, _ sequence: Int32) {
    if left.count == right.count {
      for (before, after) in zip(left, right) {
        let (old, new) = (original.items[Int(before)], output.items[Int(after)])
        align(old.nodes, new.nodes, item: new.number)
      }
      return
    }
    let old = Array(original.items[Int(left.lowerBound)..<Int(left.upperBound)])
    let new = Array(output.items[Int(right.lowerBound)..<Int(right.upperBound)])
    if old.count > new.count { lostItems[sequence] = old.count - new.count }
    var answered: Set<Int> = []
    for (before, after) in ItemResemblance(original, old, output, new).pairs() {
      answered.insert(before)
      align(old[before].nodes, new[after].nodes, item: new[after].number)
    }
    for index in old.indices where !answered.contains(index) { lost.append(old[index].nodes) }
  }
}

/// Finds the items of two sequences that resemble each other most, in their order.
private struct ItemResemblance {
  /// Beyond, items answer by their place.
  private static let mostComparisons = 250_000
  /// How many elements of an item are looked at.
  private static let mostElements: Int32 = 64

  private let old: [Set<UInt64>]
  private let new: [Set<UInt64>]

  init(
    _ original: DataSetOutline, _ old: [DataSetOutline.Item], _ output: DataSetOutline,
    _ new: [DataSetOutline.Item]
  ) {
    guard old.count * new.count <= ItemResemblance.mostComparisons else {
      self.old = old.map { _ in [] }
      self.new = new.map { _ in [] }
      return
    }
    self.old = old.map { ItemResemblance.marks(of: $0, original) }
    self.new = new.map { ItemResemblance.marks(of: $0, output) }
  }

  /// What an item is known by: each element with its value, and each element.
  private static func marks(of item: DataSetOutline.Item, _ outline: DataSetOutline) -> Set<UInt64> {
    var marks: Set<UInt64> = []
    for index in item.nodes.lowerBound..<min(item.nodes.upperBound, item.nodes.lowerBound + mostElements) {
      let node = outline.nodes[Int(index)]
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(AttributeKey.normalized(node.tag).rawValue)
      marks.insert(hash)
      guard !node.kept.isEmpty else { continue }
      for byte in outline.value(of: node) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      marks.insert(hash ^ 1 << 63)
    }
    return marks
  }

  /// The places of items that answer to each other, ascending.
  func pairs() -> [(Int, Int)] {
    guard !old.isEmpty, !new.isEmpty else { return [] }
    guard old.count * new.count <= ItemResemblance.mostComparisons else {
      return (0..<min(old.count, new.count)).map { ($0, $0) }
    }
    // The greatest sum of marks in common, from the ends of both to their beginnings.
    let width = new.count + 1
    var best = [Int](repeating: 0, count: (old.count + 1) * width)
    var common = [Int](repeating: 0, count: old.count * new.count)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        let shared = new[j].count { old[i].contains($0) }
        common[i * new.count + j] = shared
        best[i * width + j] = max(
          best[(i + 1) * width + j], best[i * width + j + 1],
          shared > 0 ? shared + best[(i + 1) * width + j + 1] : 0)
      }
    }
    var found: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < old.count, j < new.count {
      let shared = common[i * new.count + j]
      if shared > 0, best[i * width + j] == shared + best[(i + 1) * width + j + 1] {
        found.append((i, j))
        i += 1
        j += 1
      } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return found
  }
}
