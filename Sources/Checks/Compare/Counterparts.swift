public import Findings

/// Which original answers to which output, and what was replaced by what. Made before an audit by pairing two
/// folders; the maps grow while it runs.
public protocol Counterparts: Sendable {
  /// The original of an entry of the walk over the outputs; nil if it has none.
  func original(ofOutput index: Int) throws -> OriginalFile?
  /// What pairing has to say of an output; nil if there is nothing.
  func remark(onOutput index: Int) throws -> PairingRemark?
  /// What pairing has to say of originals, in their order; called once all outputs were audited.
  func forEachOriginalRemark(_ body: (Int, PairingRemark) throws -> Void) throws
  /// The SOP Instance UID of the output of an instance among the originals; nil if there is no such instance.
  func output(ofInstance uid: [UInt8]) throws -> InstanceCounterpart?
  /// The paths of an instance among the originals and of its output; nil if one of them is not there.
  func files(ofInstance uid: [UInt8]) throws -> (original: [UInt8], output: [UInt8])?
  /// Notes that a value was replaced by another one. Called in the order of the walk.
  func note(_ kind: MappedKind, _ original: [UInt8], became new: [UInt8], inFile index: Int) throws
    -> MappingOutcome
  /// By how many days a given map says that a patient's dates were moved; nil if it does not say.
  func declaredDistance(ofPatient id: [UInt8]) -> Int?
  /// Notes by how many days most dates of a patient were moved. Called once all outputs were audited.
  func note(distance days: Int, ofPatient id: [UInt8])
  /// What a value was replaced by, as far as was noted; nil if it was not.
  func replacement(of original: [UInt8], _ kind: MappedKind) throws -> [UInt8]?
}

/// An original file.
public struct OriginalFile: Sendable {
  /// The path to open it by.
  public let path: [UInt8]
  /// How it was found.
  public let pairing: PairedOriginal

  /// Names a file.
  public init(path: [UInt8], pairing: PairedOriginal) {
    self.path = path
    self.pairing = pairing
  }
}

/// What pairing has to say of a file.
public enum PairingRemark: Sendable, Equatable {
  /// No file on the other side answers to it.
  case unpaired
  /// It is the file's number `places` with the same SOP Instance UID on its side.
  case duplicate(of: Int)
  /// Several files of the other side would answer to it.
  case ambiguous(alternatives: Int)
}

/// What became of an instance of the originals.
public enum InstanceCounterpart: Sendable, Equatable {
  /// It has an output with this SOP Instance UID.
  case output([UInt8])
  /// It has no output.
  case none
}

/// What is mapped one to one.
public enum MappedKind: Int, Sendable {
  /// UIDs.
  case uid
  /// Patient ids.
  case patient
}

/// How a replacement fits those that were noted before.
public enum MappingOutcome: Sendable, Equatable {
  /// It is the first, or the same as before.
  case consistent
  /// The original was replaced by something else before; -1 for the given map.
  case differs(fromFile: Int)
  /// The new value stood for another original before; -1 for the given map.
  case taken(byFile: Int)
}
