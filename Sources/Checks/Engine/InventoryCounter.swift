internal import Cohort
internal import DICOM
public import Findings
internal import Rules

/// Counts how attributes occur, from file to file. Public attributes are found by the dictionary's order, private
/// ones by creator.
public struct InventoryCounter {
  private let tables: StandardTables
  private var slots: [UInt64: Int] = [:]
  private var uses: [Slot] = []

  /// One attribute, and what its last occurrence was like: in a series the next one is mostly the same.
  private struct Slot {
    let key: AttributeKey
    var use: AttributeUse
    var lastHash: UInt64 = 0
    /// The values, with the places of their hashes.
    var values: [ValueUse] = []
    var places: [UInt64: Int32] = [:]
    /// The last value's place; -1 if it is one too many.
    var lastPlace: Int32 = -1
    var lastVR: VR?
    var lastAction: Action?
  }

  private var creators: [[UInt8]: (number: UInt64, label: CreatorLabel)] = [:]
  private var table = TagSlots()
  /// The values of the file that is under way: whose patient is known at its end.
  private var pending: [(slot: Int32, value: Int32)] = []
  private var patient: UInt64 = 0
  private var study: UInt64 = 0
  private let keepsValues: Bool
  /// Under which values are hashed if records of files are made; nil if none are.
  private let key: CohortKey?
  /// What the file that is under way adds, for its record.
  private var recorded = InventoryRecord()
  /// The places of attributes that records name, private ones among them by what is shown of their creators.
  private var recalled: [AttributeKey: Int] = [:]
  /// How many bytes of a value the evidence file has.
  private static var longestValue: Int { 256 }

  init(_ tables: StandardTables, keepsValues: Bool = false, key: CohortKey? = nil) {
    self.key = key
    self.tables = tables
    self.keepsValues = keepsValues
  }

  /// Everything counted so far.
  public var inventory: Inventory {
    var inventory = Inventory()
    for entry in uses {
      var use = entry.use
      for (hash, place) in entry.places { use.values[hash] = entry.values[Int(place)] }
      inventory.add(use, for: entry.key)
    }
    return inventory
  }

  /// Counts an element under examination, with what the checks said about it.
  mutating func count(_ examined: borrowing ExaminedElement, _ report: borrowing CheckReport) {
    let slot = slot(of: examined, report)
    uses[slot].use.occurrences += 1
    if examined.isEmpty { uses[slot].use.empty += 1 }
    if report.failures > 0 { uses[slot].use.failures += 1 }
    if report.reviews > 0 { uses[slot].use.reviews += 1 }
    if report.notes > 0 { uses[slot].use.notes += 1 }
    if report.gaps > 0 { uses[slot].use.notChecked += 1 }
    if examined.isCompared, !examined.isLeftToPictures {
      uses[slot].use.dispositions.count(
        examined.original?.disposition ?? .added,
        demanded: demand(
          examined.demanded, isPrivate: examined.tag.isPrivate,
          isKept: examined.privateRule == .safe || examined.privateRule == .listed))
    }
    if uses[slot].lastVR != examined.vr {
      uses[slot].lastVR = examined.vr
      uses[slot].use.vrs.insert(examined.vr)
    }
    if let action = examined.action, action != uses[slot].lastAction {
      uses[slot].lastAction = action
      uses[slot].use.actions.insert(action.name)
    }
    guard examined.isValueLoaded, !examined.isEmpty else {
      if key != nil { record(examined, report, slot, hash: 0) }
      return
    }
    let hash = hash(examined.value)
    if key != nil { record(examined, report, slot, hash: hash) }
    if report.embedding == nil, examined.sequence == nil {
      if examined.tag == .patientID { patient = hash }
      if examined.tag == .studyInstanceUID { study = hash }
    }
    if hash != uses[slot].lastHash {
      uses[slot].lastHash = hash
      uses[slot].use.met(valueWithHash: hash)
      if let known = knownPlace(of: hash, in: slot) {
        uses[slot].lastPlace = known
      } else {
        let value = ValueUse(
          shape: Evidence(of: examined.value),
          bytes: keepsValues ? Array(examined.value.prefix(InventoryCounter.longestValue)) : [])
        uses[slot].lastPlace = add(value, with: hash, to: slot)
      }
    }
    if uses[slot].lastPlace >= 0 { pending.append((Int32(slot), uses[slot].lastPlace)) }
  }

  /// The place of a value among those of its attribute; -1 if there are too many, nil if it is new.
  private func knownPlace(of hash: UInt64, in slot: Int) -> Int32? {
    if let known = uses[slot].places[hash] { return known }
    return uses[slot].values.count < AttributeUse.mostDistinctValues ? nil : -1
  }

  /// Adds a value to those of its attribute, and gives its place.
  private mutating func add(_ value: ValueUse, with hash: UInt64, to slot: Int) -> Int32 {
    let place = Int32(uses[slot].values.count)
    uses[slot].values.append(value)
    uses[slot].places[hash] = place
    return place
  }

  /// Counts the values of a file that was read to its end for its patient; without an id its study stands for one.
  mutating func endFile() {
    let mixed = (patient != 0 ? patient : study) &* 0x9E37_79B9_7F4A_7C15
    let patient = UInt32(truncatingIfNeeded: mixed >> 32)
    recorded.patient = patient
    for (slot, value) in pending { uses[Int(slot)].values[Int(value)].met(patient: patient) }
    pending.removeAll(keepingCapacity: true)
    self.patient = 0
    study = 0
  }

  /// Counts an element that is not there any more.
  mutating func count(
    removed tag: Tag, creator: [UInt8]?, vr: VR, action: Action?, isKept: Bool,
    _ report: borrowing CheckReport
  ) {
    let slot = slot(of: tag, creator: creator, report)
    uses[slot].use.dispositions.count(
      .removed, demanded: demand(action, isPrivate: tag.isPrivate, isKept: isKept))
    uses[slot].use.vrs.insert(vr)
  }

  /// Counts what was done with the pixel data of a file.
  mutating func count(pixelData tag: Tag, as disposition: Disposition, _ report: borrowing CheckReport) {
    let slot = slot(of: tag, creator: nil, report)
    uses[slot].use.dispositions.count(disposition, demanded: demand(nil, isPrivate: false, isKept: false))
  }

  /// What is to be done with an element: the action's code, X for private ones that nothing keeps.
  private func demand(_ action: Action?, isPrivate: Bool, isKept: Bool) -> PublicName {
    if isPrivate { return (isKept ? Action.k : Action.x).name }
    return action?.name ?? ""
  }

  private mutating func slot(of examined: borrowing ExaminedElement, _ report: borrowing CheckReport) -> Int {
    slot(of: examined.tag, creator: examined.element.creator, report)
  }

  private mutating func slot(of tag: Tag, creator: [UInt8]?, _ report: borrowing CheckReport) -> Int {
    guard tag.isPrivate else {
      let known = table.slot(of: tag)
      if known >= 0 { return known }
      table.insert(tag, uses.count)
      return add(AttributeKey(tag: tag, creator: nil), name: tables.attribute(tag)?.keyword)
    }
    let isInBlock = tag.element >= 0x1000
    let key = AttributeKey.normalized(tag)
    let creator = creator ?? []
    if let known = creators[creator] {
      if let slot = slots[known.number << 32 | UInt64(key.rawValue)] { return slot }
    } else {
      creators[creator] = (UInt64(creators.count), report.label(creator))
    }
    // The creator was put there just now, or was there.
    let entry = creators[creator]!
    slots[entry.number << 32 | UInt64(key.rawValue)] = uses.count
    let name = tables.privateEntry(creator: String(decoding: creator, as: UTF8.self), tag: tag)?.name
    return add(AttributeKey(tag: key, creator: isInBlock && !creator.isEmpty ? entry.label : nil), name: name)
  }

  private mutating func add(_ key: AttributeKey, name: PublicName?) -> Int {
    var use = AttributeUse()
    use.name = name
    uses.append(Slot(key: key, use: use))
    return uses.count - 1
  }

  /// A 64-bit mix of the bytes, or their hash under the key if there are records. Without the key it only tells values
  /// apart within a run; it is never written anywhere.
  private func hash(_ value: ArraySlice<UInt8>) -> UInt64 {
    if let key { return UInt64(bitPattern: key.hash(value.prefix(4_096))) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(value.count)
    for byte in value.prefix(4_096) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash ^ hash >> 29
  }
}

extension InventoryCounter {
  /// Begins what the next file adds.
  mutating func beginRecord() { recorded.clear() }

  /// What the file counted last has added; nil if it is more than a record holds.
  var record: InventoryRecord? {
    recorded.occurrences.count <= InventoryRecord.mostOccurrences ? recorded : nil
  }

  private mutating func record(
    _ examined: borrowing ExaminedElement, _ report: borrowing CheckReport, _ slot: Int, hash: UInt64
  ) {
    guard recorded.occurrences.count <= InventoryRecord.mostOccurrences else { return }
    var facts: InventoryRecord.Facts = []
    if examined.isEmpty { facts.insert(.empty) }
    if report.failures > 0 { facts.insert(.failing) }
    if report.reviews > 0 { facts.insert(.toReview) }
    if report.notes > 0 { facts.insert(.noted) }
    if report.gaps > 0 { facts.insert(.notChecked) }
    recorded.occurrences.append(
      InventoryRecord.Occurrence(
        key: uses[slot].key, name: examined.tag.isPrivate ? uses[slot].use.name : nil, vr: examined.vr,
        action: examined.action, facts: facts, hash: hash,
        shape: hash == 0 ? nil : Evidence(of: examined.value)))
  }

  /// Counts what a file has added before, when it was as it is now.
  mutating func count(_ record: InventoryRecord) {
    for one in record.occurrences {
      let slot = slot(of: one)
      uses[slot].use.occurrences += 1
      if one.facts.contains(.empty) { uses[slot].use.empty += 1 }
      if one.facts.contains(.failing) { uses[slot].use.failures += 1 }
      if one.facts.contains(.toReview) { uses[slot].use.reviews += 1 }
      if one.facts.contains(.noted) { uses[slot].use.notes += 1 }
      if one.facts.contains(.notChecked) { uses[slot].use.notChecked += 1 }
      uses[slot].use.vrs.insert(one.vr)
      if let action = one.action { uses[slot].use.actions.insert(action.name) }
      guard let shape = one.shape else { continue }
      uses[slot].use.met(valueWithHash: one.hash)
      let place: Int32
      if let known = knownPlace(of: one.hash, in: slot) {
        place = known
      } else {
        place = add(ValueUse(shape: shape, bytes: []), with: one.hash, to: slot)
      }
      if place >= 0 { uses[slot].values[Int(place)].met(patient: record.patient) }
    }
  }

  private mutating func slot(of one: InventoryRecord.Occurrence) -> Int {
    if !one.key.tag.isPrivate {
      let known = table.slot(of: one.key.tag)
      if known >= 0 { return known }
      table.insert(one.key.tag, uses.count)
      return add(one.key, name: tables.attribute(one.key.tag)?.keyword)
    }
    if let known = recalled[one.key] { return known }
    recalled[one.key] = uses.count
    return add(one.key, name: one.name)
  }
}

extension AttributeKey {
  /// A private tag with 00 for the block byte, so that a creator's elements are the same in every block.
  static func normalized(_ tag: Tag) -> Tag {
    tag.element >= 0x1000 ? Tag(rawValue: tag.rawValue & 0xFFFF_00FF) : tag
  }
}

/// Tags to places in a list, by open addressing; grows with the attributes that occur.
private struct TagSlots {
  private var keys: [UInt32] = Array(repeating: 0xFFFF_FFFF, count: 1_024)
  private var values: [Int32] = Array(repeating: -1, count: 1_024)
  private var count = 0

  private func place(of tag: Tag) -> Int {
    var place = Int((tag.rawValue &* 2_654_435_769) >> 8) & (keys.count - 1)
    while keys[place] != tag.rawValue, keys[place] != 0xFFFF_FFFF { place = (place + 1) & (keys.count - 1) }
    return place
  }

  func slot(of tag: Tag) -> Int { Int(values[place(of: tag)]) }

  mutating func insert(_ tag: Tag, _ slot: Int) {
    if 2 * count >= keys.count { grow() }
    let place = place(of: tag)
    keys[place] = tag.rawValue
    values[place] = Int32(slot)
    count += 1
  }

  private mutating func grow() {
    let old = zip(keys, values).filter { $0.0 != 0xFFFF_FFFF }
    keys = Array(repeating: 0xFFFF_FFFF, count: 2 * keys.count)
    values = Array(repeating: -1, count: keys.count)
    for (key, value) in old {
      let place = place(of: Tag(rawValue: key))
      keys[place] = key
      values[place] = value
    }
  }
}

extension Tag {
  fileprivate static var studyInstanceUID: Tag { Tag(0x0020, 0x000D) }
}
