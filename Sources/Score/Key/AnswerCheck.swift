/// What a check of an answer key demands.
public enum ScoreAction: String, Sendable, CaseIterable {
  /// The element is there.
  case tagRetained = "tag_retained"
  /// The element is there with a value.
  case textNotNull = "text_notnull"
  /// The element still has the text of the key.
  case textRetained = "text_retained"
  /// The element has the text of the key no more.
  case textRemoved = "text_removed"
  /// The element has another date.
  case dateShifted = "date_shifted"
  /// The element has another UID.
  case uidChanged = "uid_changed"
  /// Text in the box of the key is not to be read any more.
  case pixelsHidden = "pixels_hidden"
  /// The bytes of the pixels are the original's.
  case pixelsRetained = "pixels_retained"
  /// The element has the UID that the map gives for the original's.
  case uidConsistent = "uid_consistent"
  /// The element has the patient id that the map gives for the original's.
  case patientIDConsistent = "patid_consistent"

  /// The action as keys write it: `<tag_retained>`.
  public var marked: String { "<\(rawValue)>" }
}

/// One check of an answer key: what should have happened to one element or area of one file.
struct AnswerCheck: Sendable {
  /// A field of the key that has text in all good keys.
  enum Text: Equatable, Sendable {
    case none
    case text(String)
    /// A number, a list, and whatever else is no text.
    case other(String)

    init(_ value: JSONValue) {
      switch value {
      case .null: self = .none
      case .string(let text): self = .text(text)
      default: self = .other(AnswerCheck.printed(value))
      }
    }

    /// As results show it.
    var shown: String? {
      switch self {
      case .none: nil
      case .text(let text), .other(let text): text
      }
    }
  }

  /// Its name in the file's checks, mostly a number.
  let index: String
  let action: ScoreAction
  let actionText: Text
  /// The original value.
  let value: Text
  let tag: Text
  /// The element by its label in the file, as ``ElementLabel`` writes it.
  let label: String?
  let tagName: Text
  let categories: Categories

  /// The columns into which results are divided, by ``Categories/names``.
  struct Categories: Sendable, Equatable {
    /// The names of the columns in results.
    static let names = [
      "hipaa_z", "hipaa_m", "dicom_p15", "dicom_iod", "dicom_safe", "tcia_ptkb", "tcia_p15", "tcia_rev",
      "prev_cat",
    ]
    private(set) var values: [String?] = Array(repeating: nil, count: Categories.names.count)

    /// A column's value; nil where it has none.
    subscript(name: String) -> String? { Categories.names.firstIndex(of: name).flatMap { values[$0] } }

    init(_ value: JSONValue) {
      guard case .object(let families) = value else { return }
      for family in families {
        if case .object(let members) = family.value {
          for member in members { set("\(family.name)_\(member.name)", member.value) }
        } else {
          set(family.name.split(separator: ".").joined(separator: "_"), family.value)
        }
      }
      // The published program writes every former category as text, none included.
      let former = Categories.names.count - 1
      values[former] = values[former] ?? "None"
    }

    private mutating func set(_ name: String, _ value: JSONValue) {
      guard let index = Categories.names.firstIndex(of: name), value != .null else { return }
      values[index] = AnswerCheck.printed(value)
    }
  }

  /// A value as Python prints it.
  static func printed(_ value: JSONValue) -> String {
    switch value {
    case .null: return "None"
    case .bool(let isTrue): return isTrue ? "True" : "False"
    case .number(let text), .string(let text): return text
    case .array(let values):
      let parts = values.map { value in
        if case .string(let text) = value { return PythonText.quoted(text) }
        return printed(value)
      }
      return "[\(parts.joined(separator: ", "))]"
    case .object(let fields):
      let parts = fields.map { "\(PythonText.quoted($0.name)): \(printed($0.value))" }
      return "{\(parts.joined(separator: ", "))}"
    }
  }
}

extension AnswerCheck {
  /// The fields without which a check says nothing.
  private static let fields = [
    "action", "action_text", "value", "tag", "tag_ds", "tag_name", "answer_category_v2",
  ]

  /// Reads the checks of a row, in their order.
  ///
  /// - Parameter row: the row's number, for errors.
  static func checks(in json: [UInt8], row: Int) throws(ScoreError) -> [AnswerCheck] {
    let value: JSONValue
    do throws(JSONText.Malformed) { value = try JSONText.value(of: json) } catch {
      throw ScoreError(
        "answer key, row \(row): AnswerData is no JSON text: something else was expected at byte \(error.offset)"
      )
    }
    guard case .object(let entries) = value else {
      throw ScoreError("answer key, row \(row): expected AnswerData to be an object of checks")
    }
    var checks: [AnswerCheck] = []
    checks.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() {
      checks.append(try AnswerCheck(entry, place: place, row: row))
    }
    return checks
  }

  private init(_ entry: JSONValue.Field, place: Int, row: Int) throws(ScoreError) {
    guard case .object(let fields) = entry.value else {
      throw ScoreError("answer key, row \(row), check \(place + 1): expected an object")
    }
    var found: [JSONValue?] = Array(repeating: nil, count: AnswerCheck.fields.count)
    for field in fields {
      if let index = AnswerCheck.fields.firstIndex(of: field.name) { found[index] = field.value }
    }
    func field(_ index: Int) throws(ScoreError) -> JSONValue {
      guard let value = found[index] else {
        throw ScoreError(
          "answer key, row \(row), check \(place + 1): has no field '\(AnswerCheck.fields[index])'")
      }
      return value
    }
    let action = try field(0).string?.dropFirst().dropLast()
    guard let action, let known = ScoreAction(rawValue: String(action)) else {
      let names = ScoreAction.allCases.map(\.marked).joined(separator: ", ")
      throw ScoreError("answer key, row \(row), check \(place + 1): expected one of the actions \(names)")
    }
    index = entry.name
    self.action = known
    actionText = Text(try field(1))
    value = Text(try field(2))
    tag = Text(try field(3))
    label = try field(4).string
    tagName = Text(try field(5))
    categories = Categories(try field(6))
  }
}
