internal import Foundation

/// An identifier that is planted at one place of a file, and the file's clean twin: a row of `Planted/places.csv` and
/// the case text `Planted/Cases/<id>.txt`.
///
/// In the text `«Avery Morgan|contrast agent»` stands for what is planted and for what the twin has in its place.
public struct Planted: Sendable {
  /// Why the table or a text of it could not be read.
  public struct LoadError: Error, CustomStringConvertible {
    /// The file, the row, and what was expected.
    public let description: String
  }

  /// The row's name, and that of its text.
  public let id: String
  /// Where it is planted, in words.
  public let location: String
  /// The place as reports print it: path and inner path, `file`, or `bytes 0-128`.
  public let place: String
  /// The checks of which one has to speak there.
  public let checks: [String]
  /// The least severity.
  public let severity: String
  /// What is planted, in words.
  public let planted: String
  /// What speaks of the container whatever is in it, each as check and place: found in the twin as well.
  public let carrier: [String]
  /// Why it is not found; empty if it is.
  public let knownGap: String
  /// The file with what is planted.
  public let flagged: Case
  /// The twin.
  public let clean: Case

  /// Reads the table of a folder and the texts below it.
  public static func all(in folder: String, bases: [String: String]) throws -> [Planted] {
    let rows = try String(contentsOfFile: folder + "/places.csv", encoding: .utf8).split(separator: "\n")
    guard rows.first == "id,where,place,checks,severity,planted,carrier,known_gap" else {
      throw LoadError(description: "places.csv: expected the header")
    }
    return try rows.dropFirst().enumerated().map { number, row in
      let fields = fields(of: row)
      guard fields.count == 8, ["fail", "review", "note"].contains(fields[4]) else {
        throw LoadError(description: "places.csv row \(number + 2): expected 8 fields with a severity")
      }
      let text = try String(contentsOfFile: "\(folder)/Cases/\(fields[0]).txt", encoding: .utf8)
      do {
        return Planted(
          id: fields[0], location: fields[1], place: fields[2], checks: list(fields[3]), severity: fields[4],
          planted: fields[5], carrier: list(fields[6]), knownGap: fields[7],
          flagged: try Case(
            name: fields[0], check: "", text: try variant(text, isPlanted: true), bases: bases),
          clean: try Case(
            name: fields[0], check: "", text: try variant(text, isPlanted: false), bases: bases))
      } catch {
        throw LoadError(description: "Cases/\(fields[0]).txt: \(error)")
      }
    }
  }

  private static func list(_ field: String) -> [String] {
    field.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The fields of a row; one in quotation marks may hold commas, and no line ends.
  private static func fields(of row: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in row {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  /// A text with one side of each of its alternatives.
  private static func variant(_ text: String, isPlanted: Bool) throws(NotationError) -> String {
    let parts = text.split(separator: "«", omittingEmptySubsequences: false)
    guard parts.count > 1 else { throw NotationError(line: 0, expected: "«planted|harmless»") }
    var variant = String(parts[0])
    for part in parts.dropFirst() {
      guard let bar = part.firstIndex(of: "|"), let end = part.firstIndex(of: "»"), bar < end else {
        throw NotationError(line: 0, expected: "«planted|harmless»")
      }
      variant += isPlanted ? part[..<bar] : part[part.index(after: bar)..<end]
      variant += part[part.index(after: end)...]
    }
    return variant
  }
}
