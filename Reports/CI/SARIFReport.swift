internal import DICOM
public import Findings

/// The findings in the Static Analysis Results Interchange Format, SARIF 2.1.0, piece by piece: beginning, a piece
/// for each file, end.
///
/// A finding that fails is an `error`, one to review a `warning`, a note a `note`; what was not checked is a `warning`
/// of a rule `not-checked.…`, so that no reader takes the silence about it for a pass.
public struct SARIFReport: Sendable {
  /// How many results are written; a server that takes more than that of one run shows none. Later ones are counted
  /// in a notification.
  public static let mostResults = 25_000

  private let run: RunDescription
  private let folder: String
  private let rules: [String: Int]
  private let most: Int
  /// Results written so far, and those left out.
  private var written = 0, leftOut = 0

  /// Prepares the report of a run.
  ///
  /// - Parameter folder: what stands before a file's name, for its path in the repository: empty, or ends in `/`.
  public init(_ run: RunDescription, folder: String) {
    self.init(run, folder: folder, most: SARIFReport.mostResults)
  }

  init(_ run: RunDescription, folder: String, most: Int) {
    self.run = run
    self.most = most
    self.folder = folder
    let names = run.checks.map(\.id.description) + NotCheckedReason.allCases.map(SARIFReport.rule)
    rules = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
  }

  /// What comes before the results.
  public func beginning() -> [UInt8] {
    var json = JSONText()
    json.beginObject()
    json.member(
      "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.newLine()
    json.beginObject()
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", "deid-audit")
    json.key("rules")
    json.beginArray()
    for check in run.checks { json.rule(check) }
    for reason in NotCheckedReason.allCases { json.rule(reason) }
    json.endArray()
    json.member("version", run.toolVersion)
    json.endObject()
    json.endObject()
    json.newLine()
    json.member("columnKind", "unicodeCodePoints")
    json.newLine()
    json.key("results")
    json.beginArray()
    return json.bytes
  }

  /// The results of a file, or what a second pass found in it. Not for several threads at a time.
  public mutating func file(_ file: FileResult) -> [UInt8] {
    var json = JSONText()
    for finding in file.findings {
      // Notes change nothing: they leave room for the others.
      let isNote = finding.severity == .note
      guard takesOneMore(&json, of: most / (isNote ? 2 : 1)) else { continue }
      json.beginObject()
      json.member("level", SARIFReport.level(finding.severity))
      json.location(finding.place, in: file, uri: uri(file.path))
      json.message(finding.message.description)
      json.key("partialFingerprints")
      json.beginObject()
      json.member("deidAudit/v1", finding.fingerprint.description)
      json.endObject()
      json.key("properties")
      json.beginObject()
      json.member("citation", finding.citation.description)
      json.member("severity", finding.severity.rawValue)
      json.endObject()
      json.member("ruleId", finding.check.description)
      if let index = rules[finding.check.description] { json.member("ruleIndex", index) }
      if let reason = reason(finding.decision) {
        json.key("suppressions")
        json.beginArray()
        json.beginObject()
        json.member("justification", reason)
        json.member("kind", "external")
        json.member("status", "accepted")
        json.endObject()
        json.endArray()
      }
      json.endObject()
    }
    for gap in file.notChecked {
      guard takesOneMore(&json, of: most) else { continue }
      let rule = SARIFReport.rule(gap.reason)
      json.beginObject()
      json.member("level", "warning")
      json.location(gap.place, in: file, uri: uri(file.path))
      json.message(gap.message.description)
      json.member("ruleId", rule)
      if let index = rules[rule] { json.member("ruleIndex", index) }
      json.endObject()
    }
    return json.bytes
  }

  /// What comes after the results.
  public func end(_ verdict: Verdict) -> [UInt8] {
    var json = JSONText()
    if written > 0 { json.lastLine() }
    json.endArray()
    json.newLine()
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.member("executionSuccessful", !verdict.reasons.contains(.interrupted))
    json.member("exitCode", Int(verdict.outcome.exitCode))
    json.member("startTimeUtc", run.startedAt)
    json.key("toolExecutionNotifications")
    json.beginArray()
    for reason in verdict.reasons { json.notification(reason.text, level: SARIFReport.level(reason)) }
    if leftOut > 0 {
      json.notification("\(leftOut) more results stand in the JSON report only.", level: "warning")
    }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.lastLine()
    return json.bytes
  }

  /// Begins the next result, unless there are too many.
  private mutating func takesOneMore(_ json: inout JSONText, of most: Int) -> Bool {
    guard written < most else {
      leftOut += 1
      return false
    }
    if written > 0, json.bytes.isEmpty { json.goOn() }
    written += 1
    json.newLine()
    return true
  }

  /// Why a finding was accepted; nil if it was not, or not any more.
  private func reason(_ decision: Decision?) -> String? {
    guard let decision, decision.isInForce else { return nil }
    return switch decision.source {
    case .baseline(let place): run.decisions.baseline?.entries[place].reason
    case .ignore(let place): run.decisions.ignores[place].reason
    }
  }

  private func uri(_ file: ShownPath) -> String {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    var text: [UInt8] = []
    for byte in ((file.isHidden ? "" : folder) + file.description).utf8 {
      if allowed.contains(byte) {
        text.append(byte)
      } else {
        text += Array((byte < 16 ? "%0" : "%").utf8) + Array(String(byte, radix: 16, uppercase: true).utf8)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func rule(_ reason: NotCheckedReason) -> String { "not-checked.\(reason.rawValue)" }

  static func level(_ severity: Severity) -> String {
    switch severity {
    case .fail: "error"
    case .review: "warning"
    case .note: "note"
    }
  }

  private static func level(_ reason: VerdictReason) -> String {
    switch reason {
    case .failures, .nothingRead, .interrupted: "error"
    case .allowed, .accepted: "note"
    case .between(let failures, _): failures > 0 ? "error" : "warning"
    case .reviews, .expired, .notChecked, .optionNotChecked: "warning"
    }
  }
}

extension JSONText {
  fileprivate mutating func message(_ text: String) {
    key("message")
    beginObject()
    member("text", text)
    endObject()
  }

  fileprivate mutating func notification(_ text: String, level: String) {
    beginObject()
    member("level", level)
    message(text)
    endObject()
  }

  fileprivate mutating func rule(_ check: CheckDescription) {
    rule(
      check.id.description, title: check.title, description: check.why, help: check.remedy,
      level: SARIFReport.level(check.severity), tag: String(check.id.family),
      citation: check.source.description)
  }

  fileprivate mutating func rule(_ reason: NotCheckedReason) {
    rule(
      SARIFReport.rule(reason), title: reason.meaning, description: reason.meaning, help: reason.remedy,
      level: "warning", tag: "not-checked", citation: nil)
  }

  private mutating func rule(
    _ id: String, title: StaticString, description: StaticString, help: StaticString, level: String,
    tag: String,
    citation: String?
  ) {
    newLine()
    beginObject()
    key("defaultConfiguration")
    beginObject()
    member("level", level)
    endObject()
    key("fullDescription")
    beginObject()
    member("text", description.description)
    endObject()
    key("help")
    beginObject()
    member("text", help.description)
    endObject()
    member("id", id)
    key("properties")
    beginObject()
    member("citation", optional: citation)
    member("tags", [tag])
    endObject()
    key("shortDescription")
    beginObject()
    member("text", title.description)
    endObject()
    endObject()
  }

  fileprivate mutating func location(_ place: Place, in file: FileResult, uri: String) {
    key("locations")
    beginArray()
    beginObject()
    if let path = place.path {
      key("logicalLocations")
      beginArray()
      beginObject()
      member("fullyQualifiedName", place.text)
      member("kind", "element")
      member("name", place.keyword?.description ?? path.tag.description)
      endObject()
      endArray()
    }
    key("physicalLocation")
    beginObject()
    key("artifactLocation")
    beginObject()
    member("uri", uri)
    endObject()
    key("region")
    beginObject()
    // Offsets in an inflated stream are none in the file.
    if let range = place.range, !file.isDeflated {
      member("byteLength", range.count)
      member("byteOffset", range.lowerBound)
    }
    // A file of bytes has no lines; servers show nothing without one.
    member("startLine", 1)
    endObject()
    endObject()
    if case .picture(_, _, let frame, let area) = place {
      key("properties")
      beginObject()
      member("frame", frame)
      member("height", area.height)
      member("width", area.width)
      member("x", area.x)
      member("y", area.y)
      endObject()
    }
    endObject()
    endArray()
  }
}
