internal import Cohort
internal import DICOM
internal import Findings
internal import Pixels
internal import Rules
internal import Text

/// The audit of one file: follows the reader, asks the checks, adds up.
struct OneAudit: ~Copyable {
  /// A data set or an item that is open.
  struct Level {
    /// The sequence whose item it is; nil for the data set.
    let sequence: Tag?
    /// Where its tags begin in `tags`, its creators in `creators`.
    let firstTag: Int, firstCreator: Int
    var previous: Tag?
    /// The concept of the content item that it is, once its name was read.
    var concept: ContentConcept?
  }

  /// A group length that was announced, until its group ends.
  struct AnnouncedGroup {
    let group: UInt16
    /// How many levels are open where it stands.
    let depth: Int
    let path: ElementPath
    let range: Range<Int>
    /// Where the group should end.
    let end: Int
  }

  let rules: AuditRules
  let profile: Profile
  var report: CheckReport
  var result: FileResult
  let context: AuditContext
  var levels: [Level] = []
  var tags: [Tag] = []
  var creators: [ReservedBlock] = []
  /// For each level the character set in force where it begins.
  var outerCharacterSets: [SpecificCharacterSet] = []
  /// One a level at most.
  var announcedGroups: [AnnouncedGroup] = []
  var sequences: [(tag: Tag, items: Int)] = []
  var preamble: [UInt8] = []
  var irregularities: [(Irregularity, Range<Int>)] = []
  var trailing: [(range: Range<Int>, isZero: Bool)] = []
  var wrongGroupLengths: [(ElementPath, Range<Int>)] = []
  var outOfScope = 0
  var accounted = 0
  var expected = 0
  var gaps = 0
  var isInDataSet = false

  /// What the detectors found in the text of the element under examination, and the text.
  var detections: [Detection] = []
  var readText: [UInt8] = []
  /// What was found here and is looked for elsewhere.
  var learnt: Set<LearntValue> = []
  /// What other files gave away so far, and which of it was met here.
  var early: EarlyValues?
  var metEarly: Set<Int> = []
  /// What of the run's list was found.
  var evidence = PersonEvidence()
  /// What a second look looks for; nil in the first. Then checks are not asked.
  var again: SecondLook?
  /// What was found inside the element under examination.
  var innerHits: [InnerHit] = []
  /// All that was found, if the data set stands in a value.
  var nestedHits: [InnerHit] = []
  /// In how many values the data set stands.
  var depth = 0
  /// The original, if the file is compared with one, element by element.
  var comparison: FileComparison?
  var original: OriginalFile?
  /// How many values were read, and how many were opened.
  var valuesRead = 0, valuesOpened = 0
  /// Collects what the checks of the data set as a whole want to know; nil if nobody asks.
  var cohort: CohortCollector?

  /// Elements with pictures that are still to be looked at, and the values that pictures may show.
  var pictures: [PendingPicture] = []
  var known: [KnownValue] = []
  /// Whether values that no attribute says to be pictures begin like some.
  var hidesPictures = false
  let filePath: [UInt8]

  init(rules: AuditRules, profile: Profile, index: Int, path: ShownPath, filePath: [UInt8]) {
    self.filePath = filePath
    self.rules = rules
    self.profile = profile
    result = FileResult(index: index, path: path)
    context = AuditContext(profile: profile, tables: rules.tables)
    report = CheckReport(
      descriptions: rules.checks.descriptions, file: path, key: rules.key,
      writesEvidence: rules.writesEvidence,
      profile: profile, tables: rules.tables)
  }

  /// Notes that the file as a whole could not be judged.
  mutating func gap(_ reason: NotCheckedReason, _ message: Message, lengthInBytes: Int) {
    accounted = lengthInBytes
    report.gap(reason, at: .file, lengthInBytes: lengthInBytes, message)
  }

  /// Reads the file and asks the checks.
  mutating func run(_ reader: inout FileReader, _ auditor: inout FileAuditor) {
    result.kind = reader.content == .part10 ? .part10 : .bareDataSet
    preamble = reader.preambleBytes().map { Array($0) } ?? []
    walk(&reader, &auditor)
    lookAtPictures(&auditor)
    comparePictures(&auditor)
  }

  /// Counts what was examined, and asks the checks of the file as a whole.
  mutating func conclude(_ reader: borrowing FileReader, _ auditor: inout FileAuditor) {
    for index in rules.checks.textIndex { auditor.examined[index] += valuesRead }
    for index in rules.checks.payloadIndex { auditor.examined[index] += valuesOpened }
    if rules.needles != nil { auditor.examined[rules.checks.knownIndex[0]] += result.elements }
    if !learnt.isEmpty { auditor.examined[rules.checks.knownIndex[1]] += result.elements }
    askFileChecks(reader, &auditor)
    countLostItems(&auditor)
    if report.dropped > 0 {
      report.gap(
        .tooManyElements, at: .file, lengthInBytes: 0,
        "\(report.dropped) findings beyond the first \(CheckReport.mostFindings) are not listed.")
    }
  }

  /// Goes through the elements and asks the checks about them.
  mutating func walk(_ reader: inout FileReader, _ auditor: inout FileAuditor) {
    account(0..<reader.start)
    findKnown(in: 0..<reader.start, &reader)
    open(sequence: nil)
    var isInflated = false
    while let event = reader.next() {
      if reader.isInDataSet, !isInDataSet {
        isInDataSet = true
        closeLevel(isMeta: true, &auditor)
        open(sequence: nil)
        beginDataSet(reader)
        // The deflate stream is accounted for by what it inflates to.
        if let deflated = reader.deflated {
          if expected != deflated.range.lowerBound { gaps += 1 }
          expected = deflated.range.upperBound
        }
      }
      if !isInflated, reader.isInInflated {
        isInflated = true
        if expected != reader.lengthInBytes { gaps += 1 }
        expected = 0
      }
      step(event, &reader, &auditor)
    }
    while !levels.isEmpty { closeLevel(isMeta: !isInDataSet, &auditor) }
  }

  /// Adds everything up.
  consuming func finish(_ reader: borrowing FileReader) -> (FileResult, [EvidenceRecord]) {
    result.lengthInBytes = reader.lengthInBytes
    result.isDeflated = reader.deflated != nil
    let whole =
      reader.lengthInBytes + (reader.deflated.map { $0.inflatedInBytes - $0.range.count } ?? 0)
    // What the steps of the reader did not cover was not looked at.
    if result.kind != .notDICOM, accounted != whole || gaps > 0 {
      report.gap(
        .malformed, at: .file, lengthInBytes: max(0, whole - accounted),
        "The account of the file's bytes has a gap.")
    }
    result.sopClass = rules.tables.uidName(context.facts.sopClass[...])
    result.findings = report.findings
    result.notChecked = report.notChecked
    result.coverage = Coverage(
      judged: max(0, whole - outOfScope - report.notCheckedInBytes), outOfScope: outOfScope,
      notChecked: min(report.notCheckedInBytes, whole - outOfScope))
    return (result, report.evidence)
  }

  // MARK: bytes

  mutating func account(_ range: Range<Int>) {
    if range.lowerBound != expected { gaps += 1 }
    expected = range.upperBound
    accounted += range.count
  }

  mutating func beginDataSet(_ reader: borrowing FileReader) {
    guard let syntax = reader.transferSyntax, !syntax.isKnown else { return }
    report.gap(
      .unknownTransferSyntax, at: .file, lengthInBytes: 0,
      "The transfer syntax is none of the standard's; the data set was read as Explicit VR Little Endian.")
  }

  mutating func step(
    _ event: ReaderEvent, _ reader: inout FileReader, _ auditor: inout FileAuditor
  ) {
    switch event {
    case .element(let element):
      account(element.range)
      examine(element, &reader, &auditor)
    case .sequenceBegin(let element):
      account(element.range)
      examine(element, &reader, &auditor)
      sequences.append((element.tag, 0))
    case .itemBegin(let header):
      account(header)
      report.steps.append(
        ElementPath.Step(sequences[sequences.count - 1].tag, item: sequences[sequences.count - 1].items))
      sequences[sequences.count - 1].items += 1
      open(sequence: sequences[sequences.count - 1].tag)
      comparison?.enterItem()
    case .itemEnd(let delimiter):
      account(delimiter)
      closeLevel(isMeta: false, &auditor)
      report.steps.removeLast()
    case .sequenceEnd(let delimiter):
      account(delimiter)
      sequences.removeLast()
    case .fragmentsBegin(let element):
      account(element.range)
      context.facts.hasPixels = true
      examine(element, &reader, &auditor)
      fragments = element
      fragmentBytes = 0
    case .fragment(let header, let value):
      account(header.lowerBound..<value.upperBound)
      findKnown(inSamples: value, &reader)
      fragmentBytes += value.count
    case .fragmentsEnd(let delimiter):
      account(delimiter)
      if let element = fragments { notLookedInto(element, lengthInBytes: fragmentBytes, auditor) }
      fragments = nil
    case .strayDelimiter(let range): account(range)
    case .trailing(let range, let isZero):
      account(range)
      trailing.append((range, isZero))
      if !isZero {
        findKnown(in: range, &reader)
        report.gap(.malformed, at: .bytes(range), lengthInBytes: range.count, "The bytes are no element.")
      }
    case .unread(let unread):
      account(unread.range)
      findKnown(in: unread.range, &reader)
      report.gap(unread)
    case .irregular(let irregularity, let range):
      if irregularities.count < 1_000 { irregularities.append((irregularity, range)) }
    }
  }

  var fragments: Element?
  var fragmentBytes = 0

  /// Pixels and other pictures: out of scope, to be looked at once the file was read, or not looked at.
  mutating func notLookedInto(_ element: Element, lengthInBytes: Int, _ auditor: borrowing FileAuditor) {
    if rules.scope == .attributes {
      outOfScope += lengthInBytes
    } else if auditor.pictures != nil {
      let place = report.place(of: element)
      pictures.append(
        PendingPicture(
          path: ElementPath(report.steps, element.tag), place: place, lengthInBytes: lengthInBytes))
    } else {
      report.gap(
        .pixelData, at: report.place(of: element), lengthInBytes: lengthInBytes,
        "\(lengthInBytes) bytes of pictures were not looked into.")
    }
  }

  // MARK: levels

  mutating func open(sequence: Tag?) {
    var level = Level(sequence: sequence, firstTag: tags.count, firstCreator: creators.count)
    // The value of a content item that is a code or a number stands in an item of its own.
    if sequence == .conceptCodeSequence || sequence == .measuredValueSequence {
      level.concept = levels.last?.concept
    }
    levels.append(level)
    outerCharacterSets.append(context.characterSet)
  }

  mutating func closeLevel(isMeta: Bool, _ auditor: inout FileAuditor) {
    endGroup(at: expected)
    let level = levels.removeLast()
    let examined = ExaminedLevel(
      steps: report.steps, absent: isMeta ? [] : absent(from: level),
      creators: creators.count > level.firstCreator ? Array(creators[level.firstCreator...]) : [],
      profile: profile, tables: rules.tables)
    if again == nil {
      for (place, check) in rules.checks.levelChecks.enumerated() {
        report.speaker = rules.checks.levelIndex[place]
        auditor.examined[report.speaker] += 1
        check.examine(examined, &report)
      }
    }
    if again == nil { judgeRemoved(in: level.sequence, isMeta: isMeta, &auditor) }
    if !levels.isEmpty { comparison?.leaveItem() }
    tags.removeSubrange(level.firstTag...)
    creators.removeSubrange(level.firstCreator...)
    context.characterSet = outerCharacterSets.removeLast()
  }

  /// What the IOD requires in a data set or item and is not there.
  func absent(from level: Level) -> [RequiredAttribute] {
    guard let required = context.iod?.required(in: level.sequence), !required.isEmpty else { return [] }
    var absent: [RequiredAttribute] = []
    var index = level.firstTag
    for one in required {
      // Mostly both ascend; where the file does not, the rest is searched.
      while index < tags.count, tags[index] < one.tag { index += 1 }
      if index < tags.count, tags[index] == one.tag || tags[level.firstTag...].contains(one.tag) { continue }
      if index == tags.count, tags[level.firstTag...].contains(one.tag) { continue }
      absent.append(one)
    }
    return absent
  }

  /// Compares the announced length of the group that ends here.
  mutating func endGroup(at offset: Int) {
    guard let announced = announcedGroups.last, announced.depth == levels.count else { return }
    if announced.end != offset { wrongGroupLengths.append((announced.path, announced.range)) }
    announcedGroups.removeLast()
  }

  // MARK: elements

  mutating func examine(
    _ element: Element, _ reader: inout FileReader, _ auditor: inout FileAuditor
  ) {
    result.elements += 1
    let here = levels.count - 1
    let tag = element.tag
    if !announcedGroups.isEmpty, announcedGroups[announcedGroups.count - 1].group != tag.group {
      endGroup(at: element.header.lowerBound)
    }
    let value = context.loadsValue(of: element) ? reader.value(of: element) : nil
    let hasItems = element.vr == .sq && OneAudit.hasItems(element, &reader)
    note(element, value, &auditor)
    let previous = levels[here].previous
    levels[here].previous = tag
    tags.append(tag)
    let examined = ExaminedElement(
      element, value: value, hasItems: hasItems, sequence: levels[here].sequence, previous: previous,
      isInMeta: !isInDataSet, concept: levels[here].concept, context)
    if tag.isPrivate { note(private: examined) }
    guard again == nil else {
      lookAgain(examined, &reader, &auditor)
      return
    }
    if !tag.isPrivate { noteForCohort(examined) }
    compare(examined, &auditor)
    report.failures = 0
    report.reviews = 0
    report.notes = 0
    report.gaps = 0
    if !innerHits.isEmpty { innerHits.removeAll(keepingCapacity: true) }
    examined.reading = read(examined, &auditor)
    examined.isOpened = open(examined, &auditor)
    let concerns = examined.concerns
    let met = auditor.concerns.place(of: concerns)
    let asked = auditor.concerns.place(of: concerns.subtracting(examined.settledConcerns))
    for place in auditor.concerns.classes[asked].asked {
      let asked = auditor.concerns.asked[place]
      report.speaker = asked.index
      asked.check.examine(examined, &report)
    }
    findKnown(examined, &auditor.searched)
    learnName(examined)
    // What was opened was read field by field.
    if !detections.isEmpty, !examined.isOpened, report.failures == 0 || tag.isPrivate {
      reportDetections(examined)
    }
    coverBulk(examined, auditor)
    findKnown(inLong: examined, &reader)
    if element.vr.isOpaque, rules.scope == .all, Pictures.areHidden(in: element, &reader) {
      hidesPictures = true
      if auditor.pictures == nil {
        report.gap(
          .pixelData, at: report.place(of: element), lengthInBytes: 0,
          "The value holds a picture, which was not looked into.")
      }
    }
    if auditor.pictures != nil { keepKnown(examined) }
    auditor.concerns.classes[met].met += 1
    if report.gaps > 0 { auditor.concerns.classes[met].unread += 1 }
    auditor.inventory.count(examined, report)
  }

  /// Whether a sequence has items, or anything else: one of undefined length has none if its delimiter comes next.
  static func hasItems(_ element: Element, _ reader: inout FileReader) -> Bool {
    guard element.hasUndefinedLength else { return (element.announcedLength ?? 0) > 0 }
    let next = element.header.upperBound..<element.header.upperBound + 8
    guard let bytes = reader.beginning(of: next) else { return true }
    return !bytes.elementsEqual([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0])
      && !bytes.elementsEqual([0xFF, 0xFE, 0xE0, 0xDD, 0, 0, 0, 0])
  }

  /// Says of a value that no check could judge that it was not looked into.
  mutating func coverBulk(_ examined: borrowing ExaminedElement, _ auditor: borrowing FileAuditor) {
    let element = examined.element
    let length = element.value.count
    if element.hasUndefinedLength || examined.isSequence { return }
    if examined.isEmpty {
      // A picture that is announced and holds nothing is told as one that could not be looked at.
      let isPixels = element.vr.isOpaque && rules.tables.bulkKind(of: element.tag) == .pixels
      if isPixels, rules.scope == .all, auditor.pictures != nil {
        notLookedInto(element, lengthInBytes: length, auditor)
      }
      return
    }
    if element.vr.isOpaque, !element.tag.isPrivate, let kind = rules.tables.bulkKind(of: element.tag) {
      if kind.isPicture {
        if kind == .pixels { context.facts.hasPixels = true }
        notLookedInto(element, lengthInBytes: length, auditor)
      } else if kind == .document, rules.scope == .all, auditor.pictures != nil {
        notLookedInto(element, lengthInBytes: length, auditor)
      } else {
        report.gap(
          .payloadNotOpened, at: report.place(of: element), lengthInBytes: length,
          "\(length) bytes of a document, waveform or curve were not opened.")
      }
      return
    }
    // What fails already needs no second reason.
    guard report.failures == 0, examined.action != .x, !examined.isOpened else { return }
    let isKept = examined.isKeptByList
    if element.vr.isOpaque {
      guard !isKept else { return }
      report.gap(
        .payloadNotOpened, at: report.place(of: element), lengthInBytes: length,
        "A binary value of \(length) bytes was not opened.")
    } else if !examined.isValueLoaded {
      report.gap(
        .valueTooLong, at: report.place(of: element), lengthInBytes: length,
        "The value of \(length) bytes is longer than the checks read.")
    }
  }

  mutating func askFileChecks(_ reader: borrowing FileReader, _ auditor: inout FileAuditor) {
    let file = ExaminedFile(
      reader: reader.content, preamble: preamble[...], facts: context.facts, irregularities: irregularities,
      trailing: trailing, wrongGroupLengths: wrongGroupLengths, profile: profile, tables: rules.tables,
      areOptionsFromClaim: rules.areOptionsFromClaim)
    for (place, check) in rules.checks.fileChecks.enumerated() {
      report.speaker = rules.checks.fileIndex[place]
      auditor.examined[report.speaker] += 1
      check.examine(file, &report)
    }
  }
}
