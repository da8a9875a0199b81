internal import DICOM

/// Why a list of identifiers could not be read.
public struct IdentifierListError: Error, Equatable, CustomStringConvertible {
  /// The list's file.
  public let file: String
  /// The line, from 1; of a row that spans several, its first.
  public let line: Int
  /// What was expected there. Never what stands there: that identifies.
  public let expected: String

  /// Makes an error.
  public init(file: String, line: Int, expected: String) {
    self.file = file
    self.line = line
    self.expected = expected
  }

  /// `persons.csv, line 7: expected a date`.
  public var description: String { "\(file), line \(line): expected \(expected)" }
}

/// Values that identify, from a user's CSV file with a header.
///
/// Columns `name`, `id`, `birth date` and `accession number` are taken as such, any other as a value of its own.
/// Fields are separated by commas, semicolons or tabs, as in the header, and may be quoted as in RFC 4180. Empty fields
/// say nothing.
public struct IdentifierList: Sendable {
  /// The values in the order of the file.
  public let values: [(kind: IdentifierKind, text: String)]

  /// Reads the bytes of a file.
  ///
  /// - Throws: ``IdentifierListError`` for text that is not UTF-8, a header without columns, a row with another number
  ///   of fields, an open quote, and a birth date that is none.
  public init(_ bytes: [UInt8], file: String) throws(IdentifierListError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw IdentifierListError(file: file, line: IdentifierList.lineOfBadText(bytes), expected: "UTF-8")
    }
    var reader = Reader(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, file: file)
    guard let header = try reader.row(), header.contains(where: { !$0.isEmpty }) else {
      throw IdentifierListError(file: file, line: 1, expected: "a header such as name,id,birth date")
    }
    let kinds = header.map { IdentifierList.kind(ofColumn: $0) }
    var values: [(kind: IdentifierKind, text: String)] = []
    while let row = try reader.row() {
      if row == [""] { continue }
      guard row.count == kinds.count else {
        throw IdentifierListError(file: file, line: reader.firstLine, expected: "\(kinds.count) fields")
      }
      for (kind, field) in zip(kinds, row) where !field.isEmpty {
        if kind == .birthDate, DateShape.readings(of: field).isEmpty {
          throw IdentifierListError(
            file: file, line: reader.firstLine, expected: "a birth date such as 1957-04-12")
        }
        values.append((kind, field))
      }
    }
    self.values = values
  }

  /// The line of the first bytes that are no UTF-8.
  private static func lineOfBadText(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { break }
      line += 1
    }
    return line
  }

  private static func kind(ofColumn name: String) -> IdentifierKind {
    let words = String(name.lowercased().filter { $0.isLetter })
    switch words {
    case let words where words.hasSuffix("name"): return .personName
    case "id", "patientid", "mrn", "pid": return .identifier
    case "birthdate", "dob", "dateofbirth", "patientbirthdate": return .birthDate
    case "accessionnumber", "accession": return .accessionNumber
    default: return .other
    }
  }

  /// Reads rows of CSV.
  private struct Reader {
    private let characters: [Character]
    private let separator: Character
    private let file: String
    private var position = 0
    private var line = 1
    /// Where the last row began.
    private(set) var firstLine = 1

    init(_ text: String, file: String) {
      characters = Array(text)
      let header = text.prefix { !$0.isNewline }
      separator = header.contains(",") ? "," : header.contains(";") ? ";" : header.contains("\t") ? "\t" : ","
      self.file = file
    }

    /// The next row, each field without blanks around it; nil behind the last.
    mutating func row() throws(IdentifierListError) -> [String]? {
      guard position < characters.count else { return nil }
      firstLine = line
      var fields: [String] = []
      while true {
        fields.append(try field())
        guard position < characters.count else { return fields }
        let end = characters[position]
        position += 1
        if end.isNewline {
          line += 1
          return fields
        }
      }
    }

    /// One field; stands on the separator or line end behind it then.
    private mutating func field() throws(IdentifierListError) -> String {
      while position < characters.count, characters[position] == " " { position += 1 }
      guard position < characters.count, characters[position] == "\"" else { return plain() }
      position += 1
      var field = ""
      while position < characters.count {
        let character = characters[position]
        position += 1
        if character.isNewline { line += 1 }
        guard character == "\"" else {
          field.append(character)
          continue
        }
        if position < characters.count, characters[position] == "\"" {
          field.append(character)
          position += 1
          continue
        }
        guard plain().isEmpty else {
          throw IdentifierListError(file: file, line: line, expected: "a separator behind a quoted field")
        }
        return field
      }
      throw IdentifierListError(file: file, line: firstLine, expected: "a quote at the end of a quoted field")
    }

    private mutating func plain() -> String {
      let start = position
      while position < characters.count, characters[position] != separator, !characters[position].isNewline {
        position += 1
      }
      var field = characters[start..<position]
      while field.last == " " { field = field.dropLast() }
      return String(field)
    }
  }
}
