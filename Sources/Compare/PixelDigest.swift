internal import DICOM
internal import Foundation
internal import GRDB
internal import Rules

extension PairStore {
  /// Digests the pixel data of the files that nothing has paired yet.
  func digestUnpaired(_ tables: StandardTables) throws {
    for side in [FileEntry.Side.original, .output] {
      let numbers = try database.unsafeRead { db in
        try Row.fetchAll(
          db, sql: "SELECT number, path FROM file WHERE side = ? AND pair IS NULL", arguments: [side.rawValue]
        )
      }
      for row in numbers {
        let number: Int = row["number"]
        let path: Data = row["path"]
        guard let digest = PairStore.pixelDigest(Array(path), tables) else { continue }
        try database.writeWithoutTransaction { db in
          try db.execute(
            sql: "UPDATE file SET pixels = ? WHERE side = ? AND number = ?",
            arguments: [digest, side.rawValue, number])
        }
      }
    }
  }

  /// SHA-256 of the pixel data at the top level as they are encoded; nil if there are none, or they cannot be read.
  private static func pixelDigest(_ path: [UInt8], _ tables: StandardTables) -> String? {
    let file: FileBytes
    do throws(SystemError) { file = try FileBytes(path: path) } catch { return nil }
    var reader = FileReader(file, dictionary: tables)
    var depth = 0
    var start: Int?
    while let event = reader.next() {
      switch event {
      case .sequenceBegin: depth += 1
      case .sequenceEnd: depth -= 1
      case .element(let element) where depth == 0 && tables.bulkKind(of: element.tag) == .pixels:
        return element.value.isEmpty ? nil : reader.sha256(of: element.value)
      case .fragmentsBegin(let element) where depth == 0: start = element.range.upperBound
      case .fragmentsEnd(let delimiter):
        if let start { return reader.sha256(of: start..<delimiter.lowerBound) }
      default: break
      }
    }
    return nil
  }
}
