import Checks
import Compare
import Corpus
import Findings
import Foundation
import Rules
import Testing

/// An original and an output, and how they should be found to belong together.
struct Pairing: Sendable, CustomTestStringConvertible {
  let name: String
  let original: String
  let output: String
  let method: PairingMethod
  var map = ""
  var testDescription: String { name }

  static let all = [
    Pairing(
      name: "a given map goes before all else", original: "(0008,0018) UI 2.25.1",
      output: "(0008,0018) UI 2.25.2", method: .uidMap, map: "original,new\n2.25.1,2.25.2\n"),
    Pairing(
      name: "the map may have the challenge's header", original: "(0008,0018) UI 2.25.1",
      output: "(0008,0018) UI 2.25.2", method: .uidMap, map: "id_old,id_new\r\n\"2.25.1\",2.25.2\r\n"),
    Pairing(
      name: "the same SOP Instance UID", original: "! named x.dcm\n(0008,0018) UI 2.25.1",
      output: "! named y.dcm\n(0008,0018) UI 2.25.1", method: .sopInstanceUID),
    Pairing(name: "the same path", original: "! named a/x.dcm", output: "! named a/x.dcm", method: .path),
    Pairing(
      name: "the same path but for the ending", original: "! named a/x.DCM", output: "! named a/x",
      method: .path),
    Pairing(name: "the same name", original: "! named a/x.dcm", output: "! named b/x.dcm", method: .name),
    Pairing(
      name: "the same pixels", original: "! named a.dcm\n(7FE0,0010) OW hill 8",
      output: "! named b.dcm\n(0020,0013) IS 7\n(7FE0,0010) OW hill 8", method: .pixelData),
    Pairing(
      name: "the same pixels in Implicit VR", original: "! named a.dcm\n! implicit\n(7FE0,0010) OW hill 8",
      output: "! named b.dcm\n(0020,0013) IS 7\n(7FE0,0010) OW hill 8", method: .pixelData),
    Pairing(
      name: "the same structure", original: "! named a.dcm", output: "! named b.dcm", method: .structure),
    Pairing(
      name: "the same structure in another encoding", original: "! named a.dcm\n! big-endian",
      output: "! named b.dcm\n! deflated", method: .structure),
    Pairing(
      name: "the same path of other images", original: "! named a.dcm\n(0028,0010) US 8",
      output: "! named a.dcm\n(0028,0010) US 16", method: .pathAlone),
  ]
}

private func pairs(_ text: String) throws -> Case {
  try Case(name: "", check: "", text: text, bases: Judging.bases.get())
}

@Test(arguments: Pairing.all)
func aPairIsFoundAsItSays(_ pairing: Pairing) throws {
  let one = try pairs(pairing.output + "\n! original\n" + pairing.original)
  let map = pairing.map.isEmpty ? nil : try ValueMap(Array(pairing.map.utf8), file: "map.csv")
  let results = try Comparing.results(one.pairs, Judging.rules(), uids: map)
  #expect(results.first?.original?.method == pairing.method)
  #expect(results.first?.original?.number == 0)
}

@Test(arguments: [
  ("", "line 1: expected a header line; the file is empty"),
  ("a,b\n1,2\n", "line 1: expected the columns original and new, or id_old and id_new"),
  ("original,new\n1\n", "line 2: expected 2 fields"),
  ("original,new\n1,\n", "line 2: expected a value in both"),
  ("original,new\n1,2\n\n1,3\n", "line 4: expected the same as in a line above"),
  ("original,new\n\"1,2\n", "line 2: expected a quote"),
  ("original,new,offset_days\n1,2,ten\n", "line 2: expected a whole number of days"),
  ("original,new,offset_days\n1,2,10\n1,2,11\n", "line 3: expected the same as in a line above"),
])
func aMapThatCannotBeUsedIsRefusedWithItsLine(_ text: String, _ words: String) {
  #expect {
    _ = try ValueMap(Array(text.utf8), file: "map.csv")
  } throws: { error in
    "\(error)".contains("map.csv") && "\(error)".contains(words)
  }
}

@Test func aMapIsReadByItsColumnsWhateverTheirOrder() throws {
  let text = "\u{FEFF}id_new,note,id_old,offset_days\r\n\"b, c\",,a,-30\r\n\r\ne,x,d,\n"
  let rows = try ValueMap(Array(text.utf8), file: "map.csv").rows
  #expect(rows.map(\.original) == ["a", "d"].map { Array($0.utf8) })
  #expect(rows.map(\.new) == ["b, c", "e"].map { Array($0.utf8) })
  #expect(rows.map(\.offsetInDays) == [-30, nil])
}

@Test func aMapHoldsTheBytesOfIdsInLatin1AndInUTF8() throws {
  let latin: [UInt8] = [0x4D, 0xDC, 0x4C]
  let map = Array("original,new\n".utf8) + latin + Array(",A1\n".utf8)
  #expect(try ValueMap(map, file: "map.csv").rows.first?.original == latin)
  let utf8 = try ValueMap(Array("original,new\nMÜL,A1\n".utf8), file: "map.csv").rows
  #expect(utf8.first?.original == [0x4D, 0xC3, 0x9C, 0x4C])
}

/// Thirty patients with four files each, re-UIDed and renamed; one UID of each tenth is wrong.
private func cohort() throws -> [CasePair] {
  let sections = (0..<120).map { number in
    let patient = number / 4
    return """
      ! named \(119 - number).dcm
      (0010,0020) LO P\(patient)
      (0020,000D) UI 2.25.5\(number % 40 == 7 ? 0 : 1)\(patient)
      (0020,0013) IS \(number)
      (0020,0032) DS 0\\0\\\(number)
      ! original
      ! named \(number).dcm
      (0010,0020) LO ID-47110\(patient)
      (0020,000D) UI 2.25.6\(patient)
      (0020,0013) IS \(number)
      (0020,0032) DS 0\\0\\\(number)
      """
  }
  return try pairs(sections.joined(separator: "\n! next\n")).pairs
}

@Test func findingsAcrossFilesAreTheSameAtAnyNumberOfThreads() throws {
  let files = try cohort()
  let rules = try Judging.rules()
  let alone = try Comparing.results(files, rules).map {
    "\($0.path) \($0.findings.map { "\($0.check) \($0.message)" })"
  }
  for threads in [2, 5] {
    let together = try Comparing.results(files, rules, threads: threads).map {
      "\($0.path) \($0.findings.map { "\($0.check) \($0.message)" })"
    }
    #expect(together == alone)
  }
  #expect(alone.joined().contains("compare.uid-inconsistent"))
}

@Test func aFolderIsNotComparedWithItselfOrWithOneInIt() throws {
  let folder = try Comparing.write(pairs("! original").pairs)
  defer { Comparing.remove(folder) }
  let tables = try Judging.tables.get()
  for (originals, outputs) in [("", ""), ("", "/outputs"), ("/originals", "")] {
    #expect(throws: PairingError.overlapping) {
      try FolderPairs(
        originals: FolderWalk([folder + originals]), outputs: FolderWalk([folder + outputs]), tables: tables,
        threads: 1)
    }
  }
}

@Test func foldersWithoutFilesAreSaidToBeEmpty() throws {
  let tables = try Judging.tables.get()
  for (text, error) in [
    ("! next\n! lost", PairingError.noOutputs), ("! next\n! next", PairingError.noOriginals),
  ] {
    let all = try pairs(text).pairs
    let kept = error == .noOutputs ? all.filter { $0.output == nil } : all.filter { $0.original == nil }
    let folder = try Comparing.write(kept)
    defer { Comparing.remove(folder) }
    #expect(throws: error) {
      try FolderPairs(
        originals: FolderWalk([folder + "/originals"]), outputs: FolderWalk([folder + "/outputs"]),
        tables: tables, threads: 1)
    }
  }
}

@Test func foldersThatAreSwappedAreRefused() throws {
  let identity = """
    (0008,0050) SH 4711-22
    (0008,0090) PN Castellane^Odile
    (0010,0030) DA 19570412
    (0010,1040) LO 12 Elm Street
    """
  let folder = try Comparing.write(pairs("! original\n" + identity).pairs)
  defer { Comparing.remove(folder) }
  let tables = try Judging.tables.get()
  func compare(_ first: String, _ second: String, mayBeSwapped: Bool) throws {
    _ = try FolderPairs(
      originals: FolderWalk([folder + first]), outputs: FolderWalk([folder + second]), tables: tables,
      mayBeSwapped: mayBeSwapped, threads: 1)
  }
  try compare("/originals", "/outputs", mayBeSwapped: true)
  #expect(throws: PairingError.swapped) { try compare("/outputs", "/originals", mayBeSwapped: true) }
  try compare("/outputs", "/originals", mayBeSwapped: false)
}

@Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
func foldersThatCannotBeReadAreSaidToBeUnreadable() throws {
  let folder = try Comparing.write(pairs("! original").pairs)
  defer { Comparing.remove(folder) }
  let tables = try Judging.tables.get()
  for (side, file) in [("originals", "1.dcm"), ("outputs", "1.dcm"), ("originals", ""), ("outputs", "")] {
    let path = "\(folder)/\(side)/\(file)"
    chmod(path, 0)
    defer { chmod(path, 0o755) }
    let expected =
      side == "originals"
      ? PairingError.unreadableOriginals("Permission denied") : .unreadableOutputs("Permission denied")
    #expect(throws: expected) {
      try FolderPairs(
        originals: FolderWalk([folder + "/originals"]), outputs: FolderWalk([folder + "/outputs"]),
        tables: tables, threads: 1)
    }
  }
}
