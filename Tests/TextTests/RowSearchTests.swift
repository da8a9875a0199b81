import Foundation
import Testing

@testable import Text

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .path

/// A row that was found: its number and its place.
private struct Place: Hashable, Comparable {
  let row: Int
  let start: Int
  let end: Int

  static func < (left: Place, right: Place) -> Bool {
    (left.start, left.end, left.row) < (right.start, right.end, right.row)
  }
}

/// Rows of words and bytes that have many of them, nearly or wholly.
private struct Sample {
  var rows: [[UInt8]] = []
  var bytes: [UInt8] = []

  init(seed: UInt64) {
    var random = Numbers(seed: seed)
    let words = (0..<120).map { number -> [UInt8] in
      let alphabet = Array((number % 3 == 0 ? "0123" : "abAB").utf8) + (number % 5 == 1 ? [0xC3, 0xE9] : [])
      let isNumber = number % 3 == 0
      let letters = isNumber ? Array("0123".utf8) : alphabet
      let length = number % 11 == 4 ? 9 + random.below(40) : 1 + random.below(5)
      return (0..<length).map { _ in letters[random.below(letters.count)] }
    }
    for _ in 0..<400 {
      let row = (0..<1 + random.below(4)).map { _ in words[random.below(words.count)] }
      rows.append(Array(row.joined(separator: [0x20])))
    }
    let marks: [[UInt8]] = [[], [0x20], [0x5E], [0x2C, 0x20], [0, 0, 0, 0], [1, 2, 3, 4, 5], [0x2E]]
    for _ in 0..<20_000 {
      let part = random.below(3) == 0 ? rows[random.below(rows.count)] : words[random.below(words.count)]
      bytes += part + marks[random.below(marks.count)]
    }
  }

  /// What the search finds.
  func found() -> Set<Place> {
    var trie = WordTrie()
    var rowsOfNeedles: [Int: [Int]] = [:]
    for (number, row) in rows.enumerated() {
      let words = TextWord.words(of: row)
      guard words.contains(where: { $0.length > 1 }) else { continue }
      rowsOfNeedles[trie.insert(words), default: []].append(number)
    }
    trie.finish()
    var found: Set<Place> = []
    bytes.withUnsafeBufferPointer { buffer in
      NeedleTables.withScanner(
        trie, buffer.baseAddress!, buffer.count, wantsDates: false, wantsRuns: false, glued: nil,
        hasGluedHighs: false
      ) {
        scanner in
        scanner.scan(
          found: { needle, start, end in
            for row in rowsOfNeedles[needle]! { found.insert(Place(row: row, start: start, end: end)) }
          }, number: { _, _ in }, run: { _, _ in }, value: { _ in }, wide: { $0 + 1 }, glued: { _ in })
      }
    }
    return found
  }

  /// The numbers of the rows that are looked for: those with a word of more than one byte, leading zeros aside.
  var searched: Set<Int> {
    Set(rows.indices.filter { TextWord.words(of: rows[$0]).contains { $0.length > 1 } })
  }
}

@Test(arguments: [1, 2, 3] as [UInt64])
func rowsOfWordsAreFoundWhereAPlainComparisonFindsThem(_ seed: UInt64) {
  let sample = Sample(seed: seed)
  let bytes = sample.bytes
  func words(_ bytes: [UInt8]) -> [(text: [UInt8], range: Range<Int>)] {
    var words: [(text: [UInt8], range: Range<Int>)] = []
    var start = 0
    while start < bytes.count {
      let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
      let isLetter = { (byte: UInt8) in byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
      guard isDigit(bytes[start]) || isLetter(bytes[start]) else {
        start += 1
        continue
      }
      let isSame = isDigit(bytes[start]) ? isDigit : isLetter
      let end = bytes[start...].firstIndex { !isSame($0) } ?? bytes.count
      var text = bytes[start..<end].map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
      if isDigit(text[0]) { while text.count > 1, text[0] == 0x30 { text.removeFirst() } }
      words.append((text, start..<end))
      start = end
    }
    return words
  }
  let text = words(bytes)
  var rowsByFirst: [[UInt8]: [(row: Int, words: [[UInt8]])]] = [:]
  for row in sample.searched {
    let parts = words(sample.rows[row]).map(\.text)
    rowsByFirst[parts[0], default: []].append((row, parts))
  }
  var expected: Set<Place> = []
  for place in text.indices {
    for (row, parts) in rowsByFirst[text[place].text, default: []] where place + parts.count <= text.count {
      let here = text[place..<place + parts.count]
      let isNear = zip(here, here.dropFirst()).allSatisfy { $1.range.lowerBound - $0.range.upperBound <= 4 }
      if isNear, here.map(\.text) == parts {
        expected.insert(
          Place(
            row: row, start: text[place].range.lowerBound, end: text[place + parts.count - 1].range.upperBound
          ))
      }
    }
  }
  #expect(expected.count > 10_000)
  let found = sample.found()
  #expect(found.subtracting(expected).sorted().prefix(3) == [])
  #expect(expected.subtracting(found).sorted().prefix(3) == [])
}

/// Standard output of the independent search.
private func otherSearch(_ sample: Sample) throws -> [Place] {
  let folder = NSTemporaryDirectory() + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { unlink(folder + "/rows"); unlink(folder + "/bytes"); rmdir(folder) }
  try Data(sample.rows.joined(separator: [0x0A])).write(to: URL(fileURLWithPath: folder + "/rows"))
  try Data(sample.bytes).write(to: URL(fileURLWithPath: folder + "/bytes"))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", root + "/Tools/find_rows.py", folder + "/rows", folder + "/bytes"]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  return String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
    let numbers = line.split(separator: " ").map { Int($0)! }
    return Place(row: numbers[0], start: numbers[1], end: numbers[2])
  }
}

/// Whether Python has the library.
private let hasAhoCorasick: Bool = {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", "import ahocorasick"]
  process.standardError = FileHandle.nullDevice
  do { try process.run() } catch { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()

@Test(.enabled(if: hasAhoCorasick), arguments: [11, 12] as [UInt64])
func rowsOfWordsAreFoundWhereAnAhoCorasickAutomatonFindsThem(_ seed: UInt64) throws {
  let sample = Sample(seed: seed)
  // A row may come twice; the automaton looks for rows of single characters as well.
  let searched = sample.searched
  let expected = Set(try otherSearch(sample).filter { searched.contains($0.row) })
  #expect(expected.count > 10_000)
  let found = sample.found()
  #expect(found.subtracting(expected).sorted().prefix(3) == [])
  #expect(expected.subtracting(found).sorted().prefix(3) == [])
}
