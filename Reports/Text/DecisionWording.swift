internal import Findings

/// How the reports for people speak of what was accepted before a run.
enum DecisionWording {
  /// The entries and findings of the baseline in numbers; nil if the run has none.
  static func baseline(_ use: DecisionUse, by separator: String = "\u{202F}") -> String? {
    guard let entries = use.entries else { return nil }
    func number(_ number: Int) -> String { Wording.grouped(number, by: separator) }
    let all = number(entries.count) + (entries.count == 1 ? " entry " : " entries ")
    let unknown = use.entries(.unknown)
    return "\(number(use.newFindings)) new, \(number(use.unchangedFindings)) unchanged"
      + (use.expiredFindings > 0 ? ", \(number(use.expiredFindings)) expired" : "")
      + "; of \(all)\(number(use.entries(.unchanged))) unchanged, \(number(use.entries(.fixed))) fixed, "
      + "\(number(use.entries(.expired))) expired"
      + (unknown > 0 ? ", \(number(unknown)) not met before the run was stopped" : "")
  }

  /// The findings that rules of the configuration accept, in numbers; nil if there are no rules.
  static func ignored(_ use: DecisionUse, by separator: String = "\u{202F}") -> String? {
    guard !use.rules.isEmpty else { return nil }
    let unused = use.rules.count { $0.findings == 0 }
    return Wording.count(use.ignoredFindings, "finding", by: separator) + " by "
      + Wording.count(use.rules.count, "rule", by: separator) + " of the configuration"
      + (unused > 0 ? "; \(Wording.count(unused, "rule", by: separator)) fit nothing" : "")
  }

  /// An entry in a line: check, place, and who accepted it why until when.
  static func line(_ entry: BaselineEntry) -> String {
    let place = [entry.place, entry.keyword].filter { !$0.isEmpty }.joined(separator: " ")
    return "\(entry.check) \(place.isEmpty ? "the file itself" : place): \(entry.reason) (\(entry.author)"
      + (entry.expires.map { ", until \($0)" } ?? "") + ")"
  }

  /// A rule in a line.
  static func line(_ rule: IgnoreRule) -> String {
    "\(rule.check) in \(rule.path): \(rule.reason)" + (rule.expires.map { " (until \($0))" } ?? "")
  }

  /// What a state means for who reads it.
  static func meaning(_ state: DecisionUse.State) -> StaticString {
    switch state {
    case .expired: "expired: counts again"
    case .fixed: "fits nothing any more"
    case .unknown: "not met before the run was stopped"
    case .unchanged: "still there"
    }
  }
}
