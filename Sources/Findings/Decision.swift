/// What somebody has decided about a finding before the run.
public struct Decision: Sendable, Hashable {
  /// Where the decision stands.
  public enum Source: Sendable, Hashable {
    /// An entry of the baseline, by its place in ``Baseline/entries``.
    case baseline(Int)
    /// A rule of the configuration, by its place in ``Decisions/ignores``.
    case ignore(Int)
  }

  /// Where it stands.
  public let source: Source
  /// Whether it has not expired: then the finding is accepted, which changes the verdict.
  public let isInForce: Bool
}

/// A rule that accepts whatever a check finds in some files.
public struct IgnoreRule: Sendable, Equatable {
  /// A check's id, or `family.*`.
  public let check: String
  /// Which files.
  public let path: PathPattern
  /// Why, for who reads the report.
  public let reason: String
  /// The last day on which it counts, `2031-12-31`; nil for no end.
  public let expires: String?

  /// Makes a rule.
  public init(check: String, path: PathPattern, reason: String, expires: String?) {
    self.check = check
    self.path = path
    self.reason = reason
    self.expires = expires
  }

  /// Whether the rule speaks of a finding.
  func covers(_ finding: Finding, in name: [UInt8]) -> Bool {
    let id = finding.check.description
    let isNamed = check.hasSuffix(".*") ? finding.check.family == check.dropLast(2) : id == check
    return isNamed && path.matches(name)
  }
}

/// What was decided about findings before a run: by its baseline, and by the rules of its configuration.
public struct Decisions: Sendable {
  /// The accepted findings; nil if the run has no baseline.
  public let baseline: Baseline?
  /// Rules of the configuration.
  public let ignores: [IgnoreRule]
  /// The day of the run, `2031-02-03`.
  public let today: String

  /// Nothing was decided.
  public static let none = Decisions(baseline: nil, ignores: [], today: "")

  /// Takes what was decided.
  public init(baseline: Baseline?, ignores: [IgnoreRule], today: String) {
    self.baseline = baseline
    self.ignores = ignores
    self.today = today
  }

  /// Whether nothing was decided.
  public var isEmpty: Bool { baseline == nil && ignores.isEmpty }

  /// Marks the findings of a file that somebody has decided about. Notes need no decision.
  ///
  /// - Parameter name: the file's path below the folder that was given, as bytes.
  public func mark(_ file: inout FileResult, name: [UInt8]) {
    guard !isEmpty else { return }
    for index in file.findings.indices where file.findings[index].severity != .note {
      file.findings[index].decision = decision(on: file.findings[index], in: name)
    }
  }

  /// The decision in force, or else one that has expired.
  private func decision(on finding: Finding, in name: [UInt8]) -> Decision? {
    var expired: Decision?
    if let baseline, let place = baseline.entry(for: finding) {
      let decision = Decision(
        source: .baseline(place), isInForce: isInForce(baseline.entries[place].expires))
      if decision.isInForce { return decision }
      expired = decision
    }
    for (place, rule) in ignores.enumerated() where rule.covers(finding, in: name) {
      let decision = Decision(source: .ignore(place), isInForce: isInForce(rule.expires))
      if decision.isInForce { return decision }
      expired = expired ?? decision
    }
    return expired
  }

  /// Whether a decision still counts. Days of this form are in the order of their text.
  public func isInForce(_ expires: String?) -> Bool { expires.map { $0 >= today } ?? true }
}
