internal import DICOM

/// All elements of a file in the order of its bytes, with small values, for finding which element of one file answers
/// to which of another.
final class DataSetOutline {
  /// How many elements an outline has at most; a file with more is not compared.
  static let mostElements = 2_000_000
  /// For how many room is made at once.
  private static let usualElements = 256
  /// Longer values stay in the file.
  static let longestKeptValue = 4_096

  /// One element.
  struct Node {
    let tag: Tag
    let vr: VR
    /// The place of its private creator in ``creators``; -1 if it has none.
    let creator: Int32
    /// The place of the character set in force in ``characterSets``.
    let characterSet: Int32
    /// Where the value lies in the file; of encapsulated pixel data all its fragments.
    var value: Range<Int>
    /// The value without padding among ``bytes``; empty if there is none, or it is a long one.
    let kept: Range<Int>
    let isBigEndian: Bool
    /// Header and value.
    let range: Range<Int>
    /// Whether there is nothing but padding, or no item in a sequence.
    var isEmpty: Bool
    /// The node behind the last one that it holds.
    var end: Int32
    /// Its items among ``items``.
    var items: Range<Int32> = 0..<0

    /// Whether the value stands among the outline's bytes, all of it.
    var isKept: Bool { !kept.isEmpty || isEmpty }
  }

  /// One item.
  struct Item {
    /// How many items begin before it in the file, plus one: 0 is the data set itself.
    let number: Int32
    /// What it holds, all levels of it.
    var nodes: Range<Int32>
  }

  let nodes: [Node]
  let items: [Item]
  let bytes: [UInt8]
  let creators: [[UInt8]]
  let characterSets: [SpecificCharacterSet]
  /// Where long values lie.
  let values: ValueSource
  /// Whether there are bytes in the file that could not be read.
  let isDamaged: Bool

  /// A sequence that is open.
  private struct Open {
    let node: Int
    var items: [Item] = []
    /// The place of the character set in force before the item that is open.
    var outerSet: Int32 = 0
  }

  /// Reads a file.
  ///
  /// - Returns: nil if it is no DICOM file or has more than ``mostElements``.
  init?(_ reader: inout FileReader) {
    switch reader.content {
    case .empty, .notDICOM: return nil
    case .part10, .bareDataSet: break
    }
    var open: [Open] = []
    var creators: [[UInt8]] = []
    var creatorPlaces: [[UInt8]: Int32] = [:]
    var lastCreator: Int32 = -1
    var characterSets = [SpecificCharacterSet.defaultRepertoire]
    var set: Int32 = 0
    var begun: Int32 = 0
    var nodes: [Node] = []
    var items: [Item] = []
    var bytes: [UInt8] = []
    var isDamaged = false
    nodes.reserveCapacity(DataSetOutline.usualElements)
    bytes.reserveCapacity(DataSetOutline.longestKeptValue)
    while let step = reader.step() {
      switch step {
      case .element, .sequenceBegin, .fragmentsBegin:
        guard nodes.count < DataSetOutline.mostElements else { return nil }
        let (tag, vr, value) = (reader.element.tag, reader.element.vr, reader.element.value)
        var creator: Int32 = -1
        if let name = reader.element.creator {
          // Mostly that of the element before.
          creator =
            lastCreator >= 0 && creators[Int(lastCreator)] == name ? lastCreator : creatorPlaces[name] ?? -1
          if creator < 0 {
            creator = Int32(creators.count)
            creatorPlaces[name] = creator
            creators.append(name)
          }
          lastCreator = creator
        }
        var kept = 0..<0
        var isEmpty = value.isEmpty && vr != .sq && !reader.element.hasUndefinedLength
        if !value.isEmpty, value.count <= DataSetOutline.longestKeptValue, vr != .sq,
          let padded = reader.valueOfElement()
        {
          let trimmed = padded.trimmed(for: vr)
          kept = bytes.count..<bytes.count + trimmed.count
          bytes.append(contentsOf: trimmed)
          isEmpty = trimmed.isEmpty
          if tag == .specificCharacterSet {
            set = Int32(characterSets.count)
            characterSets.append(SpecificCharacterSet(trimmed))
          }
        }
        nodes.append(
          Node(
            tag: tag, vr: vr, creator: creator, characterSet: set, value: value, kept: kept,
            isBigEndian: reader.element.isBigEndian, range: reader.element.range, isEmpty: isEmpty,
            end: Int32(nodes.count + 1)))
        if case .sequenceBegin = step { open.append(Open(node: nodes.count - 1)) }
      case .itemBegin:
        begun += 1
        guard !open.isEmpty else { continue }
        let here = Int32(nodes.count)
        open[open.count - 1].outerSet = set
        open[open.count - 1].items.append(Item(number: begun, nodes: here..<here))
      case .itemEnd:
        guard !open.isEmpty, let last = open[open.count - 1].items.indices.last else { continue }
        let start = open[open.count - 1].items[last].nodes.lowerBound
        open[open.count - 1].items[last].nodes = start..<Int32(nodes.count)
        set = open[open.count - 1].outerSet
      case .sequenceEnd:
        guard let closed = open.popLast() else { continue }
        nodes[closed.node].end = Int32(nodes.count)
        nodes[closed.node].isEmpty = closed.items.isEmpty
        nodes[closed.node].items = Int32(items.count)..<Int32(items.count + closed.items.count)
        items += closed.items
      case .fragmentsEnd(let delimiter):
        // Nothing stands in encapsulated pixel data but its fragments.
        if let last = nodes.indices.last {
          nodes[last].value = nodes[last].range.upperBound..<delimiter.lowerBound
          nodes[last].isEmpty = nodes[last].value.isEmpty
        }
      case .unread: isDamaged = true
      case .fragment: break
      }
    }
    self.nodes = nodes
    self.items = items
    self.bytes = bytes
    self.creators = creators
    self.characterSets = characterSets
    self.isDamaged = isDamaged
    values = reader.values
  }

  /// The value without padding; empty if there is none, or it is a long one.
  func value(of node: Node) -> ArraySlice<UInt8> { bytes[node.kept] }

  /// The value of the first element with a tag, at any level; nil if there is none.
  func value(ofFirst tag: Tag, orEmpty: Bool = true) -> [UInt8]? {
    for index in nodes.indices where nodes[index].tag == tag && (orEmpty || !nodes[index].isEmpty) {
      return Array(bytes[nodes[index].kept])
    }
    return nil
  }

  /// The character set in force at a node.
  func characterSet(at node: Node) -> SpecificCharacterSet { characterSets[Int(node.characterSet)] }

  /// The private creator of a node; nil if it has none.
  func creator(of node: Node) -> [UInt8]? { node.creator < 0 ? nil : creators[Int(node.creator)] }

  /// The nodes of a level, without what they hold.
  func forEachNode(of level: Range<Int32>, _ body: (Int32) -> Void) {
    var index = level.lowerBound
    while index < level.upperBound {
      body(index)
      index = max(index + 1, nodes[Int(index)].end)
    }
  }
}
