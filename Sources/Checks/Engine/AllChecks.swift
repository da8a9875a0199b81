internal import Cohort
public import Findings
internal import Text

/// The checks of this version, one line each, in the order in which they are asked.
public struct AllChecks: Sendable {
  let elementChecks: [any ElementCheck.Type] = [
    RemovedAttributePresent.self, AttributeNotEmptied.self, AttributeNotReplaced.self, DummyMissing.self,
    AttributeNotCleaned.self, AttributeNotInTable.self, AttributeNotKeptExplicitly.self,
    AttributeUnknown.self,
    ContentItemPresent.self, ContentItemNotReplaced.self,
    AttributeRepeated.self, ForeignGroup.self, ScannerUID.self, UIDMalformed.self, UIDNotReplaced.self,
    PrivateNotRemoved.self,
    PrivateWithoutCreator.self, PrivateIllegalNumber.self, PrivateVRDiffers.self, Type1Empty.self,
    EnumeratedEmptied.self,
    VRDiffers.self, ValueInvalid.self, MetaApplicationEntity.self, MetaPrivateInformation.self,
    MetaImplementation.self,
    PaddingNotZero.self, TextUndecodable.self, TextMisdeclared.self, TextResidue.self, PayloadTextRun.self,
    OriginalValueKept.self, OriginalValuePartKept.self, OriginalUIDKept.self, DateNotShifted.self,
    KeptValueChanged.self, ItemsLost.self,
  ]
  let levelChecks: [any LevelCheck.Type] = [
    DummyMissing.self, CreatorWithoutElements.self, CreatorTwice.self, Type1Missing.self, Type2Missing.self,
  ]
  let fileChecks: [any FileCheck.Type] = [
    ClaimMissing.self, ClaimInvalid.self, ClaimContradictory.self, ClaimDiffersFromProfile.self,
    ClaimContradictsContent.self,
    PreambleNotZero.self, TrailingBytes.self, GroupLengthWrong.self, IrregularEncoding.self,
  ]

  let textChecks: [any TextCheck.Type] = [
    PersonNameInText.self, DateInText.self, TimeInText.self, AgeInText.self, PhoneInText.self,
    EmailInText.self,
    URLInText.self, NetworkAddressInText.self, PostalAddressInText.self, RecordNumberInText.self,
    NationalNumberInText.self, DeviceNumberInText.self, CertificateInText.self, InstitutionInText.self,
    FilePathInText.self, ReversibleInText.self,
  ]
  let pictureChecks: [any PictureCheck.Type] = [
    IdentifyingTextInPicture.self, TextInPicture.self, UnreadableTextInPicture.self, TextInCodestream.self,
    PixelDataIrregular.self, PixelClaimContradicted.self, UsualTextMissing.self,
  ]

  let payloadChecks: [any PayloadCheck.Type] = [PayloadFieldIdentifies.self, PayloadScannerUID.self]

  let knownChecks: [any KnownValueCheck.Type] = [ListedValuePresent.self, FoundValueRepeated.self]

  let removalChecks: [any RemovalCheck.Type] = [KeptAttributeLost.self, SafePrivateLost.self]
  let factChecks: [any FactCheck.Type] = [
    UIDReplacedDifferently.self, UIDsMerged.self, UIDLeft.self, DateShiftDiffers.self, PatientSplit.self,
    PatientsMerged.self,
  ]
  let pairChecks: [any PairCheck.Type] = [FileUnpaired.self, InstanceTwice.self, PairAmbiguous.self]

  /// The descriptions of all checks, sorted by id.
  public let descriptions: [CheckDescription]
  /// For each check of the four lists, one after the other, the place of its description.
  let elementIndex: [Int], levelIndex: [Int], fileIndex: [Int], pictureIndex: [Int]
  /// For each detector the place of its check's description.
  let textIndex: [Int]
  /// For each check of opened values the place of its description.
  let payloadIndex: [Int]
  /// For each check of known values the place of its description.
  let knownIndex: [Int]
  /// For each check of the comparison with originals that is no element check the place of its description.
  let removalIndex: [Int], factIndex: [Int], pairIndex: [Int]

  /// All checks, with their dispatch tables.
  public init() {
    let all: [any Check.Type] =
      elementChecks + levelChecks + fileChecks + pictureChecks + textChecks + payloadChecks + knownChecks
      + removalChecks + factChecks + pairChecks
    var byID: [CheckID: CheckDescription] = [:]
    for check in all { byID[check.about.id] = check.about }
    for about in CohortChecks.descriptions { byID[about.id] = about }
    let descriptions = byID.values.sorted { $0.id < $1.id }
    self.descriptions = descriptions
    func index(of check: any Check.Type) -> Int {
      // Every description was put there from the same lists.
      descriptions.firstIndex { $0.id == check.about.id }!
    }
    elementIndex = elementChecks.map { index(of: $0) }
    levelIndex = levelChecks.map { index(of: $0) }
    fileIndex = fileChecks.map { index(of: $0) }
    pictureIndex = pictureChecks.map { index(of: $0) }
    knownIndex = knownChecks.map { index(of: $0) }
    payloadIndex = payloadChecks.map { index(of: $0) }
    removalIndex = removalChecks.map { index(of: $0) }
    factIndex = factChecks.map { index(of: $0) }
    pairIndex = pairChecks.map { index(of: $0) }
    let checkOfDetector = textChecks
    textIndex = TextDetector.allCases.map { detector in
      // A test holds that each detector has a check.
      index(of: checkOfDetector.first { $0.detector == detector }!)
    }
  }

  /// The place of a check's description.
  func place(of check: any FactCheck.Type) -> Int {
    // Every check of facts is in the list.
    factIndex[factChecks.firstIndex { $0.about.id == check.about.id }!]
  }

  /// The element checks that want to see an element of some concerns, by their places.
  func asked(about concerns: Concern) -> [Int] {
    elementChecks.indices.filter { !elementChecks[$0].concern.isDisjoint(with: concerns) }
  }
}
