internal import DICOM

/// Names elements as answer keys do: `<(0040,0275)>[<0001>]<(0040,0007)>`, and private ones by their creator in
/// capitals, `<(0019,"SIEMENS MR HEADER",0c)>`. Hexadecimal digits are small.
struct ElementLabel {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The label of the element that was added last, and those of the sequences around it.
  private(set) var bytes: [UInt8] = []
  /// Where the labels of the open sequences end, and how many items each had.
  private var open: [(end: Int, items: Int)] = []
  /// Where the label of the open item ends.
  private var itemEnds: [Int] = [0]

  /// The label as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes an element of the open item.
  mutating func set(_ element: Element) {
    bytes.removeSubrange(itemEnds[itemEnds.count - 1]...)
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "("))
    append(element.tag.group >> 8)
    append(element.tag.group & 0xFF)
    bytes.append(UInt8(ascii: ","))
    if element.tag.isPrivate, let creator = element.creator, !element.tag.isPrivateCreator {
      bytes.append(UInt8(ascii: "\""))
      bytes +=
        creator.allSatisfy { $0 < 0x80 }
        ? creator.map(ElementLabel.capital)
        : Array(
          String(String.UnicodeScalarView(creator.map { Unicode.Scalar($0) })).uppercased().utf8)
      bytes += [UInt8(ascii: "\""), UInt8(ascii: ",")]
    } else {
      append(element.tag.element >> 8)
    }
    append(element.tag.element & 0xFF)
    bytes += [UInt8(ascii: ")"), UInt8(ascii: ">")]
  }

  private static func capital(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
  }

  /// Goes into the sequence that was added last.
  mutating func beginSequence() { open.append((bytes.count, 0)) }

  /// Leaves a sequence.
  mutating func endSequence() { if !open.isEmpty { open.removeLast() } }

  /// Goes into the next item of the open sequence.
  mutating func beginItem() {
    guard let (end, items) = open.last else { return }
    open[open.count - 1].items += 1
    bytes.removeSubrange(end...)
    let number = String(items)
    bytes += Array("[<".utf8)
    bytes +=
      Array(repeatElement(UInt8(ascii: "0"), count: max(0, 4 - number.utf8.count))) + Array(number.utf8)
    bytes += Array(">]".utf8)
    itemEnds.append(bytes.count)
  }

  /// Leaves an item.
  mutating func endItem() { if itemEnds.count > 1 { itemEnds.removeLast() } }

  private mutating func append(_ byte: UInt16) {
    bytes.append(ElementLabel.digits[Int(byte >> 4 & 15)])
    bytes.append(ElementLabel.digits[Int(byte & 15)])
  }
}
