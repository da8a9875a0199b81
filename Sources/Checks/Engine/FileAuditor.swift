public import Cohort
internal import DICOM
public import Findings
public import Pixels
public import Rules
internal import Synchronization
public import Text

/// What an audit judges by.
///
/// A class, though it is a value that never changes: every file takes it along.
public final class AuditRules: Sendable {
  /// The tables.
  public let tables: StandardTables
  /// The checks.
  public let checks: AllChecks
  /// The profile before a file's own claim adds to it.
  public let source: ProfileSource
  /// The profile in force, unless each file's claim chooses its options.
  public let profile: Profile
  /// Whether each file's claim (0012,0064) chooses its options.
  public let areOptionsFromClaim: Bool
  /// What the audit answers for.
  public let scope: Scope
  /// The site's key for fingerprints.
  public let key: SiteKey?
  /// Whether values are collected for an evidence file.
  public let writesEvidence: Bool
  /// The run's list of identifiers, for ``listJudge``.
  let identifiers: IdentifierList?
  private let madeListJudge = Mutex<WordJudge?>(nil)
  /// The run's list of identifiers in all forms, looked for in every byte; nil if there is no list.
  let needles: NeedleSet?
  /// How sure the values are that files give away.
  let needleOptions: NeedleOptions
  /// Looks for names, dates and numbers in texts.
  let detectors: TextDetectors

  /// Puts the rules of an audit together.
  ///
  /// - Parameter identifiers: values that identify, to be looked for in every picture.
  /// - Throws: ``ProfileError`` if options exclude each other.
  public init(
    tables: StandardTables, checks: AllChecks, source: ProfileSource, options: Set<ProfileOption>,
    areOptionsFromClaim: Bool, scope: Scope, key: SiteKey?, writesEvidence: Bool,
    identifiers: IdentifierList? = nil
  ) throws {
    detectors = TextDetectors(tables.words)
    self.tables = tables
    self.checks = checks
    self.source = source
    profile = try source.compiled(adding: options, tables: tables)
    self.areOptionsFromClaim = areOptionsFromClaim
    self.scope = scope
    self.key = key
    self.writesEvidence = writesEvidence
    let detectors = self.detectors
    var options = NeedleOptions(MonthNames(tables.words))
    options.isCommon = { detectors.isCommon($0) }
    needleOptions = options
    needles = identifiers.map { NeedleSet($0, options: options) }
    self.identifiers = identifiers
  }

  /// Looks for the run's list of identifiers in what pictures show; nil if there is no list. Made when the first picture
  /// shows text: a list of thousands takes a second.
  var listJudge: WordJudge? {
    guard let identifiers else { return nil }
    return madeListJudge.withLock { made in
      if let made { return made }
      var known = KnownValues(tables: tables)
      for (kind, text) in identifiers.values { known.add(kind: kind, text: text) }
      let judge = WordJudge(known: known, tables: tables)
      made = judge
      return judge
    }
  }
}

/// Audits files one after another. One a thread; it keeps buffers, counts and the inventory from file to file.
public struct FileAuditor {
  let rules: AuditRules
  /// The attributes of all files so far.
  public internal(set) var inventory: InventoryCounter
  /// For each check, by its place in ``AllChecks/descriptions``, the levels and files that it examined.
  var examined: [Int]
  /// The combinations of concerns that elements had, with the checks that want to see them.
  var concerns: ConcernClasses
  /// Looks at pictures; nil if nobody does.
  let pictures: (any PictureLooking)?
  private var learntNeedles: (values: Set<LearntValue>, needles: NeedleSet)?
  /// What the file audited last gave away.
  var learnt: Set<LearntValue> = []
  /// What the file audited last says in comparison with its original.
  var facts: ComparisonFacts?
  /// What the file audited last contributes to the checks of the data set as a whole.
  public internal(set) var cohortFacts: CohortFacts?
  let cohort: CohortRules?
  /// What earlier audits found in files; nil if nothing is kept.
  let memory: FileMemory?
  /// What is to be kept of the file audited last.
  var row: StoredRecord?
  /// What files that were left out could not be checked for, as ``examined``.
  var recalledGaps: [Int]
  /// What other files gave away so far: whether the file audited last holds some of it is told by ``holdsOthers``.
  var early: EarlyValues? {
    didSet { if early !== oldValue { searched = SeenValues() } }
  }
  /// Values in which nothing known was found.
  var searched = SeenValues()
  /// Texts that were read and are nothing to report: see ``TextReading/number``.
  var seenTexts = SeenValues()
  /// Whether the file audited last holds something that others gave away before.
  private(set) var holdsOthers = false
  /// The originals that outputs are compared with; nil if there are none.
  var counterparts: (any Counterparts)?
  /// Why something could not be looked up among the originals; ends the audit.
  var failure: (any Error)?
  /// What references to instances of the originals name there, as far as was asked for.
  var numbered: [[UInt8]: NumberedPair?] = [:]
  private var buffer: [UInt8] = []
  /// The buffer in which originals are read.
  private var originalBuffer: [UInt8] = []
  private var profiles: [Set<ProfileOption>: Profile] = [:]
  private var iods: [[UInt8]: IOD] = [:]

  /// An auditor that has seen nothing.
  ///
  /// - Parameters:
  ///   - pictures: looks at the pictures of files; nil leaves them unlooked at, and files that have some not fully
  ///     checked.
  ///   - counterparts: the originals that outputs are compared with; nil if there are none.
  ///   - cohort: what facts for the checks of the data set are collected by; nil if nobody wants them.
  ///   - memory: what earlier audits found in files, and what this one finds; nil if nothing is kept.
  public init(
    _ rules: AuditRules, pictures: (any PictureLooking)? = nil, counterparts: (any Counterparts)? = nil,
    cohort: CohortRules? = nil, memory: FileMemory? = nil
  ) {
    self.cohort = cohort
    self.memory = memory
    self.counterparts = counterparts
    self.rules = rules
    self.pictures = pictures
    inventory = InventoryCounter(rules.tables, keepsValues: rules.writesEvidence, key: memory?.key)
    examined = Array(repeating: 0, count: rules.checks.descriptions.count)
    recalledGaps = examined
    concerns = ConcernClasses(rules.checks)
  }

  /// For each check, by its place among the descriptions, what it examined and could not check so far.
  var totals: (examined: [Int], notChecked: [Int]) {
    var examined = examined
    var notChecked = recalledGaps
    for one in concerns.classes where one.met > 0 {
      for asked in concerns.asked[one.asked] {
        examined[asked.index] += one.met
        notChecked[asked.index] += one.unread
      }
    }
    return (examined, notChecked)
  }

  /// Adds what was counted over all files to a tally.
  public func count(into tally: inout Tally) {
    let (examined, notChecked) = totals
    for (index, check) in rules.checks.descriptions.enumerated() {
      tally.count(check.id, examined: examined[index], notChecked: notChecked[index])
    }
    tally.add(inventory.inventory)
  }

  /// Audits a file of a walk.
  ///
  /// - Parameters:
  ///   - path: the path by which the file is opened.
  ///   - name: the path below the folder that is audited, whose words are read.
  ///   - hashes: whether to read all of it for its SHA-256.
  ///   - original: the file to compare it with; nil if there is none.
  ///   - remark: what pairing has to say of the file.
  public mutating func audit(
    index: Int, path: [UInt8], name: [UInt8], shown: ShownPath, hashes: Bool, original: OriginalFile? = nil,
    remark: PairingRemark? = nil
  ) -> (FileResult, [EvidenceRecord]) {
    learnt = []
    facts = nil
    cohortFacts = nil
    holdsOthers = false
    do throws(SystemError) {
      let file = try FileBytes(path: path)
      let reader = FileReader(file, dictionary: rules.tables, reusing: &buffer)
      var (result, evidence) = try audit(
        reader, path: path, name: name, index: index, shown: shown, original: original, remark: remark)
      if hashes { result.sha256 = try file.sha256() }
      if !file.isUnchanged {
        result.notChecked.append(
          NotChecked(
            .changedWhileReading, at: .file, lengthInBytes: 0,
            message: "The file's length, time or identity changed while it was read."))
      }
      return (result, evidence)
    } catch {
      var result = FileResult(index: index, path: shown)
      result.notChecked = [
        NotChecked(
          .cannotRead, at: .file, lengthInBytes: 0,
          message: "The system refused: \(PublicName(fromTable: error.text)).")
      ]
      return (result, [])
    }
  }

  /// Audits bytes in memory.
  ///
  /// - Parameter name: the path of the file that the bytes stand for; empty if its words do not matter.
  public mutating func audit(
    _ bytes: [UInt8], index: Int, shown: ShownPath, name: [UInt8] = []
  ) -> (FileResult, [EvidenceRecord]) {
    do throws(SystemError) {
      return try audit(
        FileReader(bytes, dictionary: rules.tables), path: [], name: name, index: index, shown: shown)
    } catch {
      preconditionFailure("memory does not fail to read")
    }
  }

  private mutating func audit(
    _ file: consuming FileReader, path: [UInt8], name: [UInt8], index: Int, shown: ShownPath,
    original: OriginalFile? = nil, remark: PairingRemark? = nil
  ) throws(SystemError) -> (FileResult, [EvidenceRecord]) {
    var reader = file
    var profile = rules.profile
    if rules.areOptionsFromClaim { profile = self.profile(claimedBy: reader.restarted()) }
    var audit = OneAudit(rules: rules, profile: profile, index: index, path: shown, filePath: path)
    audit.early = early
    switch reader.content {
    case .empty:
      audit.gap(.emptyFile, "The file has no bytes.", lengthInBytes: 0)
    case .notDICOM(let kind):
      audit.gap(
        .notDICOM, "The content looks like \(kind.name), not like DICOM.", lengthInBytes: reader.lengthInBytes
      )
    case .part10, .bareDataSet:
      if let original { audit.compare(with: original, reader.restarted(), &originalBuffer) }
      if let cohort { audit.cohort = CohortCollector(cohort, index: index, path: shown) }
      audit.run(&reader, &self)
    }
    cohortFacts = audit.takeCohortFacts(name: name, lengthInBytes: reader.lengthInBytes)
    inventory.endFile()
    audit.judge(remark, &self)
    audit.readPath(name)
    audit.findKnown(inPath: name)
    audit.tellTogether()
    audit.findRepeated(reader.restarted(), name: name, &self)
    if audit.result.kind != .notDICOM { audit.conclude(reader, &self) }
    learnt = audit.learnt
    facts = audit.comparison?.facts
    holdsOthers = !(early?.areOwn(audit.metEarly, learnt) ?? true)  // without values there are none to hold
    let result = audit.finish(reader)
    buffer = reader.takeBuffer()
    return result
  }

  /// Looks for values that other files gave away.
  ///
  /// - Parameters:
  ///   - own: the values that the file itself gave away, by their places among the needles'.
  ///   - name: the path below the folder that is audited.
  /// - Returns: the findings, with the entry's number and name; none if the file cannot be read any more, which the
  ///   audit before this has said.
  mutating func findRepeated(
    _ needles: NeedleSet, own: Set<Int>, index: Int, path: [UInt8], name: [UInt8], shown: ShownPath
  ) -> (FileResult, [EvidenceRecord])? {
    let reader: FileReader
    do throws(SystemError) {
      reader = FileReader(try FileBytes(path: path), dictionary: rules.tables, reusing: &buffer)
    } catch {
      return nil
    }
    var audit = OneAudit(rules: rules, profile: rules.profile, index: index, path: shown, filePath: path)
    audit.again = SecondLook(needles: needles, own: own, failing: [], isOfBatch: true)
    audit.lookAgain(reader, name: name, &self)
    let found = audit.report.finish()
    guard !found.findings.isEmpty else { return nil }
    var result = FileResult(index: index, path: shown)
    result.findings = found.findings
    return (result, found.evidence)
  }

  /// Whether the file holds what others gave away is not known: it was not looked at now.
  mutating func forgetOthers() { holdsOthers = true }

  /// The search for values that were found in a file, remembered: the files of a patient give the same away.
  mutating func needles(for learnt: Set<LearntValue>) -> NeedleSet {
    if let known = learntNeedles, known.values == learnt { return known.needles }
    let made = NeedleSet(IdentifierList(learnt), options: rules.needleOptions)
    learntNeedles = (learnt, made)
    return made
  }

  /// The IOD of a SOP class, remembered from file to file.
  ///
  /// - Throws: ``TableError`` if the table of modules is damaged.
  mutating func iod(of sopClass: [UInt8]) throws(TableError) -> IOD? {
    if let known = iods[sopClass] { return known }
    let found = try rules.tables.iod(forSOPClass: sopClass[...])
    // A file may name any number of classes that there are not.
    if found != nil { iods[sopClass] = found }
    return found
  }

  /// The profile with the options that a file's own claim names; read ahead of the audit, by a reader of its own.
  private mutating func profile(claimedBy reader: consuming FileReader) -> Profile {
    let options = ClaimReader.options(of: reader)
    if let known = profiles[options] { return known }
    // A claim whose options exclude each other is judged by the profile alone; a check reports the claim.
    let made: Profile
    do {
      made = try rules.source.compiled(adding: options, tables: rules.tables)
    } catch {
      made = rules.profile
    }
    profiles[options] = made
    return made
  }
}

/// Reads the claim of a file and nothing else.
enum ClaimReader {
  /// The options that the codes in (0012,0064) name.
  static func options(of reader: consuming FileReader) -> Set<ProfileOption> {
    var options: Set<ProfileOption> = []
    var depth = 0
    var isInClaim = false
    while let event = reader.next() {
      switch event {
      case .sequenceBegin(let element):
        if depth == 0 { isInClaim = element.tag == .deidentificationMethodCodeSequence }
        depth += 1
      case .sequenceEnd: depth -= 1
      case .element(let element):
        if depth == 0, element.tag > .deidentificationMethodCodeSequence, reader.isInDataSet {
          return options
        }
        guard isInClaim, depth == 1, element.tag == .codeValue, let value = reader.value(of: element) else {
          continue
        }
        let code = String(decoding: value.trimmed(for: .sh), as: UTF8.self)
        if let option = ProfileOption(code: code) { options.insert(option) }
      default: break
      }
    }
    return options
  }
}
