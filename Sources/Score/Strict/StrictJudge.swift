internal import DICOM

/// Judges checks by what they are meant to show, and counts what shows nothing as failed.
struct StrictJudge: Sendable {
  let uids: IdentifierMap
  let patients: IdentifierMap

  /// A check of what was read; text in pictures aside.
  func judge(_ check: AnswerCheck, _ official: OfficialResult) -> StrictResult {
    guard let passed = official.passed else { return .failed(.errored) }
    switch check.action {
    case .uidConsistent: return consistent(check, official, uids)
    case .patientIDConsistent: return consistent(check, official, patients)
    default: break
    }
    guard passed else { return .failed(.official) }
    switch check.action {
    case .dateShifted: return shifted(check, official.found)
    case .textNotNull, .uidChanged:
      // An element that has to go may be gone; one that stays has to have a value.
      guard let found = official.found else { return .passed }
      return StrictJudge.values(found).allSatisfy(\.isEmpty) ? .failed(.emptied) : .passed
    default: return .passed
    }
  }

  private func consistent(
    _ check: AnswerCheck, _ official: OfficialResult, _ map: IdentifierMap
  ) -> StrictResult {
    guard let found = official.found else { return .failed(.absent) }
    guard case .text(let original) = check.value else { return .failed(.errored) }
    let olds = StrictJudge.values(original)
    let news = StrictJudge.values(found)
    guard olds.count == news.count else { return .failed(.official) }
    for (old, new) in zip(olds, news) {
      guard let expected = map.newByOld[old], expected == new else { return .failed(.official) }
      if map.shared.contains(new) { return .failed(.sharedIdentifier) }
    }
    return .passed
  }

  private func shifted(_ check: AnswerCheck, _ found: String?) -> StrictResult {
    guard let found else { return .failed(.absent) }
    guard case .text(let original) = check.value else { return .failed(.errored) }
    let before = StrictJudge.values(original)
    let after = StrictJudge.values(found)
    if after.allSatisfy(\.isEmpty) { return .failed(.emptied) }
    guard before.count == after.count else { return .failed(.noDate) }
    var offset: Int?
    for (old, new) in zip(before, after) {
      guard let oldDay = Day(of: old) else {
        // A time of day has no offset in days; that it differs is all there is to see.
        if old.isEmpty || TimeValue(Array(old.utf8)[...]) != nil { continue }
        return .failed(.errored)
      }
      guard let newDay = Day(of: new) else { return .failed(.noDate) }
      let days = newDay.number - oldDay.number
      if let offset, offset != days { return .failed(.otherOffset) }
      offset = days
    }
    return offset.map { .shifted(days: $0) } ?? .passed
  }

  /// The values of a printed value: `<['a', 'b']>` has two.
  static func values(_ printed: String) -> [String] {
    let text = OfficialJudge.withoutEdges(printed)
    guard text.hasPrefix("["), text.hasSuffix("]") else { return [text] }
    let inner = text.dropFirst().dropLast()
    guard !inner.isEmpty else { return [] }
    return inner.split(separator: ", ", omittingEmptySubsequences: false).map { part in
      part.utf8.count >= 2 && part.hasPrefix("'") && part.hasSuffix("'")
        ? String(part.dropFirst().dropLast()) : String(part)
    }
  }
}

/// A day by its number.
struct Day {
  /// Days since the beginning of the calendar's era.
  let number: Int

  /// The day of a date or of a date and time; nil for anything else.
  init?(of text: String) {
    let bytes = Array(text.utf8)
    if let date = DateValue(bytes[...]) {
      self.init(date)
    } else if bytes.count > 8, let date = DateTimeValue(bytes[...])?.date {
      self.init(date)
    } else {
      return nil
    }
  }

  private init(_ date: DateValue) {
    // Years begin in March here, so that the leap day is the last.
    let year = date.month > 2 ? date.year : date.year - 1
    let month = (date.month + 9) % 12
    number = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1
  }
}

/// By how many days each patient's dates are shifted, as the dates themselves show.
struct PatientOffsets {
  private var counts: [String: [Int: Int]] = [:]
  private let declared: [String: Int]

  init(declared: [String: Int]) { self.declared = declared }

  /// Takes in a date's offset.
  mutating func add(_ days: Int, of patient: String) { counts[patient, default: [:]][days, default: 0] += 1 }

  /// The offset of a patient: the declared one, the only one, or that of more than half of the dates.
  func offset(of patient: String) -> Int? {
    if let days = declared[patient] { return days }
    guard let counts = counts[patient], let most = counts.max(by: { $0.value < $1.value }) else { return nil }
    let all = counts.values.reduce(0, +)
    return 2 * most.value > all ? most.key : nil
  }

  /// What a date's offset comes to.
  func judge(_ days: Int, of patient: String) -> StrictReason? {
    guard let offset = offset(of: patient) else { return .noOffset }
    return days == offset && days != 0 ? nil : .otherOffset
  }
}
