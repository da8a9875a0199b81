/// A CSV file (RFC 4180) in memory, read field by field without copying.
struct CSVTable: Sendable {
  /// The file's name, for errors.
  let name: String
  private let bytes: [UInt8]
  private let columns: Int
  private let firstRow: Int

  /// One row: its number in the file, the header being 1, and its fields.
  struct Row {
    fileprivate let table: CSVTable
    fileprivate let fields: [Range<Int>]
    /// The number of the row.
    let number: Int

    /// A field's bytes. Doubled quotes stay doubled; no table has them.
    subscript(index: Int) -> ArraySlice<UInt8> { table.bytes[fields[index]] }

    /// A field as text.
    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// The error that something else than `expected` stands in the row.
    func error(expected: String) -> TableError {
      TableError(file: table.name, row: number, expected: expected)
    }
  }

  /// Takes a file and checks its header.
  ///
  /// - Throws: ``TableError`` if the header has other columns.
  init(_ name: String, bytes: [UInt8], columns: [String]) throws(TableError) {
    self.name = name
    self.bytes = bytes
    self.columns = columns.count
    firstRow = (bytes.firstIndex(of: 0x0A) ?? bytes.count) + 1
    let header = String(decoding: bytes.prefix(max(0, firstRow - 1)), as: UTF8.self)
    guard header == columns.joined(separator: ",") else {
      throw TableError(file: name, row: 1, expected: "the columns \(columns.joined(separator: ","))")
    }
  }

  /// Takes rows of a file without its header, such as those of one key.
  init(_ name: String, rows: [UInt8], columns: Int) {
    self.name = name
    bytes = rows
    self.columns = columns
    firstRow = 0
  }

  /// Calls `body` with each row in order.
  ///
  /// - Throws: ``TableError`` for a row with another number of fields, and what `body` throws.
  func forEachRow(_ body: (Row) throws(TableError) -> Void) throws(TableError) {
    try forEachRow(from: firstRow, number: 2) { row throws(TableError) in
      try body(row)
      return true
    }
  }

  /// Calls `body` with each row whose first field is `key`, in a file that is sorted by its first field.
  ///
  /// Finds the first one by bisection; rows that are not asked for are not read.
  func forEachRow(key: String, _ body: (Row) throws(TableError) -> Void) throws(TableError) {
    let key = Array(key.utf8)
    var low = firstRow
    var high = bytes.count
    while low < high {
      let line = startOfLine(at: (low + high) / 2, notBefore: low)
      if firstField(at: line).lexicographicallyPrecedes(key) {
        low = endOfLine(at: line) + 1
      } else {
        high = line
      }
    }
    try forEachRow(from: low, number: 0) { row throws(TableError) in
      guard row[0].elementsEqual(key) else { return false }
      try body(row)
      return true
    }
  }

  private func forEachRow(
    from start: Int, number first: Int, _ body: (Row) throws(TableError) -> Bool
  ) throws(TableError) {
    var position = start
    var number = first
    var fields: [Range<Int>] = []
    fields.reserveCapacity(columns)
    while position < bytes.count {
      fields.removeAll(keepingCapacity: true)
      position = split(at: position, into: &fields)
      let row = Row(table: self, fields: fields, number: number)
      guard fields.count == columns else { throw row.error(expected: "\(columns) fields") }
      guard try body(row) else { return }
      number += 1
    }
  }

  /// Splits one line; returns where the next begins.
  private func split(at start: Int, into fields: inout [Range<Int>]) -> Int {
    var position = start
    while true {
      let isQuoted = position < bytes.count && bytes[position] == 0x22
      let begin = isQuoted ? position + 1 : position
      position = begin
      if isQuoted {
        while position < bytes.count, bytes[position] != 0x22 || isDoubled(position) {
          position += bytes[position] == 0x22 ? 2 : 1
        }
        fields.append(begin..<min(position, bytes.count))
        position += 1
      } else {
        while position < bytes.count, bytes[position] != 0x2C, bytes[position] != 0x0A { position += 1 }
        fields.append(begin..<position)
      }
      guard position < bytes.count, bytes[position] == 0x2C else { return position + 1 }
      position += 1
    }
  }

  private func isDoubled(_ position: Int) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == 0x22
  }

  private func startOfLine(at position: Int, notBefore low: Int) -> Int {
    var start = position
    while start > low, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  private func endOfLine(at position: Int) -> Int {
    var end = position
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return end
  }

  private func firstField(at line: Int) -> ArraySlice<UInt8> {
    bytes[line] == 0x22
      ? bytes[(line + 1)...].prefix { $0 != 0x22 } : bytes[line...].prefix { $0 != 0x2C && $0 != 0x0A }
  }
}
