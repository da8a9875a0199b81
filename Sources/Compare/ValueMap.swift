/// What values were replaced by: a table of two columns, from a file.
public struct ValueMap: Sendable {
  /// Why a map cannot be used.
  public struct FormatError: Error, CustomStringConvertible {
    /// File, line, and what was expected.
    public let description: String
  }

  /// The names that the columns may have.
  private static let headers = [["original", "new"], ["id_old", "id_new"]]

  /// The values and what stands in their place, in the order of the file.
  public private(set) var rows: [(original: String, new: String)] = []

  /// Reads CSV with a header line: `original,new`, or `id_old,id_new` as the MIDI-B challenge names them.
  ///
  /// - Throws: ``FormatError``.
  public init(_ bytes: [UInt8], file: String) throws(FormatError) {
    var text = String(decoding: bytes, as: UTF8.self)
    if text.first == "\u{FEFF}" { text.removeFirst() }
    var known: [String: String] = [:]
    var isHeader = true
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      guard !line.allSatisfy(\.isWhitespace) else { continue }
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { ValueMap.plain($0) }
      guard fields.count >= 2 else {
        throw FormatError(description: "\(file):\(index + 1): expected two fields, divided by a comma")
      }
      if isHeader {
        isHeader = false
        guard ValueMap.headers.contains([fields[0].lowercased(), fields[1].lowercased()]) else {
          throw FormatError(description: "\(file):1: expected the header original,new or id_old,id_new")
        }
        continue
      }
      guard !fields[0].isEmpty, !fields[1].isEmpty else {
        throw FormatError(description: "\(file):\(index + 1): expected a value in both fields")
      }
      if let before = known[fields[0]], before != fields[1] {
        throw FormatError(description: "\(file):\(index + 1): the value has another new one in a line above")
      }
      if known.updateValue(fields[1], forKey: fields[0]) == nil { rows.append((fields[0], fields[1])) }
    }
    guard !isHeader else {
      throw FormatError(description: "\(file): expected a header line; the file is empty")
    }
  }

  private static func plain(_ field: Substring) -> String {
    var field = field[...]
    while field.first?.isWhitespace == true { field.removeFirst() }
    while field.last?.isWhitespace == true { field.removeLast() }
    guard field.count >= 2, field.first == "\"", field.last == "\"" else { return String(field) }
    return field.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false).joined(
      separator: "\"")
  }
}
