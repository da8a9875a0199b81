internal import Cohort
internal import DICOM
internal import Findings

/// Files that earlier audits have looked at.
extension FileAuditor {
  /// Audits a file of a walk, unless it is as an earlier audit saw it: then takes what that one found.
  ///
  /// The result has a SHA-256 of the file.
  ///
  /// - Throws: SQLite's error, or that of a damaged record.
  mutating func audit(
    _ entry: WalkEntry, shown: ShownPath, _ memory: FileMemory
  ) throws -> (FileResult, [EvidenceRecord]) {
    row = nil
    let stamp = FileStamp(path: entry.path)
    if let stamp, let known = try memory.recall(entry, stamp, shown: shown) {
      row = known.row
      return (recall(known.record), [])
    }
    let before = totals
    inventory.beginRecord()
    let (result, evidence) = audit(
      index: entry.index, path: entry.path, name: entry.relativePath, shown: shown, hashes: true)
    if let stamp, let added = inventory.record {
      row = try memory.row(
        for: FileRecord(
          result: result, counts: counts(since: before), inventory: added, facts: cohortFacts, learnt: learnt),
        entry, stamp)
    }
    return (result, evidence)
  }

  /// What the checks examined since some time.
  private func counts(
    since before: (examined: [Int], notChecked: [Int])
  ) -> [(check: Int, examined: Int, notChecked: Int)] {
    let now = totals
    return now.examined.indices.compactMap { check in
      let examined = now.examined[check] - before.examined[check]
      let notChecked = now.notChecked[check] - before.notChecked[check]
      return examined == 0 && notChecked == 0 ? nil : (check, examined, notChecked)
    }
  }

  /// Counts what a file adds as if it had been audited, and gives what was found in it.
  private mutating func recall(_ record: FileRecord) -> FileResult {
    facts = nil
    for one in record.counts {
      examined[one.check] += one.examined
      recalledGaps[one.check] += one.notChecked
    }
    inventory.count(record.inventory)
    cohortFacts = record.facts
    learnt = record.learnt
    forgetOthers()
    return record.result
  }
}
