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
    var lastVR: VR?
    var lastAction: Action?
  }

  private var creators: [[UInt8]: (number: UInt64, label: CreatorLabel)] = [:]
  private var table = TagSlots()

  init(_ tables: StandardTables) { self.tables = tables }

  /// Everything counted so far.
  public var inventory: Inventory {
    var inventory = Inventory()
    for entry in uses { inventory.add(entry.use, for: entry.key) }
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
    if examined.isCompared {
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
    guard examined.isValueLoaded, !examined.isEmpty else { return }
    let hash = InventoryCounter.hash(examined.value)
    guard hash != uses[slot].lastHash else { return }
    uses[slot].lastHash = hash
    uses[slot].use.met(valueWithHash: hash)
  }

  /// Counts an element that is not there any more.
  mutating func count(
    removed tag: Tag, creator: [UInt8]?, vr: VR, action: Action?, isKept: Bool, _ report: borrowing CheckReport
  ) {
    let slot = slot(of: tag, creator: creator, report)
    uses[slot].use.dispositions.count(
      .removed, demanded: demand(action, isPrivate: tag.isPrivate, isKept: isKept))
    uses[slot].use.vrs.insert(vr)
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

  /// A 64-bit mix of the bytes. It only tells values apart within a run; it is never written anywhere.
  private static func hash(_ value: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(value.count)
    for byte in value.prefix(4_096) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash ^ hash >> 29
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
