import DICOM
import Testing

/// Names of persons, taken apart.
@Suite struct ValuesPersonName {
  @Test(
    arguments: [
      // value, its groups, in each five components and the surplus, the surplus of the value
      ("Doe^Jane^Q^Dr^Jr", [["Doe", "Jane", "Q", "Dr", "Jr", ""]], ""),
      ("", [["", "", "", "", "", ""]], ""),
      ("^Jane", [["", "Jane", "", "", "", ""]], ""),
      (
        "A^B=C^D=E^F",
        [["A", "B", "", "", "", ""], ["C", "D", "", "", "", ""], ["E", "F", "", "", "", ""]], ""
      ),
      ("==E^F", [["", "", "", "", "", ""], ["", "", "", "", "", ""], ["E", "F", "", "", "", ""]], ""),
      ("A^B^C^D^E^F^G=H", [["A", "B", "C", "D", "E", "F^G"], ["H", "", "", "", "", ""]], ""),
      (
        "A=B=C=D^E=F", [["A", "", "", "", "", ""], ["B", "", "", "", "", ""], ["C", "", "", "", "", ""]],
        "D^E=F"
      ),
      ("A=", [["A", "", "", "", "", ""], ["", "", "", "", "", ""]], ""),
    ] as [(String, [[String]], String)])
  func everyByteOfANameIsInOnePart(_ value: String, _ groups: [[String]], _ surplus: String) {
    for name in [
      PersonName(Array(value.utf8)[...], in: .defaultRepertoire), PersonName(text: value),
    ] {
      #expect(name.groupCount == groups.count)
      for (representation, parts) in zip(PersonName.Representation.allCases, groups) {
        for (component, part) in zip(PersonName.Component.allCases, parts) {
          #expect(name[representation, component].elementsEqual(part.utf8))
          #expect(name.text(representation, component).text == part)
          #expect(name.isEmpty(representation, component) == part.isEmpty)
        }
        #expect(name.surplus(of: representation).elementsEqual(parts[5].utf8))
        #expect(name.isEmpty(representation) == parts.allSatisfy(\.isEmpty))
      }
      #expect(name.surplus.elementsEqual(surplus.utf8))
    }
  }

  @Test func delimitersInsideCharactersDoNotSeparate() {
    // JIS X 0208 rows 33 and 3D, columns 5E and 3D.
    let value: [UInt8] =
      [0x41, 0x3D, 0x1B, 0x24, 0x42, 0x33, 0x5E, 0x3D, 0x3D, 0x1B, 0x28, 0x42, 0x5E, 0x43]
    let name = PersonName(value[...], in: SpecificCharacterSet(Array("\\ISO 2022 IR 87".utf8)[...]))
    #expect(name.groupCount == 2)
    #expect(name.text(.ideographic, .familyName).text.unicodeScalars.count == 2)
    #expect(name.text(.ideographic, .givenName).text == "C")
    // Under a set of one byte a character they do.
    #expect(PersonName(value[...], in: .defaultRepertoire).groupCount == 2)
    #expect(
      PersonName([0xBF, 0x5E, 0x41], in: SpecificCharacterSet(Array("GBK".utf8)[...]))[
        .alphabetic, .givenName
      ].isEmpty)
  }

  @Test(arguments: [
    ("", true), ("^^^^", true), (" ^ = ^ ", true), ("^\\^", true), ("\0", true), ("\u{1B}(B^", true),
    ("A", false),
    ("^^^^A", false), ("==^A", false), ("\u{1B}", false), ("\u{7F}", false),
  ])
  func aNameWithoutCharactersIsEmpty(_ value: String, _ isEmpty: Bool) {
    #expect(PersonName.isEmpty(Array(value.utf8)[...], in: .defaultRepertoire) == isEmpty)
  }

  @Test func bytesThatDoNotDecodeAreNotEmpty() {
    #expect(!PersonName.isEmpty([0x5E, 0xE9], in: .defaultRepertoire))
  }
}
