internal import Findings
internal import Reports

/// Collects the findings of a run for a new baseline, and writes it at the end.
struct BaselineWriter {
  private let file: OutputFile
  private let key: SiteKey
  private let author: String, reason: String, expires: String?
  /// What people have decided before, which stays.
  private let decided: [String: BaselineEntry]
  private var entries: [String: BaselineEntry] = [:]
  /// Findings whose value no fingerprint holds, and findings beyond the bound.
  private var unfit = 0, leftOut = 0

  /// Opens the file; nil if no baseline is to be written.
  ///
  /// - Throws: ``Failure`` if the key cannot be read, or the file not be written.
  init?(_ options: AuditOptions, _ baseline: Baseline?) throws(Failure) {
    guard let path = options.integration.writeBaseline, let key = options.key else { return nil }
    self.key = try KeyFile.read(key)
    file = try OutputFile(path, isPrivate: false)
    author = options.integration.baselineAuthor ?? ""
    reason = options.integration.baselineReason ?? ""
    expires = options.integration.baselineExpires
    decided = Dictionary(
      (baseline?.entries ?? []).map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes in what was found in a file. What the configuration ignores needs no entry.
  mutating func take(_ result: FileResult) {
    for finding in result.findings where finding.severity != .note {
      if let decision = finding.decision, decision.isInForce, case .ignore = decision.source { continue }
      let fingerprint = finding.fingerprint.description
      if let known = entries[fingerprint] {
        // The same value may weigh more in another file.
        if finding.severity < known.severity { entries[fingerprint] = entry(finding) }
        continue
      }
      if !finding.followsValue {
        unfit += 1
      } else if entries.count >= Baseline.mostEntries {
        leftOut += 1
      } else {
        entries[fingerprint] = entry(finding)
      }
    }
  }

  /// The entry for a finding: as it was decided before, unless that does not hold for it.
  private func entry(_ finding: Finding) -> BaselineEntry {
    if let old = decided[finding.fingerprint.description], finding.decision != nil { return old }
    return BaselineEntry(finding, reason: reason, author: author, expires: expires)
  }

  /// Writes the file.
  ///
  /// - Returns: what a person should know about it.
  /// - Throws: ``Failure`` if the file cannot be written, or the run does not tell what is still there.
  func finish(_ verdict: Verdict) throws(Failure) -> String {
    guard !verdict.reasons.contains(.interrupted), !verdict.reasons.contains(.nothingRead) else {
      throw Failure("\(file.path): not written: the run has not read all files")
    }
    try file.write(BaselineLines.text(Array(entries.values), key: key))
    try file.finish()
    let added = entries.keys.count { decided[$0] == nil }
    let gone = decided.keys.count { entries[$0] == nil }
    var text = "\(file.path): \(entries.count) entries, \(added) of them new; \(gone) taken out\n"
    if added > 0, reason.isEmpty || author.isEmpty {
      text += "  New entries count when each has a reason and an author.\n"
    }
    if unfit > 0 {
      text +=
        "  \(unfit) findings have no entry: no fingerprint holds the value (sequences, very long values, bytes "
      text += "outside of elements). Correct them, or have the configuration ignore them.\n"
    }
    if leftOut > 0 { text += "  \(leftOut) findings have no entry: there are too many.\n" }
    return text
  }
}
