public import Findings

/// Facts as records of a store have them: everything but the entry's number and name, which the walk gives.
extension CohortFacts {
  /// Writes the facts.
  public func write(_ record: inout RecordWriter) {
    for hash in [
      pathHash, patient, study, series, instance, frame, sopClass, loosePatient, name, stem, event, digest,
    ] { record.hash(hash) }
    record.number(role.rawValue)
    record.flag(isWithoutPatientID)
    record.number(carried.rawValue)
    record.number(Int(ageStep))
    for number in [number, birth, day, second, age, offset] { record.optional(number) { $0.number(Int($1)) } }
    record.list(traits) {
      $0.number($1.slot)
      $0.hash($1.value)
    }
    record.list(references) {
      $0.number($1.kind.rawValue)
      $0.hash($1.target)
      $0.hash($1.sopClass)
      $0.number(Int($1.place))
    }
    record.list(marks) {
      $0.number($1.kind.rawValue)
      $0.number($1.slot)
      $0.number($1.other)
      $0.number(Int($1.day))
    }
    record.list(directory) {
      $0.hash($1.path)
      $0.hash($1.instance)
    }
    record.list(listedPatients) { $0.hash($1) }
  }

  /// Reads facts.
  ///
  /// - Parameters:
  ///   - index: the entry's number in the order of the walk.
  ///   - path: its name as reports print it.
  public init(index: Int, path: ShownPath, _ record: inout RecordReader) throws(RecordError) {
    self.init(index: index, path: path.isHidden ? "" : path.description)
    pathHash = try record.hash()
    patient = try record.hash()
    study = try record.hash()
    series = try record.hash()
    instance = try record.hash()
    frame = try record.hash()
    sopClass = try record.hash()
    loosePatient = try record.hash()
    name = try record.hash()
    stem = try record.hash()
    event = try record.hash()
    digest = try record.hash()
    guard let role = ObjectRole(rawValue: try record.number()) else { throw RecordError() }
    self.role = role
    isWithoutPatientID = try record.flag()
    carried = CarriedParts(rawValue: try record.number())
    ageStep = Int64(try record.number())
    number = try CohortFacts.optional(&record)
    birth = try CohortFacts.optional(&record)
    day = try CohortFacts.optional(&record)
    second = try CohortFacts.optional(&record)
    age = try CohortFacts.optional(&record)
    offset = try CohortFacts.optional(&record)
    traits = try record.list { reader throws(RecordError) in
      Trait(slot: try reader.number(), value: try reader.hash())
    }
    references = try record.list { reader throws(RecordError) in
      guard let kind = Reference.Kind(rawValue: try reader.number()) else { throw RecordError() }
      return Reference(
        kind: kind, target: try reader.hash(), sopClass: try reader.hash(), place: Int64(try reader.number()))
    }
    marks = try record.list { reader throws(RecordError) in
      guard let kind = Mark.Kind(rawValue: try reader.number()) else { throw RecordError() }
      return Mark(
        kind: kind, slot: try reader.number(), other: try reader.number(), day: Int64(try reader.number()))
    }
    directory = try record.list { reader throws(RecordError) in
      DirectoryEntry(path: try reader.hash(), instance: try reader.hash())
    }
    listedPatients = try record.list { reader throws(RecordError) in try reader.hash() }
  }

  private static func optional(_ record: inout RecordReader) throws(RecordError) -> Int64? {
    try record.optional { reader throws(RecordError) in Int64(try reader.number()) }
  }
}
