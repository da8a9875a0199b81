public import DICOM
public import Findings
internal import Rules

/// Collects a file's facts while its elements go by. One a file.
public struct CohortCollector {
  /// A day or a time of day of an event.
  struct Moment {
    let slot: Int
    let event: CohortAttribute.Event
    /// Days since 1970; nil for a time of day alone.
    var day: Int64?
    /// Seconds since midnight; nil for a day alone.
    var second: Int64?
  }

  let rules: CohortRules
  var facts: CohortFacts
  var moments: [Moment] = []
  var patientID: [UInt8] = []
  var patientName: [UInt8] = []
  var dayInUID: [(slot: Int, day: Int64)] = []
  var daysInPayloads: [Int64] = []
  var sopClass: [UInt8] = []
  /// What the claim (0028,0303) says of dates.
  var isModified = false
  private var referencedClass: Int64 = 0
  private var isReferenceCounted = true
  private var isPatientRecord = false
  private var recordPath: [UInt8]?
  private var digest: [Int64] = []

  /// How many references of a file are kept; what comes after is left out.
  private static var mostReferences: Int { 100_000 }

  /// A file of which nothing is known yet.
  ///
  /// - Parameters:
  ///   - index: the entry's number in the order of the walk.
  ///   - path: its name as reports print it.
  public init(_ rules: CohortRules, index: Int, path: ShownPath) {
    self.rules = rules
    facts = CohortFacts(index: index, path: path.isHidden ? "" : path.description)
    moments.reserveCapacity(12)
    facts.traits.reserveCapacity(32)
    digest.reserveCapacity(40)
  }

  /// Takes in an element.
  ///
  /// - Parameters:
  ///   - value: without padding; empty if there is none.
  ///   - sequence: the sequence whose item it stands in; nil at the top level.
  public mutating func note(_ tag: Tag, _ vr: VR, _ value: ArraySlice<UInt8>, in sequence: Tag?) {
    guard !value.isEmpty, !tag.isPrivate else { return }
    if let sequence {
      switch vr {
      case .ui: noteReference(tag, value, in: sequence)
      case .da, .tm, .dt: if let slot = rules.table.slot(of: tag) { noteMoment(slot, vr, value) }
      default: if tag.group == 0x0004 || tag == .patientID { noteRecord(tag, value, in: sequence) }
      }
      return
    }
    if vr == .ui { noteUID(tag, value) }
    guard let slot = rules.table.slot(of: tag) else {
      if tag == .instanceNumber { digest.append(rules.key.hash(value)) }
      if tag == .patientAddress { noteZIP(tag, value, -1) }
      return
    }
    noteTrait(slot, tag, vr, value)
  }

  /// Takes in a day that an opened value says of itself.
  public mutating func notePayload(_ text: ArraySlice<UInt8>) {
    guard daysInPayloads.count < 64 else { return }
    daysInPayloads += Days.inText(text)
  }

  // MARK: attributes of the table

  private mutating func noteTrait(_ slot: Int, _ tag: Tag, _ vr: VR, _ value: ArraySlice<UInt8>) {
    let attribute = rules.table.attributes[slot]
    switch vr {
    case .da, .tm, .dt: noteMoment(slot, vr, value)
    default: break
    }
    switch slot {
    case rules.slots.patientID:
      patientID = Array(value.prefix(64))
      return
    case rules.slots.patientName:
      patientName = CohortCollector.plainName(value)
      if !isDummy(tag, vr, value), !patientName.isEmpty { facts.name = rules.key.hash(patientName[...]) }
      facts.traits.append(CohortFacts.Trait(slot: slot, value: rules.key.hash(patientName[...])))
      return
    case rules.slots.age: noteAge(value)
    case rules.slots.event: facts.event = rules.key.hash(value)
    case rules.slots.offset:
      if vr == .fd, value.count == 8 {
        let bits = value.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let days = Double(bitPattern: bits)
        if days.isFinite, abs(days) < 100_000 { facts.offset = Int64(days.rounded()) }
      }
      return
    case rules.slots.modified: isModified = value.elementsEqual("MODIFIED".utf8)
    default: break
    }
    if tag == .regionOfResidence || tag == .institutionAddress { noteZIP(tag, value, slot) }
    let hash = rules.key.hash(value.prefix(1_024))
    if attribute.entity != nil || attribute.risk != nil {
      facts.traits.append(CohortFacts.Trait(slot: slot, value: hash))
    }
    digest.append(hash)
  }

  private func isDummy(_ tag: Tag, _ vr: VR, _ value: ArraySlice<UInt8>) -> Bool {
    rules.profile.isCustomaryDummy(value, tag: tag, vr: vr)
      || rules.profile.isDeclaredDummy(value, tag: tag, vr: vr)
  }

  /// A name in capitals without empty components at its end: case and carets make no other name.
  private static func plainName(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var name = value.prefix(256).map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }
    while let last = name.last, last == 0x5E || last == 0x20 || last == 0x3D { name.removeLast() }
    return name
  }

  private mutating func noteMoment(_ slot: Int, _ vr: VR, _ value: ArraySlice<UInt8>) {
    guard let event = rules.table.attributes[slot].event, moments.count < 4_096 else { return }
    var moment = Moment(slot: slot, event: event)
    switch vr {
    case .da:
      guard let date = DateValue(value), date.isPlausible,
        !isDummy(rules.table.attributes[slot].tag, .da, value)
      else { return }
      moment.day = Days.since1970(date)
    case .tm:
      guard let time = TimeValue(value), let second = Days.second(time) else { return }
      moment.second = second
    default:
      guard let time = DateTimeValue(value), let date = time.date, date.isPlausible,
        !isDummy(rules.table.attributes[slot].tag, .dt, value)
      else { return }
      moment.day = Days.since1970(date)
      moment.second = time.time.flatMap { Days.second($0) }
    }
    moments.append(moment)
  }

  private mutating func noteAge(_ value: ArraySlice<UInt8>) {
    guard let age = AgeValue(value) else { return }
    facts.age = Int64((age.years * 365.25).rounded())
    facts.ageStep =
      switch age.unit {
      case .days: 1
      case .weeks: 7
      case .months: 31
      case .years: 366
      }
  }

  /// Looks for a ZIP code in an address: five digits, or three that stand for an area.
  private mutating func noteZIP(_ tag: Tag, _ value: ArraySlice<UInt8>, _ slot: Int) {
    for word in value.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C || $0 == 0x5C || $0 == 0x2D }) {
      let digits = word.prefix { Days.isDigit($0) }
      // Behind three digits nothing, or what stands for the other two.
      let rest = word.dropFirst(digits.count)
      let isMasked = rest.allSatisfy { $0 == 0x2A || $0 == 0x78 || $0 == 0x58 }
      guard isMasked, digits.count == 3 || digits.count == 5, rest.isEmpty || digits.count == 3 else {
        continue
      }
      let area = digits.prefix(3).reduce(0) { $0 * 10 + Int($1 & 15) }
      if digits.count == 3 || digits.dropFirst(3).elementsEqual([0x30, 0x30]) {
        if rules.table.smallAreas.contains(area) { mark(.smallArea, slot) }
      } else if tag == .regionOfResidence {
        mark(.wholeZIP, slot)
      }
    }
  }

  mutating func mark(_ kind: CohortFacts.Mark.Kind, _ slot: Int, _ other: Int = -1, day: Int64 = 0) {
    let mark = CohortFacts.Mark(kind: kind, slot: slot, other: other, day: day)
    if facts.marks.count < 64, !facts.marks.contains(mark) { facts.marks.append(mark) }
  }

  // MARK: UIDs

  private mutating func noteUID(_ tag: Tag, _ value: ArraySlice<UInt8>) {
    let hash = rules.key.hash(value)
    switch tag {
    case .studyInstanceUID: facts.study = hash
    case .seriesInstanceUID: facts.series = hash
    case .sopInstanceUID: facts.instance = hash
    case .frameOfReferenceUID:
      // Those of atlases are the same for everybody.
      if rules.tables.uidName(value) == nil { facts.frame = hash }
    case .sopClassUID, .mediaStorageSOPClassUID:
      facts.sopClass = hash
      if !value.elementsEqual(sopClass) {
        sopClass = Array(value)
        facts.role = ObjectRole(sopClass: value)
      }
      return
    default: return
    }
    // What toolkits write there is the time of writing.
    guard let day = Days.inUID(value), rules.tables.uidRoot(of: value)?.kind != .toolkit else { return }
    dayInUID.append((rules.table.slot(of: tag) ?? -1, day))
  }

  private mutating func noteReference(_ tag: Tag, _ value: ArraySlice<UInt8>, in sequence: Tag) {
    switch tag {
    case .referencedSOPClassUID:
      // Studies, patients and procedure steps as objects of their own are not stored as files.
      isReferenceCounted = value.starts(with: "1.2.840.10008.5.1.4.1.1.".utf8)
      referencedClass = rules.key.hash(value)
    case .referencedSOPInstanceUID:
      if isReferenceCounted { add(.instance, value, in: sequence) }
      isReferenceCounted = true
      referencedClass = 0
    case .seriesInstanceUID: if facts.role.isDerived { add(.series, value, in: sequence) }
    case .studyInstanceUID: if facts.role.isDerived { add(.study, value, in: sequence) }
    case .frameOfReferenceUID:
      if facts.role == .structureSet, facts.frame == 0 { facts.frame = rules.key.hash(value) }
      if facts.role == .structureSet { add(.frame, value, in: sequence) }
    case .referencedFrameOfReferenceUID: add(.frame, value, in: sequence)
    case .referencedSOPInstanceUIDInFile: noteRecord(tag, value, in: sequence)
    default: break
    }
  }

  private mutating func add(_ kind: CohortFacts.Reference.Kind, _ value: ArraySlice<UInt8>, in sequence: Tag)
  {
    let reference = CohortFacts.Reference(
      kind: kind, target: rules.key.hash(value), sopClass: kind == .instance ? referencedClass : 0,
      place: Int64(sequence.rawValue))
    // The images of a contour are named again and again, one after the other.
    if facts.references.last == reference || facts.references.count >= CohortCollector.mostReferences {
      return
    }
    facts.references.append(reference)
  }

  // MARK: DICOMDIR

  private mutating func noteRecord(_ tag: Tag, _ value: ArraySlice<UInt8>, in sequence: Tag) {
    guard sequence == .directoryRecordSequence else { return }
    switch tag {
    case .directoryRecordType: isPatientRecord = value.elementsEqual("PATIENT".utf8)
    case .patientID:
      if isPatientRecord, !isDummy(tag, .lo, value) { facts.listedPatients.append(rules.key.hash(value)) }
    case .referencedFileID: recordPath = value.map { $0 == 0x5C ? 0x2F : CohortCollector.capital($0) }
    case .referencedSOPInstanceUIDInFile:
      if let path = recordPath {
        recordPaths.append((path, rules.key.hash(value)))
        recordPath = nil
      }
    default: break
    }
  }

  /// The files that a DICOMDIR lists, with the hash of the instance in each.
  var recordPaths: [(path: [UInt8], instance: Int64)] = []

  static func capital(_ byte: UInt8) -> UInt8 { byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte }

  /// Hashes of what makes the file what it is.
  var contentHash: Int64 { rules.key.hash(digest) }
}
