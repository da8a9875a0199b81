public import Findings

/// The checks of this version, one line each, in the order in which they are asked.
public struct AllChecks: Sendable {
  let elementChecks: [any ElementCheck] = [
    RemovedAttributePresent(), AttributeNotEmptied(), AttributeNotReplaced(), DummyMissing(),
    AttributeNotCleaned(), AttributeNotInTable(), AttributeNotKeptExplicitly(), AttributeUnknown(),
    AttributeRepeated(), ForeignGroup(), ScannerUID(), UIDMalformed(), UIDNotReplaced(), PrivateNotRemoved(),
    PrivateWithoutCreator(), PrivateIllegalNumber(), PrivateVRDiffers(), Type1Empty(), EnumeratedEmptied(),
    VRDiffers(), ValueInvalid(), MetaApplicationEntity(), MetaPrivateInformation(), MetaImplementation(),
    PaddingNotZero(), TextUndecodable(), TextResidue(), PayloadTextRun(),
  ]
  let levelChecks: [any LevelCheck] = [
    DummyMissing(), CreatorWithoutElements(), CreatorTwice(), Type1Missing(), Type2Missing(),
  ]
  let fileChecks: [any FileCheck] = [
    ClaimMissing(), ClaimInvalid(), ClaimContradictory(), ClaimDiffersFromProfile(),
    ClaimContradictsContent(),
    PreambleNotZero(), TrailingBytes(), GroupLengthWrong(), IrregularEncoding(),
  ]

  /// The descriptions of all checks, sorted by id.
  public let descriptions: [CheckDescription]
  /// For each check of the three lists, one after the other, the place of its description.
  let elementIndex: [Int], levelIndex: [Int], fileIndex: [Int]

  /// All checks, with their dispatch tables.
  public init() {
    let all: [any Check] = elementChecks + levelChecks + fileChecks
    var byID: [CheckID: CheckDescription] = [:]
    for check in all { byID[type(of: check).about.id] = type(of: check).about }
    let descriptions = byID.values.sorted { $0.id < $1.id }
    self.descriptions = descriptions
    func index(of check: any Check) -> Int {
      // Every description was put there from the same lists.
      descriptions.firstIndex { $0.id == type(of: check).about.id }!
    }
    elementIndex = elementChecks.map { index(of: $0) }
    levelIndex = levelChecks.map { index(of: $0) }
    fileIndex = fileChecks.map { index(of: $0) }
  }

  /// The element checks that want to see an element of some concerns, by their places.
  func asked(about concerns: Concern) -> [Int] {
    elementChecks.indices.filter { !elementChecks[$0].concern.isDisjoint(with: concerns) }
  }
}
