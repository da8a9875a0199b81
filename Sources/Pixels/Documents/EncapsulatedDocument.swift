public import DICOM

/// A document that lies in a file. PS3.3 section C.24.2.
public struct EncapsulatedDocument {
  /// Where it stands.
  public let path: ElementPath
  /// The range of its bytes.
  public let range: Range<Int>
  private let values: ValueSource

  init(path: ElementPath, range: Range<Int>, values: ValueSource) {
    self.path = path
    self.range = range
    self.values = values
  }

  /// Reads and opens it.
  ///
  /// - Throws: ``DocumentError`` if nothing of it can be looked at.
  public func open() throws(DocumentError) -> DocumentPictures {
    guard range.count <= DocumentLimits.documentInBytes else { throw .tooLong(lengthInBytes: range.count) }
    let bytes = try DocumentError.wrapping { () throws(PixelError) in try values.whole(range) }
    return try DocumentPictures(bytes)
  }
}
