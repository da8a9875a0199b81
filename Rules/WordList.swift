internal import Glibc

/// A CSV file in memory whose rows are sorted by their first field, a word that stands in one row only.
///
/// A word's row is found by bisection. Nothing is made of the other rows: a run asks for some hundred words, and the
/// lists have a hundred thousand.
struct WordList: Sendable {
  private let bytes: [UInt8]
  private let firstRow: Int

  /// Takes a file and checks all of it: the header, the order, and each row.
  ///
  /// - Parameters:
  ///   - header: the columns as the first line has them.
  ///   - expected: what a row has to be, for errors.
  ///   - rowEnd: returns where a row ends, from where its word begins and where the comma behind it stands; nil if it
  ///     is none.
  /// - Throws: ``TableError`` with file and row.
  init(
    _ name: String, in folder: ResourceFolder, header: String, expected: String,
    rowEnd: (_ bytes: UnsafeBufferPointer<UInt8>, _ word: Int, _ comma: Int) -> Int?
  ) throws(TableError) {
    bytes = try folder.bytes(of: name)
    let header = Array("\(header)\n".utf8)
    guard bytes.starts(with: header) else {
      throw TableError(
        file: name, row: 1, expected: "the columns \(String(decoding: header.dropLast(), as: UTF8.self))")
    }
    let first = header.count
    firstRow = first
    let badRow = bytes.withUnsafeBufferPointer { WordList.firstBadRow($0, from: first, rowEnd) }
    if let badRow {
      throw TableError(
        file: name, row: badRow, expected: "\(expected), each once and in the order of their bytes")
    }
  }

  /// Calls `body` with what stands behind the comma in a word's row; nil if no row has the word.
  func withRow<Answer>(
    of word: UnsafeBufferPointer<UInt8>, _ body: (_ rest: UnsafeBufferPointer<UInt8>) -> Answer
  ) -> Answer? {
    bytes.withUnsafeBufferPointer { bytes in
      var low = firstRow
      var high = bytes.count
      while low < high {
        var line = (low + high) / 2
        while line > low, bytes[line - 1] != 0x0A { line -= 1 }
        let order = WordList.order(bytes, line, word)
        if order == 0 {
          let start = line + word.count + 1
          return body(UnsafeBufferPointer(rebasing: bytes[start..<WordList.end(bytes, start)]))
        } else if order < 0 {
          low = WordList.end(bytes, line) + 1
        } else {
          high = line
        }
      }
      return nil
    }
  }

  /// Calls `body` with each word and what stands behind the comma.
  func forEachRow(_ body: (_ word: UnsafeBufferPointer<UInt8>, _ rest: UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var position = firstRow
      while position < bytes.count {
        let end = WordList.end(bytes, position)
        let comma = ByteSearch.first(0x2C, or: 0x0A, in: bytes, from: position)
        body(
          UnsafeBufferPointer(rebasing: bytes[position..<comma]),
          UnsafeBufferPointer(rebasing: bytes[(comma + 1)..<end]))
        position = end + 1
      }
    }
  }

  /// Where a line ends, from any place in it.
  static func end(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, 0x0A, bytes.count - start)
    else { return bytes.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Negative if the word of a line stands before another, 0 if it is the same, else positive.
  private static func order(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int, _ word: UnsafeBufferPointer<UInt8>
  ) -> Int {
    for index in 0..<word.count {
      let place = line + index
      guard place < bytes.count, bytes[place] != 0x2C else { return -1 }
      if bytes[place] != word[index] { return Int(bytes[place]) - Int(word[index]) }
    }
    return line + word.count < bytes.count && bytes[line + word.count] == 0x2C ? 0 : 1
  }

  /// The first row that is wrong; nil if none is.
  private static func firstBadRow(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int,
    _ rowEnd: (UnsafeBufferPointer<UInt8>, Int, Int) -> Int?
  ) -> Int? {
    var position = start
    var row = 2
    var last = start..<start
    while position < bytes.count {
      let comma = ByteSearch.first(0x2C, or: 0x0A, in: bytes, from: position)
      let word = position..<comma
      guard comma < bytes.count, bytes[comma] == 0x2C, !word.isEmpty, bytes[position] != 0x22,
        precedes(bytes, last, word), let end = rowEnd(bytes, position, comma)
      else { return row }
      last = word
      position = end + 1
      row += 1
    }
    return nil
  }

  /// Whether a word stands before another in the order of their bytes.
  private static func precedes(
    _ bytes: UnsafeBufferPointer<UInt8>, _ left: Range<Int>, _ right: Range<Int>
  ) -> Bool {
    let shorter = min(left.count, right.count)
    var index = 0
    while index < shorter {
      if right.lowerBound + index + 8 <= bytes.count {
        let one = ByteSearch.eight(bytes, left.lowerBound + index).byteSwapped
        let other = ByteSearch.eight(bytes, right.lowerBound + index).byteSwapped
        if one != other, index + (one ^ other).leadingZeroBitCount / 8 < shorter { return one < other }
        index += 8
      } else {
        let (one, other) = (bytes[left.lowerBound + index], bytes[right.lowerBound + index])
        if one != other { return one < other }
        index += 1
      }
    }
    return left.count < right.count
  }
}
