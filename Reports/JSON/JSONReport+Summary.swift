internal import DICOM
internal import Findings

extension JSONText {
  /// Writes what the report says about the run as a whole.
  mutating func summary(_ tally: Tally, _ verdict: Verdict, _ run: RunDescription) {
    key("summary")
    beginObject()
    newLine()
    if !run.decisions.isEmpty {
      accepted(DecisionUse(run, tally, verdict))
      newLine()
    }
    checks(tally, run)
    newLine()
    coverage(tally.coverage)
    dispositions(tally)
    newLine()
    frameworks(run, tally)
    gaps(tally)
    newLine()
    groups(tally)
    newLine()
    inventory(tally.inventory)
    newLine()
    member("inventoryUnlisted", tally.inventory.unlisted)
    newLine()
    dataCounts("makers", tally.sortedMakers)
    newLine()
    dataCounts("modalities", tally.sortedModalities)
    pairs(tally)
    newLine()
    sopClasses(tally)
    newLine()
    totals(tally)
    newLine()
    self.verdict(verdict)
    lastLine()
    endObject()
  }

  /// Writes how bytes were accounted for.
  mutating func coverage(_ coverage: Coverage) {
    key("coverage")
    beginObject()
    member("judged", coverage.judged)
    member("notChecked", coverage.notChecked)
    member("outOfScope", coverage.outOfScope)
    endObject()
  }

  private mutating func verdict(_ verdict: Verdict) {
    key("verdict")
    beginObject()
    member("exitCode", Int(verdict.outcome.exitCode))
    member("outcome", verdict.outcome.rawValue)
    key("reasons")
    beginArray()
    for reason in verdict.reasons {
      beginObject()
      self.reason(reason)
      member("text", reason.text)
      endObject()
    }
    endArray()
    endObject()
  }

  private mutating func reason(_ reason: VerdictReason) {
    switch reason {
    case .failures(let findings, let files):
      member("code", "failures")
      member("files", files)
      member("findings", findings)
    case .reviews(let findings, let files):
      member("code", "reviews")
      member("files", files)
      member("findings", findings)
    case .between(let failures, let reviews):
      member("code", "between")
      member("failures", failures)
      member("reviews", reviews)
    case .notChecked(let reason, let places, let files, let bytes):
      member("bytes", bytes)
      member("code", "not-checked")
      member("files", files)
      member("places", places)
      member("reason", reason.rawValue)
    case .optionNotChecked(let option):
      member("code", "option-not-checked")
      member("option", option.description)
    case .allowed(let number):
      member("code", "allowed")
      member("findings", number)
    case .accepted(let findings, let files):
      member("code", "accepted")
      member("files", files)
      member("findings", findings)
    case .expired(let decisions, let findings):
      member("code", "expired")
      member("decisions", decisions)
      member("findings", findings)
    case .nothingRead: member("code", "nothing-read")
    case .interrupted: member("code", "interrupted")
    }
  }

  private mutating func totals(_ tally: Tally) {
    key("totals")
    beginObject()
    if tally.accepted > 0 { member("accepted", tally.accepted) }
    member("elements", tally.elements)
    member("entries", tally.entries)
    member("failures", tally.failures)
    member("filesClean", tally.filesClean)
    member("filesFailing", tally.filesFailing)
    member("filesRead", tally.filesRead)
    member("filesToReview", tally.filesToReview)
    member("filesWithGaps", tally.filesWithGaps)
    member("notes", tally.notes)
    member("picturesLookedAt", tally.pictures.lookedAt)
    member("picturesNotLookedAt", tally.pictures.notLookedAt)
    member("privateBlocks", tally.privateBlocks)
    member("reviews", tally.reviews)
    endObject()
  }

  private mutating func accepted(_ use: DecisionUse) {
    key("accepted")
    beginObject()
    if let entries = use.entries {
      key("baseline")
      beginArray()
      for row in entries {
        newLine()
        beginObject()
        member("author", row.entry.author)
        member("check", row.entry.check)
        member("expires", optional: row.entry.expires)
        member("findings", row.findings)
        member("fingerprint", row.entry.fingerprint)
        member("place", row.entry.place)
        member("reason", row.entry.reason)
        member("severity", row.entry.severity.rawValue)
        member("state", row.state.rawValue)
        endObject()
      }
      endArray()
    }
    member("expiredFindings", use.expiredFindings)
    member("ignoredFindings", use.ignoredFindings)
    member("newFindings", use.newFindings)
    key("rules")
    beginArray()
    for row in use.rules {
      newLine()
      beginObject()
      member("check", row.rule.check)
      member("expires", optional: row.rule.expires)
      member("findings", row.findings)
      member("path", row.rule.path.description)
      member("reason", row.rule.reason)
      member("state", row.state.rawValue)
      endObject()
    }
    endArray()
    member("unchangedFindings", use.unchangedFindings)
    endObject()
  }

  private mutating func gaps(_ tally: Tally) {
    key("gaps")
    beginArray()
    for (reason, gap) in tally.gaps.sorted(by: { $0.key < $1.key }) {
      beginObject()
      member("bytes", gap.lengthInBytes)
      member("files", gap.files)
      member("meaning", reason.meaning.description)
      member("places", gap.places)
      member("reason", reason.rawValue)
      endObject()
    }
    endArray()
  }

  private mutating func checks(_ tally: Tally, _ run: RunDescription) {
    key("checks")
    beginArray()
    for check in run.checks {
      // A check that was never asked has no counts: zeros are what it counted.
      let counts = tally.checks[check.id, default: CheckCounts()]
      beginObject()
      if counts.accepted > 0 { member("accepted", counts.accepted) }
      member("check", check.id.description)
      member("examined", counts.examined)
      member("failed", counts.failed)
      member("notChecked", counts.notChecked)
      member("noted", counts.noted)
      member("passed", counts.passed)
      member("severity", check.severity.rawValue)
      member("source", check.source.description)
      member("title", check.title.description)
      member("toReview", counts.toReview)
      endObject()
    }
    endArray()
  }

  private mutating func groups(_ tally: Tally) {
    key("groups")
    beginArray()
    for (group, content) in tally.sortedGroups {
      beginObject()
      if group.isAccepted { member("accepted", true) }
      member("check", group.check.description)
      if let creator = group.creator { member("creator", creator.text) }
      member("files", content.files)
      member("findings", content.findings)
      member("keyword", optional: content.examples.first?.finding.place.keyword?.description)
      member("pattern", group.pattern)
      member("severity", group.severity.rawValue)
      endObject()
    }
    endArray()
  }

  private mutating func sopClasses(_ tally: Tally) {
    key("sopClasses")
    beginArray()
    for (name, files) in Wording.sopClasses(tally) {
      beginObject()
      member("files", files)
      member("sopClass", optional: name)
      endObject()
    }
    endArray()
  }

  private mutating func inventory(_ inventory: Inventory) {
    key("inventory")
    beginArray()
    // What was only removed does not occur.
    for (attribute, use) in inventory.sorted where use.occurrences > 0 {
      newLine()
      beginObject()
      member("actions", use.actions.map(\.description).sorted())
      if let creator = attribute.creator { member("creator", creator.text) }
      member("distinctValues", use.distinct.count)
      member("distinctValuesAreMore", use.distinct.count >= AttributeUse.mostDistinctValues)
      member("empty", use.empty)
      member("failed", use.failures)
      member("name", optional: use.name?.description)
      member("notChecked", use.notChecked)
      member("noted", use.notes)
      member("occurrences", use.occurrences)
      member("tag", attribute.shownTag)
      member("toReview", use.reviews)
      values(use)
      member("vrs", use.vrs.map(\.description).sorted())
      endObject()
    }
    endArray()
  }
}
