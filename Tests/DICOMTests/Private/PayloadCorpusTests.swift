import DICOM
import Foundation
import Rules
import Testing

/// What other readers found in the payloads of published files, as `Tests/Tools/compare_payloads.py` wrote it.
@Suite struct PayloadCorpusTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let place: Range<Int>
    let creator: String
    let kind: String
    let count: Int
    let digest: String
    var testDescription: String { "\(kind) at \(place) of \(file)" }
  }

  static let rows: [Row] = {
    let path = Reading.root + "/Tests/DICOMTests/Private/payload-digests.csv"
    guard let text = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
      // Only the name of the file may have a comma, and it stands in quotes.
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      let fields = parts[2].dropFirst().split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 6, let start = Int(fields[0]), let length = Int(fields[1]),
        let count = Int(fields[4])
      else { return nil }
      return Row(
        file: String(parts[1]), place: start..<start + length, creator: String(fields[2]),
        kind: String(fields[3]),
        count: count, digest: String(fields[5]))
    }
  }()

  @Test func theTableHasAllKinds() {
    #expect(Set(PayloadCorpusTests.rows.map(\.kind)) == ["csa", "assignments", "ge"])
    #expect(PayloadCorpusTests.rows.count > 80)
  }

  @Test(.enabled(if: Reading.hasCorpus, "../shared/corpus is not here"), arguments: PayloadCorpusTests.rows)
  func othersFindTheSame(_ row: Row) throws {
    let data = try #require(FileManager.default.contents(atPath: Reading.corpus + "/" + row.file))
    let bytes = [UInt8](data[row.place])
    let payload = OpenedPayload.open(bytes[...], creator: Array(row.creator.utf8))
    let lines: [[UInt8]]
    switch row.kind {
    case "csa": lines = PayloadCorpusTests.entries(payload)
    case "ge":
      lines = payload.fields.filter { payload.kinds(of: $0).last == .geProtocol }.map { line($0, payload) }
    default: lines = assignments(payload, bytes)
    }
    #expect(lines.count == row.count)
    #expect(SHA256.hex(of: Array(lines.joined(separator: [0x0A]))) == row.digest)
    #expect(payload.unopened.isEmpty)
  }

  @Test(.enabled(if: Reading.hasCorpus, "../shared/corpus is not here"), arguments: PayloadCorpusTests.rows)
  func theTableNamesEveryField(_ row: Row) throws {
    let fields = try Reading.tables.get().payloadFields
    let data = try #require(FileManager.default.contents(atPath: Reading.corpus + "/" + row.file))
    let payload = OpenedPayload.open(data[row.place].map { $0 }[...], creator: Array(row.creator.utf8))
    for (number, name) in payload.names.enumerated() {
      let kind = payload.layers[Int(name.layer)].kind
      let bytes = payload.bytes(ofName: Int32(number))
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(fields.publicName(of: bytes, in: kind) != nil, "\(kind): \(text)")
    }
  }

  /// Each entry's name, and below it its items.
  static func entries(_ payload: OpenedPayload) -> [[UInt8]] {
    var items: [Int32: [(order: Int, bytes: [UInt8])]] = [:]
    for field in payload.fields where field.layer == 0 {
      items[field.name, default: []].append((Int(field.index), Array(payload.value(of: field))))
    }
    for layer in payload.layers where layer.parent == 0 {
      items[layer.name, default: []].append((0, Array(payload.bytes(of: layer))))
    }
    var lines: [[UInt8]] = []
    for (number, name) in payload.names.enumerated() where name.layer == 0 {
      lines.append(Array(payload.bytes(ofName: Int32(number))))
      for item in (items[Int32(number)] ?? []).sorted(by: { $0.order < $1.order }) {
        lines.append([0x09] + item.bytes)
      }
    }
    return lines
  }

  private func line(_ field: PayloadField, _ payload: OpenedPayload) -> [UInt8] {
    Array(payload.bytes(ofName: field.name)) + [0x09] + payload.value(of: field)
  }

  /// The assignments of the value's first block, in the order of their keys; numbers in one form.
  private func assignments(_ payload: OpenedPayload, _ bytes: [UInt8]) -> [[UInt8]] {
    var first: Int32?
    let lines = payload.fields.compactMap { field -> String? in
      guard field.name >= 0 else { return nil }
      let name = payload.bytes(ofName: field.name)
      let key = String(decoding: name, as: UTF8.self)
      let next = bytes[min(name.endIndex, bytes.count)...].first { $0 != 0x20 && $0 != 0x09 }
      guard next == UInt8(ascii: "="), !key.contains("__attribute__"), field.layer == first ?? field.layer
      else {
        return nil
      }
      first = field.layer
      let text = String(decoding: payload.value(of: field), as: UTF8.self)
      return key + "\t" + form(text, isQuoted: isQuoted(field, payload, bytes))
    }
    return lines.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func isQuoted(_ field: PayloadField, _ payload: OpenedPayload, _ bytes: [UInt8]) -> Bool {
    guard let range = payload.range(of: field), range.lowerBound > 0 else { return false }
    return bytes[range.lowerBound - 1] == UInt8(ascii: "\"")
  }

  private func form(_ text: String, isQuoted: Bool) -> String {
    if isQuoted { return text }
    let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16).map(Double.init) : Double(text)
    return number.map { String(format: "%.9e", $0) } ?? text
  }
}
