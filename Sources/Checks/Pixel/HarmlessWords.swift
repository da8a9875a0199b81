internal import Pixels
internal import Rules

/// Says whether a word is one that equipment customarily draws and that tells nothing of a person.
///
/// Beside the table's terms these are numbers of up to four digits, such numbers with a unit or behind a term (`Im12`),
/// and several of all that between marks (`TIS=0.5`, `512x512`). Dates, and numbers that may be identifiers, are none.
struct HarmlessWords: Sendable {
  private let annotations: HarmlessAnnotations

  init(_ annotations: HarmlessAnnotations) { self.annotations = annotations }

  /// Whether a word as it was read is harmless.
  func contains(_ word: String) -> Bool {
    let word = word.uppercased().replacing("\u{3BC}", with: "\u{39C}").replacing("\u{B5}", with: "\u{39C}")
    if isPiece(word) { return true }
    let bare = HarmlessWords.bare(word)
    if bare.isEmpty { return false }
    return isPiece(bare) || isCompound(bare)
  }

  /// Without the marks around it that are no part of a word.
  private static func bare(_ word: String) -> String {
    let marks: Set<Character> = [
      "(", ")", "[", "]", "{", "}", "<", ">", "=", "~", "#", ",", ";", ":", ".", "'", "\"", "*", "_", "-",
      "+",
      "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{BB}", "\u{AB}",
    ]
    var bare = word[...].drop { marks.contains($0) && $0 != "." }
    // `.5` is a number.
    if bare.first == ".", bare.dropFirst().first?.isNumber != true { bare = bare.drop { marks.contains($0) } }
    while let last = bare.last, marks.contains(last) { bare = bare.dropLast() }
    return String(bare)
  }

  private func isPiece(_ word: String) -> Bool {
    if annotations.terms[word] != nil || HarmlessWords.isNumber(word) { return true }
    return hasUnit(word) || hasTermBeforeNumber(word) || fitsPattern(word) || isMisreadTerm(word)
  }

  /// A sign, up to four digits, and a fraction of up to four. `O` and `l` count as digits beside a digit.
  static func isNumber(_ word: some StringProtocol) -> Bool {
    var digits = 0
    var fraction = 0
    var marks = 0
    var sure = false
    for (place, character) in word.enumerated() {
      switch character {
      case "+", "-", "\u{B1}", "\u{2212}": if place > 0 { return false }
      case "0"..."9", "O", "I", "L", "|":
        guard character.utf8.count == 1 else { return false }
        sure = sure || character.isNumber
        if marks > 0 { fraction += 1 } else { digits += 1 }
      case ".", ",":
        marks += 1
      default: return false
      }
    }
    return sure && marks <= 1 && digits <= 4 && fraction <= 4 && (marks == 0 || fraction > 0)
  }

  private func hasUnit(_ word: String) -> Bool {
    guard let first = word.firstIndex(where: { !($0.isASCII && $0.isNumber) && !"+-.,".contains($0) }),
      first > word.startIndex
    else { return false }
    return HarmlessWords.isNumber(word[..<first]) && annotations.terms[String(word[first...])] == .unit
  }

  /// `IM12`, `TIS0.5`: three digits at most before the point, so that no number of a person passes.
  private func hasTermBeforeNumber(_ word: String) -> Bool {
    guard let first = word.firstIndex(where: { $0.isASCII && $0.isNumber }), first > word.startIndex else {
      return false
    }
    let number = word[first...]
    guard number.prefix(while: \.isNumber).count <= 3, !number.contains(where: \.isLetter),
      HarmlessWords.isNumber(number)
    else { return false }
    var term = word[..<first]
    if annotations.terms[String(term)] != nil { return true }
    if let last = term.last, "+-.#:=".contains(last) { term = term.dropLast() }
    return annotations.terms[String(term)] != nil
  }

  private func fitsPattern(_ word: String) -> Bool {
    guard word.contains(where: \.isNumber) else { return false }
    return annotations.patterns.contains { pattern in
      pattern.utf8.count == word.utf8.count
        && zip(pattern.utf8, word.utf8).allSatisfy { $0 == $1 || $0 == 0x23 && (0x30...0x39).contains($1) }
    }
  }

  /// A term of four letters or more in which letters were read as the digits that look like them.
  private func isMisreadTerm(_ word: String) -> Bool {
    guard word.count >= 4, word.contains(where: { "01258|!$".contains($0) }),
      word.count(where: \.isLetter) * 2 > word.count
    else { return false }
    return ["I", "L"].contains { (one: Character) in
      let letters = String(
        word.map { character -> Character in
          switch character {
          case "0": "O"
          case "1", "|", "!": one
          case "2": "Z"
          case "5", "$": "S"
          case "8": "B"
          default: character
          }
        })
      return annotations.terms[letters] != nil
    }
  }

  /// Two to four pieces between marks, of which at most two have digits.
  private func isCompound(_ word: String) -> Bool {
    let marks: Set<Character> = [
      "/", "=", ":", "*", "-", "+", ",", ";", "X", "\u{D7}", "(", ")", "<", ">", "[", "]", "_",
    ]
    var pieces: [Substring] = []
    var between: [Character] = []
    var start = word.startIndex
    for place in word.indices where marks.contains(word[place]) {
      // An X is a mark between digits only, as in 512X512.
      if word[place] == "X" {
        let next = word.index(after: place)
        guard place > start, word[word.index(before: place)].isNumber, next < word.endIndex,
          word[next].isNumber
        else { continue }
      }
      if place > start {
        pieces.append(word[start..<place])
        between.append(word[place])
      }
      start = word.index(after: place)
    }
    if start < word.endIndex { pieces.append(word[start...]) }
    guard (2...4).contains(pieces.count), pieces.allSatisfy({ isPiece(String($0)) }) else { return false }
    // Numbers between marks may be a date, a time or an identifier: only what is too short for one, or a size.
    if between.allSatisfy({ $0 == "X" || $0 == "\u{D7}" || $0 == "*" }) { return true }
    let numeric = pieces.filter { $0.contains(where: \.isNumber) }
    guard numeric.count > 1 else { return true }
    guard pieces.count == 2, let mark = between.first, word.count(where: { marks.contains($0) }) == 1 else {
      return false
    }
    guard numeric.allSatisfy({ HarmlessWords.isNumber($0) }) else { return mark != "-" }
    let digits = word.count(where: \.isNumber)
    switch mark {
    case "/": return numeric.allSatisfy { $0.count <= 3 }
    case "-": return digits <= 5
    default: return false
    }
  }
}
