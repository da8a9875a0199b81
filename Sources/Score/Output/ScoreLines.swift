internal import Findings

/// Turns results into lines of text, without values or with them.
enum ScoreLines {
  /// What an action expects, in words.
  static func expected(_ action: ScoreAction) -> StaticString {
    switch action {
    case .tagRetained: "the element"
    case .textNotNull: "a value"
    case .textRetained: "the text of the key"
    case .textRemoved: "the text of the key gone"
    case .dateShifted: "another date"
    case .uidChanged: "another UID"
    case .pixelsHidden: "no readable text"
    case .pixelsRetained: "the original's pixels"
    case .uidConsistent: "the UID of the map"
    case .patientIDConsistent: "the patient id of the map"
    }
  }

  /// The value between the `<` and `>` of a printed value as its shape; nil if there is none.
  static func shape(_ printed: String?) -> Evidence? {
    guard let printed else { return nil }
    let bytes = Array(printed.utf8)
    let isMarked = bytes.count >= 2 && bytes.first == UInt8(ascii: "<") && bytes.last == UInt8(ascii: ">")
    return Evidence(of: isMarked ? bytes[1..<bytes.count - 1] : bytes[...])
  }

  /// `pass`, `fail` or `blank`.
  static func word(_ passed: Bool?) -> StaticString {
    switch passed {
    case true?: "pass"
    case false?: "fail"
    case nil: "blank"
    }
  }

  /// The element of a check as reports name it: a label of an element, or what is in its place.
  static func element(_ check: AnswerCheck) -> String {
    check.label ?? (check.action == .pixelsHidden || check.action == .pixelsRetained ? "<(7fe0,0010)>" : "")
  }

  /// A field of a CSV file.
  static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// A line of a CSV file.
  static func line(_ fields: [String]) -> [UInt8] {
    Array((fields.map(field).joined(separator: ",") + "\n").utf8)
  }

  /// A string of JSON text.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x202E).contains(scalar.value) {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// A string of JSON text, or null.
  static func quotedOrNull(_ text: String?) -> String { text.map(quoted) ?? "null" }
}
