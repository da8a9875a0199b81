/// The types of an IOD's attributes by sequence and tag: open addressing, since every element of every file is asked for.
struct AttributeTypeTable: Sendable {
  /// No attribute has this key: its tag delimits items.
  private static let free: UInt64 = 0xFFFF_FFFF_FFFF_FFFF

  private var keys: [UInt64]
  private var values: [AttributeTypes]
  /// How many there are.
  private(set) var count = 0

  init() {
    keys = Array(repeating: AttributeTypeTable.free, count: 1 << 11)
    values = Array(repeating: AttributeTypes(.type3), count: 1 << 11)
  }

  /// The types under a key; nil if there are none.
  subscript(key: UInt64) -> AttributeTypes? {
    let slot = slot(of: key)
    return keys[slot] == key ? values[slot] : nil
  }

  /// Takes another module's type of an attribute into account.
  mutating func add(_ type: AttributeType, _ key: UInt64) {
    var place = slot(of: key)
    if keys[place] != key {
      if 2 * (count + 1) > keys.count {
        grow()
        place = slot(of: key)
      }
      keys[place] = key
      values[place] = AttributeTypes(type)
      count += 1
    }
    values[place].add(type)
  }

  /// Calls `body` with each key and its types.
  func forEach(_ body: (UInt64, AttributeTypes) -> Void) {
    for (key, value) in zip(keys, values) where key != AttributeTypeTable.free { body(key, value) }
  }

  /// Where a key stands, or the free place for it.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    // The tags differ in their lower bits, the sequences' tags in the upper half.
    var slot = Int(truncatingIfNeeded: (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
    while keys[slot] != key, keys[slot] != AttributeTypeTable.free { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = (keys, values)
    keys = Array(repeating: AttributeTypeTable.free, count: 2 * old.0.count)
    values = Array(repeating: AttributeTypes(.type3), count: 2 * old.0.count)
    for (key, value) in zip(old.0, old.1) where key != AttributeTypeTable.free {
      let place = slot(of: key)
      keys[place] = key
      values[place] = value
    }
  }
}
