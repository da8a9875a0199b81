/// How one value of an attribute occurs: what people who curate data sets look through.
public struct ValueUse: Sendable {
  /// How many patients are told apart; beyond, the report says "at least".
  public static let mostPatients = 64

  /// The value's shape.
  public let shape: Evidence
  /// The beginning of the value, for the evidence file alone; empty unless there is to be one.
  public let bytes: [UInt8]
  /// How often it occurs.
  public private(set) var occurrences = 0
  private var patients: [UInt32] = []

  /// A value that was not met yet.
  public init(shape: Evidence, bytes: [UInt8]) {
    self.shape = shape
    self.bytes = bytes
  }

  /// In the files of how many patients it occurs, at most ``mostPatients``.
  public var patientCount: Int { patients.count }

  /// Notes that it was met in a file of a patient.
  ///
  /// - Parameter patient: a hash of the patient's id, or of what stands for it.
  public mutating func met(patient: UInt32) {
    occurrences += 1
    guard patients.last != patient else { return }
    add(patient)
  }

  private mutating func add(_ patient: UInt32) {
    if let place = patients.firstIndex(of: patient) {
      // The last one is asked first the next time.
      patients.swapAt(place, patients.count - 1)
    } else if patients.count < ValueUse.mostPatients {
      patients.append(patient)
    }
  }

  mutating func merge(_ other: ValueUse) {
    occurrences += other.occurrences
    for patient in other.patients { add(patient) }
  }
}

extension AttributeUse {
  /// The values that occur most; values that occur as often by their shapes.
  ///
  /// The same however the files were divided among threads, as long as the attribute has fewer distinct values than
  /// ``mostDistinctValues``.
  ///
  /// - Parameter count: how many at most.
  public func commonValues(_ count: Int) -> [ValueUse] {
    let shaped = values.values.map { ($0, $0.shape.description) }
    return shaped.sorted { left, right in
      if left.0.occurrences != right.0.occurrences { return left.0.occurrences > right.0.occurrences }
      if left.1 != right.1 { return left.1 < right.1 }
      return left.0.patientCount > right.0.patientCount
    }.prefix(count).map(\.0)
  }
}
