internal import DICOM

/// A recipe of pydicom/deid: actions in the section `%header`, one a line, such as `REMOVE endswith:Date`.
///
/// Several actions may meet one attribute; deid has them in the order KEEP, ADD, REPLACE, JITTER, REMOVE, BLANK.
struct DeidRecipe: ToolConfiguration {
  /// What is done to an attribute, the first one going first.
  private enum Action: String, CaseIterable {
    case keep = "KEEP", add = "ADD", replace = "REPLACE", jitter = "JITTER", remove = "REMOVE", blank =
      "BLANK"
  }

  /// Which attributes an action means.
  private indirect enum Field {
    case all
    case exact(String)
    case matches(Regex<AnyRegexOutput>)
    case except(Regex<AnyRegexOutput>)
    case vr(String)
    case group(String)
    /// A list of the section `%fields`, or one that only the values of a file decide.
    case list([Field])
    case unknown
  }

  private struct Step {
    let action: Action
    let field: Field
    let value: String
  }

  private var steps: [Step] = []
  private(set) var notes: [String] = []

  /// Reads a recipe.
  init(_ text: String, file: String) throws(LintError) {
    var section = "", list = ""
    var lists: [String: [Field]] = [:]
    var unread: [Int] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, raw) in lines.enumerated() {
      let line = String(raw).trimmed
      func error(_ message: String) -> LintError { LintError(file: file, line: index + 1, message: message) }
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.lowercased().hasPrefix("format") { continue }
      if line.hasPrefix("%") {
        let words = String(line.dropFirst().prefix { $0 != "#" }).split(separator: " ")
        section = words.first.map { $0.lowercased() } ?? ""
        list = words.dropFirst().joined(separator: " ")
        guard ["header", "labels", "filter", "values", "fields"].contains(section) else {
          throw error("unknown section '%\(section)'")
        }
        continue
      }
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      let verb = words[0].uppercased()
      switch section {
      case "fields" where verb == "FIELD" && words.count > 1:
        lists[list, default: []].append(try DeidRecipe.field(words[1], lists, error))
      case "header":
        guard let action = Action(rawValue: verb) else {
          // deid passes over what it does not know, with a warning.
          if verb != "LABEL" { unread.append(index + 1) }
          continue
        }
        guard words.count > 1 else { throw error("\(verb) takes a field") }
        let value = words.count > 2 ? words[2].prefix { $0 != "#" } : ""
        if [.add, .replace, .jitter].contains(action), value.isEmpty { throw error("\(verb) takes a value") }
        steps.append(
          Step(
            action: action, field: try DeidRecipe.field(words[1], lists, error), value: String(value).trimmed)
        )
      default: continue
      }
    }
    if steps.isEmpty { notes.append("The recipe has no actions on the header: nothing is changed.") }
    if !unread.isEmpty {
      notes.append(
        "deid passes over lines that it does not know: \(unread.map(String.init).joined(separator: ", ")).")
    }
    notes.append("Private elements stay unless the program that runs the recipe says remove_private=True.")
  }

  private static func field(
    _ word: String, _ lists: [String: [Field]], _ failure: (String) -> LintError
  ) throws(LintError) -> Field {
    if word.lowercased() == "all" { return .all }
    guard let colon = word.firstIndex(of: ":"), !word.hasPrefix("(") else {
      return .exact(word.lowercased())
    }
    let expander = word[..<colon].lowercased()
    let expression = word[word.index(after: colon)...].lowercased()
    func pattern(_ text: String) throws(LintError) -> Regex<AnyRegexOutput> {
      do {
        return try Regex(text).ignoresCase()
      } catch {
        throw failure("the expression '\(expression)' cannot be read as a pattern")
      }
    }
    switch expander {
    case "contains": return .matches(try pattern(expression))
    case "startswith": return .matches(try pattern("^(\(expression))"))
    case "endswith": return .matches(try pattern("(\(expression))$"))
    case "except": return .except(try pattern(expression))
    case "fields": return lists[String(word[word.index(after: colon)...])].map { .list($0) } ?? .unknown
    case "select":
      let parts = expression.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0] == "vr" { return .vr(parts[1].uppercased()) }
      if parts.count == 2, parts[0] == "group" { return .group(parts[1].uppercased()) }
      return .unknown
    default: return .unknown
    }
  }

  func treatment(of attribute: LintedAttribute) -> Treatment {
    var treatments: [Action: Treatment] = [:]
    var mayMeet = false
    for step in steps {
      switch DeidRecipe.meets(step.field, attribute) {
      case true?: treatments[step.action] = DeidRecipe.treatment(step, attribute)
      case nil: mayMeet = true
      case false?: break
      }
    }
    if let first = Action.allCases.first(where: { treatments[$0] != nil }), let treatment = treatments[first]
    {
      return treatment
    }
    return mayMeet ? .unclear : .untouched
  }

  /// Whether a field means an attribute; nil if only a file's values tell.
  private static func meets(_ field: Field, _ attribute: LintedAttribute) -> Bool? {
    let tag = attribute.tag.description.lowercased()
    let digits = tag.filter(\.isHexDigit)
    switch field {
    case .all: return true
    case .exact(let name):
      return !attribute.isPrivate
        && [attribute.keyword.lowercased(), attribute.name.lowercased(), tag, digits].contains(name)
    case .matches(let pattern):
      return !attribute.isPrivate && names(attribute).contains { $0.firstMatch(of: pattern) != nil }
    case .except(let pattern):
      return attribute.isPrivate || !names(attribute).contains { $0.firstMatch(of: pattern) != nil }
    case .vr(let vr): return attribute.vrs.contains { $0.description == vr }
    case .group(let group): return digits.uppercased().hasPrefix(group)
    case .list(let fields):
      let answers = fields.map { meets($0, attribute) }
      return answers.contains(true) ? true : answers.contains(nil) ? nil : false
    case .unknown: return nil
    }
  }

  private static func names(_ attribute: LintedAttribute) -> [String] {
    let tag = attribute.tag.description.lowercased()
    return [attribute.keyword, attribute.name, tag, tag.filter(\.isHexDigit)]
  }

  private static func treatment(_ step: Step, _ attribute: LintedAttribute) -> Treatment {
    switch step.action {
    case .keep: return .kept
    case .jitter: return .shifted
    case .blank: return .emptied
    // With a value a function decides.
    case .remove: return step.value.isEmpty ? .removed : .unclear
    case .add, .replace:
      guard step.value.lowercased().hasPrefix("func:") else { return .dummy }
      let name = step.value.dropFirst("func:".count).prefix { !$0.isWhitespace }
      switch name {
      case "jitter": return .shifted
      case "dicom_uuid", "pydicom_uuid", "basic_uuid": return attribute.vrs.contains(.ui) ? .newUID : .dummy
      case "suffix_uuid": return .dummy
      default: return .unclear
      }
    }
  }
}
