public import DICOM

/// An attribute as an inventory lists it: a tag, and the creator for a private one.
public struct AttributeKey: Hashable, Sendable {
  /// The tag; the block byte of a private element is 00, as in `(0029,xx10)`.
  public let tag: Tag
  /// The private creator.
  public let creator: CreatorLabel?

  /// Makes a key.
  public init(tag: Tag, creator: CreatorLabel?) {
    self.tag = tag
    self.creator = creator
  }
}

/// How one attribute occurs in the files of a run.
public struct AttributeUse: Sendable {
  /// How many distinct values are told apart; beyond, the report says "at least".
  public static let mostDistinctValues = 1_000

  /// The keyword, or the name in the private dictionary.
  public var name: PublicName?
  /// The VRs it has.
  public var vrs: Set<VR> = []
  /// The actions that were applied to it; empty if no row of the table names it.
  public var actions: Set<PublicName> = []
  /// How often it occurs, at all levels.
  public var occurrences = 0
  /// How many of the occurrences have no value.
  public var empty = 0
  /// Findings about it, by severity.
  public var failures = 0, reviews = 0, notes = 0
  /// How many of its occurrences could not be judged.
  public var notChecked = 0
  /// Hashes of the values that were met, at most ``mostDistinctValues``. They never leave the process.
  public var distinct: Set<UInt64> = []
  /// The values by these hashes, as far as files were counted to their ends.
  public var values: [UInt64: ValueUse] = [:]
  /// What became of it, if the originals are known.
  public var dispositions = DispositionCounts()

  /// An attribute that was not met yet.
  public init() {}

  /// Notes that a value with this hash was met.
  public mutating func met(valueWithHash hash: UInt64) {
    if distinct.count < AttributeUse.mostDistinctValues { distinct.insert(hash) }
  }

  mutating func merge(_ other: AttributeUse) {
    if name == nil { name = other.name }
    vrs.formUnion(other.vrs)
    actions.formUnion(other.actions)
    occurrences += other.occurrences
    empty += other.empty
    failures += other.failures
    reviews += other.reviews
    notes += other.notes
    notChecked += other.notChecked
    dispositions.merge(other.dispositions)
    for hash in other.distinct where distinct.count < AttributeUse.mostDistinctValues {
      distinct.insert(hash)
    }
    for (hash, value) in other.values {
      if values[hash] != nil {
        values[hash]?.merge(value)
      } else if values.count < AttributeUse.mostDistinctValues {
        values[hash] = value
      }
    }
  }
}

/// Every attribute and private element of a run. Bounded: attributes past ``mostAttributes`` are counted together.
public struct Inventory: Sendable {
  /// How many attributes are told apart.
  public static let mostAttributes = 20_000

  /// The attributes by key.
  public private(set) var uses: [AttributeKey: AttributeUse] = [:]
  /// Occurrences of attributes past ``mostAttributes``.
  public private(set) var unlisted = 0

  /// An empty inventory.
  public init() {}

  /// Takes in how an attribute occurs in some files.
  public mutating func add(_ use: AttributeUse, for key: AttributeKey) {
    if uses[key] != nil || uses.count < Inventory.mostAttributes {
      uses[key, default: AttributeUse()].merge(use)
    } else {
      unlisted += use.occurrences
    }
  }

  /// Adds another inventory.
  public mutating func merge(_ other: Inventory) {
    for (key, use) in other.uses { add(use, for: key) }
    unlisted += other.unlisted
  }
}

extension Inventory {
  /// The attributes in the order of their tags and creators.
  public var sorted: [(key: AttributeKey, use: AttributeUse)] {
    uses.map { ($0.key, $0.value) }.sorted { left, right in
      left.0.tag != right.0.tag
        ? left.0.tag < right.0.tag : (left.0.creator?.order ?? "") < (right.0.creator?.order ?? "")
    }
  }
}

extension AttributeKey {
  /// The tag as reports print it: `(0029,xx10)` for an element of a private block.
  public var shownTag: String {
    let text = tag.description
    return tag.isPrivate && creator != nil ? text.prefix(6) + "xx" + text.suffix(3) : text
  }
}
