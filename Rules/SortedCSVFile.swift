internal import DICOM

/// A CSV file on disk that is sorted by its first field, of which only the rows of a key are read.
///
/// For a table of megabytes of which a run needs a few hundredths.
struct SortedCSVFile {
  private static let probeInBytes = 512
  private static let blockInBytes = 8_192

  private let name: String
  private let file: FileBytes
  private let columns: [String]
  private let firstRow: Int

  /// Opens a file and checks its header.
  ///
  /// - Throws: ``TableError`` if it cannot be read, or the header has other columns.
  init(_ name: String, in folder: ResourceFolder, columns: [String]) throws(TableError) {
    self.name = name
    self.columns = columns
    let header = Array((columns.joined(separator: ",") + "\n").utf8)
    firstRow = header.count
    let beginning: [UInt8]
    do throws(SystemError) {
      file = try FileBytes(path: Array("\(folder.path)/\(name)".utf8))
      beginning = try file.bytes(in: 0..<header.count)
    } catch {
      throw TableError(file: name, row: 0, expected: "to read it in \(folder.path): \(error.text)")
    }
    guard beginning == header else {
      throw TableError(file: name, row: 1, expected: "the columns \(columns.joined(separator: ","))")
    }
  }

  /// The rows whose first field is `key`.
  ///
  /// - Throws: ``TableError`` if the file cannot be read.
  func rows(of key: String) throws(TableError) -> CSVTable {
    do throws(SystemError) {
      let key = Array(key.utf8)
      var offset = try lineNotBehind(key)
      var rows: [UInt8] = []
      var pending: ArraySlice<UInt8> = []
      while offset < file.state.lengthInBytes {
        let block = try file.bytes(in: offset..<offset + SortedCSVFile.blockInBytes)
        guard !block.isEmpty else { break }
        offset += block.count
        pending += block
        while let end = pending.firstIndex(of: 0x0A) {
          let line = pending[...end]
          let field = line.prefix { $0 != 0x2C }
          if field.elementsEqual(key) {
            rows += line
          } else if !field.lexicographicallyPrecedes(key) {
            return CSVTable(name, rows: rows, columns: columns.count)
          }
          pending = pending[(end + 1)...]
        }
      }
      // The last line may lack its end.
      if pending.prefix(while: { $0 != 0x2C }).elementsEqual(key) { rows += pending }
      return CSVTable(name, rows: rows, columns: columns.count)
    } catch {
      throw TableError(file: name, row: 0, expected: "to read it: \(error.text)")
    }
  }

  /// Where a line begins that is none of those behind the key's first, and not far before it.
  private func lineNotBehind(_ key: [UInt8]) throws(SystemError) -> Int {
    var low = firstRow
    var high = file.state.lengthInBytes
    while high - low > SortedCSVFile.blockInBytes {
      let middle = (low + high) / 2
      let block = try file.bytes(in: middle..<middle + SortedCSVFile.probeInBytes)
      // A line longer than a probe only ends the search early.
      guard let end = block.firstIndex(of: 0x0A) else { return low }
      let field = block[(end + 1)...].prefix { $0 != 0x2C }
      guard field.endIndex < block.endIndex else { return low }
      if field.lexicographicallyPrecedes(key) {
        low = middle + end + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
