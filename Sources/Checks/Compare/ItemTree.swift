internal import DICOM

/// Which items of a file stand in which, with what they refer to: made in one pass, so that each of many references is
/// followed in a few steps.
struct ItemTree {
  /// What stands for the data set, which is no item.
  static let dataSet: Int32 = -1
  /// The item that each element stands in, by its place among the outline's.
  private var itemOfNode: [Int32]
  /// The sequence of each item.
  private var sequenceOfItem: [Int32]
  /// The Referenced SOP Instance UID of each item, and its Content Sequence; -1 if it has none.
  private var instanceOfItem: [Int32]
  private var contentOfItem: [Int32]
  private var contentOfDataSet: Int32 = -1
  private let outline: DataSetOutline

  /// Takes the items of a file.
  init(_ outline: DataSetOutline) {
    self.outline = outline
    itemOfNode = Array(repeating: ItemTree.dataSet, count: outline.nodes.count)
    sequenceOfItem = Array(repeating: -1, count: outline.items.count)
    instanceOfItem = sequenceOfItem
    contentOfItem = sequenceOfItem
    for (sequence, node) in outline.nodes.enumerated() {
      for item in node.items { take(item, of: Int32(sequence)) }
    }
    outline.forEachNode(of: 0..<Int32(outline.nodes.count)) { node in
      if outline.nodes[Int(node)].tag == .contentSequence { contentOfDataSet = node }
    }
  }

  private mutating func take(_ item: Int32, of sequence: Int32) {
    sequenceOfItem[Int(item)] = sequence
    outline.forEachNode(of: outline.items[Int(item)].nodes) { node in
      itemOfNode[Int(node)] = item
      let element = outline.nodes[Int(node)]
      switch element.tag {
      case .referencedSOPInstanceUID where !element.isEmpty: instanceOfItem[Int(item)] = node
      case .contentSequence: contentOfItem[Int(item)] = node
      default: break
      }
    }
  }

  /// The item that an element stands in; ``dataSet`` if it stands in none.
  func item(ofNode node: Int) -> Int32 { itemOfNode[node] }

  /// The SOP Instance UID that the innermost item around an element names as that of a reference; nil if none does.
  func instance(around node: Int) -> [UInt8]? {
    var item = itemOfNode[node]
    while item != ItemTree.dataSet {
      let instance = instanceOfItem[Int(item)]
      if instance >= 0 { return Array(outline.value(of: outline.nodes[Int(instance)])) }
      item = itemOfNode[Int(sequenceOfItem[Int(item)])]
    }
    return nil
  }

  /// The instances that the items of a sequence name, wherever it stands.
  func instances(inSequence tag: Tag) -> [[UInt8]] {
    outline.nodes.lazy.filter { $0.tag == tag }.flatMap(\.items).compactMap { item in
      let instance = instanceOfItem[Int(item)]
      return instance < 0 ? nil : Array(outline.value(of: outline.nodes[Int(instance)]))
    }
  }

  /// A content item by its Referenced Content Item Identifier (0040,DB73): 1 for the root, which is the data set, then
  /// the places among siblings, from 1; nil if there is none.
  func contentItem(at path: [Int]) -> Int32? {
    guard path.first == 1 else { return nil }
    var item = ItemTree.dataSet
    for place in path.dropFirst() {
      let content = item == ItemTree.dataSet ? contentOfDataSet : contentOfItem[Int(item)]
      guard content >= 0 else { return nil }
      let items = outline.nodes[Int(content)].items
      guard place >= 1, place <= items.count else { return nil }
      item = items.lowerBound + Int32(place - 1)
    }
    return item
  }

  /// The item of another file that answers to an item, by the elements that answer to each other; nil if none does.
  func counterpart(of item: Int32, in other: ItemTree, _ alignment: Alignment) -> Int32? {
    guard item != ItemTree.dataSet else { return item }
    var found: Int32?
    outline.forEachNode(of: outline.items[Int(item)].nodes) { node in
      let counterpart = alignment.counterparts[Int(node)]
      if counterpart >= 0, found == nil { found = other.item(ofNode: Int(counterpart)) }
    }
    return found
  }
}

extension Tag {
  /// (0040,A730).
  static var contentSequence: Tag { Tag(0x0040, 0xA730) }
}
