import Corpus
import DICOM
import Foundation
import Testing

/// Elements of a bare explicit data set: group 0008, a sequence, private elements.
private let good: [(String, [UInt8])] = {
  let texts = [
    "explicit": "", "implicit": "! implicit", "big-endian": "! big-endian", "deflated": "! deflated",
    "undefined-length": "! undefined-length",
    "fragments": "(7FE0,0010) OB fragments |FF D8 FF D9|01 02", "bare": "! bare",
    "private":
      "(0029,0010) LO ONE\n(0029,1001) SQ\n  item\n    (0029,0010) LO TWO\n    (0029,1002) UN = 01 02",
  ]
  return texts.sorted { $0.key < $1.key }.map { name, text in
    do {
      let bases = try Case.texts(in: Reading.root + "/Corpus/Bases")
      return (name, try Case(name: name, check: "", text: text, bases: bases).bytes)
    } catch {
      return (name, [])
    }
  }
}()

@Test(arguments: good.map(\.0))
func everyPrefixOfAGoodFileIsAccountedFor(_ name: String) throws {
  let bytes = try #require(good.first { $0.0 == name }?.1)
  #expect(bytes.count > 300)
  for length in 0...bytes.count {
    let (lines, isComplete) = try Reading.account(Array(bytes.prefix(length)))
    #expect(isComplete, "\(name), the first \(length) bytes: \(lines.suffix(3))")
  }
}

@Test(arguments: good.map(\.0))
func aFileWithAFalseLengthAnywhereIsAccountedFor(_ name: String) throws {
  let bytes = try #require(good.first { $0.0 == name }?.1)
  let lengths: [[UInt8]] = [
    [0, 0, 0, 0], [1, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0, 0],
    [0, 0, 0, 0x7F],
  ]
  for position in stride(from: 132, to: bytes.count - 4, by: 2) {
    for length in lengths {
      var broken = bytes
      broken.replaceSubrange(position..<position + 4, with: length)
      let (lines, isComplete) = try Reading.account(broken)
      #expect(isComplete, "\(name), \(length) at \(position): \(lines.suffix(3))")
    }
  }
}

@Test func filesWithRandomChangesAreAccountedForAndReadTheSameTwice() throws {
  var random = Reading.Generator(state: 20_260_101)
  for round in 0..<4_000 {
    var bytes = try #require(good.randomElement(using: &random)?.1)
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    if round % 5 == 0 { bytes.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...) }
    let first = try Reading.account(bytes)
    #expect(first.isComplete, "round \(round)")
    #expect(first.lines == (try Reading.account(bytes)).lines)
  }
}

@Test(arguments: good.map(\.0))
func stepsAndEventsTellTheSame(_ name: String) throws {
  var random = Reading.Generator(state: 20_261_121)
  let bytes = try #require(good.first { $0.0 == name }?.1)
  #expect(try Reading.steps(bytes).count > 10)
  for round in 0..<300 {
    var broken = bytes
    for _ in 0..<round % 8 {
      broken[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    if round % 5 == 4 { broken.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...) }
    #expect(try Reading.steps(broken) == Reading.stepsOfEvents(broken), "round \(round)")
  }
}

@Test func nestingBeyondTheBoundIsNamedAndEndsQuickly() throws {
  // Implicit VR: sequence and item headers of undefined length, a million levels.
  var bytes: [UInt8] = [0x08, 0x00, 0x05, 0x00, 0x02, 0, 0, 0, 0x20, 0x20]
  bytes += [0x08, 0x00, 0x16, 0x00, 0x02, 0, 0, 0, 0x31, 0x00]
  for _ in 0..<1_000_000 {
    bytes += [0x40, 0x00, 0x30, 0xA7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]
  }
  let (lines, isComplete) = try Reading.account(bytes)
  #expect(isComplete)
  #expect(lines.count { $0.hasPrefix("sequence ") } == Limits.nesting)
  #expect(lines.contains { $0.hasPrefix("unread") })
}

@Test func aDeflateStreamThatGrowsBeyondTheBoundEndsUnread() throws {
  let bases = try Case.texts(in: Reading.root + "/Corpus/Bases")
  let head = try Case(name: "", check: "", text: "! deflated", bases: bases).bytes
  // 64 MiB of zeros, deflated at the best ratio by another program.
  let python =
    "import zlib,sys;c=zlib.compressobj(9,8,-15);sys.stdout.buffer.write(c.compress(bytes(1<<26))+c.flush())"
  let bomb = try Tool.output("python3", ["-c", python])
  let metaEnd = 132 + 12 + Int(head[140]) + Int(head[141]) * 256
  let (lines, isComplete) = try Reading.account(Array(head[..<metaEnd]) + bomb)
  #expect(isComplete)
  #expect(lines.contains { $0.hasPrefix("unread") })
}

@Test(arguments: [
  // what, bytes behind the base, what is expected of the account
  ("an item delimiter astray", "FE FF 0D E0 00 00 00 00", "stray-delimiter"),
  ("zeros behind the data set", "00 00 00 00 00 00 00 00", "zero-padding"),
  ("three bytes behind the data set", "41 42 43", "trailing"),
  ("an element that is cut", "E0 7F 10 00 4F 57 00 00 10 00 00 00 01 02", "unread"),
  ("a delimiter with a length", "FE FF DD E0 02 00 00 00 41 42", "unread"),
])
func whatStandsBehindADataSetIsNamed(_ what: String, _ hex: String, _ expected: String) throws {
  let bases = try Case.texts(in: Reading.root + "/Corpus/Bases")
  let one = try Case(name: what, check: "", text: "! append \(hex)", bases: bases)
  let (lines, isComplete) = try Reading.account(one.bytes)
  #expect(isComplete)
  #expect(lines.contains { $0.hasPrefix(expected) }, "\(lines.suffix(3))")
}

@Test func anElementsHeaderIsReadByteForByte() throws {
  let bytes: [UInt8] = [
    0x08, 0x00, 0x05, 0x00, 0x43, 0x53, 0x0A, 0x00,  // (0008,0005) CS, 10 bytes
    0x49, 0x53, 0x4F, 0x5F, 0x49, 0x52, 0x20, 0x31, 0x30, 0x30,  // ISO_IR 100
    0x40, 0x00, 0x75, 0x02, 0x53, 0x51, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF,  // (0040,0275) SQ, undefined
    0xFE, 0xFF, 0x00, 0xE0, 0x0A, 0x00, 0x00, 0x00,  // an item of 10 bytes
    0x40, 0x00, 0x01, 0x10, 0x53, 0x48, 0x02, 0x00, 0x41, 0x37,  // (0040,1001) SH A7
    0xFE, 0xFF, 0xDD, 0xE0, 0x00, 0x00, 0x00, 0x00,  // the end of the sequence
    0x29, 0x00, 0x10, 0x00, 0x55, 0x4E, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFE, 0xFF, 0xDD, 0xE0, 0x00, 0x00, 0x00, 0x00,
  ]
  let (lines, isComplete) = try Reading.account(bytes)
  #expect(isComplete)
  #expect(
    lines == [
      "element (0008,0005) CS 0 8 10", "sequence (0040,0275) SQ 18 12 0", "item 30 8 0",
      "element (0040,0275)[0].(0040,1001) SH 38 8 2", "sequence-end 48 8 0",
      "sequence (0029,0010) SQ 56 12 0",
      "sequence-end 68 8 0",
    ])
}

@Test func aFileThatShrinksWhileItIsReadEndsUnreadAndIsNotTheSame() throws {
  let path = NSTemporaryDirectory() + "shrinking-\(ProcessInfo.processInfo.processIdentifier).dcm"
  defer { unlink(path) }
  let bases = try Case.texts(in: Reading.root + "/Corpus/Bases")
  let text = "(0028,1201) OW fill 40000\n(0028,1202) OW fill 40000"
  let bytes = try Case(name: "", check: "", text: text, bases: bases).bytes
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  let file = try FileBytes(path: Array(path.utf8))
  var reader = FileReader(file, dictionary: try Reading.tables.get())
  #expect(truncate(path, 2_000) == 0)
  var isUnread = false
  while let event = reader.next() {
    if case .unread = event { isUnread = true }
    if case .element(let element) = event, element.value.count > 100 {
      #expect(reader.value(of: element) == nil)
    }
  }
  #expect(!file.isUnchanged)
  #expect(isUnread)
}

@Test(arguments: ["/dev/null", "/", "/nonexistent"])
func whatIsNoRegularFileGivesAnError(_ path: String) {
  #expect(throws: SystemError.self) { try FileBytes(path: Array(path.utf8)) }
}

@Test func aDigestIsThatOfSha256sum() throws {
  let path = Reading.root + "/Rules/Tables/PS3.6-elements.csv"
  let ours = try FileBytes(path: Array(path.utf8)).sha256()
  let theirs = String(decoding: try Tool.output("sha256sum", [path]), as: UTF8.self)
  #expect(theirs.hasPrefix(ours + " "))
}
