import Foundation
import Testing

@testable import Score

@Test func wordsAreThoseOfNLTK() throws {
  let tokens = WordTokens(try Fixture.words())
  // A longer list, made in the same way, can be given to look for more.
  let more = ProcessInfo.processInfo.environment["WORD_TOKENS"]
  let rows = try Fixture.rows(more ?? "word-tokens.csv")
  #expect(rows.count > 100)
  for row in rows {
    let text = try #require(row["text"]).replacing("\\n", with: "\n").replacing("\\t", with: "\t")
    #expect(tokens.all(of: text).joined(separator: " ") == row["tokens"], "\(text.debugDescription)")
  }
}

@Test(
  arguments: [
    // found, answer, retained, removed
    ("<12>", "<12.0>", true, false), ("<12>", "<13>", false, true), ("<a 1.5>", "<1.5>", true, false),
    ("<Chest CT>", "<chest>", true, false), ("<ANON>", "<Doe^Jane>", false, true),
    ("<x>", "<>", true, false), ("<.5>", "<0.5>", true, false), ("<5.>", "<5>", true, false),
  ] as [(String, String, Bool, Bool)])
func aValueIsComparedWithAnAnswer(_ found: String, _ answer: String, _ retained: Bool, _ removed: Bool) throws
{
  let comparison = TextComparison(try Fixture.words())
  #expect(
    comparison.compare(found, answer, retains: true) == .judged(passed: retained, score: retained ? 1 : 0))
  #expect(
    comparison.compare(found, answer, retains: false) == .judged(passed: removed, score: removed ? 1 : 0))
}

@Test func aPartOfTheWordsIsAPartOfTheScore() throws {
  let comparison = TextComparison(try Fixture.words())
  #expect(
    comparison.compare("<jane lives>", "<Jane of Oslo>", retains: true) == .judged(passed: false, score: 0.5))
  #expect(
    comparison.compare("<jane lives>", "<Jane of Oslo>", retains: false) == .judged(passed: false, score: 0.5)
  )
  #expect(comparison.compare("<x>", "<of the>", retains: true) == .errored)
  #expect(comparison.compare("<x>", nil, retains: true) == .errored)
}

@Test(
  arguments: [
    // number, as Python prints it
    (0.1, "0.1"), (1e16, "1e+16"), (123456789012345680, "1.2345678901234568e+17"), (1e22, "1e+22"),
    (0.0001, "0.0001"), (0.00001, "1e-05"), (-2.5, "-2.5"), (1, "1.0"), (1e15, "1000000000000000.0"),
    (1.5e-7, "1.5e-07"), (9007199254740992, "9007199254740992.0"), (-0.0, "-0.0"), (2.5e-308, "2.5e-308"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (Double(Float(0.1)), "0.10000000149011612"),
  ] as [(Double, String)])
func numbersArePrintedAsPythonDoes(_ number: Double, _ text: String) {
  #expect(PythonText.printed(number) == text)
}

@Test(arguments: [
  ("a'b", "\"a'b\""), ("a\"b", "'a\"b'"), ("a'\"", "'a\\'\"'"), ("\\\n\t", "'\\\\\\n\\t'"),
  ("é\u{7F}", "'é\\x7f'"),
  ("\u{200B}", "'\\u200b'"),
])
func stringsAreQuotedAsPythonDoes(_ text: String, _ quoted: String) {
  #expect(PythonText.quoted(text) == quoted)
}

@Test(arguments: [
  ("{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\ud83d\\ude00\\n\"]}", 1), ("[]", 1), ("{\"a\":NaN}", 1), ("", 0),
  ("{", 0),
  ("{\"a\":1,}", 0), ("[1 2]", 0), ("\"\\x\"", 0), ("\"a", 0), ("nul", 0), ("1 2", 0), ("{\"a\"}", 0),
  ("--", 0),
])
func JSONTextIsReadOrRefused(_ text: String, _ isGood: Int) {
  let value = Result { () throws(JSONText.Malformed) in try JSONText.value(of: Array(text.utf8)) }
  if case .success = value { #expect(isGood == 1, "\(text)") } else { #expect(isGood == 0, "\(text)") }
  // Every beginning ends in a value or an error.
  for length in 0..<text.utf8.count {
    _ = Result { () throws(JSONText.Malformed) in try JSONText.value(of: Array(text.utf8.prefix(length))) }
  }
}

@Test func deepJSONIsRefused() {
  let text = String(repeating: "[", count: 100_000)
  #expect(throws: JSONText.Malformed.self) { try JSONText.value(of: Array(text.utf8)) }
}
