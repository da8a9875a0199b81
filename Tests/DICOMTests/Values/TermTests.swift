import DICOM
import Foundation
import Testing

/// Values of Specific Character Set (0008,0005).
@Suite struct ValuesTerm {
  @Test(
    arguments: [
      // value, problems
      ("", []), (" ", []), ("ISO_IR 100", []), ("ISO_IR 192 ", []), ("\\ISO 2022 IR 87", []),
      ("ISO 2022 IR 6\\ISO 2022 IR 87", []), ("ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159", []),
      ("ISO-IR 100", [.misspelledTerm]), ("ISO_IR_192", [.misspelledTerm]), ("iso_ir 100", [.misspelledTerm]),
      ("ISO IR 100", [.misspelledTerm]), ("ISO_IR100", [.misspelledTerm]), ("UTF-8", [.misspelledTerm]),
      ("GB 18030", [.misspelledTerm]), ("ISO_IR 6", [.misspelledTerm]), ("ISO8859-1", [.misspelledTerm]),
      ("LATIN1", [.unknownTerm]), ("ISO_IR 999", [.unknownTerm]), ("ISO_IR", [.unknownTerm]),
      ("SHIFT_JIS", [.unknownTerm]), ("\\ISO 2022 IR 999", [.unknownTerm]),
      ("ISO 2022 IR 100", [.extensionTermAlone]), ("ISO 2022 IR 149", [.extensionTermAlone]),
      ("ISO_IR 149", [.misspelledTerm, .extensionTermAlone]),
      ("ISO 2022 58", [.misspelledTerm, .extensionTermAlone]),
      ("ISO_IR 100\\ISO 2022 IR 144", [.plainTermAmongSeveral]),
      ("ISO 2022 IR 149\\ISO 2022 IR 6", [.pairTermFirst]),
      ("ISO_IR 192\\ISO 2022 IR 87", [.wholeTermAmongSeveral]),
      ("\\GB18030", [.wholeTermAmongSeveral]), ("ISO 2022 IR 100\\", [.emptyTerm]),
      ("ISO 2022 IR 100\\\\\\", [.emptyTerm]),
      ("ISO_2022_IR_87\\LATIN1", [.misspelledTerm, .pairTermFirst, .unknownTerm]),
    ] as [(String, [SpecificCharacterSet.Problem])])
  func whatIsWrongWithAValueIsNamed(_ value: String, _ problems: [SpecificCharacterSet.Problem]) {
    let set = SpecificCharacterSet(Array(value.utf8)[...])
    #expect(set.problems == problems)
    #expect(set.problem == (problems.contains(.unknownTerm) ? .unknownTerm : problems.first))
  }

  @Test(
    arguments: [
      // wrong value, the lawful one that it is read as, bytes that tell them from others
      ("ISO-IR 100", "ISO_IR 100", [0xE9]), ("ISO_IR_192", "ISO_IR 192", [0xC3, 0xA9]),
      ("utf8", "ISO_IR 192", [0xC3, 0xA9]), ("ISO 2022 IR 126", "ISO_IR 126", [0xE1]),
      ("LATIN1", "", [0xE9]),
      ("ISO_IR 100\\ISO_IR 144", "ISO 2022 IR 100\\ISO 2022 IR 144", [0x1B, 0x2D, 0x4C, 0xE9]),
      ("ISO_IR 192\\ISO 2022 IR 87", "ISO_IR 192", [0xC3, 0xA9]), ("\\ISO_IR 192", "", [0xC3, 0xA9]),
      ("ISO_IR 13\\ISO_IR 87", "ISO 2022 IR 13\\ISO 2022 IR 87", [0xB1, 0x1B, 0x24, 0x42, 0x4E, 0x63]),
    ] as [(String, String, [UInt8])])
  func aWrongValueIsReadAsTheClosestLawfulOne(_ wrong: String, _ lawful: String, _ bytes: [UInt8]) {
    let decoded = SpecificCharacterSet(Array(wrong.utf8)[...]).decode(bytes[...], vr: .lo)
    #expect(decoded == SpecificCharacterSet(Array(lawful.utf8)[...]).decode(bytes[...], vr: .lo))
  }

  @Test func koreanDeclaredAloneIsInForceFromTheStart() {
    let set = SpecificCharacterSet(Array("ISO 2022 IR 149".utf8)[...])
    #expect(set.decode([0xBF, 0xB9, 0x5E, 0xBF, 0xB9], vr: .pn).text == "예^예")
  }

  @Test func aValueOfAMillionSeparatorsIsReadInLinearTime() {
    let set = SpecificCharacterSet([UInt8](repeating: 0x5C, count: 1_000_000)[...])
    #expect(set.problems == [.emptyTerm])
  }

  private static let table =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/../shared/standard/charsets.csv"
  private static let hasTable = FileManager.default.fileExists(atPath: table)

  @Test(.enabled(if: hasTable, "../shared/standard/charsets.csv is not here"))
  func everyRowOfTheStandardsTableIsKnown() throws {
    let rows = try String(contentsOfFile: ValuesTerm.table, encoding: .utf8).split(separator: "\n")
      .dropFirst()
    #expect(rows.count == 34)
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      let isExtension = cells[2] == "Y"
      let value = isExtension ? "\\" + cells[0] : String(cells[0])
      let set = SpecificCharacterSet(Array(value.utf8)[...])
      #expect(set.problems.isEmpty, "\(row)")
      guard isExtension else { continue }
      let escape = cells[4].split(separator: " ").compactMap { UInt8($0, radix: 16) }
      let decoded = set.decode(escape[...], vr: .lo)
      #expect(decoded.usedEscapes && !decoded.usedUndeclaredEscapes && decoded.text.isEmpty, "\(row)")
    }
  }
}
