internal import DICOM
public import Findings

/// The report as one JSON document, written piece by piece: beginning, a piece for each file, end.
///
/// The form is that of `Schemas/report-1.schema.json`. A report that was cut off has no `end`.
public struct JSONReport: Sendable {
  /// The version of the form.
  public static let schemaVersion = 1

  /// What comes before the files.
  public static func beginning(_ run: RunDescription) -> [UInt8] {
    var json = JSONText()
    json.beginObject()
    json.member("schemaVersion", schemaVersion)
    json.key("tool")
    json.beginObject()
    json.member("name", "deid-audit")
    json.member("version", run.toolVersion)
    json.endObject()
    json.member("startedAt", run.startedAt)
    json.member("scope", run.scope.rawValue)
    json.key("profile")
    json.beginObject()
    json.member("name", run.profile)
    json.key("options")
    json.beginArray()
    for option in run.options { json.value(option) }
    json.endArray()
    json.member("optionsFromClaim", run.areOptionsFromClaim)
    json.member("allowlistStrict", run.isAllowlistStrict)
    json.member("strict", run.isStrict)
    json.endObject()
    json.member("keyedFingerprints", run.isKeyed)
    json.member("evidenceWritten", run.isEvidenceWritten)
    json.key("tables")
    json.beginArray()
    for table in run.tables {
      json.beginObject()
      json.member("table", table.table)
      json.member("edition", table.edition)
      json.member("sha256", table.sha256)
      json.endObject()
    }
    json.endArray()
    json.key("files")
    json.beginArray()
    return json.bytes
  }

  /// One file, with the comma and line feed that go before it.
  public static func file(_ file: FileResult, strict: Bool) -> [UInt8] {
    var json = JSONText()
    json.newLine()
    json.beginObject()
    json.member("index", file.index)
    json.member("path", file.path.description)
    json.member("kind", file.kind.rawValue)
    json.member("outcome", file.outcome(strict: strict).rawValue)
    json.member("bytes", file.lengthInBytes)
    if file.isDeflated { json.member("deflated", true) }
    json.member("sopClass", optional: file.sopClass?.description)
    json.member("transferSyntax", optional: file.transferSyntax?.description)
    json.member("elements", file.elements)
    json.member("privateBlocks", file.privateBlocks)
    json.coverage(file.coverage)
    json.member("sha256", optional: file.sha256)
    json.key("findings")
    json.beginArray()
    for finding in file.findings { json.finding(finding) }
    json.endArray()
    json.key("notChecked")
    json.beginArray()
    for gap in file.notChecked {
      json.beginObject()
      json.member("reason", gap.reason.rawValue)
      json.place(gap.place)
      json.member("bytes", gap.lengthInBytes)
      json.member("message", gap.message.description)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    // The first file of the list has no comma before it: the writer leaves this one out.
    return [0x2C] + json.bytes
  }

  /// What comes after the files.
  public static func end(_ tally: Tally, _ verdict: Verdict, _ run: RunDescription) -> [UInt8] {
    var json = JSONText()
    json.newLine()
    json.endArray()
    json.key("summary")
    json.beginObject()
    json.verdict(verdict)
    json.totals(tally)
    json.checks(tally, run)
    json.groups(tally)
    json.inventory(tally.inventory)
    json.endObject()
    json.key("end")
    json.beginObject()
    json.member("files", tally.entries)
    json.endObject()
    json.endObject()
    json.newLine()
    return json.bytes
  }
}

extension JSONText {
  mutating func coverage(_ coverage: Coverage) {
    key("coverage")
    beginObject()
    member("judged", coverage.judged)
    member("outOfScope", coverage.outOfScope)
    member("notChecked", coverage.notChecked)
    endObject()
  }

  mutating func place(_ place: Place) {
    key("place")
    beginObject()
    switch place {
    case .file: member("kind", "file")
    case .bytes: member("kind", "bytes")
    case .element: member("kind", "element")
    case .missing: member("kind", "missing")
    }
    member("path", optional: place.path?.description)
    member("keyword", optional: place.keyword?.description)
    if let creator = place.creator { member("creator", creator.text) }
    if let range = place.range {
      member("offset", range.lowerBound)
      member("length", range.count)
    }
    endObject()
  }

  fileprivate mutating func finding(_ finding: Finding) {
    beginObject()
    member("check", finding.check.description)
    member("severity", finding.severity.rawValue)
    place(finding.place)
    member("message", finding.message.description)
    member("citation", finding.citation.description)
    member("fingerprint", finding.fingerprint.description)
    endObject()
  }

  fileprivate mutating func verdict(_ verdict: Verdict) {
    key("verdict")
    beginObject()
    member("outcome", verdict.outcome.rawValue)
    member("exitCode", Int(verdict.outcome.exitCode))
    key("reasons")
    beginArray()
    for reason in verdict.reasons { value(reason.text) }
    endArray()
    endObject()
  }

  fileprivate mutating func totals(_ tally: Tally) {
    key("totals")
    beginObject()
    member("entries", tally.entries)
    member("filesRead", tally.filesRead)
    member("filesClean", tally.filesClean)
    member("filesFailing", tally.filesFailing)
    member("filesToReview", tally.filesToReview)
    member("filesNotFullyChecked", tally.filesWithGaps)
    member("elements", tally.elements)
    member("privateBlocks", tally.privateBlocks)
    member("failures", tally.failures)
    member("reviews", tally.reviews)
    member("notes", tally.notes)
    coverage(tally.coverage)
    endObject()
    key("notChecked")
    beginArray()
    for (reason, gap) in tally.gaps.sorted(by: { $0.key < $1.key }) {
      beginObject()
      member("reason", reason.rawValue)
      member("places", gap.places)
      member("files", gap.files)
      member("bytes", gap.lengthInBytes)
      endObject()
    }
    endArray()
  }

  fileprivate mutating func checks(_ tally: Tally, _ run: RunDescription) {
    key("checks")
    beginArray()
    for check in run.checks {
      let counts = tally.checks[check.id] ?? CheckCounts()
      beginObject()
      member("check", check.id.description)
      member("title", check.title.description)
      member("examined", counts.examined)
      member("passed", counts.passed)
      member("failed", counts.failed)
      member("toReview", counts.toReview)
      member("noted", counts.noted)
      member("notChecked", counts.notChecked)
      endObject()
    }
    endArray()
  }

  fileprivate mutating func groups(_ tally: Tally) {
    key("groups")
    beginArray()
    for (group, content) in tally.sortedGroups {
      beginObject()
      member("check", group.check.description)
      member("severity", group.severity.rawValue)
      member("path", group.pattern)
      if let creator = group.creator { member("creator", creator.text) }
      member("findings", content.findings)
      member("files", content.files)
      endObject()
    }
    endArray()
  }

  fileprivate mutating func inventory(_ inventory: Inventory) {
    key("attributes")
    beginArray()
    for (key, use) in inventory.sorted {
      beginObject()
      member("tag", key.shownTag)
      member("name", optional: use.name?.description)
      if let creator = key.creator { member("creator", creator.text) }
      self.key("vrs")
      beginArray()
      for vr in use.vrs.map(\.description).sorted() { value(vr) }
      endArray()
      self.key("actions")
      beginArray()
      for action in use.actions.map(\.description).sorted() { value(action) }
      endArray()
      member("occurrences", use.occurrences)
      member("empty", use.empty)
      member("distinctValues", use.distinct.count)
      member("distinctValuesAreMore", use.distinct.count >= AttributeUse.mostDistinctValues)
      member("failing", use.failures)
      member("toReview", use.reviews)
      member("noted", use.notes)
      member("notChecked", use.notChecked)
      endObject()
    }
    endArray()
    member("attributesUnlisted", inventory.unlisted)
  }
}

/// The evidence file: one JSON object a line, keyed by fingerprint.
public enum EvidenceLines {
  /// A record and its line feed.
  public static func line(_ record: EvidenceRecord) -> [UInt8] {
    var json = JSONText()
    json.beginObject()
    json.member("fingerprint", record.fingerprint.description)
    json.member("file", record.file.description)
    json.member("check", record.check.description)
    json.member("path", record.path)
    json.member("value", record.text)
    json.member(
      "hex",
      record.bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined())
    json.member("bytes", record.lengthInBytes)
    json.endObject()
    json.newLine()
    return json.bytes
  }
}
