/// The words that invented people are made of: `Cohort/names.csv`.
struct Roster {
  private let words: [String: [String]]

  /// Reads the table.
  init() throws {
    var words: [String: [String]] = [:]
    for row in try CohortTable("names.csv", columns: ["kind", "value"]).rows {
      words[row[column: "kind"], default: []].append(row[column: "value"])
    }
    for kind in Roster.kinds where words[kind] == nil {
      throw CohortError(description: "names.csv: expected words of kind '\(kind)'")
    }
    self.words = words
  }

  private static let kinds = [
    "family", "female", "male", "staff-family", "staff-given", "hospital", "street", "city", "department",
    "ethnic-group", "occupation",
  ]

  /// One word of a kind.
  func one(_ kind: String, _ random: inout SplitMix64) -> String {
    // The initializer has made sure of every kind.
    random.one(of: words[kind]!)
  }

  /// A word of a kind by number, so that no two patients of a cohort have the same until the words run out.
  func word(_ kind: String, at index: Int) -> String { words[kind]![index % words[kind]!.count] }

  /// How many words there are of a kind.
  func count(of kind: String) -> Int { words[kind]!.count }
}
