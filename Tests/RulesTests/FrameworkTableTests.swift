import Foundation
import Rules
import Testing

@Test func everyRowOfTheConfidentialityTableBelongsToALetterOfSafeHarbor() throws {
  let tables = try FrameworkTables(Tables.folder)
  let rows = try String(
    contentsOfFile: Tables.folder.path + "/PS3.15-2026c-E.1-1.csv", encoding: .utf8
  ).split(separator: "\n").dropFirst()
  let tags = Set(rows.compactMap { $0.split(separator: "\"").first.map(String.init) })
  let known = try #require(tables.byAttribute["safe-harbor"])
  #expect(rows.count == 656)
  for tag in tags { #expect(known[tag]?.isEmpty == false, "\(tag)") }
}

@Test func safeHarborHasItsEighteenLetters() throws {
  let letters = try FrameworkTables(Tables.folder).clauses.filter { $0.framework == "safe-harbor" }.map(\.id)
  #expect(letters == "ABCDEFGHIJKLMNOPQR".map(String.init))
}
