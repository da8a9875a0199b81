internal import DICOM
internal import Findings
internal import Rules

/// Takes what a check has to say and makes findings of it.
struct CheckReport: ~Copyable {
  /// How many findings of one file are kept; what comes after is counted as not checked.
  static let mostFindings = 10_000

  /// The findings of the file so far.
  var findings: [Finding] = []
  /// The gaps of the file so far.
  var notChecked: [NotChecked] = []
  /// Values for the evidence file; empty unless there is to be one.
  var evidence: [EvidenceRecord] = []
  /// Findings beyond ``mostFindings``.
  var dropped = 0
  /// Bytes that a gap covers.
  var notCheckedInBytes = 0
  /// The severities of the findings about the element under examination, for the inventory.
  var failures = 0, reviews = 0, notes = 0, gaps = 0

  /// The check that is speaking, by its place among ``descriptions``.
  var speaker = 0
  private let descriptions: [CheckDescription]
  /// Where the element under examination stands.
  var steps: [ElementPath.Step] = []
  /// The value that holds what is under examination; nil for the file itself.
  var embedding: Embedding?
  /// Where the attributes of the file's claim stand.
  var claimRanges: [(tag: Tag, range: Range<Int>)] = []
  let file: ShownPath
  let key: SiteKey?
  let writesEvidence: Bool
  let profile: Profile
  let tables: StandardTables

  init(
    descriptions: [CheckDescription], file: ShownPath, key: SiteKey?, writesEvidence: Bool, profile: Profile,
    tables: StandardTables
  ) {
    self.descriptions = descriptions
    self.file = file
    self.key = key
    self.writesEvidence = writesEvidence
    self.profile = profile
    self.tables = tables
  }

  private var check: CheckDescription { descriptions[speaker] }

  // MARK: findings

  /// Reports the element under examination.
  mutating func add(_ severity: Severity, _ examined: borrowing ExaminedElement, _ message: Message) {
    add(
      severity, place(of: examined.element), message, creator: examined.element.creator,
      value: examined.value, evidence: examined)
  }

  /// Reports a place.
  mutating func add(_ severity: Severity, at place: Place, _ message: Message) {
    guard let severity = inForce(severity) else { return }
    // What is missing has no value; of bytes outside of elements the fingerprint has none.
    let isMissing = if case .missing = place { true } else { false }
    keep(severity, place, message, creator: nil, value: [], followsValue: isMissing)
  }

  /// Reports a value that was read at a place which is no element.
  mutating func add(_ severity: Severity, at place: Place, value text: String, _ message: Message) {
    add(severity, place, message, text: text, crop: nil, preview: nil)
  }

  /// Reports a value in UTF-8 that was read at a place which is no element.
  mutating func add(_ severity: Severity, at place: Place, value: ArraySlice<UInt8>, _ message: Message) {
    add(severity, place, message, text: String(decoding: value, as: UTF8.self), crop: nil, preview: nil)
  }

  /// Reports a line of text in a picture.
  mutating func add(_ severity: Severity, _ line: ExaminedPictures.Line, _ message: Message) {
    add(severity, line.place, message, text: line.text, crop: line.crop, preview: line.preview)
  }

  private mutating func add(
    _ severity: Severity, _ place: Place, _ message: Message, text: String, crop: [UInt8]?, preview: [UInt8]?
  ) {
    guard let severity = inForce(severity) else { return }
    let value = Array(text.utf8)
    let kept = keep(
      severity, place, message, creator: nil, value: value[...], preview: preview, followsValue: true)
    guard let kept, writesEvidence else { return }
    evidence.append(
      EvidenceRecord(
        fingerprint: kept, file: file, check: check.id, path: place.text,
        text: String(text.prefix(EvidenceRecord.longestValue)),
        bytes: Array(value.prefix(EvidenceRecord.longestValue)), lengthInBytes: value.count, picture: crop))
  }

  private mutating func add(
    _ severity: Severity, _ place: Place, _ message: Message, creator: [UInt8]?, value: ArraySlice<UInt8>,
    evidence examined: borrowing ExaminedElement
  ) {
    guard let severity = inForce(severity) else { return }
    let fingerprint = keep(
      severity, place, message, creator: creator, value: value,
      followsValue: examined.isValueLoaded || examined.isEmpty)
    guard let fingerprint else { return }
    guard writesEvidence, examined.isValueLoaded else { return }
    let shown = value.prefix(EvidenceRecord.longestValue)
    evidence.append(
      EvidenceRecord(
        fingerprint: fingerprint, file: file, check: check.id, path: place.text,
        text: examined.characterSet.decode(shown, vr: examined.vr).text, bytes: Array(shown),
        lengthInBytes: value.count))
  }

  @discardableResult
  private mutating func keep(
    _ severity: Severity, _ place: Place, _ message: Message, creator: [UInt8]?, value: ArraySlice<UInt8>,
    preview: [UInt8]? = nil, followsValue: Bool
  ) -> Fingerprint? {
    switch severity {
    case .fail: failures += 1
    case .review: reviews += 1
    case .note: notes += 1
    }
    let place = embedding?.place(of: place) ?? place
    guard findings.count < CheckReport.mostFindings else {
      dropped += 1
      return nil
    }
    let fingerprint = Fingerprint(
      check: check.id, place: place, creator: (creator ?? [])[...], value: value, key: key)
    findings.append(
      Finding(
        check: check.id, severity: severity, place: place, message: message, citation: check.source,
        fingerprint: fingerprint, preview: preview, followsValue: followsValue && key != nil))
    return fingerprint
  }

  /// The severity that the profile gives the check, if it gives one; nil if it turns the check off.
  private func inForce(_ severity: Severity) -> Severity? {
    guard let override = profile.severity(ofCheck: check.id.description) else { return severity }
    switch override {
    case .fail: return .fail
    case .review: return .review
    case .note: return .note
    case .off: return nil
    }
  }

  // MARK: gaps

  /// Reports bytes that could not be judged.
  mutating func gap(_ reason: NotCheckedReason, at place: Place, lengthInBytes: Int, _ message: Message) {
    gaps += 1
    notCheckedInBytes += lengthInBytes
    let place = embedding?.place(of: place) ?? place
    if notChecked.count < CheckReport.mostFindings {
      notChecked.append(NotChecked(reason, at: place, lengthInBytes: lengthInBytes, message: message))
    } else {
      dropped += 1
    }
  }

  // MARK: data sets in values

  /// What a report came to.
  struct Finished {
    let findings: [Finding]
    let notChecked: [NotChecked]
    let evidence: [EvidenceRecord]
    let dropped: Int
  }

  /// What the report of a data set in a value came to.
  func finish() -> Finished {
    Finished(findings: findings, notChecked: notChecked, evidence: evidence, dropped: dropped)
  }

  /// What the report of a second look came to: its gaps are those of the first.
  func finishSecondLook() -> Finished {
    Finished(findings: findings, notChecked: [], evidence: evidence, dropped: dropped)
  }

  /// Takes in the report of a data set that stands in a value of this one.
  mutating func take(_ nested: Finished) {
    failures += nested.findings.count { $0.severity == .fail }
    reviews += nested.findings.count { $0.severity == .review }
    notes += nested.findings.count { $0.severity == .note }
    gaps += nested.notChecked.count
    let room = max(0, CheckReport.mostFindings - findings.count)
    findings.append(contentsOf: nested.findings.prefix(room))
    notChecked.append(contentsOf: nested.notChecked.prefix(CheckReport.mostFindings))
    evidence.append(contentsOf: nested.evidence)
    dropped += nested.dropped + max(0, nested.findings.count - room)
  }

  // MARK: places

  /// The place of an element below the current steps.
  func place(of element: Element) -> Place {
    let creator: CreatorLabel? = if let creator = element.creator { label(creator) } else { nil }
    return .element(
      ElementPath(steps, element.tag), keyword: keyword(of: element), creator: creator, bytes: element.range)
  }

  /// The place of an attribute that is not there, below `steps`.
  func missing(_ tag: Tag, below steps: [ElementPath.Step]) -> Place {
    .missing(ElementPath(steps, tag), keyword: tables.attribute(tag)?.keyword)
  }

  /// What may be shown of a private creator.
  func label(_ creator: [UInt8]) -> CreatorLabel {
    if let name = tables.isRegistered(creator: String(decoding: creator, as: UTF8.self)) {
      return .registered(name)
    }
    return .unregistered(Evidence(of: creator[...]))
  }

  /// What may be shown of an element's name.
  func keyword(of element: Element) -> PublicName? {
    guard element.tag.isPrivate else { return tables.attribute(element.tag)?.keyword }
    guard let creator = element.creator else { return nil }
    return tables.privateEntry(creator: String(decoding: creator, as: UTF8.self), tag: element.tag)?.name
  }
}
