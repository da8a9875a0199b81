import Foundation
import Rules
import Testing

@testable import Score

/// The files beside the tests, and the program's tables.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
  static let tables = Result { () throws -> StandardTables in
    let root = URL(fileURLWithPath: folder).deletingLastPathComponent().deletingLastPathComponent().path
    return try StandardTables(from: ResourceFolder(path: root + "/Rules/Tables"))
  }

  /// The words that the score passes over.
  static func words() throws -> ScoreWords { try ScoreWords(try tables.get().folder) }

  /// The rows of a CSV file beside the tests below its header, by column.
  static func rows(_ name: String) throws -> [[String: String]] {
    rows(of: try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
  }

  /// The rows of CSV text below its header, by column.
  static func rows(of text: String) -> [[String: String]] {
    var rows = text.replacing("\r\n", with: "\n").unicodeScalars[...]
    func row() -> [String] {
      var fields = [""]
      var isQuoted = false
      while let scalar = rows.popFirst() {
        if scalar == "\"" {
          if isQuoted, rows.first == "\"" {
            rows.removeFirst()
            fields[fields.count - 1].append("\"")
          } else {
            isQuoted.toggle()
          }
        } else if scalar == ",", !isQuoted {
          fields.append("")
        } else if scalar == "\n", !isQuoted {
          return fields
        } else {
          fields[fields.count - 1].unicodeScalars.append(scalar)
        }
      }
      return fields
    }
    let header = row()
    var found: [[String: String]] = []
    while !rows.isEmpty {
      let fields = row()
      found.append(Dictionary(uniqueKeysWithValues: zip(header, fields)))
    }
    return found
  }

  /// A new folder for a test's files.
  static func temporary() throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("score-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
