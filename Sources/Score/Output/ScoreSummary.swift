public import Rules

/// A named difference from the published program, and how often it was met.
public struct MetDifference: Sendable {
  /// What differs and why.
  public let difference: ScoreDifference
  /// How often.
  public let count: Int
}

/// What a run of the score came to.
public struct ScoreSummary: Sendable {
  /// Rows of the key, those with a file, and those without.
  public internal(set) var rows = 0, matched = 0, missing = 0
  /// DICOM files of the output.
  public internal(set) var instances = 0
  /// DICOM files of the output that no row of the key belongs to.
  public internal(set) var unmatched = 0
  /// Files of the output that are no DICOM files.
  public internal(set) var otherFiles = 0
  /// The places of files that could not be read, or not to their end.
  public internal(set) var unreadable: [String] = []
  /// Instances that several files have.
  public internal(set) var repeatedInstances = 0
  /// New identifiers that several originals have.
  public internal(set) var sharedUIDs = 0, sharedPatientIDs = 0
  /// The official results, each file by itself.
  public internal(set) var official = ScoreTables()
  /// The official results, a series at a time.
  public internal(set) var officialBySeries = ScoreTables()
  /// The strict results by action.
  public internal(set) var strict: [ScoreAction: ScoreCounts] = [:]
  /// Why checks fail by the strict score.
  public internal(set) var strictReasons: [StrictReason: Int] = [:]
  /// Values of originals outside of the key's checks, those that are sure and those that a person must look at.
  public internal(set) var sureLeaks = 0, possibleLeaks = 0
  /// Files in which there are any.
  public internal(set) var leakingFiles = 0
  /// Where the published program would come to something else.
  public internal(set) var differences: [MetDifference] = []
  /// Whether the run was ended early.
  public internal(set) var isInterrupted = false

  /// All strict results.
  public var allStrict: ScoreCounts {
    strict.values.reduce(into: ScoreCounts()) { sum, counts in
      sum.passed += counts.passed
      sum.failed += counts.failed
      sum.blank += counts.blank
    }
  }

  /// 0 if all checks pass and nothing leaks, 1 if one fails or a leak is sure, 2 if something could not be checked.
  public var exitCode: Int32 {
    let all = official.all
    let unread = strictReasons[.notRead, default: 0] + strictReasons[.errored, default: 0]
    if all.failed > 0 || allStrict.failed > unread || sureLeaks > 0 { return 1 }
    return all.blank > 0 || unread > 0 || possibleLeaks > 0 || !unreadable.isEmpty || isInterrupted ? 2 : 0
  }
}
