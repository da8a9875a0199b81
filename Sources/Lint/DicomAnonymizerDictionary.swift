internal import DICOM
internal import Rules

/// A dictionary of dicom-anonymizer: `{"(0x0010, 0x0020)": "keep"}`, or an action with options. It stands on top of the
/// tool's own actions, which are those of Table E.1-1 in the edition 2023e.
struct DicomAnonymizerDictionary: ToolConfiguration {
  private var actions: [Tag: Treatment] = [:]
  private var masks: [(mask: UInt32, value: UInt32, treatment: Treatment)] = []
  private var deletes: Set<Tag> = []
  let notes = [
    "Attributes that the dictionary does not name are treated as Table E.1-1 of 2023e has them, the tool's own choice.",
    "Actions apply to the top level only: items of sequences that stay are not looked into.",
    "Private elements go unless the tool is run with --keepPrivateTags; those that the dictionary names come back.",
  ]

  /// Reads a dictionary.
  init(_ bytes: [UInt8], file: String) throws(LintError) {
    for (key, value) in try JSONValue.object(bytes, file: file).sorted(by: { $0.key < $1.key }) {
      func error(_ message: String) -> LintError {
        LintError(file: file, line: 0, message: "\(key): \(message)")
      }
      let name: String
      switch value {
      case .text(let text): name = text
      case .object(let options):
        guard case .text(let text)? = options["action"] else { throw error("expected the member 'action'") }
        name = text
      default: throw error("expected an action, or an object with 'action'")
      }
      let numbers = key.drop { $0.isWhitespace || $0 == "(" }.split(whereSeparator: { ",()".contains($0) })
        .compactMap { DicomAnonymizerDictionary.number(String($0).trimmed) }
      guard numbers.count == 2 || numbers.count == 4, numbers.allSatisfy({ $0 <= 0xFFFF }) else {
        throw error("expected a tag such as (0x0010, 0x0020)")
      }
      guard let treatment = DicomAnonymizerDictionary.treatment(name) else {
        throw error("unknown action '\(name)'")
      }
      let tag = Tag(UInt16(numbers[0]), UInt16(numbers[1]))
      if numbers.count == 4 {
        masks.append((UInt32(numbers[2]) << 16 | UInt32(numbers[3]), tag.rawValue, treatment))
      } else {
        actions[tag] = treatment
        if name == "delete" { deletes.insert(tag) }
      }
    }
  }

  private static func number(_ text: String) -> Int? {
    text.lowercased().hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }

  private static func treatment(_ action: String) -> Treatment? {
    switch action {
    case "replace", "empty_or_replace", "delete_or_replace", "delete_or_empty_or_replace",
      "replace_with_value":
      .dummy
    case "empty", "delete_or_empty", "delete_or_empty_or_replace_UID": .emptied
    case "delete": .removed
    case "replace_UID": .newUID
    case "keep": .kept
    case "regexp": .cleaned
    default: nil
    }
  }

  func treatment(of attribute: LintedAttribute) -> Treatment {
    let tag = attribute.tag
    // A date is not deleted but set to the first day of the calendar.
    let isDate = attribute.vrs == [.da]
    if let own = actions[tag] { return isDate && deletes.contains(tag) ? .dummy : own }
    if let own = masks.last(where: { tag.rawValue & $0.mask == $0.value & $0.mask }) { return own.treatment }
    switch attribute.builtIn {
    case nil, .k?: return .untouched
    case .x?: return isDate ? .dummy : .removed
    case .z?, .xz?, .xzu?: return isDate ? .dummy : .emptied
    case .u?: return .newUID
    case .d?, .zd?, .xd?, .xzd?, .c?: return attribute.vrs == [.ui] ? .newUID : .dummy
    }
  }
}
