/// What became of the decisions that were made before a run: which findings are new, which are still there and
/// accepted, and which are gone.
public struct DecisionUse: Sendable {
  /// What became of a decision.
  public enum State: String, Sendable, CaseIterable, Comparable {
    /// It has expired, and what it accepted is still there and counts.
    case expired
    /// Nothing in the files fits it any more.
    case fixed
    /// The run ended before all files were read, and nothing has fitted it so far.
    case unknown
    /// What it accepts is still there.
    case unchanged

    /// Orders what a person should look at first.
    public static func < (left: State, right: State) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .expired: 0
      case .fixed: 1
      case .unknown: 2
      case .unchanged: 3
      }
    }
  }

  /// An entry of the baseline and what became of it.
  public struct Entry: Sendable {
    /// The entry.
    public let entry: BaselineEntry
    /// What became of it.
    public let state: State
    /// How many findings fit it.
    public let findings: Int
  }

  /// A rule of the configuration and what became of it.
  public struct Rule: Sendable {
    /// The rule.
    public let rule: IgnoreRule
    /// What became of it.
    public let state: State
    /// How many findings fit it.
    public let findings: Int
  }

  /// Entries of the baseline, those to look at first; nil if the run has none.
  public let entries: [Entry]?
  /// Rules of the configuration, those to look at first.
  public let rules: [Rule]
  /// Findings that fail or need review and that no decision speaks of.
  public let newFindings: Int
  /// Findings that the baseline accepts, and that rules of the configuration do.
  public let unchangedFindings: Int, ignoredFindings: Int
  /// Findings that count because their decision has expired.
  public let expiredFindings: Int

  /// Compares the decisions of a run with what was found.
  public init(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) {
    let isComplete = !verdict.reasons.contains(.interrupted)
    func use(_ source: Decision.Source) -> (state: State, findings: Int) {
      let uses = tally.decisions[source, default: (0, 0)]
      if uses.accepted > 0 { return (.unchanged, uses.accepted) }
      if uses.expired > 0 { return (.expired, uses.expired) }
      return (isComplete ? .fixed : .unknown, 0)
    }
    entries = run.decisions.baseline.map { baseline in
      baseline.entries.enumerated().map { place, entry in
        let use = use(.baseline(place))
        return Entry(entry: entry, state: use.state, findings: use.findings)
      }.sorted { left, right in
        left.state != right.state
          ? left.state < right.state : BaselineEntry.precedes(left.entry, right.entry)
      }
    }
    rules = run.decisions.ignores.enumerated().map { place, rule in
      let use = use(.ignore(place))
      return Rule(rule: rule, state: use.state, findings: use.findings)
    }.sorted { $0.state < $1.state }
    unchangedFindings = tally.decisions.reduce(0) { sum, use in
      if case .baseline = use.key { sum + use.value.accepted } else { sum }
    }
    ignoredFindings = tally.accepted - unchangedFindings
    expiredFindings = tally.decisions.reduce(0) { $0 + $1.value.expired }
    newFindings = tally.failures + tally.reviews - expiredFindings
  }

  /// How many entries of the baseline are in a state.
  public func entries(_ state: State) -> Int { entries.map { $0.count { $0.state == state } } ?? 0 }
}
