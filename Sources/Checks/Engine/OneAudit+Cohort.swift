internal import Cohort
internal import DICOM
internal import Rules

/// What a file contributes to the checks of the data set as a whole.
extension OneAudit {
  /// Keeps what an element says that other files are compared by.
  @inline(__always)
  mutating func noteForCohort(_ examined: borrowing ExaminedElement) {
    guard cohort != nil else { return }
    cohort?.note(examined.tag, examined.vr, examined.value, in: examined.sequence)
  }

  /// Keeps the days in a field of an opened value that says that it holds one.
  mutating func noteForCohort(_ text: ArraySlice<UInt8>, _ meaning: PayloadFieldMeaning?) {
    guard cohort != nil, let meaning else { return }
    switch meaning.content {
    case .date: cohort?.notePayload(text)
    default: break
    }
  }

  /// Ends the collection; nil if there was none.
  ///
  /// - Parameters:
  ///   - name: the path below the folder that is audited.
  ///   - lengthInBytes: of the file.
  mutating func takeCohortFacts(name: [UInt8], lengthInBytes: Int) -> CohortFacts? {
    defer { cohort = nil }
    return cohort?.finish(name: name, lengthInBytes: lengthInBytes)
  }
}
