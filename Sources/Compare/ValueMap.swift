internal import Text

/// What values were replaced by: a table from a file.
public struct ValueMap: Sendable {
  /// Why a map cannot be used.
  public struct FormatError: Error, CustomStringConvertible {
    /// File, line, and what was expected.
    public let description: String

    init(_ file: String, line: Int, expected: String) {
      description = "\(IdentifierListError(file: file, line: line, expected: expected))"
    }
  }

  /// One value.
  public struct Row: Sendable, Equatable {
    /// The value among the originals, and what stands in its place, as data sets hold them.
    public let original: [UInt8], new: [UInt8]
    /// By how many days the dates of a patient were to be moved; nil if the map does not say.
    public let offsetInDays: Int?
  }

  /// The names that the columns may have; as the MIDI-B challenge names them, or as they are written here.
  private static let headers = [(original: "original", new: "new"), (original: "id_old", new: "id_new")]

  /// The values in the order of the file, each once.
  public private(set) var rows: [Row] = []

  /// Reads CSV with a header line: the columns `original` and `new`, or `id_old` and `id_new`, and for patients
  /// `offset_days`, which may be empty. Other columns are passed over. Bytes that are not UTF-8 stay as they are, as in
  /// the ids of data sets in Latin-1.
  ///
  /// - Throws: ``FormatError``.
  public init(_ bytes: [UInt8], file: String) throws(FormatError) {
    let text = String(validating: bytes, as: UTF8.self)
    let scalars = text.map { Array($0.unicodeScalars) } ?? bytes.map { Unicode.Scalar($0) }
    func value(_ field: String) -> [UInt8] {
      text == nil ? field.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(field.utf8)
    }
    var reader = CSVReader(scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars, file: file)
    guard let header = try ValueMap.row(&reader)?.map({ $0.lowercased() }) else {
      throw FormatError(file, line: 1, expected: "a header line; the file is empty")
    }
    let columns = ValueMap.headers.lazy.compactMap { names in
      header.firstIndex(of: names.original).flatMap { original in
        header.firstIndex(of: names.new).map { (original: original, new: $0) }
      }
    }
    guard let (original, new) = columns.first else {
      throw FormatError(
        file, line: reader.firstLine, expected: "the columns original and new, or id_old and id_new")
    }
    let offset = header.firstIndex(of: "offset_days")
    var known: [[UInt8]: Row] = [:]
    while let fields = try ValueMap.row(&reader) {
      let line = reader.firstLine
      guard fields.count == header.count else {
        throw FormatError(file, line: line, expected: "\(header.count) fields, as in the header")
      }
      guard !fields[original].isEmpty, !fields[new].isEmpty else {
        throw FormatError(file, line: line, expected: "a value in both fields")
      }
      let days = offset.flatMap { Int(fields[$0]) }
      guard days != nil || offset.map({ fields[$0].isEmpty }) ?? true else {
        throw FormatError(file, line: line, expected: "a whole number of days in offset_days, or nothing")
      }
      let row = Row(original: value(fields[original]), new: value(fields[new]), offsetInDays: days)
      if let before = known[row.original] {
        guard before == row else {
          throw FormatError(file, line: line, expected: "the same as in a line above with this value")
        }
        continue
      }
      known[row.original] = row
      rows.append(row)
    }
  }

  /// The next row that is not empty.
  private static func row(_ reader: inout CSVReader) throws(FormatError) -> [String]? {
    do throws(IdentifierListError) {
      return try reader.filledRow()
    } catch {
      throw FormatError(error.file, line: error.line, expected: error.expected)
    }
  }
}
