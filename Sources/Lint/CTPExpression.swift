/// What a script of one element comes to: text and calls such as `@hash(this,16)`, of which the least protective counts.
struct CTPExpression {
  /// The outcome; where a condition decides, that of the branch that protects least.
  let treatment: Treatment

  init(_ script: String) {
    var rest = script.trimmed[...]
    if rest.hasPrefix("@always()") { rest = rest.dropFirst("@always()".count) }
    treatment = CTPExpression.treatment(of: rest)
  }

  private static func treatment(of script: Substring) -> Treatment {
    var rest = script.drop(while: \.isWhitespace)
    guard !rest.isEmpty else { return .emptied }
    if script.contains("@remove()"), !script.contains("@if"), !script.contains("@select") { return .removed }
    var found: [Treatment] = []
    var hasText = false
    while let character = rest.first {
      guard character == "@", let call = Call(rest) else {
        // A backslash takes the next character as it is.
        rest = rest.dropFirst(character == "\\" ? 2 : 1)
        if !character.isWhitespace { hasText = true }
        continue
      }
      rest = rest.dropFirst(call.length)
      if call.name != "always" { found.append(treatment(of: call)) }
    }
    if hasText { found.append(.dummy) }
    return found.max() ?? .emptied
  }

  private static func treatment(of call: Call) -> Treatment {
    switch call.name {
    case "remove", "quarantine", "skip": return .removed
    case "empty", "blank": return .emptied
    case "param", "date", "time", "lookup", "integer": return .dummy
    case "hash", "hashname", "hashptid", "encrypt": return .hashed
    case "hashuid": return .newUID
    case "hashdate", "incrementdate", "modifydate": return .shifted
    case "initials", "truncate", "round": return .cleaned
    case "keep", "require", "contents", "value", "lowercase", "uppercase", "decrypt", "process": return .kept
    case "append": return .kept
    case "if", "select":
      return call.branches.map { treatment(of: $0) }.max() ?? .unclear
    default: return .unclear
    }
  }

  /// A call with its arguments and the branches in braces behind it.
  private struct Call {
    let name: Substring
    let branches: [Substring]
    /// How many characters it takes.
    let length: Int

    /// Reads a call at the beginning of a text; nil if there is none.
    init?(_ text: Substring) {
      guard text.first == "@", let open = text.firstIndex(of: "(") else { return nil }
      name = text[text.index(after: text.startIndex)..<open].filter { !$0.isWhitespace }[...]
      guard !name.isEmpty, name.allSatisfy(\.isLetter), let close = Call.end(of: text, at: open, "(", ")")
      else {
        return nil
      }
      var end = text.index(after: close)
      var branches: [Substring] = []
      if ["if", "select", "append"].contains(name) {
        while let brace = text[end...].firstIndex(where: { !$0.isWhitespace }), text[brace] == "{",
          branches.count < (name == "append" ? 1 : 2), let close = Call.end(of: text, at: brace, "{", "}")
        {
          branches.append(text[text.index(after: brace)..<close])
          end = text.index(after: close)
        }
        // Without an else the value is empty.
        if name != "append", branches.count == 1 { branches.append("") }
      }
      self.branches = branches
      length = text.distance(from: text.startIndex, to: end)
    }

    /// The place of the bracket that closes the one at `start`, beyond quotes and escapes.
    private static func end(
      of text: Substring, at start: Substring.Index, _ open: Character, _ close: Character
    ) -> Substring.Index? {
      var depth = 0
      var isQuoted = false
      var place = start
      while place < text.endIndex {
        let character = text[place]
        if character == "\\" {
          place = text.index(after: place)
          if place == text.endIndex { return nil }
        } else if character == "\"" {
          isQuoted.toggle()
        } else if !isQuoted, character == open {
          depth += 1
        } else if !isQuoted, character == close {
          depth -= 1
          if depth == 0 { return place }
        }
        place = text.index(after: place)
      }
      return nil
    }
  }
}
