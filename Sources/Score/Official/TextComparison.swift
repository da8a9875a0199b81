internal import Rules
internal import Synchronization

/// Compares a value of a file with the text of a key as the published program does.
final class TextComparison: Sendable {
  /// What a comparison came to.
  enum Outcome: Equatable, Sendable {
    /// Passed or not, and which part of the words did.
    case judged(passed: Bool, score: Double)
    /// The published program ends here with an error.
    case errored
  }

  private let tokens: WordTokens
  /// The words of texts that came before: keys repeat the same ones in every file.
  private let known: Mutex<[String: [String]]> = Mutex([:])

  init(_ words: ScoreWords) { tokens = WordTokens(words) }

  /// Compares.
  ///
  /// - Parameters:
  ///   - found: the file's value, in `<>` or not.
  ///   - answer: the key's text; nil if it has none.
  ///   - retains: whether the text has to be there, not to be gone.
  func compare(_ found: String, _ answer: String?, retains: Bool) -> Outcome {
    guard let answer else { return .errored }
    let found = TextComparison.plain(found)
    let wanted = TextComparison.plain(answer)
    if let left = TextComparison.number(found), let right = TextComparison.number(wanted) {
      let isGood = (left == right) == retains
      return .judged(passed: isGood, score: isGood ? 1 : 0)
    }
    if TextComparison.contains(found, wanted) { return .judged(passed: retains, score: retains ? 1 : 0) }
    let words = words(of: wanted)
    // The share of no words.
    guard !words.isEmpty else { return .errored }
    let there = words.count { TextComparison.contains(found, $0) }
    let good = retains ? there : words.count - there
    return .judged(passed: good == words.count, score: Double(good) / Double(words.count))
  }

  /// The words of a text that are looked for.
  func words(of plain: String) -> [String] {
    if let words = known.withLock({ $0[plain] }) { return words }
    let words = tokens.tokens(of: plain)
    known.withLock { known in
      if known.count > 200_000 { known = [:] }
      known[plain] = words
    }
    return words
  }

  /// A text in small letters without `<` and `>`.
  static func plain(_ text: String) -> String { withoutBrackets(text).lowercased() }

  /// A text without `<` and `>`.
  static func withoutBrackets(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) else {
      return text
    }
    return String(
      decoding: text.utf8.filter { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }, as: UTF8.self)
  }

  /// Whether a text has another one in it, character for character.
  static func contains(_ text: String, _ part: String) -> Bool {
    let part = part.utf8
    guard let first = part.first else { return true }
    let count = part.count
    guard text.utf8.count >= count else { return false }
    return Array(text.utf8).withUnsafeBufferPointer { text in
      Array(part).withUnsafeBufferPointer { part in
        var start = 0
        while start + count <= text.count {
          if text[start] == first, text[start..<start + count].elementsEqual(part) { return true }
          start += 1
        }
        return false
      }
    }
  }

  /// The number of a text of digits with one period at most.
  private static func number(_ text: String) -> Double? {
    var periods = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): periods += 1
      default: return nil
      }
    }
    guard digits > 0, periods <= 1 else { return nil }
    return Double(text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text)
  }
}
