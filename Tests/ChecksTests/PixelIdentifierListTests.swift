import Checks
import Pixels
import Testing

private let file = "persons.csv"

@Test(
  arguments: [
    "name,id,birth date,accession number,ward\nHarlow^Adele,417733,1957-04-12,A44,Quarry\n",
    "\u{FEFF}Name;ID;Birth Date;Accession Number;Ward\r\n\"Harlow^Adele\";417733;12.04.1957;A44;Quarry",
    "patient name\tpatient id\tdob\taccession\tward\n\nHarlow^Adele\t417733\t19570412\tA44\t Quarry \n\n",
  ])
func aListOfIdentifiersIsReadWithItsKinds(_ text: String) throws {
  let list = try IdentifierList(Array(text.utf8), file: file)
  #expect(list.values.map(\.kind) == [.personName, .identifier, .birthDate, .accessionNumber, .other])
  let others = list.values.filter { $0.kind != .birthDate }.map(\.text)
  #expect(others == ["Harlow^Adele", "417733", "A44", "Quarry"])
  var known = KnownValues(tables: try PixelWords.tables())
  for (kind, text) in list.values { known.add(kind: kind, text: text) }
  let judge = WordJudge(known: known, tables: try PixelWords.tables())
  for (line, kind) in [
    ("Adele HARL0W", IdentifierKind.personName), ("12-APR-57", .birthDate), ("417733", .identifier),
    ("quarry", .other),
  ] {
    #expect(judge.judge(line: PixelWords.words(line)) == .identifier(kind), "\(kind)")
  }
}

@Test func quotedFieldsMayHaveSeparatorsQuotesAndLineEnds() throws {
  let list = try IdentifierList(Array("ward,name\n\"a, \"\"b\"\"\nc\",Doe^Jane\n".utf8), file: file)
  #expect(list.values.map(\.text) == ["a, \"b\"\nc", "Doe^Jane"])
}

@Test(
  arguments: [
    // content, line, what was expected
    ("", 1, "a header such as name,id,birth date"), ("name,id\nHarlow\n", 2, "2 fields"),
    ("name,id\nA,1\n\nB,2,3\n", 4, "2 fields"),
    ("birth date\n1957-04-12\nsoon\n", 3, "a birth date such as 1957-04-12"),
    ("name\n\"Harlow", 2, "a quote at the end of a quoted field"),
    ("name,id\n\"A\nB\",1\n\"C\"d,2\n", 4, "a separator behind a quoted field"),
  ])
func aDamagedListIsRefusedWithFileAndLine(_ text: String, _ line: Int, _ expected: String) throws {
  let error = #expect(throws: IdentifierListError.self) { try IdentifierList(Array(text.utf8), file: file) }
  #expect(error == IdentifierListError(file: file, line: line, expected: expected))
}

@Test func aListThatIsNotUTF8IsRefusedWithItsLine() throws {
  let error = #expect(throws: IdentifierListError.self) {
    try IdentifierList(Array("name\nA\nKni".utf8) + [0xE9, 0x0A], file: file)
  }
  #expect(error?.description == "persons.csv, line 3: expected UTF-8")
}
