import DICOM
import Foundation
import Testing

/// What dcm2niix and GDCM found in the Siemens headers of published files, as `Tests/Tools/compare_payloads.py` wrote it.
@Suite struct OtherReaderTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let place: Range<Int>
    let creator: String
    /// The columns behind the creator.
    let rest: [String]
    var testDescription: String { "\(rest[0]) at \(place) of \(file)" }
  }

  static let ofDcm2niix = rows("dcm2niix-values.csv", columns: 5)
  static let ofGDCM = rows("csa1-digests.csv", columns: 2)

  private static func rows(_ name: String, columns: Int) -> [Row] {
    let path = "\(Reading.root)/Tests/DICOMTests/Private/\(name)"
    guard let text = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
      // Only the name of the file may have a comma, and it stands in quotes.
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      let fields = parts[2].dropFirst().split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == columns + 3, let start = Int(fields[0]), let length = Int(fields[1]) else {
        return nil
      }
      return Row(
        file: String(parts[1]), place: start..<start + length, creator: String(fields[2]),
        rest: fields[3...].map { String($0) })
    }
  }

  @Test func theTablesAreLongEnough() {
    #expect(OtherReaderTests.ofDcm2niix.count > 130)
    #expect(OtherReaderTests.ofGDCM.count > 15)
  }

  private func bytes(_ row: Row) throws -> [UInt8] {
    let data = try #require(FileManager.default.contents(atPath: Reading.corpus + "/" + row.file))
    return [UInt8](data[row.place])
  }

  @Test(
    .enabled(if: Reading.hasCorpus, "../shared/corpus is not here"), arguments: OtherReaderTests.ofDcm2niix)
  func dcm2niixFindsTheSame(_ row: Row) throws {
    let payload = OpenedPayload.open(try bytes(row)[...], creator: Array(row.creator.utf8))
    let form = row.rest[2]
    var lines: [String] = []
    for name in row.rest[1].split(separator: ";") {
      lines += values(of: String(name), in: payload).map { OtherReaderTests.form($0, form) }
    }
    // dcm2niix gives the times in the order of the slices that it writes.
    if form == "milliseconds" { lines.sort { Double($0) ?? 0 < Double($1) ?? 0 } }
    #expect(String(lines.count) == row.rest[3])
    #expect(SHA256.hex(of: Array(lines.joined(separator: "\n").utf8)) == row.rest[4])
  }

  /// The values of an entry, or of an assignment of the first protocol.
  private func values(of name: String, in payload: OpenedPayload) -> [String] {
    let fields = payload.fields.filter { field in
      field.name >= 0 && payload.bytes(ofName: field.name).elementsEqual(name.utf8)
    }
    let first = fields.first?.name
    return fields.filter { $0.name == first }.sorted { $0.index < $1.index }.map {
      String(decoding: payload.value(of: $0), as: UTF8.self)
    }
  }

  /// A value in the form in which dcm2niix's are compared: text with its blanks as `_`, numbers in five digits.
  private static func form(_ text: String, _ form: String) -> String {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    switch form {
    case "text": return trimmed.replacing(" ", with: "_")
    case "sign": return trimmed
    default:
      let number =
        trimmed.hasPrefix("0x") ? Int(trimmed.dropFirst(2), radix: 16).map(Double.init) : Double(trimmed)
      // dcm2niix writes six digits.
      return number.map { number in
        let written = String(format: "%g", form == "milliseconds" ? number / 1_000 : number)
        return String(format: "%.4e", Double(written) ?? number)
      } ?? trimmed
    }
  }

  /// There is no published file with a header of type 1: these are published ones of type 2, rewritten.
  @Test(.enabled(if: Reading.hasCorpus, "../shared/corpus is not here"), arguments: OtherReaderTests.ofGDCM)
  func gdcmFindsTheSameInAHeaderOfType1(_ row: Row) throws {
    let header = OtherReaderTests.type1(try bytes(row))
    let payload = OpenedPayload.open(header[...], creator: Array(row.creator.utf8))
    #expect(payload.kind == .csa1)
    let lines = PayloadCorpusTests.entries(payload)
    #expect(String(lines.count) == row.rest[0])
    #expect(SHA256.hex(of: Array(lines.joined(separator: [0x0A]))) == row.rest[1])
    #expect(payload.unopened.isEmpty)
  }

  /// A header of type 2 as one of type 1: no magic, and the length of an item in three of its four numbers.
  private static func type1(_ bytes: [UInt8]) -> [UInt8] {
    func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
    var header = Array(bytes[8..<16])
    var place = 16
    for _ in 0..<number(8) {
      let items = number(place + 76)
      header += bytes[place..<place + 84]
      place += 84
      for _ in 0..<items {
        let length = Array(bytes[place + 4..<place + 8])
        header += length + length + bytes[place + 8..<place + 12] + length
        let end = min(bytes.count, place + 16 + (number(place + 4) + 3) / 4 * 4)
        header += bytes[place + 16..<end]
        place = end
      }
    }
    return header
  }
}
