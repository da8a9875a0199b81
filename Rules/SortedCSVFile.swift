internal import DICOM

/// A CSV file on disk that is sorted by its first field, of which only the rows of a key are read.
///
/// For a table of megabytes of which a run needs a few hundredths.
struct SortedCSVFile {
  private static let stepInBytes = 512

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
      let first = try start(of: key, from: firstRow)
      // No field lies between a key and the key with a NUL behind it.
      let end = try start(of: key + [0], from: first)
      return CSVTable(name, rows: try file.bytes(in: first..<end), columns: columns.count)
    } catch {
      throw TableError(file: name, row: 0, expected: "to read it: \(error.text)")
    }
  }

  /// Where the first line stands whose first field is not less than `key`, `begin` at the earliest.
  private func start(of key: [UInt8], from begin: Int) throws(SystemError) -> Int {
    var low = begin
    var high = file.state.lengthInBytes
    while low < high {
      let middle = try startOfLine(at: (low + high) / 2, notBefore: low)
      let line = try line(at: middle)
      if line.prefix(while: { $0 != 0x2C }).lexicographicallyPrecedes(key) {
        low = middle + line.count + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private func startOfLine(at offset: Int, notBefore low: Int) throws(SystemError) -> Int {
    var end = offset
    while end > low {
      let start = max(low, end - SortedCSVFile.stepInBytes)
      let bytes = try file.bytes(in: start..<end)
      if let last = bytes.lastIndex(of: 0x0A) { return start + last + 1 }
      end = start
    }
    return low
  }

  private func line(at offset: Int) throws(SystemError) -> ArraySlice<UInt8> {
    var line: [UInt8] = []
    while offset + line.count < file.state.lengthInBytes {
      let start = offset + line.count
      line += try file.bytes(in: start..<min(start + SortedCSVFile.stepInBytes, file.state.lengthInBytes))
      if let end = line.firstIndex(of: 0x0A) { return line[..<end] }
    }
    return line[...]
  }
}
