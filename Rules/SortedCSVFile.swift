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
      let key = Array("\(key),".utf8)
      var offset = try lineNotBehind(key)
      var rows: [UInt8] = []
      var pending: [UInt8] = []
      var isBehind = false
      while offset < file.state.lengthInBytes, !isBehind {
        let block = try file.bytes(in: offset..<offset + SortedCSVFile.blockInBytes)
        guard !block.isEmpty else { break }
        offset += block.count
        pending += block
        let lines = SortedCSVFile.lines(of: key, in: pending)
        rows += pending[lines.range]
        isBehind = lines.isBehind
        pending.removeFirst(lines.range.upperBound)
      }
      // The last line may lack its end.
      if !isBehind, pending.starts(with: key) { rows += pending }
      return CSVTable(name, rows: rows, columns: columns.count)
    } catch {
      throw TableError(file: name, row: 0, expected: "to read it: \(error.text)")
    }
  }

  /// Which of the whole lines of a part begin with a key and its comma, and whether one behind them does not; the range
  /// ends where the last line looked at does.
  private static func lines(of key: [UInt8], in part: [UInt8]) -> (range: Range<Int>, isBehind: Bool) {
    part.withUnsafeBufferPointer { part in
      var first: Int?
      var position = 0
      while true {
        let end = WordList.end(part, position)
        guard end < part.count else { return ((first ?? position)..<position, false) }
        let line = UnsafeBufferPointer(rebasing: part[position...end])
        if line.starts(with: key) {
          if first == nil { first = position }
        } else if first != nil || !field(line).lexicographicallyPrecedes(key.dropLast()) {
          return ((first ?? position)..<position, true)
        }
        position = end + 1
      }
    }
  }

  private static func field(_ line: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
    line.prefix { $0 != 0x2C }
  }

  /// Where a line begins that is none of those behind the key's first, and not far before it.
  ///
  /// - Parameter key: the key with a comma behind it.
  private func lineNotBehind(_ key: [UInt8]) throws(SystemError) -> Int {
    let key = key.dropLast()
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
