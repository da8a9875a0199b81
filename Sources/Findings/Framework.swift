internal import DICOM

/// A law or a recommendation that names kinds of identifiers: its clauses, and which checks and attributes belong to
/// them. From the program's tables; no text in it is a data set's.
public struct Framework: Sendable {
  /// One thing that it names.
  public struct Clause: Sendable {
    /// The clause, such as `A` or `Art. 4(1)`.
    public let id: String
    /// What it names.
    public let title: String
    /// What this program looks at for it.
    public let lookedAt: String
    /// What a person must still decide.
    public let decide: String
    /// What this program cannot see of it.
    public let unseen: String

    /// Takes a row of the table.
    public init(id: String, title: String, lookedAt: String, decide: String, unseen: String) {
      self.id = id
      self.title = title
      self.lookedAt = lookedAt
      self.decide = decide
      self.unseen = unseen
    }
  }

  /// What a run found for one clause. A finding that belongs to several clauses counts in each.
  public struct Result: Sendable, Equatable {
    /// How many elements of attributes of the clause there were, and how often checks of the clause were asked.
    public var examined = 0
    /// Findings by severity.
    public var failures = 0, reviews = 0, notes = 0
  }

  /// The name by which commands and JSON know it, such as `safe-harbor`.
  public let id: String
  /// Its name and where it stands.
  public let name: String
  /// Its clauses, in its own order.
  public let clauses: [Clause]
  /// The places of clauses in ``clauses``, by check.
  private let clausesByCheck: [String: [Int]]
  /// The same by attribute: `(0010,0010)`, `(60xx,3000)`.
  private let clausesByAttribute: [String: [Int]]

  /// Puts a framework together.
  ///
  /// - Parameters:
  ///   - checks: the ids of clauses by check.
  ///   - attributes: the ids of clauses by attribute.
  public init(
    id: String, name: String, clauses: [Clause], checks: [String: [String]], attributes: [String: [String]]
  ) {
    self.id = id
    self.name = name
    self.clauses = clauses
    var places: [String: Int] = [:]
    for (place, clause) in clauses.enumerated() { places[clause.id] = place }
    clausesByCheck = checks.mapValues { $0.compactMap { places[$0] } }
    clausesByAttribute = attributes.mapValues { $0.compactMap { places[$0] } }
  }

  /// What a run found, in the order of ``clauses``.
  public func results(of tally: Tally) -> [Result] {
    var results = Array(repeating: Result(), count: clauses.count)
    for (check, counts) in tally.checks {
      for place in clausesByCheck[check.description, default: []] {
        results[place].examined += counts.examined
      }
    }
    for (key, use) in tally.inventory.uses {
      for place in clauses(ofAttribute: key.tag.description) { results[place].examined += use.occurrences }
    }
    for (key, group) in tally.groups {
      let own = clausesByCheck[key.check.description]
      for place in own ?? clauses(ofAttribute: Framework.attribute(of: key.pattern)) {
        switch key.severity {
        case .fail: results[place].failures += group.findings
        case .review: results[place].reviews += group.findings
        case .note: results[place].notes += group.findings
        }
      }
    }
    return results
  }

  /// The clauses of an attribute, of repeating groups by their mask.
  private func clauses(ofAttribute tag: String) -> [Int] {
    if let own = clausesByAttribute[tag] { return own }
    guard tag.count == 11 else { return [] }
    // Most attributes are in no clause.
    return clausesByAttribute[tag.prefix(3) + "xx" + tag.dropFirst(5)] ?? []
  }

  /// The attribute at the end of a path's pattern, fields inside of its value aside; empty for a file.
  private static func attribute(of pattern: String) -> String {
    let outer = pattern.prefix { $0 != "{" }
    guard let start = outer.lastIndex(of: "(") else { return "" }
    return String(outer[start...].prefix(11))
  }
}
