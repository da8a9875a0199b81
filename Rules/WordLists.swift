/// The words that tell a person's name from other text: names, words of imaging, what screens show, and what announces
/// something that identifies.
///
/// All rows are checked when they are loaded. Words are folded to capitals without accents.
public struct WordLists: Sendable {
  private let names: WordList
  private let imagingWords: WordList
  private let marks: WordList
  let annotations: WordList
  /// What addresses are made of.
  public let places: PlaceWords

  /// Loads and checks the tables.
  ///
  /// - Throws: ``TableError`` with file and row.
  public init(_ folder: ResourceFolder) throws(TableError) {
    names = try PersonNames.list(folder)
    imagingWords = try ImagingWords.list(folder)
    marks = try TextMarks.list(folder)
    annotations = try HarmlessAnnotations.list(folder)
    places = try PlaceWords(folder)
  }

  /// What `person-names.csv` says of a word; nil if it does not have it.
  public func name(_ word: UnsafeBufferPointer<UInt8>) -> PersonNames.Facts? {
    names.withRow(of: word) { PersonNames.facts($0) }
  }

  /// Whether `imaging-words.csv` has a word, or `harmless-annotations.csv` one of two letters and more.
  public func isImaging(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    imagingWords.withRow(of: word) { _ in true } != nil
      || word.count > 1 && annotations.withRow(of: word) { _ in true } != nil
  }

  /// What `text-marks.csv` says of a word; nil if it does not have it.
  public func mark(_ word: UnsafeBufferPointer<UInt8>) -> (kind: TextMarks.Kind, value: Int)? {
    marks.withRow(of: word) { rest in
      let row = TextMarks.parse(rest)!  // every row was checked
      return (row.kind, row.value)
    }
  }
}
