internal import DICOM
internal import Pixels
internal import Text

/// Why a scorecard cannot be made. The text names files and lines, and never a value.
public struct BenchmarkError: Error, CustomStringConvertible {
  /// What is wrong and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// A place of an original in which a leak was planted: a row of the corpus' key.
struct PlantedPlace {
  /// The leak's row in the table of leaks.
  let leak: String
  /// The element's path as ``ElementPath`` prints it, or `file`, `preamble` or `trailing`.
  let path: String
  /// What of the value must go, as text.
  let planted: String
  /// The pixels that show it, and the frame, from 0; without a frame all of them do. Nil for what is no picture.
  let pixels: (frame: Int?, area: PixelRect)?
}

/// The key of a corpus with planted leaks, as `make-corpus --patients` writes it: `key.csv`, `leaks.csv`.
struct PlantedKey {
  /// What the table of leaks says of one.
  struct Leak {
    let id: String, place: String, form: String, clause: String, action: String
  }

  /// The leaks, in the order of their table.
  let leaks: [Leak]
  /// The planted places by the original's path below its folder.
  private(set) var places: [String: [PlantedPlace]] = [:]

  /// Reads a key.
  ///
  /// - Throws: ``BenchmarkError`` with file and line.
  init(folder: String) throws(BenchmarkError) {
    let leakFile = "\(folder)/leaks.csv"
    leaks = try PlantedKey.rows(of: leakFile, ["id", "place", "form", "clause", "action"]).map { row, _ in
      Leak(id: row[0], place: row[1], form: row[2], clause: row[3], action: row[4])
    }
    var places: [String: [PlantedPlace]] = [:]
    let file = "\(folder)/key.csv"
    for (row, line) in try PlantedKey.rows(of: file, ["file", "path", "leak", "planted", "rectangle"]) {
      // Several leaks may stand in one value.
      for leak in row[2].split(separator: ";").map(String.init) {
        var pixels: (Int?, PixelRect)?
        if !row[4].isEmpty {
          let numbers = row[4].split(separator: " ").compactMap { Int($0) }
          guard numbers.count == 5 else {
            throw BenchmarkError(
              "\(file) line \(line): expected a rectangle as x, y, width, height and frame")
          }
          pixels = (
            numbers[4] == 0 ? nil : numbers[4] - 1,
            PixelRect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
          )
        }
        places[row[0], default: []].append(
          PlantedPlace(leak: leak, path: row[1], planted: row[3], pixels: pixels))
      }
    }
    self.places = places
  }

  /// The fields of some columns of a table, in their order, and the line of each row.
  static func rows(
    of path: String, _ columns: [String]
  ) throws(BenchmarkError) -> [(fields: [String], line: Int)] {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(path.utf8)).all() } catch {
      throw BenchmarkError("\(path): \(error.text)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw BenchmarkError("\(path): expected UTF-8")
    }
    var reader = CSVReader(Array(text.unicodeScalars), file: path)
    var rows: [(fields: [String], line: Int)] = []
    do throws(IdentifierListError) {
      let header = try reader.row() ?? []  // a file without a header lacks all columns
      let places = columns.compactMap { header.firstIndex(of: $0) }
      guard places.count == columns.count else {
        throw IdentifierListError(
          file: path, line: 1, expected: "the columns \(columns.joined(separator: ", "))")
      }
      while let row = try reader.row() {
        guard row.count == header.count else {
          throw IdentifierListError(file: path, line: reader.firstLine, expected: "\(header.count) fields")
        }
        rows.append((places.map { row[$0] }, reader.firstLine))
      }
    } catch {
      throw BenchmarkError("\(error)")
    }
    return rows
  }
}
