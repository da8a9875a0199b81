/// How much a finding weighs.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// The profile is broken.
  case fail
  /// A person must look.
  case review
  /// Worth knowing; changes no verdict.
  case note

  /// Orders `fail` before `review` before `note`.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .fail: 0
    case .review: 1
    case .note: 2
    }
  }
}
