internal import DICOM
internal import Findings
internal import Rules

/// What one file adds to the inventory.
struct InventoryRecord: Sendable {
  /// How many occurrences a record holds; a file with more is audited anew each time.
  static let mostOccurrences = 50_000

  /// What was so of an occurrence.
  struct Facts: OptionSet, Sendable {
    let rawValue: Int
    /// There is no value.
    static let empty = Facts(rawValue: 1)
    /// A finding fails, is to review, is a note.
    static let failing = Facts(rawValue: 2), toReview = Facts(rawValue: 4), noted = Facts(rawValue: 8)
    /// It could not be judged.
    static let notChecked = Facts(rawValue: 16)
  }

  /// One occurrence of an attribute.
  struct Occurrence: Sendable {
    let key: AttributeKey
    /// The name of a private element; those of others stand in the dictionary.
    let name: PublicName?
    let vr: VR
    let action: Action?
    let facts: Facts
    /// The value's hash under the store's key; 0 if there is none.
    let hash: UInt64
    /// The value's shape; nil if there is none.
    let shape: Evidence?
  }

  /// In the order of the file.
  var occurrences: [Occurrence] = []
  /// What stands for the patient.
  var patient: UInt32 = 0

  /// Nothing, as before a file.
  mutating func clear() {
    occurrences.removeAll(keepingCapacity: true)
    patient = 0
  }

  /// Writes it.
  func write(_ record: inout RecordWriter) {
    record.number(Int(patient))
    record.list(occurrences) { record, one in
      record.tag(one.key.tag)
      if one.key.tag.isPrivate {
        record.optional(one.key.creator) { $1.write(&$0) }
        record.optional(one.name) { $0.text($1.description) }
      }
      record.number(Int(one.vr.rawValue))
      record.number(one.action.flatMap { Action.allCases.firstIndex(of: $0) } ?? -1)
      record.number(one.facts.rawValue)
      if let shape = one.shape {
        record.flag(true)
        record.hash(Int64(bitPattern: one.hash))
        shape.write(&record)
      } else {
        record.flag(false)
      }
    }
  }

  /// Nothing.
  init() {}

  /// Reads it.
  init(_ record: inout RecordReader) throws(RecordError) {
    guard let patient = UInt32(exactly: try record.number()) else { throw RecordError() }
    self.patient = patient
    occurrences = try record.list { reader throws(RecordError) in
      let tag = try reader.tag()
      var creator: CreatorLabel?
      var name: PublicName?
      if tag.isPrivate {
        creator = try reader.optional { reader throws(RecordError) in try CreatorLabel(&reader) }
        name = try reader.optional { reader throws(RecordError) in try reader.name() }
      }
      let vr = try reader.number()
      let action = try reader.number()
      guard let vr = UInt16(exactly: vr), action == -1 || Action.allCases.indices.contains(action) else {
        throw RecordError()
      }
      let facts = Facts(rawValue: try reader.number())
      let hasValue = try reader.flag()
      return Occurrence(
        key: AttributeKey(tag: tag, creator: creator), name: name, vr: VR(rawValue: vr),
        action: action < 0 ? nil : Action.allCases[action], facts: facts,
        hash: hasValue ? UInt64(bitPattern: try reader.hash()) : 0,
        shape: hasValue ? try Evidence(&reader) : nil)
    }
  }
}
