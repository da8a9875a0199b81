internal import DICOM
internal import Findings
internal import Rules

/// The audit of one file: follows the reader, asks the checks, adds up.
struct OneAudit: ~Copyable {
  /// A data set or an item that is open.
  struct Level {
    /// The sequence whose item it is; nil for the data set.
    let sequence: Tag?
    /// Where its tags begin in `tags`, its creators in `creators`.
    let firstTag: Int, firstCreator: Int
    let characterSet: SpecificCharacterSet
    /// The group length that was announced last: where, how many bytes, and where the group should end.
    var announcedGroup: (group: UInt16, path: ElementPath, range: Range<Int>, end: Int)?
    var previous: Tag?
  }

  let rules: AuditRules
  let profile: Profile
  var report: CheckReport
  var result: FileResult
  let context: AuditContext
  var levels: [Level] = []
  var tags: [Tag] = []
  var creators: [ReservedBlock] = []
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

  init(rules: AuditRules, profile: Profile, index: Int, path: ShownPath) {
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
    account(0..<reader.start)
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
    askFileChecks(reader, &auditor)
    if report.dropped > 0 {
      report.gap(
        .tooManyElements, at: .file, lengthInBytes: 0,
        "\(report.dropped) findings beyond the first \(CheckReport.mostFindings) are not listed.")
    }
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
      fragmentBytes += value.count
    case .fragmentsEnd(let delimiter):
      account(delimiter)
      if let element = fragments { notLookedInto(element, lengthInBytes: fragmentBytes) }
      fragments = nil
    case .strayDelimiter(let range): account(range)
    case .trailing(let range, let isZero):
      account(range)
      trailing.append((range, isZero))
      if !isZero {
        report.gap(.malformed, at: .bytes(range), lengthInBytes: range.count, "The bytes are no element.")
      }
    case .unread(let unread):
      account(unread.range)
      report.gap(unread)
    case .irregular(let irregularity, let range):
      if irregularities.count < 1_000 { irregularities.append((irregularity, range)) }
    }
  }

  var fragments: Element?
  var fragmentBytes = 0

  /// Pixels and other pictures, which this version does not look into.
  mutating func notLookedInto(_ element: Element, lengthInBytes: Int) {
    if rules.scope == .attributes {
      outOfScope += lengthInBytes
    } else {
      report.gap(
        .pixelData, at: report.place(of: element), lengthInBytes: lengthInBytes,
        "\(lengthInBytes) bytes of pictures were not looked into.")
    }
  }

  // MARK: levels

  mutating func open(sequence: Tag?) {
    levels.append(
      Level(
        sequence: sequence, firstTag: tags.count, firstCreator: creators.count,
        characterSet: context.characterSet))
  }

  mutating func closeLevel(isMeta: Bool, _ auditor: inout FileAuditor) {
    endGroup(at: expected)
    let level = levels.removeLast()
    let examined = ExaminedLevel(
      steps: report.steps, absent: isMeta ? [] : absent(from: level),
      creators: creators.count > level.firstCreator ? Array(creators[level.firstCreator...]) : [],
      profile: profile, tables: rules.tables)
    for (place, check) in rules.checks.levelChecks.enumerated() {
      report.speaker = rules.checks.levelIndex[place]
      auditor.examined[report.speaker] += 1
      check.examine(examined, &report)
    }
    tags.removeSubrange(level.firstTag...)
    creators.removeSubrange(level.firstCreator...)
    context.characterSet = level.characterSet
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
    guard let announced = levels[levels.count - 1].announcedGroup else { return }
    if announced.end != offset { wrongGroupLengths.append((announced.path, announced.range)) }
    levels[levels.count - 1].announcedGroup = nil
  }

  // MARK: elements

  mutating func examine(
    _ element: Element, _ reader: inout FileReader, _ auditor: inout FileAuditor
  ) {
    result.elements += 1
    let here = levels.count - 1
    let tag = element.tag
    if let announced = levels[here].announcedGroup, tag.group != announced.group {
      endGroup(at: element.header.lowerBound)
    }
    let value = loadsValue(element) ? reader.value(of: element) : nil
    let hasItems = element.vr == .sq && hasItems(element, &reader)
    note(element, value, &auditor)
    let previous = levels[here].previous
    levels[here].previous = tag
    tags.append(tag)
    let examined = makeExamined(
      element, value, hasItems: hasItems, previous: previous, in: levels[here].sequence)
    if tag.isPrivate { note(private: examined) }
    report.failures = 0
    report.reviews = 0
    report.notes = 0
    report.gaps = 0
    let concerns = concerns(of: examined)
    auditor.met[Int(concerns.rawValue)] += 1
    for place in auditor.asked(about: concerns.subtracting(settled(examined))) {
      report.speaker = rules.checks.elementIndex[place]
      rules.checks.elementChecks[place].examine(examined, &report)
    }
    coverBulk(examined)
    if report.gaps > 0 { auditor.unread[Int(concerns.rawValue)] += 1 }
    auditor.inventory.count(examined, report)
  }

  /// Whether a check may want the value: not pixels, not what is too long.
  func loadsValue(_ element: Element) -> Bool {
    guard !element.value.isEmpty, element.value.count <= Limits.valueInBytes else { return false }
    return !(element.vr.isOpaque && rules.tables.bulkKind(of: element.tag) != nil)
  }

  /// Whether a sequence has items, or anything else: one of undefined length has none if its delimiter comes next.
  func hasItems(_ element: Element, _ reader: inout FileReader) -> Bool {
    guard element.hasUndefinedLength else { return (element.announcedLength ?? 0) > 0 }
    let next = element.header.upperBound..<element.header.upperBound + 8
    guard let bytes = reader.beginning(of: next) else { return true }
    return !bytes.elementsEqual([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0])
      && !bytes.elementsEqual([0xFF, 0xFE, 0xE0, 0xDD, 0, 0, 0, 0])
  }

  func makeExamined(
    _ element: Element, _ value: ArraySlice<UInt8>?, hasItems: Bool, previous: Tag?, in sequence: Tag?
  ) -> ExaminedElement {
    let tag = element.tag
    let rule = tag.isPrivate ? AttributeRule.none : profile.rule(for: tag)
    let privateRule = tag.isPrivate ? element.creator.map { profile.privateRule(creator: $0, tag: tag) } : nil
    let action = rule.action.map { action in
      action.isConditional
        ? action.resolved(for: context.iod?.types(of: tag, in: sequence)?.strictest) : action
    }
    let raw = value ?? []
    let trimmed = raw.trimmed(for: element.vr).indices
    let isEmpty =
      element.vr == .sq
      ? !hasItems
      : !element.hasUndefinedLength && (value != nil || element.value.isEmpty) && trimmed.isEmpty
    return ExaminedElement(
      element: element, sequence: sequence, previous: previous, isInMeta: !isInDataSet, rule: rule,
      privateRule: privateRule, action: action, rawValue: raw, trimmed: trimmed, isValueLoaded: value != nil,
      isEmpty: isEmpty, context: context)
  }

  func concerns(of examined: borrowing ExaminedElement) -> Concern {
    var concerns: Concern = []
    let tag = examined.tag
    if tag.isPrivate {
      concerns.insert(.isPrivate)
    } else if tag.isGroupLength {
      return concerns
    } else {
      switch examined.action {
      case .x: concerns.insert(.removed)
      case .z: concerns.insert(.emptied)
      case .d: concerns.insert(.replaced)
      case .c: concerns.insert(.cleaned)
      case .u: concerns.insert(.mapped)
      case nil where !examined.rule.isKnown: concerns.insert(.unknown)
      case nil where !examined.rule.isOnKeepList && tag.group >= 0x0008: concerns.insert(.uncovered)
      default: break
      }
      if examined.element.writtenVR != nil { concerns.insert(.writtenVR) }
    }
    if let previous = examined.previous, tag <= previous { concerns.insert(.outOfPlace) }
    if tag.group < 0x0008 { concerns.insert(.outOfPlace) }
    if examined.vr.isText, !examined.isEmpty { concerns.insert(.characters) }
    guard !examined.isEmpty else {
      if !examined.isSequence, examined.iod != nil { concerns.insert(.emptyInIOD) }
      return concerns
    }
    switch examined.vr {
    case .ui: concerns.insert([.uid])
    case .lo, .lt, .pn, .sh, .st, .uc, .ut: concerns.insert([.text, .grammar])
    case .ae, .as, .cs, .da, .ds, .dt, .is, .tm, .fd, .fl, .sl, .ss, .sv, .ul, .us, .uv, .at, .ur:
      concerns.insert(.grammar)
    case .ob, .od, .of, .ol, .ov, .ow, .un:
      if examined.action == nil || examined.action == .k { concerns.insert(.opaque) }
    default: break
    }
    return concerns
  }

  /// Concerns that one pass over the value shows to be groundless, so that their checks need not be called: no
  /// character that a character set decides about, nothing behind a NUL, the dictionary's VR.
  func settled(_ examined: borrowing ExaminedElement) -> Concern {
    var settled: Concern = []
    if let written = examined.element.writtenVR, examined.rule.allows(written) { settled.insert(.writtenVR) }
    guard examined.vr.isText else { return settled }
    var bits: UInt8 = 0
    var hasNUL = false
    var hasEscape = false
    for byte in examined.value {
      bits |= byte
      if byte < 0x20 {
        if byte == 0 { hasNUL = true }
        if byte == 0x1B { hasEscape = true }
      }
    }
    if !hasNUL { settled.insert(.characters) }
    if bits < 0x80, !hasEscape { settled.insert(.text) }
    return settled
  }

  /// Says of a value that no check could judge that it was not looked into.
  mutating func coverBulk(_ examined: borrowing ExaminedElement) {
    let element = examined.element
    let length = element.value.count
    if element.hasUndefinedLength || examined.isSequence || examined.isEmpty { return }
    if element.vr.isOpaque, !element.tag.isPrivate, let kind = rules.tables.bulkKind(of: element.tag) {
      if kind.isPicture {
        if kind == .pixels { context.facts.hasPixels = true }
        notLookedInto(element, lengthInBytes: length)
      } else {
        report.gap(
          .payloadNotOpened, at: report.place(of: element), lengthInBytes: length,
          "\(length) bytes of a document, waveform or curve were not opened.")
      }
      return
    }
    // What fails already needs no second reason.
    guard report.failures == 0, examined.action != .x else { return }
    let isKept =
      examined.rule.isOnKeepList || examined.privateRule == .safe || examined.privateRule == .listed
      || examined.action == .k
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
