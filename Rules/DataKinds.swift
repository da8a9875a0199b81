public import DICOM

/// A modality or a maker of `data-kinds.csv`.
public struct DataKind: Sendable {
  /// The number of its name in the table, from 1.
  public let code: UInt8
  /// Its name.
  public let name: PublicName
}

/// `data-kinds.csv`: the defined terms of Modality, and makers of equipment by how their names begin. By these reports say what
/// kinds of data there were; a value that is in no row is never printed.
struct DataKindTable: Sendable {
  private let modalities: [String: DataKind]
  /// Beginnings of Manufacturer in capitals, the longest first.
  private let makers: [(beginning: [UInt8], kind: DataKind)]

  /// Reads the table.
  ///
  /// - Throws: ``TableError`` with file and row.
  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "data-kinds.csv", bytes: folder.bytes(of: "data-kinds.csv"),
      columns: ["kind", "term", "name", "source"])
    var names: [PublicName] = []
    var modalities: [String: DataKind] = [:]
    var makers: [(beginning: [UInt8], kind: DataKind)] = []
    try table.forEachRow { row throws(TableError) in
      guard names.count < 255, !row.field(1).isEmpty, !row.field(2).isEmpty, !row.field(3).isEmpty else {
        throw row.error(expected: "a term, a name and a source, in at most 255 rows")
      }
      let name = PublicName(fromTable: row.text(2))
      let known = names.firstIndex(of: name)
      if known == nil { names.append(name) }
      let kind = DataKind(code: UInt8((known ?? names.count - 1) + 1), name: name)
      switch row.text(0) {
      case "modality": modalities[row.text(1)] = kind
      case "maker": makers.append((Array(row.field(1)), kind))
      default: throw row.error(expected: "modality or maker")
      }
    }
    self.modalities = modalities
    self.makers = makers.sorted { $0.beginning.count > $1.beginning.count }
  }

  func modality(_ value: ArraySlice<UInt8>) -> DataKind? {
    value.count > 16 ? nil : modalities[String(decoding: value, as: UTF8.self)]
  }

  func maker(_ value: ArraySlice<UInt8>) -> DataKind? {
    let capitals = value.prefix(64).map { $0 &- 0x61 < 26 ? $0 - 0x20 : $0 }
    for maker in makers where capitals.starts(with: maker.beginning) {
      // A short one is not the beginning of another word.
      guard capitals.count > maker.beginning.count else { return maker.kind }
      let next = capitals[maker.beginning.count]
      if !(0x41...0x5A).contains(next) || maker.beginning.count >= 4 { return maker.kind }
    }
    return nil
  }
}
