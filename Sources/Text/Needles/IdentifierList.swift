/// Why a list of identifiers could not be read.
public struct IdentifierListError: Error, Equatable, CustomStringConvertible {
  /// The list's file.
  public let file: String
  /// The line, from 1; of a row that spans several, its first.
  public let line: Int
  /// The column of a table or the place of a line's value, from 1; nil if the row as a whole is meant.
  public let column: Int?
  /// What was expected there. Never what stands there: that identifies.
  public let expected: String

  /// Makes an error.
  public init(file: String, line: Int, column: Int? = nil, expected: String) {
    self.file = file
    self.line = line
    self.column = column
    self.expected = expected
  }

  /// `persons.csv, line 7, column 3: expected a date`.
  public var description: String {
    let place = column.map { ", column \($0)" } ?? ""
    return "\(file), line \(line)\(place): expected \(expected)"
  }
}

/// Values that identify persons, as a user lists them or as original files give them.
public struct IdentifierList: Sendable {
  /// One value of a person.
  public struct Value: Sendable, Equatable {
    /// What it is.
    public let kind: IdentifierKind
    /// As it was written, without blanks around it.
    public let text: String
    /// The column that it stands in, from 0; for values that were added, the place among the person's values.
    public let column: Int
  }

  /// The values of each person, in the order in which they came.
  public private(set) var persons: [[Value]] = []
  /// The names of the columns; empty for a list that was put together.
  public private(set) var columns: [String] = []

  /// Makes a list of nobody.
  public init() {}

  /// All values in the order of the file.
  public var values: [(kind: IdentifierKind, text: String)] {
    persons.flatMap { $0.map { ($0.kind, $0.text) } }
  }

  /// Adds a person, unless nothing is known; empty values say nothing.
  ///
  /// - Parameter values: what is known, dates in any usual notation.
  public mutating func add(_ values: [(kind: IdentifierKind, text: String)]) {
    let known = values.enumerated().compactMap { column, value -> Value? in
      let text = IdentifierList.trimmed(value.text)
      return text.isEmpty ? nil : Value(kind: value.kind, text: text, column: column)
    }
    if !known.isEmpty { persons.append(known) }
  }

  /// Reads the bytes of a file: JSON Lines if it begins with `{`, or a table with a header.
  ///
  /// A table's fields are separated by commas, semicolons or tabs, as in the header, and may be quoted as in RFC 4180.
  /// Text is UTF-8, with a byte order mark or without; a file that is not UTF-8 is read as Latin-1 in the edition of
  /// Windows. Headers and keys such as `name`, `id`, `birth date`, `accession number`, `address` and `phone` say
  /// what a value is; any other column is a value of its own.
  ///
  /// - Throws: ``IdentifierListError`` for a header without columns, a row with another number of fields, an open
  ///   quote, a line that is no flat JSON object, and a birth date that is none.
  public init(_ bytes: [UInt8], file: String) throws(IdentifierListError) {
    let text = try Latin1Text.text(of: bytes, file: file)
    let first = text.first { !$0.properties.isWhitespace }
    if first == "{" {
      var reader = JSONLinesReader(text, file: file)
      while let object = try reader.object() { try add(object, reader, file) }
    } else {
      try readTable(text, file: file)
    }
  }

  private mutating func readTable(_ text: [Unicode.Scalar], file: String) throws(IdentifierListError) {
    var reader = CSVReader(text, file: file)
    guard let header = try reader.row(), header.contains(where: { !$0.isEmpty }) else {
      throw IdentifierListError(file: file, line: 1, expected: "a header such as name,id,birth date")
    }
    columns = header
    let kinds = header.map { IdentifierKind(column: $0) }
    while let row = try reader.row() {
      if row == [""] { continue }
      guard row.count == kinds.count else {
        throw IdentifierListError(file: file, line: reader.firstLine, expected: "\(kinds.count) fields")
      }
      var values: [Value] = []
      for (column, field) in row.enumerated() where !field.isEmpty {
        try check(field, kinds[column], line: reader.firstLine, column: column, file: file)
        values.append(Value(kind: kinds[column], text: field, column: column))
      }
      if !values.isEmpty { persons.append(values) }
    }
  }

  private mutating func add(
    _ object: [(key: String, value: String)], _ reader: JSONLinesReader, _ file: String
  ) throws(IdentifierListError) {
    var values: [Value] = []
    for (place, (key, value)) in object.enumerated() where !value.isEmpty {
      let kind = IdentifierKind(column: key)
      try check(value, kind, line: reader.line, column: place, file: file)
      let column: Int
      if let known = columns.firstIndex(of: key) {
        column = known
      } else {
        column = columns.count
        columns.append(key)
      }
      values.append(Value(kind: kind, text: value, column: column))
    }
    if !values.isEmpty { persons.append(values) }
  }

  private func check(
    _ field: String, _ kind: IdentifierKind, line: Int, column: Int, file: String
  ) throws(IdentifierListError) {
    guard kind != .birthDate || !WrittenDate.readings(of: field).isEmpty else {
      throw IdentifierListError(
        file: file, line: line, column: column + 1, expected: "a birth date such as 1957-04-12")
    }
  }

  /// A text without blanks and NULs around it.
  static func trimmed(_ text: String) -> String {
    // Mostly there are none.
    if let first = text.utf8.first, let last = text.utf8.last, (0x21..<0x7F).contains(first),
      (0x21..<0x7F).contains(last)
    {
      return text
    }
    let isPadding: (Character) -> Bool = { $0.isWhitespace || $0 == "\0" }
    var text = text[...].drop(while: isPadding)
    while let last = text.last, isPadding(last) { text = text.dropLast() }
    return String(text)
  }
}
