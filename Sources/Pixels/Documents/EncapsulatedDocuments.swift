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

/// Follows a reader through a file and keeps where documents lie, (0042,0011) at every level.
public struct DocumentCollector {
  private var steps: [ElementPath.Step] = []
  private var sequences: [(tag: Tag, items: Int)] = []
  private var found: [(path: ElementPath, range: Range<Int>)] = []

  /// Begins at the start of a file.
  public init() {}

  /// Takes in a step of the reader.
  public mutating func add(_ event: ReaderEvent) {
    switch event {
    case .element(let element) where element.tag == .encapsulatedDocument && !element.value.isEmpty:
      found.append((ElementPath(steps, element.tag), element.value))
    case .sequenceBegin(let element): sequences.append((element.tag, -1))
    case .sequenceEnd: sequences.removeLast()
    case .itemBegin:
      sequences[sequences.count - 1].items += 1
      let (tag, item) = sequences[sequences.count - 1]
      steps.append(ElementPath.Step(tag, item: item))
    case .itemEnd: steps.removeLast()
    default: break
    }
  }

  /// The documents that were found.
  ///
  /// - Parameter values: the source of the data set that was read.
  public func finish(_ values: ValueSource) -> [EncapsulatedDocument] {
    found.map { EncapsulatedDocument(path: $0.path, range: $0.range, values: values) }
  }
}
