internal import Cohort
internal import DICOM
internal import Findings
internal import Rules

/// A file and its original, while the file is audited.
///
/// A class, since an optional structure of it in the audit was not let go of whole.
final class FileComparison {
  let original: DataSetOutline
  let output: DataSetOutline
  let alignment: Alignment
  private let values: ValueComparison
  private let tables: StandardTables
  /// What has to agree with other files.
  var facts = ComparisonFacts()
  /// The element of the output that comes next.
  private var next = 0
  /// How many items of the output began.
  private(set) var items: Int32 = 0
  /// The numbers of the items that are open; the data set's is 0.
  private var open: [Int32] = [0]
  /// By how many days most dates were moved; nil if none was.
  private let usualShift: Int?
  /// The days, in days since 1970, that the original has as dates.
  lazy var originalDays: Set<Int64> = {
    var days: Set<Int64> = []
    for node in original.nodes where node.vr == .da || node.vr == .dt {
      days.formUnion(Days.inText(original.value(of: node)))
    }
    return days
  }()
  /// Which items stand in which.
  private(set) lazy var originalItems = ItemTree(original)
  private lazy var outputItems = ItemTree(output)
  /// The instances that sequences of the original name, as far as was asked for.
  private var instances: [Tag: [[UInt8]]] = [:]
  /// The items of the original that answer to content items, as far as was asked for.
  private var contentItems: [Int32: Int32?] = [:]
  /// The numbers of both files that their own references name.
  lazy var numbers = NumberedPair(
    before: ReferableNumbers(original, tables), after: ReferableNumbers(output, tables))
  /// Whether the bytes of pictures, or what describes them, are not the original's.
  private(set) var mayPicturesDiffer: Bool
  /// The pixel data of the top level, whose disposition only comparing pictures tells, with what their bytes tell.
  private(set) var pendingPixelData: [(tag: Tag, byBytes: Disposition)] = []

  /// Aligns two files.
  init(original: DataSetOutline, output: DataSetOutline, _ tables: StandardTables) {
    self.tables = tables
    self.original = original
    self.output = output
    values = ValueComparison(original: original, output: output)
    alignment = Alignment(original: original, output: output)
    usualShift = FileComparison.usualShift(original, output, alignment)
    mayPicturesDiffer = alignment.removed.contains { one in
      FileComparison.describesPictures(original.nodes[Int(one.node)].tag, tables)
    }
    // None stands for all that have none.
    facts.study = original.value(ofFirst: .studyInstanceUID) ?? []
    // The id tells patients apart, the name only where there is none.
    facts.patient =
      original.value(ofFirst: .patientID, orEmpty: false) ?? original.value(
        ofFirst: .patientName, orEmpty: false)
      ?? []
  }

  /// What the original has where the next element of the output stands; nil if it has nothing there.
  func counterpart() -> OriginalElement? {
    let place = next
    next += 1
    guard place < output.nodes.count else { return nil }
    let index = Int(alignment.counterparts[place])
    guard index >= 0 else { return nil }
    var disposition = values.disposition(of: index, as: place)
    if disposition != .kept {
      if FileComparison.describesPictures(output.nodes[place].tag, tables) { mayPicturesDiffer = true }
      // A date like no other is a dummy, not a moved one.
      if disposition == .dateShifted, shift(original.nodes[index], output.nodes[place]) != usualShift {
        disposition = .replaced
      }
    }
    return OriginalElement(
      place: index, disposition: disposition, vr: original.nodes[index].vr,
      isEmpty: original.nodes[index].isEmpty,
      value: original.bytes[original.nodes[index].kept], lostItems: alignment.lostItems(ofSequence: place))
  }

  /// The instances that the items of a sequence of the original name, wherever it stands.
  func instances(inSequence tag: Tag) -> [[UInt8]] {
    if let known = instances[tag] { return known }
    let found = originalItems.instances(inSequence: tag)
    instances[tag] = found
    return found
  }

  /// The item of the original that answers to the output's content item at a place of the tree; nil if there is none.
  func counterpart(ofContentItemAt path: [Int]) -> Int32? {
    guard let item = outputItems.contentItem(at: path) else { return nil }
    if let known = contentItems[item] { return known }
    let found = outputItems.counterpart(of: item, in: originalItems, alignment)
    contentItems[item] = .some(found)
    return found
  }

  /// All bytes of a value of the original; nil if they are too many to open, or cannot be read.
  func wholeValue(of element: OriginalElement) -> [UInt8]? {
    let range = original.nodes[element.place].value
    guard range.count <= Limits.valueInBytes else { return nil }
    do throws(SystemError) { return try original.values.bytes(range) } catch { return nil }
  }

  /// Whether the element that was asked for last is pixel data at the top level; its disposition is left to comparing
  /// pictures then.
  ///
  /// - Parameter disposition: what its bytes tell.
  func leavesPixelData(_ element: Element, _ disposition: Disposition) -> Bool {
    guard open.count == 1, tables.bulkKind(of: element.tag) == .pixels else { return false }
    pendingPixelData.append((element.tag, disposition))
    return true
  }

  /// Whether an element holds pictures or says how they are to be read.
  private static func describesPictures(_ tag: Tag, _ tables: StandardTables) -> Bool {
    switch tag.group {
    // Up to Pixel Representation, and palettes.
    case 0x0028: tag.element <= 0x0103 || (0x1101...0x1223).contains(tag.element)
    default: tag == .transferSyntaxUID || tables.bulkKind(of: tag)?.isPicture == true
    }
  }

  /// Whether the original's colours stand in a palette and the output's do not, so that it needs none.
  private(set) lazy var dropsPalette: Bool = {
    let meanings = [original, output].map { outline in
      var meaning: ArraySlice<UInt8> = []
      outline.forEachNode(of: 0..<Int32(outline.nodes.count)) { index in
        let node = outline.nodes[Int(index)]
        if node.tag == .photometricInterpretation { meaning = outline.value(of: node) }
      }
      return meaning
    }
    let palette = "PALETTE COLOR".utf8
    return meanings[0].elementsEqual(palette) && !meanings[1].isEmpty && !meanings[1].elementsEqual(palette)
  }()

  /// Goes into an item of the output.
  func enterItem() {
    items += 1
    open.append(items)
  }

  /// Leaves an item.
  func leaveItem() { open.removeLast() }

  /// The removed elements of the item that is open, or of the data set; each is given once.
  func removed() -> ArraySlice<Alignment.Removed> {
    let number = open[open.count - 1]
    let all = alignment.removed
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].item < number { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < all.count, all[end].item == number { end += 1 }
    return all[low..<end]
  }

  private func shift(_ before: DataSetOutline.Node, _ after: DataSetOutline.Node) -> Int? {
    DayShift.days(from: original.value(of: before), to: output.value(of: after), vr: before.vr)
  }

  /// The distance that most dates were moved by; of several the one that came first.
  private static func usualShift(
    _ original: DataSetOutline, _ output: DataSetOutline, _ alignment: Alignment
  ) -> Int? {
    var counts: [(days: Int, count: Int)] = []
    for index in output.nodes.indices where alignment.counterparts[index] >= 0 {
      guard output.nodes[index].vr == .da || output.nodes[index].vr == .dt else { continue }
      let (before, after) = (original.nodes[Int(alignment.counterparts[index])], output.nodes[index])
      guard
        let days = DayShift.days(
          from: original.value(of: before), to: output.value(of: after), vr: before.vr)
      else { continue }
      if let place = counts.firstIndex(where: { $0.days == days }) {
        counts[place].count += 1
      } else if counts.count < 1_000 {
        counts.append((days, 1))
      }
    }
    var best: (days: Int, count: Int)?
    for one in counts where one.count > best?.count ?? 0 { best = one }
    return best?.days
  }
}
