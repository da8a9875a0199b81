public import DICOM

/// A document that lies in a file, (0042,0011), or a document or file of pictures in another value. PS3.3 section C.24.2.
public struct EncapsulatedDocument {
  /// Where it stands.
  public internal(set) var path: ElementPath
  /// From the first of its bytes to the last; headers of fragments may stand between them.
  public let range: Range<Int>
  private let ranges: [Range<Int>]
  private let values: ValueSource

  /// - Parameter ranges: those of its bytes, one behind the other.
  init(path: ElementPath, ranges: [Range<Int>], values: ValueSource) {
    self.path = path
    self.ranges = ranges
    let start = ranges.first?.lowerBound ?? 0  // a document without bytes is told when it is opened
    range = start..<max(start, ranges.last?.upperBound ?? start)
    self.values = values
  }

  /// Reads and opens it.
  ///
  /// - Throws: ``DocumentError`` if nothing of it can be looked at.
  public func open() throws(DocumentError) -> DocumentPictures {
    let length = ranges.reduce(0) { $0 + $1.count }
    guard length <= DocumentLimits.documentInBytes else { throw .tooLong(lengthInBytes: length) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    for range in ranges {
      bytes += try DocumentError.wrapping { () throws(PixelError) in try values.whole(range) }
    }
    return try DocumentPictures(bytes)
  }
}
