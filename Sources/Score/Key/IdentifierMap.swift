internal import DICOM
internal import Text

/// Which identifier an anonymizer put in place of which: a CSV file with the columns `id_old` and `id_new`, or
/// `original` and `new` as a comparison writes them.
///
/// A column `offset_days` of a patient map says by how many days the patient's dates were to be shifted.
public struct IdentifierMap: Sendable {
  /// The new identifier of each old one.
  let newByOld: [String: String]
  /// New identifiers that several old ones have.
  let shared: Set<String>
  /// The declared offset of an old identifier's dates, in days.
  let offsets: [String: Int]
  private let path: String
  /// The line of each old identifier, for errors.
  private let lines: [String: Int]

  /// Reads a map.
  ///
  /// - Throws: ``ScoreError`` where the file cannot be read, lacks a column, has a row with another number of
  ///   fields, or gives two new identifiers for one old one.
  public init(path: String) throws(ScoreError) {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(path.utf8)).all() } catch {
      throw ScoreError("\(path): \(error.text)")
    }
    try self.init(bytes, path: path)
  }

  init(_ bytes: [UInt8], path: String) throws(ScoreError) {
    self.path = path
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ScoreError("\(path): expected UTF-8")
    }
    let scalars = Array(text.unicodeScalars)
    var rows = CSVReader(scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars, file: path)
    guard let header = try IdentifierMap.next(&rows),
      let old = header.firstIndex(of: "id_old") ?? header.firstIndex(of: "original"),
      let new = header.firstIndex(of: "id_new") ?? header.firstIndex(of: "new")
    else { throw ScoreError("\(path), line 1: expected the columns id_old and id_new, or original and new") }
    let offset = header.firstIndex(of: "offset_days")
    var newByOld: [String: String] = [:]
    var lines: [String: Int] = [:]
    var oldByNew: [String: String] = [:]
    var shared: Set<String> = []
    var offsets: [String: Int] = [:]
    while let row = try IdentifierMap.next(&rows) {
      guard row.count == header.count else {
        throw ScoreError("\(path), line \(rows.firstLine): expected \(header.count) fields")
      }
      if let known = newByOld[row[old]] {
        guard known == row[new] else {
          throw ScoreError(
            "\(path), lines \(lines[row[old], default: 0]) and \(rows.firstLine): the same id_old with two values of id_new"
          )
        }
        continue
      }
      newByOld[row[old]] = row[new]
      lines[row[old]] = rows.firstLine
      if let other = oldByNew[row[new]], other != row[old] { shared.insert(row[new]) }
      oldByNew[row[new]] = row[old]
      if let offset, !row[offset].isEmpty {
        guard let days = Int(row[offset]) else {
          throw ScoreError("\(path), line \(rows.firstLine): expected a whole number of days in offset_days")
        }
        offsets[row[old]] = days
      }
    }
    guard !newByOld.isEmpty else {
      throw ScoreError("\(path): expected rows below the header; there are none")
    }
    self.newByOld = newByOld
    self.lines = lines
    self.shared = shared
    self.offsets = offsets
  }

  /// The fields of the next row that is not empty; nil at the end.
  private static func next(_ rows: inout CSVReader) throws(ScoreError) -> [String]? {
    do throws(IdentifierListError) {
      return try rows.filledRow()
    } catch {
      throw ScoreError("\(error)")
    }
  }

  /// Makes sure that no two of some old identifiers have the same new one.
  ///
  /// - Throws: ``ScoreError`` with both lines.
  func requireDistinct(_ olds: [String], what: StaticString) throws(ScoreError) {
    guard !shared.isEmpty else { return }
    var seen: [String: String] = [:]
    for old in olds {
      guard let new = newByOld[old], shared.contains(new) else { continue }
      if let other = seen[new], other != old {
        throw ScoreError(
          "\(path), lines \(lines[other, default: 0]) and \(lines[old, default: 0]): two \(what) of the key have the same id_new; their outputs cannot be told apart"
        )
      }
      seen[new] = old
    }
  }
}
