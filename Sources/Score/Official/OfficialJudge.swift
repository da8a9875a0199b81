internal import Rules

/// What the published program comes to for a check.
struct OfficialResult: Equatable, Sendable {
  /// Passed or not; nil where the published program leaves a blank.
  var passed: Bool?
  /// How much of the check passed, from 0 to 1; nil with a blank.
  var score: Double?
  /// The value that was found, as results hold it.
  var found: String?

  /// A blank.
  static func blank(_ found: String?) -> OfficialResult {
    OfficialResult(passed: nil, score: nil, found: found)
  }

  /// All or nothing.
  static func judged(_ passed: Bool, _ found: String?) -> OfficialResult {
    OfficialResult(passed: passed, score: passed ? 1 : 0, found: found)
  }
}

/// Judges checks as the published program does, each file by itself.
struct OfficialJudge: Sendable {
  /// What results hold for a file that is not there.
  static let missing = "<MISSING FILE>"

  let comparison: TextComparison
  let uids: IdentifierMap
  let patients: IdentifierMap

  /// A check of a file that is not there: what demands something fails, what forbids something passes.
  func judgeMissing(_ check: AnswerCheck) -> OfficialResult {
    switch check.action {
    case .textRemoved, .dateShifted, .uidChanged, .pixelsHidden: .judged(true, OfficialJudge.missing)
    case .tagRetained, .textNotNull, .textRetained, .pixelsRetained, .uidConsistent, .patientIDConsistent:
      .judged(false, OfficialJudge.missing)
    }
  }

  /// A check of what was read; those of text in pictures have a judge of their own.
  func judge(_ check: AnswerCheck, _ reading: OutputReading) -> OfficialResult {
    let found = check.label.flatMap { reading.printed[$0] }
    switch check.action {
    case .tagRetained: return .judged(found != nil, found)
    case .textNotNull: return .judged(found != nil && found != "<>", found)
    case .textRetained: return found.map { compare($0, check, retains: true) } ?? .judged(false, nil)
    case .textRemoved:
      guard let found else { return .judged(true, nil) }
      return compare(found == PrintedValue.removed ? "<>" : found, check, retains: false)
    case .dateShifted, .uidChanged: return differs(found, check)
    case .pixelsRetained: return samePixels(reading, check)
    case .uidConsistent: return mapped(found, check, uids)
    case .patientIDConsistent: return mapped(found, check, patients)
    case .pixelsHidden: return .blank(nil)
    }
  }

  private func compare(_ found: String, _ check: AnswerCheck, retains: Bool) -> OfficialResult {
    guard case .text(let answer) = check.actionText else { return .blank(found) }
    switch comparison.compare(found, answer, retains: retains) {
    case .errored: return .blank(found)
    case .judged(let passed, let score): return OfficialResult(passed: passed, score: score, found: found)
    }
  }

  /// Whether the original value is nowhere in the one found.
  private func differs(_ found: String?, _ check: AnswerCheck) -> OfficialResult {
    guard let found else { return .judged(true, nil) }
    guard case .text(let value) = check.value else { return .blank(found) }
    let original = OfficialJudge.withoutBackslashes(TextComparison.withoutBrackets(value))
    return .judged(!TextComparison.contains(OfficialJudge.withoutBackslashes(found), original), found)
  }

  private static func withoutBackslashes(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "\\"))
      ? String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self) : text
  }

  private func samePixels(_ reading: OutputReading, _ check: AnswerCheck) -> OfficialResult {
    let digest = reading.pixelDigest ?? "None"
    guard case .text(let answer) = check.actionText else { return .blank(digest) }
    return .judged(OfficialJudge.withoutEdges(answer) == digest, digest)
  }

  /// A text without `<` and `>` at its ends.
  static func withoutEdges(_ text: String) -> String {
    let isEdge: (Character) -> Bool = { $0 == "<" || $0 == ">" }
    var text = text.drop(while: isEdge)
    while let last = text.last, isEdge(last) { text.removeLast() }
    return String(text)
  }

  /// Whether the value found is the one that a map gives for the original.
  private func mapped(_ found: String?, _ check: AnswerCheck, _ map: IdentifierMap) -> OfficialResult {
    guard let found else { return .judged(true, nil) }
    return .judged(found == OfficialJudge.expected(check, map), found)
  }

  /// The value in `<>` that a map gives for the original; empty if it gives none.
  static func expected(_ check: AnswerCheck, _ map: IdentifierMap) -> String {
    guard case .text(let value) = check.value, value.hasPrefix("<"), value.hasSuffix(">"),
      value.utf8.count >= 2,
      let new = map.newByOld[String(value.dropFirst().dropLast())]
    else { return "" }
    return "<\(new)>"
  }
}
