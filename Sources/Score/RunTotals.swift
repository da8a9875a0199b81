internal import Glibc

/// Waits a moment for the other threads.
func usleepBriefly() { usleep(500) }

/// Adds up the results of a run as they come.
struct RunTotals: Sendable {
  private(set) var differences: [KnownDifference: Int] = [:]
  private(set) var series = SeriesResults()
  private var summary = ScoreSummary()
  private var offsets: PatientOffsets
  private var dates: [PendingDate] = []
  private var count = 0

  init(offsets: PatientOffsets) { self.offsets = offsets }

  /// Takes in the results of a file and hands them on.
  mutating func take(_ file: ScoredFile, _ sinks: [any ScoreSink]) throws {
    for sink in sinks { try sink.take(file, first: count) }
    for (place, scored) in file.checks.enumerated() {
      let action = scored.check.action
      summary.official.add(action, ScoreCategory(scored.check), scored.official.passed)
      switch scored.strict {
      case .passed: summary.strict[action, default: ScoreCounts()].add(true)
      case .failed(let reason): fail(action, reason)
      case .shifted(let days):
        offsets.add(days, of: file.row.patient)
        dates.append(
          PendingDate(
            number: count + place, row: file.row.number, scored: scored, days: days,
            patient: file.row.patient, shownPath: file.shownPath))
      }
    }
    count += file.checks.count
    series.add(file)
    for (difference, times) in file.differences { differences[difference, default: 0] += times }
    let sure = file.leaks.count { $0.isSure }
    summary.sureLeaks += sure
    summary.possibleLeaks += file.leaks.count - sure
    if !file.leaks.isEmpty { summary.leakingFiles += 1 }
    if file.isIncomplete, let path = file.shownPath { summary.unreadable.append(path) }
  }

  /// Judges the dates, now that all are known, and gives the sums.
  mutating func finish(_ sinks: [any ScoreSink]) throws -> ScoreSummary {
    for index in dates.indices {
      let reason = offsets.judge(dates[index].days, of: dates[index].patient)
      dates[index].reason = reason
      if let reason {
        fail(.dateShifted, reason)
      } else {
        summary.strict[.dateShifted, default: ScoreCounts()].add(true)
      }
    }
    for sink in sinks { try sink.take(dates: dates) }
    summary.officialBySeries = series.tables
    return summary
  }

  private mutating func fail(_ action: ScoreAction, _ reason: StrictReason) {
    summary.strict[action, default: ScoreCounts()].add(false)
    summary.strictReasons[reason, default: 0] += 1
  }
}
