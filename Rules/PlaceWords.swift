/// `place-words.csv`: what addresses are made of that is no word of its own.
public struct PlaceWords: Sendable {
  /// The abbreviations of the United States' states in capitals, two letters each.
  public let states: Set<String>
  /// What words for streets end with, in small letters in UTF-8: `straat`.
  public let streetEndings: [[UInt8]]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "place-words.csv", bytes: folder.bytes(of: "place-words.csv"), columns: ["word", "kind", "source"])
    var states: Set<String> = []
    var endings: [[UInt8]] = []
    try table.forEachRow { row throws(TableError) in
      guard !row.field(2).isEmpty else { throw row.error(expected: "a source") }
      if row.field(1, is: "state"), row.field(0).count == 2 {
        states.insert(row.text(0))
      } else if row.field(1, is: "street-ending"), row.field(0).count > 2 {
        endings.append(Array(row.field(0)))
      } else {
        throw row.error(expected: "state with two letters, or street-ending with three and more")
      }
    }
    self.states = states
    streetEndings = endings
  }
}
