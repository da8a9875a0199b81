public import DICOM
public import Findings

/// The report as one JSON document, written piece by piece: beginning, a piece for each file, end.
///
/// The form is that of `Schemas/report-1.schema.json`. Each part stands on lines of its own, and each file on
/// one. The members of an object are in alphabetical order; those of the document in the order in which they
/// are known.
public enum JSONReport {
  /// The version of the form.
  public static let schemaVersion = 1

  /// What comes before the files.
  public static func beginning(_ run: RunDescription) -> [UInt8] {
    var json = JSONText()
    json.beginObject()
    json.member("schemaVersion", schemaVersion)
    json.newLine()
    json.key("tool")
    json.beginObject()
    json.member("name", "deid-audit")
    json.member("version", run.toolVersion)
    json.endObject()
    json.newLine()
    json.key("run")
    json.beginObject()
    json.member("startedAt", run.startedAt)
    json.endObject()
    json.newLine()
    json.member("scope", run.scope.rawValue)
    json.newLine()
    json.member("pixels", run.pixels)
    json.newLine()
    json.profile(run)
    json.newLine()
    json.member("keyedFingerprints", run.isKeyed)
    json.newLine()
    json.member("evidenceWritten", run.isEvidenceWritten)
    json.newLine()
    if let configuration = run.configuration {
      json.key("configuration")
      json.beginObject()
      json.member("file", configuration.file)
      json.member("sha256", configuration.sha256)
      json.endObject()
      json.newLine()
    }
    json.tables(run.tables)
    json.newLine()
    json.key("files")
    json.beginArray()
    return json.bytes
  }

  /// One file, with what divides it from the file before: nothing if it is the first of the walk.
  public static func file(_ file: FileResult, strict: Bool) -> [UInt8] {
    var json = JSONText()
    if file.index > 0 { json.goOn() }
    json.newLine()
    json.beginObject()
    json.member("bytes", file.lengthInBytes)
    json.coverage(file.coverage)
    json.member("deflated", file.isDeflated)
    json.member("elements", file.elements)
    json.key("findings")
    json.beginArray()
    for finding in file.findings { json.finding(finding) }
    json.endArray()
    json.member("index", file.index)
    json.member("kind", file.kind.rawValue)
    json.key("notChecked")
    json.beginArray()
    for gap in file.notChecked { json.notChecked(gap) }
    json.endArray()
    json.original(file.original)
    json.member("outcome", file.outcome(strict: strict).rawValue)
    json.member("path", file.path.description)
    json.member("picturesLookedAt", file.pictures.lookedAt)
    json.member("picturesNotLookedAt", file.pictures.notLookedAt)
    json.member("privateBlocks", file.privateBlocks)
    json.member("sha256", optional: file.sha256)
    json.member("sopClass", optional: file.sopClass?.description)
    json.member("transferSyntax", optional: file.transferSyntax?.description)
    json.endObject()
    return json.bytes
  }

  /// What comes between the files and the first result of the second pass, if it has one.
  public static func beginningOfRepeated() -> [UInt8] {
    var json = JSONText()
    json.lastLine()
    json.endArray()
    json.newLine()
    json.key("repeated")
    json.beginArray()
    return json.bytes
  }

  /// What the second pass found in one file, without what divides it from the one before.
  public static func repeated(_ file: FileResult) -> [UInt8] {
    var json = JSONText()
    json.newLine()
    json.beginObject()
    json.key("findings")
    json.beginArray()
    for finding in file.findings { json.finding(finding) }
    json.endArray()
    json.member("index", file.index)
    json.key("notChecked")
    json.beginArray()
    for gap in file.notChecked { json.notChecked(gap) }
    json.endArray()
    json.member("path", file.path.description)
    json.endObject()
    return json.bytes
  }

  /// What comes after the files. The last line has the number of files, and is missing if the report was cut
  /// off.
  ///
  /// - Parameter digest: has taken in all pieces so far; then the last line has the SHA-256 of all lines
  ///   before it.
  public static func end(
    _ tally: Tally, _ verdict: Verdict, _ run: RunDescription, digest: SHA256? = nil
  ) -> [UInt8] {
    var json = JSONText()
    if tally.entries > 0 { json.lastLine() }
    json.endArray()
    json.newLine()
    if let cohort = tally.cohort {
      json.cohort(cohort)
      json.newLine()
    }
    json.summary(tally, verdict, run)
    json.newLine()
    digest?.update(json.bytes[...])
    json.key("end")
    json.beginObject()
    json.member("files", tally.entries)
    json.member("findings", tally.failures + tally.reviews + tally.notes + tally.accepted)
    json.member("sha256", optional: digest?.finish())
    json.endObject()
    json.endObject()
    json.lastLine()
    return json.bytes
  }
}

extension JSONText {
  fileprivate mutating func profile(_ run: RunDescription) {
    key("profile")
    beginObject()
    member("allowlistStrict", run.isAllowlistStrict)
    if let most = run.mostFindings { member("maxFindings", most) }
    member("name", run.profile)
    member("options", run.options)
    member("optionsFromClaim", run.areOptionsFromClaim)
    member("strict", run.isStrict)
    endObject()
  }

  fileprivate mutating func tables(_ tables: [TableEdition]) {
    key("tables")
    beginArray()
    for table in tables {
      beginObject()
      member("edition", table.edition)
      member("sha256", table.sha256)
      member("table", table.table)
      endObject()
    }
    endArray()
  }

  mutating func finding(_ finding: Finding) {
    beginObject()
    member("check", finding.check.description)
    member("citation", finding.citation.description)
    member("fingerprint", finding.fingerprint.description)
    member("message", finding.message.description)
    place(finding.place)
    member("severity", finding.severity.rawValue)
    if let decision = finding.decision { member("state", JSONText.state(decision)) }
    endObject()
  }

  /// What a decision makes of a finding; one that nobody has decided about has none.
  private static func state(_ decision: Decision) -> String {
    guard decision.isInForce else { return "expired" }
    return if case .baseline = decision.source { "unchanged" } else { "ignored" }
  }

  fileprivate mutating func notChecked(_ gap: NotChecked) {
    beginObject()
    member("bytes", gap.lengthInBytes)
    member("message", gap.message.description)
    place(gap.place)
    member("reason", gap.reason.rawValue)
    endObject()
  }

  private mutating func place(_ place: Place) {
    key("place")
    beginObject()
    if let creator = place.creator { member("creator", creator.text) }
    if case .picture(_, _, let frame, _) = place { member("frame", frame) }
    if let inner = place.inner {
      member("inner", inner.description)
      member("innerPattern", inner.pattern)
    }
    member("keyword", optional: place.keyword?.description)
    switch place {
    case .file: member("kind", "file")
    case .bytes: member("kind", "bytes")
    case .element: member("kind", "element")
    case .missing: member("kind", "missing")
    case .picture: member("kind", "picture")
    case .between: member("kind", "between")
    case .inside: member("kind", "inside")
    }
    if let range = place.range {
      member("length", range.count)
      member("offset", range.lowerBound)
    }
    if let path = place.path {
      let text = path.description
      member("path", text)
      // Without items above it, a path is its own pattern.
      member("pattern", path.steps.isEmpty ? text : path.pattern)
    }
    if case .picture(_, _, _, let rectangle) = place {
      key("rectangle")
      beginObject()
      member("height", rectangle.height)
      member("width", rectangle.width)
      member("x", rectangle.x)
      member("y", rectangle.y)
      endObject()
    }
    endObject()
  }
}
