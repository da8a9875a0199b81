internal import Findings

/// Writes the list of checks that do not pass, and of leaks, without values: as CSV, or as the entries of a JSON array.
public final class DiscrepancyFile: ScoreSink {
  /// The form of the list.
  public enum Form: Sendable {
    /// A table with a header.
    case csv
    /// Objects with commas between them, without brackets around.
    case json
  }

  private let form: Form
  private let write: ([UInt8]) throws -> Void
  private var isFirst = true

  /// Begins a list.
  ///
  /// - Parameter write: takes the bytes.
  public init(_ form: Form, write: @escaping ([UInt8]) throws -> Void) throws {
    self.form = form
    self.write = write
    if case .csv = form {
      try write(
        ScoreLines.line([
          "check", "row", "file", "action", "element", "official", "strict", "expected", "found",
          "found_bytes",
        ]))
    }
  }

  /// Adds the list to what a run writes.
  public func join(_ writers: ScoreWriters) { writers.add(self) }

  /// A line of the list.
  private struct Entry {
    var number: Int?
    var row: Int?
    let file: String?
    let action: String
    let element: String
    var official: StaticString = ""
    let strict: StaticString
    let expected: StaticString
    var found: Evidence?
  }

  func take(_ file: ScoredFile, first: Int) throws {
    for (place, scored) in file.checks.enumerated() {
      let strict: StaticString
      switch scored.strict {
      case .passed: strict = ""
      case .failed(let reason): strict = reason.text
      // Judged when all are known.
      case .shifted: continue
      }
      if scored.official.passed == true, strict.utf8CodeUnitCount == 0 { continue }
      try put(
        scored, number: first + place, row: file.row.number, file: file.shownPath, strict,
        found: file.file == nil ? nil : scored.official.found)
    }
    for leak in file.leaks {
      try put(
        Entry(
          row: file.row.number, file: file.shownPath, action: "leak", element: leak.label,
          strict: leak.isSure ? "a value of an original" : "perhaps a value of an original",
          expected: leak.kind,
          found: Evidence(of: leak.bytes[...])))
    }
  }

  func take(dates: [PendingDate]) throws {
    for date in dates where date.isDiscrepancy {
      try put(
        date.scored, number: date.number, row: date.row, file: date.shownPath, date.reason?.text ?? "",
        found: date.scored.official.found)
    }
  }

  private func put(
    _ scored: ScoredCheck, number: Int, row: Int, file: String?, _ strict: StaticString, found: String?
  ) throws {
    try put(
      Entry(
        number: number, row: row, file: file, action: scored.check.action.rawValue,
        element: ScoreLines.element(scored.check), official: ScoreLines.word(scored.official.passed),
        strict: strict, expected: ScoreLines.expected(scored.check.action), found: ScoreLines.shape(found)))
  }

  private func put(_ entry: Entry) throws {
    switch form {
    case .csv:
      try write(
        ScoreLines.line([
          entry.number.map(String.init) ?? "", entry.row.map(String.init) ?? "", entry.file ?? "",
          entry.action,
          entry.element, entry.official.description, entry.strict.description, entry.expected.description,
          entry.found?.shape ?? "", entry.found.map { String($0.lengthInBytes) } ?? "",
        ]))
    case .json:
      var fields: [(String, String)] = [
        ("action", ScoreLines.quoted(entry.action)), ("element", ScoreLines.quoted(entry.element)),
        ("expected", ScoreLines.quoted(entry.expected.description)),
        ("file", ScoreLines.quotedOrNull(entry.file)),
      ]
      if let number = entry.number { fields.append(("check", String(number))) }
      if let row = entry.row { fields.append(("row", String(row))) }
      if let found = entry.found {
        fields.append(("found", ScoreLines.quoted(found.shape)))
        fields.append(("foundInBytes", String(found.lengthInBytes)))
      }
      if entry.official.utf8CodeUnitCount > 0 {
        fields.append(("official", ScoreLines.quoted(entry.official.description)))
      }
      if entry.strict.utf8CodeUnitCount > 0 {
        fields.append(("strict", ScoreLines.quoted(entry.strict.description)))
      }
      let text = fields.sorted { $0.0 < $1.0 }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
      try write(Array("\(isFirst ? "" : ",")\n{\(text)}".utf8))
    }
    isFirst = false
  }
}

/// Writes the values that discrepancies and leaks are about, as JSON Lines. To be kept from others.
public final class ScoreEvidence: ScoreSink {
  private let write: ([UInt8]) throws -> Void

  /// Begins the file.
  ///
  /// - Parameter write: takes the bytes.
  public init(write: @escaping ([UInt8]) throws -> Void) { self.write = write }

  /// Adds the file to what a run writes.
  public func join(_ writers: ScoreWriters) { writers.add(self) }

  func take(_ file: ScoredFile, first: Int) throws {
    for (place, scored) in file.checks.enumerated() {
      // Shifted dates are judged when all are known.
      if case .shifted = scored.strict { continue }
      if scored.official.passed == true, scored.strict == .passed { continue }
      try put(scored, number: first + place, row: file.row.number, file: file.shownPath)
    }
    for leak in file.leaks {
      let fields = [
        "\"file\":\(ScoreLines.quotedOrNull(file.shownPath))", "\"action\":\"leak\"",
        "\"element\":\(ScoreLines.quoted(leak.label))",
        "\"value\":\(ScoreLines.quoted(String(decoding: leak.bytes, as: UTF8.self)))",
      ]
      try write(Array("{\(fields.joined(separator: ","))}\n".utf8))
    }
  }

  func take(dates: [PendingDate]) throws {
    for date in dates where date.isDiscrepancy {
      try put(date.scored, number: date.number, row: date.row, file: date.shownPath)
    }
  }

  private func put(_ scored: ScoredCheck, number: Int, row: Int, file: String?) throws {
    let fields = [
      "\"check\":\(number)", "\"row\":\(row)", "\"file\":\(ScoreLines.quotedOrNull(file))",
      "\"action\":\(ScoreLines.quoted(scored.check.action.rawValue))",
      "\"element\":\(ScoreLines.quoted(ScoreLines.element(scored.check)))",
      "\"actionText\":\(ScoreLines.quotedOrNull(scored.check.actionText.shown))",
      "\"answerValue\":\(ScoreLines.quotedOrNull(scored.check.value.shown))",
      "\"fileValue\":\(ScoreLines.quotedOrNull(scored.official.found))",
    ]
    try write(Array("{\(fields.joined(separator: ","))}\n".utf8))
  }
}

extension PendingDate {
  /// Whether it does not pass in both ways of scoring.
  fileprivate var isDiscrepancy: Bool { reason != nil || scored.official.passed != true }
}

/// Writes the published discrepancy reports, with values: all columns, and those for participants.
public final class PublishedDiscrepancies: ScoreSink {
  private let internalFile: ([UInt8]) throws -> Void
  private let participantFile: ([UInt8]) throws -> Void

  /// Begins both files.
  public init(
    internalFile: @escaping ([UInt8]) throws -> Void, participantFile: @escaping ([UInt8]) throws -> Void
  ) throws {
    self.internalFile = internalFile
    self.participantFile = participantFile
    let beginning = [
      "index", "check_passed", "check_score", "tag_ds", "tag_name", "file_value", "answer_value", "action",
      "action_text", "category", "subcategory",
    ]
    let end = ["modality", "class", "patient", "study", "series", "instance", "file_name"]
    try internalFile(ScoreLines.line(beginning + AnswerCheck.Categories.names + end + ["file_path"]))
    try participantFile(ScoreLines.line(beginning + end))
  }

  /// Adds the reports to what a run writes.
  public func join(_ writers: ScoreWriters) { writers.add(self) }

  func take(_ file: ScoredFile, first: Int) throws {
    for (place, scored) in file.checks.enumerated() where scored.official.passed != true {
      let check = scored.check
      // Tables of levels are long.
      let isShown = check.tagName.shown != "<LUT Data>"
      let category = ScoreCategory(check)
      let path = file.shownPath ?? ""
      let beginning = [
        String(first + place), scored.official.passed == nil ? "" : "0",
        scored.official.score.map(PythonText.printed) ?? "", check.label ?? "", check.tagName.shown ?? "",
        isShown ? scored.official.found ?? "" : "<Removed>",
        isShown ? scored.answerShown(hasFile: file.file != nil) ?? "" : "<Removed>",
        check.action.marked, isShown ? check.actionText.shown ?? "" : "<Removed>",
        category?.name ?? "unknown",
        category?.part ?? "unknown",
      ]
      let end = file.identity.map { $0 ?? "" } + [path.split(separator: "/").last.map(String.init) ?? ""]
      try internalFile(ScoreLines.line(beginning + check.categories.values.map { $0 ?? "" } + end + [path]))
      try participantFile(ScoreLines.line(beginning + end))
    }
  }

  func take(dates: [PendingDate]) throws {}
}
