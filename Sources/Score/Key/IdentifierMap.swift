internal import DICOM

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
    var rows = MapRows(bytes, path: path)
    guard let header = try rows.next(),
      let old = header.firstIndex(of: "id_old") ?? header.firstIndex(of: "original"),
      let new = header.firstIndex(of: "id_new") ?? header.firstIndex(of: "new")
    else { throw ScoreError("\(path), line 1: expected the columns id_old and id_new, or original and new") }
    let offset = header.firstIndex(of: "offset_days")
    var newByOld: [String: String] = [:]
    var lines: [String: Int] = [:]
    var oldByNew: [String: String] = [:]
    var shared: Set<String> = []
    var offsets: [String: Int] = [:]
    while let row = try rows.next() {
      guard row.count == header.count else {
        throw ScoreError("\(path), line \(rows.line): expected \(header.count) fields")
      }
      if let known = newByOld[row[old]] {
        guard known == row[new] else {
          throw ScoreError(
            "\(path), lines \(lines[row[old], default: 0]) and \(rows.line): the same id_old with two values of id_new"
          )
        }
        continue
      }
      newByOld[row[old]] = row[new]
      lines[row[old]] = rows.line
      if let other = oldByNew[row[new]], other != row[old] { shared.insert(row[new]) }
      oldByNew[row[new]] = row[old]
      if let offset, !row[offset].isEmpty {
        guard let days = Int(row[offset]) else {
          throw ScoreError("\(path), line \(rows.line): expected a whole number of days in offset_days")
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

/// Reads the rows of a map: commas, quotes as in RFC 4180, any end of line, UTF-8.
private struct MapRows {
  /// The line on which the last row began, from 1.
  private(set) var line = 0
  private let bytes: [UInt8]
  private let path: String
  private var position: Int
  private var nextLine = 1

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The fields of the next row that is not empty; nil at the end.
  mutating func next() throws(ScoreError) -> [String]? {
    while position < bytes.count {
      line = nextLine
      let fields = try row()
      if fields != [""] { return fields }
    }
    return nil
  }

  private mutating func row() throws(ScoreError) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A { nextLine += 1 }
      if isQuoted {
        guard byte == UInt8(ascii: "\"") else {
          field.append(byte)
          continue
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
          field.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
      case UInt8(ascii: ","):
        fields.append(try text(field))
        field = []
      case 0x0D where position < bytes.count && bytes[position] == 0x0A: break
      case 0x0A, 0x0D:
        if byte == 0x0D { nextLine += 1 }
        return fields + [try text(field)]
      default: field.append(byte)
      }
    }
    guard !isQuoted else { throw ScoreError("\(path), line \(line): a quote is not closed") }
    return fields + [try text(field)]
  }

  private func text(_ field: [UInt8]) throws(ScoreError) -> String {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw ScoreError("\(path), line \(line): expected UTF-8")
    }
    return text
  }
}
