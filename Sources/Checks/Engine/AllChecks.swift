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
    KeptValueChanged.self, ItemsLost.self, ReferenceBroken.self, ReferenceNumberBroken.self,
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
  let pictureComparisonChecks: [any PictureComparisonCheck.Type] = [
    GeometryChanged.self, PixelsChanged.self, PixelsLossy.self, PixelsMasked.self, MaskMissesText.self,
    PixelsLost.self,
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
  let pictureComparisonIndex: [Int]

  /// Whether a check speaks of what a detector found in a text.
  func isTextCheck(_ id: CheckID) -> Bool { textIndex.contains { descriptions[$0].id == id } }

  /// All checks, with their dispatch tables.
  public init() {
    // Each list is asked by itself: to make one list of them all, every type would be looked up in all the program's
    // protocols, which takes longer than anything else here.
    let elements = elementChecks.map { $0.about }
    let levels = levelChecks.map { $0.about }
    let files = fileChecks.map { $0.about }
    let pictures = pictureChecks.map { $0.about }
    let texts = textChecks.map { $0.about }
    let payloads = payloadChecks.map { $0.about }
    let known = knownChecks.map { $0.about }
    let removals = removalChecks.map { $0.about }
    let facts = factChecks.map { $0.about }
    let pairs = pairChecks.map { $0.about }
    let pictureComparisons = pictureComparisonChecks.map { $0.about }
    let all = [
      elements, levels, files, pictures, texts, payloads, known, removals, facts, pairs, pictureComparisons,
      CohortChecks.descriptions,
    ].flatMap(\.self)
    var descriptions: [CheckDescription] = []
    // A check may stand in two lists.
    for about in all.sorted(by: { $0.id < $1.id }) where descriptions.last?.id != about.id {
      descriptions.append(about)
    }
    var places: [CheckID: Int] = [:]
    for (place, about) in descriptions.enumerated() { places[about.id] = place }
    self.descriptions = descriptions
    func index(of check: CheckDescription) -> Int {
      // Every description was put there from the same lists.
      places[check.id]!
    }
    elementIndex = elements.map(index)
    levelIndex = levels.map(index)
    fileIndex = files.map(index)
    pictureIndex = pictures.map(index)
    knownIndex = known.map(index)
    payloadIndex = payloads.map(index)
    removalIndex = removals.map(index)
    factIndex = facts.map(index)
    pairIndex = pairs.map(index)
    pictureComparisonIndex = pictureComparisons.map(index)
    let checkOfDetector = textChecks
    textIndex = TextDetector.allCases.map { detector in
      // A test holds that each detector has a check.
      index(of: texts[checkOfDetector.firstIndex { $0.detector == detector }!])
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
