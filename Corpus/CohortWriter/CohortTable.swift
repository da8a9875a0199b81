internal import Foundation

/// Why a table or a text of the cohort could not be used, or a cohort could not be written.
public struct CohortError: Error, CustomStringConvertible {
  /// The file and what was expected.
  public let description: String
}

/// The rows of a table of `Cohort`: CSV with a header, fields by name.
struct CohortTable {
  /// The rows, in the order of the file; each has every column of the header.
  let rows: [[String: String]]

  /// Reads a table.
  ///
  /// - Throws: ``CohortError`` if the header is another, or a row has more or fewer fields.
  init(_ name: String, columns: [String]) throws {
    let text = try String(contentsOfFile: CorpusFolder.path("Cohort") + "/\(name)", encoding: .utf8)
    let records = CohortTable.records(of: text)
    guard records.first == columns else {
      throw CohortError(description: "\(name): expected the header \(columns.joined(separator: ","))")
    }
    rows = try records.dropFirst().enumerated().map { number, fields in
      guard fields.count == columns.count else {
        throw CohortError(description: "\(name) row \(number + 2): expected \(columns.count) fields")
      }
      return Dictionary(uniqueKeysWithValues: zip(columns, fields))
    }
  }

  /// The records of a text; a field in quotation marks may hold commas and, doubled, quotation marks.
  private static func records(of text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      var fields = [""]
      var isQuoted = false
      let characters = Array(line)
      for (index, character) in characters.enumerated() {
        switch character {
        case "\"":
          // The second of two within a quoted field is a character of its value.
          if !isQuoted, index > 0, characters[index - 1] == "\"", fields[fields.count - 1].count > 0 {
            fields[fields.count - 1].append("\"")
          }
          isQuoted.toggle()
        case "," where !isQuoted: fields.append("")
        default: fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
  }

  /// A field as CSV has it.
  static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}

/// A row's field; the table's reader has made sure of every column.
extension [String: String] {
  subscript(column column: String) -> String {
    guard let field = self[column] else { preconditionFailure("no column \(column)") }
    return field
  }
}
