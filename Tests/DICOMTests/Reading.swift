import DICOM
import Foundation
import Rules

/// What the tests of the reader share.
enum Reading {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  /// The published sample files, if they are there.
  static let corpus = root + "/../shared/corpus"
  static var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus + "/INDEX.csv") }
  static let tables: Result<StandardTables, any Error> = Result {
    try StandardTables(from: ResourceFolder(path: root + "/Rules/Tables"))
  }

  /// The account of some bytes, an entry a line; the last says whether it is complete.
  static func account(_ bytes: [UInt8]) throws -> (lines: [String], isComplete: Bool) {
    var reader = FileReader(bytes, dictionary: try tables.get())
    var ledger = Ledger()
    var lines = ledger.begin(reader).map(line)
    while let event = reader.next() {
      if let entry = ledger.add(event, of: reader) { lines.append(line(entry)) }
      if case .irregular(let what, _) = event { lines.append("irregular \(what)") }
    }
    return (lines, ledger.isComplete(reader))
  }

  /// What the steps of some bytes tell, a step a line.
  static func steps(_ bytes: [UInt8]) throws -> [String] {
    var reader = FileReader(bytes, dictionary: try tables.get())
    var lines: [String] = []
    while let step = reader.step() {
      switch step {
      case .element, .sequenceBegin, .fragmentsBegin:
        lines.append("\(step) \(reader.element) \(reader.isInDataSet) \(reader.isInInflated)")
      default: lines.append("\(step)")
      }
    }
    return lines
  }

  /// The same from the events, which tell more.
  static func stepsOfEvents(_ bytes: [UInt8]) throws -> [String] {
    var reader = FileReader(bytes, dictionary: try tables.get())
    var lines: [String] = []
    while let event = reader.next() {
      let place = " \(reader.isInDataSet) \(reader.isInInflated)"
      switch event {
      case .element(let element): lines.append("\(ReaderStep.element) \(element)" + place)
      case .sequenceBegin(let element): lines.append("\(ReaderStep.sequenceBegin) \(element)" + place)
      case .fragmentsBegin(let element): lines.append("\(ReaderStep.fragmentsBegin) \(element)" + place)
      case .itemBegin: lines.append("\(ReaderStep.itemBegin)")
      case .itemEnd: lines.append("\(ReaderStep.itemEnd)")
      case .sequenceEnd: lines.append("\(ReaderStep.sequenceEnd)")
      case .fragment(_, let value): lines.append("\(ReaderStep.fragment(value: value))")
      case .fragmentsEnd(let delimiter): lines.append("\(ReaderStep.fragmentsEnd(delimiter: delimiter))")
      case .unread: lines.append("\(ReaderStep.unread)")
      case .strayDelimiter, .trailing, .irregular: break
      }
    }
    return lines
  }

  private static func line(_ entry: LedgerEntry) -> String {
    let path = entry.path.map { " \($0)" } ?? ""
    let vr = entry.vr.map { " \($0)" } ?? ""
    return "\(entry.kind)\(path)\(vr) \(entry.header.lowerBound) \(entry.header.count) \(entry.value.count)"
  }

  /// Numbers that look random and are the same in every run.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }
}
