import Testing
import Text

private let file = "persons.csv"

@Test(
  arguments: [
    "name,id,birth date,accession number,address,phone,ward\nHarlow^Adele,417733,1957-04-12,A44,Elm 1,555,Quarry\n",
    "\u{FEFF}Name;ID;Birth Date;Accession Number;Street;Mobile;Ward\r\n\"Harlow^Adele\";417733;12.04.1957;A44;Elm 1;555;Quarry",
    "patient name\tpatient id\tdob\taccession\thome address\ttelephone\tward\r\rHarlow^Adele\t417733\t19570412\tA44\tElm 1\t555\t Quarry \r",
    """
    {"name": "Harlow^Adele", "id": 417733, "birth_date": "1957-04-12", "accession": "A44", "address": "Elm 1", \
    "phone": "555", "x": null, "ward": "Qu\\u0061rry"}

    """,
  ])
func aListIsReadWithItsKinds(_ text: String) throws {
  let list = try IdentifierList(Array(text.utf8), file: file, months)
  #expect(list.persons.count == 1)
  #expect(
    list.values.map(\.kind) == [
      .personName, .identifier, .birthDate, .accessionNumber, .address, .telephone, .other,
    ])
  let others = list.values.filter { $0.kind != .birthDate }.map(\.text)
  #expect(others == ["Harlow^Adele", "417733", "A44", "Elm 1", "555", "Quarry"])
}

@Test func quotedFieldsMayHaveSeparatorsQuotesAndLineEnds() throws {
  let list = try IdentifierList(Array("ward,name\n\"a, \"\"b\"\"\r\nc\",Doe^Jane\n".utf8), file: file, months)
  #expect(list.values.map(\.text) == ["a, \"b\"\nc", "Doe^Jane"])
}

@Test func aListThatIsNotUTF8IsReadAsLatin1() throws {
  let list = try IdentifierList(Array("name\nA\nKni".utf8) + [0xE9, 0x80, 0x0A], file: file, months)
  #expect(list.values.map(\.text) == ["A", "Knié€"])
}

@Test(
  arguments: [
    // content, line, column, what was expected
    ("", 1, nil, "a header such as name,id,birth date"), ("name,id\nHarlow\n", 2, nil, "2 fields"),
    ("name,id\nA,1\n\nB,2,3\n", 4, nil, "2 fields"),
    ("id,birth date\n1,1957-04-12\n2,soon\n", 3, 2, "a birth date such as 1957-04-12"),
    ("name\n\"Harlow", 2, 1, "a quote at the end of a quoted field"),
    ("name,id\n\"A\nB\",1\n\"C\"d,2\n", 4, 1, "a separator behind a quoted field"),
    ("{\"id\": 1}\n{\"id\": [2]}\n", 2, 8, "text in quotes, a number or null"),
    ("{\"id\": 1", 1, 9, "a comma or a brace behind a value"),
    ("{\"id\": \"a\\q\"}", 1, 12, "an escape of JSON"),
    ("{\"dob\": \"soon\"}", 1, 1, "a birth date such as 1957-04-12"),
    ("{\"id\": 1} {\"id\": 2}", 1, 11, "the end of the line behind an object"),
  ] as [(String, Int, Int?, String)])
func aDamagedListIsRefusedWithItsPlace(_ text: String, _ line: Int, _ column: Int?, _ expected: String) {
  let error = #expect(throws: IdentifierListError.self) {
    try IdentifierList(Array(text.utf8), file: file, months)
  }
  #expect(error == IdentifierListError(file: file, line: line, column: column, expected: expected))
}

@Test func bytesThatNoEncodingHasAreRefusedWithTheirLine() {
  let error = #expect(throws: IdentifierListError.self) {
    try IdentifierList(Array("name\nA\nKni".utf8) + [0x81, 0x0A], file: file, months)
  }
  #expect(error?.description == "persons.csv, line 3: expected UTF-8 or Latin-1")
}

@Test func eachPrefixOfAListIsReadOrRefused() {
  for text in [
    "name,id\n\"Ha\"\"rlow\",1\r\nB,2\n", "{\"id\": \"a\\u00e9\\ud83d\\ude00\", \"n\": 1.5e3}\n{}\n",
  ] {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      do {
        _ = try IdentifierList(Array(bytes.prefix(count)), file: file, months)
      } catch {
        #expect(error.line <= 3)
      }
    }
  }
}

@Test func aListOfHarvestedValuesLeavesOutEmptyOnes() {
  var list = IdentifierList()
  list.add([(.personName, " Doe^Jane "), (.identifier, ""), (.birthDate, "19570412")])
  list.add([(.personName, " ")])
  #expect(list.persons.count == 1)
  #expect(list.persons[0].map(\.text) == ["Doe^Jane", "19570412"])
}
