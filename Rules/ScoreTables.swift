public import DICOM

/// `score-words.csv`: what the published scoring of answer keys takes for no word of an answer, and where it ends a
/// sentence.
public struct ScoreWords: Sendable {
  /// What a row says of its word.
  public enum Kind: String, CaseIterable, Sendable {
    /// Not looked for.
    case stopword
    /// A period behind it ends no sentence. Without the period.
    case abbreviation
    /// A period behind the first of the two words ends no sentence if the second one follows.
    case collocation
    /// A word in small letters that may begin a sentence.
    case beginning
  }

  private var words: [Kind: Set<String>] = [:]

  /// Loads the table in a folder.
  ///
  /// - Throws: ``TableError`` with file and row.
  public init(_ folder: ResourceFolder) throws(TableError) {
    let name = "score-words.csv"
    let table = try CSVTable(name, bytes: folder.bytes(of: name), columns: ["kind", "word", "source"])
    var words: [Kind: Set<String>] = [:]
    try table.forEachRow { row throws(TableError) in
      guard let kind = Kind(rawValue: row.text(0)) else {
        throw row.error(expected: Kind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard !row[1].isEmpty, words[kind, default: []].insert(row.text(1)).inserted else {
        throw row.error(expected: "a word that stands in no earlier row of its kind")
      }
    }
    self.words = words
  }

  /// Whether a word, in small letters, is one of a kind.
  public func contains(_ word: String, as kind: Kind) -> Bool { words[kind]?.contains(word) == true }
}

/// Where results of this program differ from those of the published scoring, and why: a row of `score-differences.csv`.
public struct ScoreDifference: Sendable {
  /// The name by which reports call it.
  public let id: PublicName
  /// What the published program does.
  public let theirs: PublicName
  /// What this program does.
  public let ours: PublicName
  /// Why.
  public let reason: PublicName

  /// Loads the table in a folder.
  ///
  /// - Throws: ``TableError`` with file and row.
  public static func load(_ folder: ResourceFolder) throws(TableError) -> [ScoreDifference] {
    let name = "score-differences.csv"
    let table = try CSVTable(
      name, bytes: folder.bytes(of: name), columns: ["id", "theirs", "ours", "reason", "source"])
    var differences: [ScoreDifference] = []
    try table.forEachRow { row throws(TableError) in
      guard !row[0].isEmpty, !differences.contains(where: { $0.id.description == row.text(0) }) else {
        throw row.error(expected: "a name that no earlier row has")
      }
      differences.append(
        ScoreDifference(
          id: PublicName(fromTable: row.text(0)), theirs: PublicName(fromTable: row.text(1)),
          ours: PublicName(fromTable: row.text(2)), reason: PublicName(fromTable: row.text(3))))
    }
    return differences
  }
}
