import Checks
import Corpus
import DICOM
import Findings
import Foundation
import Testing

@Test(arguments: [1, 2, 3, 1_000])
func aWalkComesToEveryEntryOnceInTheOrderOfBytesWhateverItsWindow(_ windowSize: Int) throws {
  let folder = NSTemporaryDirectory() + "walk-\(UUID().uuidString)"
  defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
  let names = ["b", "a/2", "a/10", "a/z/x", "c", "ä", "B", "a.txt", "d/e/f/g", "0"]
  for name in names {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try "x".write(toFile: path, atomically: false, encoding: .utf8)
  }
  try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: true)
  var walk = try FolderWalk([folder, folder + "/a"], windowSize: windowSize)
  var found: [String] = []
  while let entry = walk.next() {
    #expect(entry.index == found.count)
    #expect(entry.kind == .file)
    found.append(String(decoding: entry.relativePath, as: UTF8.self))
  }
  // Within a folder by bytes; what is below a folder comes where its name stands.
  #expect(found == ["0", "B", "a/10", "a/2", "a/z/x", "a.txt", "b", "c", "d/e/f/g", "ä"])
}

@Test func theOptionsOfAFileCanComeFromItsOwnClaim() throws {
  let text = "! options retain-uids\n(0008,0018) UI 1.3.12.2.1107.5.2.32.35999.2007030911283212345600"
  let one = try Case(name: "", check: "", text: text, bases: Judging.bases.get())
  let claimed = Judging.result(one.bytes, try Judging.rules(fromClaim: true))
  #expect(claimed.findings.isEmpty)
  let basic = Judging.result(one.bytes, try Judging.rules())
  #expect(basic.findings.contains { $0.check == "uid.scanner-root" })
}

@Test func aFingerprintStaysWhenItemsAreReorderedAndChangesWithTheValue() throws {
  let key = try #require(SiteKey([UInt8](repeating: 7, count: SiteKey.lengthInBytes)))
  func prints(_ text: String, key: SiteKey?) throws -> Set<String> {
    let one = try Case(name: "", check: "", text: text, bases: Judging.bases.get())
    let found = Judging.result(one.bytes, try Judging.rules(key: key)).findings
    return Set(found.filter { $0.check == "attribute.removed-present" }.map(\.fingerprint.description))
  }
  func items(_ first: String, _ second: String) -> String {
    "(0022,0015) SQ\n  item\n    (0010,1040) LO \(first)\n  item\n    (0010,1040) LO \(second)"
  }
  let one = try prints(items("12 Elm Street", "14 Elm Street"), key: key)
  #expect(one.count == 2)
  #expect(try prints(items("14 Elm Street", "12 Elm Street"), key: key) == one)
  #expect(try prints(items("14 Elm Street", "16 Elm Street"), key: key).intersection(one).count == 1)
  #expect(try prints(items("14 Elm Street", "16 Elm Street"), key: nil).count == 1)
}

@Test func theBytesOfAFileAreAllJudgedOutOfScopeOrNotChecked() throws {
  let text = "(7FE0,0010) OW fill 8192\n(0042,0011) OB fill 100"
  let one = try Case(name: "", check: "", text: text, bases: Judging.bases.get())
  let all = Judging.result(one.bytes, try Judging.rules())
  #expect(all.coverage.total == one.bytes.count)
  #expect(all.coverage.notChecked == 8_292)
  let attributes = Judging.result(one.bytes, try Judging.rules(scope: .attributes))
  #expect(attributes.coverage.outOfScope == 8_192)
  #expect(attributes.coverage.notChecked == 100)
  #expect(attributes.coverage.total == one.bytes.count)
}
