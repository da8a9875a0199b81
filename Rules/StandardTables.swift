public import DICOM
internal import Dispatch
internal import Synchronization

/// The standard's tables and the project's own, as typed rules. Loaded once a run, shared by all threads.
///
/// The attributes of an IOD are read when a file of it is met.
public final class StandardTables: Sendable {
  /// The folder that the tables were read from.
  public let folder: ResourceFolder
  let dictionary: DataDictionary
  let confidentiality: ConfidentialityTable
  let earlier: EarlierEdition
  let structuredContent: StructuredContentTable
  let safePrivate: SafePrivateTable
  let dummies: DummyTable
  let uids: UIDTable
  let roots: UIDRootTable
  let bulk: BulkTable
  let programs: ProgramTable
  let codecMarks: CodecMarkTable
  let codecOptions: CodecOptionTable
  /// The names of fields in private payloads and what they hold.
  public let payloadFields: PayloadFieldTable
  /// The words that tell a person's name from other text.
  public let words: WordLists
  /// What files of a data set are compared by.
  public let cohort: CohortTable
  /// Whether an entry of the dictionary is on the shipped keep list, by its index.
  let kept: [Bool]
  private let textOrigins: TextOriginTable
  private let dataKinds: DataKindTable
  private let referenceNumbers: ReferenceNumberTable
  private let privateDictionary: PrivateDictionary
  private let iods: Mutex<IODTable?> = Mutex(nil)
  private let madeAnnotations: Mutex<HarmlessAnnotations?> = Mutex(nil)

  /// Loads the tables in a folder.
  ///
  /// - Throws: ``TableError`` with file and row.
  public init(from folder: ResourceFolder) throws(TableError) {
    self.folder = folder
    // At the same time: they are most of a short run.
    let attributes = Mutex<Result<AttributeTables, TableError>?>(nil)
    let words = Mutex<Result<WordLists, TableError>?>(nil)
    let privateDictionary = Mutex<Result<PrivateDictionary, TableError>?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let read = Result { () throws(TableError) in try AttributeTables(folder) }
        attributes.withLock { $0 = read }
      } else {
        let read = Result { () throws(TableError) in try WordLists(folder) }
        words.withLock { $0 = read }
        let other = Result { () throws(TableError) in try PrivateDictionary(folder) }
        privateDictionary.withLock { $0 = other }
      }
    }
    // All were read: the call above comes back when both parts are done.
    let read = try attributes.withLock { $0! }.get()
    dictionary = read.dictionary
    confidentiality = read.confidentiality
    payloadFields = read.payloadFields
    kept = read.kept
    textOrigins = read.textOrigins
    self.words = try words.withLock { $0! }.get()
    self.privateDictionary = try privateDictionary.withLock { $0! }.get()
    earlier = try EarlierEdition(folder)
    structuredContent = try StructuredContentTable(folder)
    safePrivate = try SafePrivateTable(folder)
    dummies = try DummyTable(folder)
    uids = try UIDTable(folder)
    roots = try UIDRootTable(folder)
    bulk = try BulkTable(folder)
    programs = try ProgramTable(folder)
    codecMarks = try CodecMarkTable(folder)
    codecOptions = try CodecOptionTable(folder)
    dataKinds = try DataKindTable(folder)
    cohort = try CohortTable(folder, dictionary)
    referenceNumbers = try ReferenceNumberTable(folder, dictionary)
  }

  /// The dictionary of attributes and the tables that name attributes of it.
  private struct AttributeTables: Sendable {
    let dictionary: DataDictionary
    let confidentiality: ConfidentialityTable
    let payloadFields: PayloadFieldTable
    let kept: [Bool]
    let textOrigins: TextOriginTable

    init(_ folder: ResourceFolder) throws(TableError) {
      dictionary = try DataDictionary(folder)
      confidentiality = try ConfidentialityTable(folder, dictionary)
      payloadFields = try PayloadFieldTable(folder, dictionary, confidentiality)
      kept = try KeepList.load(folder, dictionary)
      textOrigins = try TextOriginTable(folder, dictionary)
    }
  }

  /// The dictionary's entry of a public attribute, repeating groups included; nil if it has none.
  public func attribute(_ tag: Tag) -> DictionaryEntry? { dictionary.entry(for: tag) }

  /// The entry with a keyword; nil if there is none.
  public func attribute(keyword: some StringProtocol) -> DictionaryEntry? {
    dictionary.entries.first { $0.keywordBytes.elementsEqual(keyword.utf8) }
  }

  /// The name of an entry and its value multiplicity as printed, such as `1-n`.
  ///
  /// - Throws: ``TableError`` if the dictionary cannot be read any more.
  public func words(for entry: DictionaryEntry) throws(TableError) -> (name: String, vm: String) {
    try dictionary.words(for: entry, in: folder)
  }

  /// All attributes of the dictionary, in the order of their tags.
  public var attributes: [DictionaryEntry] { dictionary.entries }

  /// What the private dictionary says of an element of a creator.
  public func privateEntry(creator: String, tag: Tag) -> PrivateEntry? {
    privateDictionary.entry(creator: creator, tag: tag)
  }

  /// Whose words the text of a public attribute is, if `text-contexts.csv` says so.
  public func textOrigin(of tag: Tag) -> TextOrigin? { textOrigins.origin(of: tag) }

  /// Whose words the text of a creator's element is, if `text-contexts.csv` says so.
  public func textOrigin(creator: String, tag: Tag) -> TextOrigin? {
    textOrigins.origin(creator: creator, tag: tag)
  }

  /// The modality that a value of Modality (0008,0060) names; nil if it is no defined term.
  public func modality(_ value: ArraySlice<UInt8>) -> DataKind? { dataKinds.modality(value) }

  /// The maker that a value of Manufacturer (0008,0070) names; nil if the table has none that begins so.
  public func maker(_ value: ArraySlice<UInt8>) -> DataKind? { dataKinds.maker(value) }

  /// The creator's name if a published table has it.
  public func isRegistered(creator: String) -> PublicName? {
    safePrivate.hasCreator(creator) || privateDictionary.hasCreator(creator)
      ? PublicName(fromTable: creator) : nil
  }

  /// The row of Table E.3.10-1 for a private element, if it has one.
  public func safePrivateEntry(creator: String, tag: Tag) -> SafePrivateEntry? {
    safePrivate.entry(creator: creator, tag: tag)
  }

  /// The name of a well-known UID.
  public func uidName(_ uid: ArraySlice<UInt8>) -> PublicName? { uids.name(of: uid) }

  /// The row of `uid-roots.csv` with the longest root that a UID lies below.
  public func uidRoot(of uid: ArraySlice<UInt8>) -> UIDRoot? { roots.root(of: uid) }

  /// Whether a text beside pixels is a codec's own mark, by `codec-marks.csv`.
  public func isCodecMark(_ text: String) -> Bool {
    codecMarks.contains(codecOptions.withoutEncoder(text)) || codecOptions.contains(text)
  }

  /// What kind of program has an implementation version name; nil if `implementation-versions.csv` does not know it.
  public func programKind(implementationVersion name: ArraySlice<UInt8>) -> ProgramKind? {
    programs.kind(of: name)
  }

  /// What kind of picture or document an element holds; nil if none.
  public func bulkKind(of tag: Tag) -> BulkKind? { bulk.kind(of: tag) }

  /// What an attribute leads to that refers to something by its number; nil if it is none of `reference-numbers.csv`.
  public func numberedReference(_ tag: Tag) -> NumberedReference? { referenceNumbers.reference(tag) }

  /// Whether an attribute holds numbers that others refer to.
  public func isReferredTo(_ tag: Tag) -> Bool { referenceNumbers.isTarget(tag) }

  /// What pictures customarily show and what tells nothing of a person. Made when it is first asked for.
  public var annotations: HarmlessAnnotations {
    madeAnnotations.withLock { made in
      if let made { return made }
      let read = HarmlessAnnotations(words.annotations)
      made = read
      return read
    }
  }

  /// The IOD of a SOP class; nil if the table has none.
  public func iod(forSOPClass uid: ArraySlice<UInt8>) throws(TableError) -> IOD? {
    let name = String(decoding: uid, as: UTF8.self)
    let result: Result<IOD?, TableError> = iods.withLock { table in
      do throws(TableError) {
        if table == nil { table = try IODTable(folder) }
        return .success(try table?.iod(forSOPClass: name))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Name, edition and SHA-256 of every table, as the files are now.
  public func editions() throws(TableError) -> [(table: String, edition: String, sha256: String)] {
    let table = try CSVTable(
      "EDITIONS.csv", bytes: folder.bytes(of: "EDITIONS.csv"),
      columns: ["table", "edition", "content", "origin"])
    var editions: [(table: String, edition: String, sha256: String)] = []
    try table.forEachRow { row throws(TableError) in
      let digest = SHA256.hex(of: try folder.bytes(of: row.text(0)))
      editions.append((row.text(0), row.text(1), digest))
    }
    return editions
  }
}

extension StandardTables: VRDictionary {
  /// The first VR that the dictionary gives a public attribute.
  public func vr(of tag: Tag) -> VR? { dictionary.vr(of: tag) }

  /// The VR that the private dictionary, or Table E.3.10-1, gives a private element.
  public func vr(of tag: Tag, creator: [UInt8]) -> VR? {
    let creator = String(decoding: creator, as: UTF8.self)
    return safePrivateEntry(creator: creator, tag: tag)?.vr ?? privateEntry(creator: creator, tag: tag)?.vr
  }
}
