/// Reads the rows of a table, RFC 4180, whatever its line ends.
public struct CSVReader {
  private let text: [Unicode.Scalar]
  private let separator: Unicode.Scalar
  private let file: String
  private var position = 0
  private var line = 1
  private var column = 1
  /// Where the last row began, from 1.
  public private(set) var firstLine = 1

  /// Takes a text; the header's line says what separates fields.
  public init(_ text: [Unicode.Scalar], file: String) {
    self.text = text
    self.file = file
    let header = text.prefix { $0 != "\n" && $0 != "\r" }
    separator = header.contains("\t") ? "\t" : header.contains(",") ? "," : header.contains(";") ? ";" : ","
  }

  /// The next row, each field without blanks around it; nil behind the last.
  ///
  /// - Throws: ``IdentifierListError`` with the line of a quote that is not closed, or of text behind one.
  public mutating func row() throws(IdentifierListError) -> [String]? {
    guard position < text.count else { return nil }
    firstLine = line
    column = 1
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard position < text.count else { return fields }
      if text[position] == separator {
        position += 1
        column += 1
      } else {
        skipLineEnd()
        return fields
      }
    }
  }

  /// The next row that is no empty line; nil behind the last.
  ///
  /// - Throws: as ``row()``.
  public mutating func filledRow() throws(IdentifierListError) -> [String]? {
    while let fields = try row() {
      if fields != [""] { return fields }
    }
    return nil
  }

  private mutating func skipLineEnd() {
    let isPair = text[position] == "\r" && position + 1 < text.count && text[position + 1] == "\n"
    position += isPair ? 2 : 1
    line += 1
  }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  /// One field; stands on the separator or line end behind it then.
  private mutating func field() throws(IdentifierListError) -> String {
    while position < text.count, text[position] == " " { position += 1 }
    guard position < text.count, text[position] == "\"" else { return plain() }
    position += 1
    var field = String.UnicodeScalarView()
    while position < text.count {
      let scalar = text[position]
      if isLineEnd(scalar) {
        skipLineEnd()
        field.append("\n")
        continue
      }
      position += 1
      if scalar != "\"" {
        field.append(scalar)
      } else if position < text.count, text[position] == "\"" {
        field.append(scalar)
        position += 1
      } else {
        guard plain().isEmpty else {
          throw IdentifierListError(
            file: file, line: line, column: column, expected: "a separator behind a quoted field")
        }
        return IdentifierList.trimmed(String(field))
      }
    }
    throw IdentifierListError(
      file: file, line: firstLine, column: column, expected: "a quote at the end of a quoted field")
  }

  private mutating func plain() -> String {
    let start = position
    while position < text.count, text[position] != separator, !isLineEnd(text[position]) { position += 1 }
    var field: [UInt8] = []
    field.reserveCapacity(position - start)
    for scalar in text[start..<position] {
      if scalar.isASCII { field.append(UInt8(scalar.value)) } else { field += Array(String(scalar).utf8) }
    }
    return IdentifierList.trimmed(String(decoding: field, as: UTF8.self))
  }
}

/// Decodes a list's bytes.
enum Latin1Text {
  /// What the bytes 80 to 9F are in Windows-1252; those that it leaves free are no text.
  private static let upper: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]

  /// The text without a byte order mark: UTF-8, or else Windows-1252, of which Latin-1 is a part.
  ///
  /// - Throws: ``IdentifierListError`` with the line of a byte that neither has.
  static func text(of bytes: [UInt8], file: String) throws(IdentifierListError) -> [Unicode.Scalar] {
    if let text = String(validating: bytes, as: UTF8.self) {
      let scalars = Array(text.unicodeScalars)
      return scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var line = 1
    for byte in bytes {
      let scalar = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
      guard let scalar, byte != 0 else {
        throw IdentifierListError(file: file, line: line, expected: "UTF-8 or Latin-1")
      }
      if byte == 0x0A { line += 1 }
      scalars.append(scalar)
    }
    return scalars
  }
}
