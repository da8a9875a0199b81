/// A CSV file (RFC 4180) in memory, read field by field without copying.
struct CSVTable: Sendable {
  /// The most columns that a table may have.
  static let mostColumns = 16

  /// The file's name, for errors.
  let name: String
  private let bytes: [UInt8]
  private let columns: Int
  private let firstRow: Int

  /// One row: its number in the file, the header being 1, and its fields.
  struct Row {
    fileprivate let table: CSVTable
    fileprivate let base: UnsafeBufferPointer<UInt8>
    fileprivate let fields: Fields
    /// The number of the row.
    let number: Int

    /// A field's bytes. Doubled quotes stay doubled; no table has them.
    subscript(index: Int) -> ArraySlice<UInt8> { table.bytes[fields.range(index)] }

    /// A field's bytes for as long as the row is looked at, without counting a reference to the table.
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: base[fields.range(index)])
    }

    /// Whether a field is `text`.
    func field(_ index: Int, is text: StaticString) -> Bool {
      let range = fields.range(index)
      guard range.count == text.utf8CodeUnitCount else { return false }
      for place in 0..<range.count where base[range.lowerBound + place] != text.utf8Start[place] {
        return false
      }
      return true
    }

    /// A field as text.
    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// The error that something else than `expected` stands in the row.
    func error(expected: String) -> TableError {
      TableError(file: table.name, row: number, expected: expected)
    }
  }

  /// Where the fields of a row stand.
  ///
  /// Without an array: rows are read by the ten thousand at every start of a run.
  fileprivate struct Fields {
    private var starts = InlineArray<16, UInt32>(repeating: 0)
    private var ends = InlineArray<16, UInt32>(repeating: 0)
    /// How many there are; those behind the most that a table may have are counted only.
    var count = 0

    mutating func append(_ start: Int, _ end: Int) {
      if count < CSVTable.mostColumns {
        starts[count] = UInt32(truncatingIfNeeded: start)
        ends[count] = UInt32(truncatingIfNeeded: end)
      }
      count += 1
    }

    func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(ends[index]) }
  }

  /// Takes a file and checks its header.
  ///
  /// - Throws: ``TableError`` if the header has other columns.
  init(_ name: String, bytes: [UInt8], columns: [String]) throws(TableError) {
    precondition(columns.count <= CSVTable.mostColumns)
    self.name = name
    self.bytes = bytes
    self.columns = columns.count
    firstRow = (bytes.firstIndex(of: 0x0A) ?? bytes.count) + 1
    let header = String(decoding: bytes.prefix(max(0, firstRow - 1)), as: UTF8.self)
    guard header == columns.joined(separator: ","), bytes.count < Int(UInt32.max) else {
      throw TableError(file: name, row: 1, expected: "the columns \(columns.joined(separator: ","))")
    }
  }

  /// Takes rows of a file without its header, such as those of one key.
  init(_ name: String, rows: [UInt8], columns: Int) {
    precondition(columns <= CSVTable.mostColumns)
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
    try bytes.withUnsafeBufferPointer { base throws(TableError) in
      var position = start
      var number = first
      while position < base.count {
        var fields = Fields()
        position = CSVTable.split(base, at: position, into: &fields)
        let row = Row(table: self, base: base, fields: fields, number: number)
        guard fields.count == columns else { throw row.error(expected: "\(columns) fields") }
        guard try body(row) else { return }
        number += 1
      }
    }
  }

  /// Splits one line; returns where the next begins.
  private static func split(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, into fields: inout Fields
  ) -> Int {
    var position = start
    while true {
      if position < bytes.count, bytes[position] == 0x22 {
        let begin = position + 1
        position = ByteSearch.first(0x22, or: 0x22, in: bytes, from: begin)
        while isDoubled(bytes, position) {
          position = ByteSearch.first(0x22, or: 0x22, in: bytes, from: position + 2)
        }
        fields.append(begin, min(position, bytes.count))
        position += 1
      } else {
        let begin = position
        position = ByteSearch.first(0x2C, or: 0x0A, in: bytes, from: begin)
        fields.append(begin, position)
      }
      guard position < bytes.count, bytes[position] == 0x2C else { return position + 1 }
      position += 1
    }
  }

  private static func isDoubled(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
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
