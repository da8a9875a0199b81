internal import DICOM
internal import Rules

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

  private(set) var nodes: [Node] = []
  private(set) var items: [Item] = []
  private(set) var bytes: [UInt8] = []
  private(set) var creators: [[UInt8]] = []
  private(set) var characterSets = [SpecificCharacterSet.defaultRepertoire]
  /// Where long values lie.
  let values: ValueSource
  /// Whether there are bytes in the file that could not be read.
  private(set) var isDamaged = false

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
  init?(_ file: consuming FileReader, _ tables: StandardTables) {
    var reader = file
    switch reader.content {
    case .empty, .notDICOM: return nil
    case .part10, .bareDataSet: break
    }
    var open: [Open] = []
    var creatorPlaces: [[UInt8]: Int32] = [:]
    var set: Int32 = 0
    var begun: Int32 = 0
    var nodes: [Node] = []
    var bytes: [UInt8] = []
    nodes.reserveCapacity(DataSetOutline.usualElements)
    bytes.reserveCapacity(DataSetOutline.longestKeptValue)
    while let event = reader.next() {
      switch event {
      case .element(let element), .sequenceBegin(let element), .fragmentsBegin(let element):
        guard nodes.count < DataSetOutline.mostElements else { return nil }
        var creator: Int32 = -1
        if let name = element.creator {
          creator = creatorPlaces[name] ?? Int32(creators.count)
          if creator == creators.count {
            creatorPlaces[name] = creator
            creators.append(name)
          }
        }
        var kept = 0..<0
        var isEmpty = element.value.isEmpty && element.vr != .sq && !element.hasUndefinedLength
        if !element.value.isEmpty, element.value.count <= DataSetOutline.longestKeptValue, element.vr != .sq,
          let value = reader.value(of: element)
        {
          let trimmed = value.trimmed(for: element.vr)
          kept = bytes.count..<bytes.count + trimmed.count
          bytes.append(contentsOf: trimmed)
          isEmpty = trimmed.isEmpty
          if element.tag == .specificCharacterSet {
            set = Int32(characterSets.count)
            characterSets.append(SpecificCharacterSet(trimmed))
          }
        }
        nodes.append(
          Node(
            tag: element.tag, vr: element.vr, creator: creator, characterSet: set, value: element.value,
            kept: kept, isBigEndian: element.isBigEndian, range: element.range, isEmpty: isEmpty,
            end: Int32(nodes.count + 1)))
        if case .sequenceBegin = event { open.append(Open(node: nodes.count - 1)) }
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
      default: break
      }
    }
    self.nodes = nodes
    self.bytes = bytes
    values = reader.values
  }

  /// The value without padding; empty if there is none, or it is a long one.
  func value(of node: Node) -> ArraySlice<UInt8> { bytes[node.kept] }

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
