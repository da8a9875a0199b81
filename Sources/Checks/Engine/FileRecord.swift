internal import Cohort
internal import DICOM
internal import Findings
internal import Text

/// Everything that one file adds to a run, so that it need not be read again while it is as it was.
struct FileRecord {
  /// What was found, before anybody's decisions.
  var result: FileResult
  /// For each check that was asked, by its place among the descriptions, what it examined and could not check.
  var counts: [(check: Int, examined: Int, notChecked: Int)]
  /// What the file adds to the inventory.
  var inventory: InventoryRecord
  /// What it contributes to the checks of the data set as a whole.
  var facts: CohortFacts?
  /// What it gave away.
  var learnt: Set<LearntValue>

  /// The record in bytes; nil if the file gave something away and there is nothing to lock that away with.
  ///
  /// - Throws: what `secret` throws.
  func content(_ secret: (any RecordSecret)?) throws -> [UInt8]? {
    var record = RecordWriter()
    if learnt.isEmpty {
      record.flag(false)
    } else {
      guard let secret else { return nil }
      record.flag(true)
      record.bytes(try secret.seal(FileRecord.bytes(of: learnt)))
    }
    result.write(&record)
    record.list(counts) {
      $0.number($1.check)
      $0.number($1.examined)
      $0.number($1.notChecked)
    }
    inventory.write(&record)
    record.optional(facts) { $1.write(&$0) }
    return record.bytes
  }

  /// Reads a record.
  ///
  /// - Throws: `RecordError`, or what `secret` throws.
  init(
    _ content: [UInt8], index: Int, path: ShownPath, checks: [String: CheckDescription],
    _ secret: (any RecordSecret)?
  ) throws {
    var record = RecordReader(content)
    learnt = []
    if try record.flag() {
      guard let secret else { throw RecordError() }
      learnt = try FileRecord.values(in: try secret.open(Array(try record.bytes())))
    }
    result = try FileResult(index: index, path: path, &record, checks: checks)
    counts = try record.list { reader throws(RecordError) in
      (check: try reader.number(), examined: try reader.number(), notChecked: try reader.number())
    }
    guard counts.allSatisfy({ (0..<checks.count).contains($0.check) }) else { throw RecordError() }
    inventory = try InventoryRecord(&record)
    facts = try record.optional { reader throws(RecordError) in
      try CohortFacts(index: index, path: path, &reader)
    }
    guard record.isAtEnd else { throw RecordError() }
  }

  /// Puts a record together.
  init(
    result: FileResult, counts: [(check: Int, examined: Int, notChecked: Int)], inventory: InventoryRecord,
    facts: CohortFacts?, learnt: Set<LearntValue>
  ) {
    self.result = result
    self.counts = counts
    self.inventory = inventory
    self.facts = facts
    self.learnt = learnt
  }

  private static func bytes(of learnt: Set<LearntValue>) -> [UInt8] {
    var record = RecordWriter()
    record.list(Array(learnt)) {
      $0.number(Int($1.detector.rawValue))
      $0.bytes($1.text)
    }
    return record.bytes
  }

  private static func values(in bytes: [UInt8]) throws(RecordError) -> Set<LearntValue> {
    var record = RecordReader(bytes)
    return Set(
      try record.list { reader throws(RecordError) in
        guard let number = UInt8(exactly: try reader.number()), let detector = TextDetector(rawValue: number)
        else { throw RecordError() }
        return LearntValue(detector: detector, text: Array(try reader.bytes()))
      })
  }
}
