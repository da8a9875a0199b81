/// The bytes of a PDF as they are given to its reader.
///
/// A page shows what its CropBox leaves of its MediaBox, and readers draw no more. Text may stand beside it, so the key
/// is written differently, with the same length, and pages show as a whole. Keys in compressed object streams stay.
struct PDFBytes {
  /// The bytes to read.
  let bytes: [UInt8]
  /// The size of the largest picture in the document, as far as its dictionaries say it in plain; they are never
  /// compressed. Width and height may be of different pictures.
  let largestImageInPixels: Int
  /// How many times the document was written, each version behind the one before. What a later one takes away stays in
  /// the bytes.
  let revisions: Int
  /// The length of each version but the last, in bytes; the earliest first.
  let earlierVersions: [Int]
  /// What stands behind the document's end, if it is more than padding.
  let bytesBehindEnd: Range<Int>?

  /// Looks through the bytes once.
  init(_ content: [UInt8]) {
    var bytes = content
    var largest = (width: 0, height: 0)
    content.withUnsafeBufferPointer { source in
      for position in source.indices where source[position] == UInt8(ascii: "/") {
        if PDFBytes.has(source, position, "/CropBox") {
          bytes[position + 1] = UInt8(ascii: "X")
        } else if PDFBytes.has(source, position, "/Width") {
          largest.width = max(largest.width, PDFBytes.number(source, position + 6))
        } else if PDFBytes.has(source, position, "/Height") {
          largest.height = max(largest.height, PDFBytes.number(source, position + 7))
        }
      }
    }
    let ends = content.withUnsafeBufferPointer { PDFInformation.places(of: "%%EOF", in: $0) }
    // One that is arranged for reading page by page has an end behind its first page.
    let isLinearized = content.prefix(1024).firstRange(of: Array("/Linearized".utf8)) != nil
    revisions = max(1, ends.count - (isLinearized ? 1 : 0))
    earlierVersions = ends.dropLast().dropFirst(isLinearized ? 1 : 0).map { $0 + 5 }
    let end = ends.last.map { $0 + 5 } ?? content.count  // without an end there is nothing behind it
    bytesBehindEnd =
      content[end...].contains { $0 != 0 && $0 != 0x20 && !(0x09...0x0D).contains($0) }
      ? end..<content.count : nil
    self.bytes = bytes
    largestImageInPixels = largest.width * largest.height
  }

  private static func has(_ source: UnsafeBufferPointer<UInt8>, _ position: Int, _ name: StaticString) -> Bool
  {
    let length = name.utf8CodeUnitCount
    guard position + length <= source.count else { return false }
    for index in 0..<length where source[position + index] != name.utf8Start[index] { return false }
    return true
  }

  /// The number behind white space; a reference to one counts as too large, since it is not followed.
  private static func number(_ source: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < source.count, source[position] == 0x20 || (0x09...0x0D).contains(source[position]) {
      position += 1
    }
    var number = 0
    while position < source.count, (0x30...0x39).contains(source[position]), number < 1 << 24 {
      number = number * 10 + Int(source[position] - 0x30)
      position += 1
    }
    // `12 0 R` is a reference.
    var rest = source[position...].prefix(8).drop { $0 == 0x20 }
    rest = rest.drop { (0x30...0x39).contains($0) }
    rest = rest.drop { $0 == 0x20 }
    return rest.first == UInt8(ascii: "R") ? 1 << 24 : number
  }
}
