public import DICOM

/// What an Information Object Definition says of its attributes. PS3.3 annex A.
public final class IOD: Sendable {
  /// The name, such as `ct-image`.
  public let name: PublicName
  private let types: AttributeTypeTable
  private let requirements: [UInt32: [RequiredAttribute]]

  init(name: PublicName, types: AttributeTypeTable, requirements: [UInt32: [RequiredAttribute]]) {
    self.name = name
    self.types = types
    self.requirements = requirements
  }

  /// The types of an attribute in the items of a sequence, or at the top level (nil); nil if the IOD does not know
  /// it there.
  public func types(of tag: Tag, in sequence: Tag?) -> AttributeTypes? {
    types[IOD.key(tag, in: sequence)]
  }

  /// What every item of a sequence has to have, or the data set at the top level, unconditionally; sorted by tag.
  ///
  /// At the top level only mandatory modules count, in a sequence only what all modules agree on; in items that are made
  /// of macros nothing.
  public func required(in sequence: Tag?) -> [RequiredAttribute] {
    requirements[sequence?.rawValue ?? 0] ?? []
  }

  static func key(_ tag: Tag, in sequence: Tag?) -> UInt64 {
    UInt64(sequence?.rawValue ?? 0) << 32 | UInt64(tag.rawValue)
  }
}

/// An attribute that has to be there, of type 1 or 2.
public struct RequiredAttribute: Sendable, Equatable {
  /// The tag.
  public let tag: Tag
  /// Type 1 or type 2.
  public let type: AttributeType
}

/// SOP classes, their IODs, the modules of these and their attributes. An IOD is put together when it is asked for.
struct IODTable {
  /// The sequences whose items are made of macros: Content Sequence, Shared and Per-Frame Functional Groups Sequence.
  /// Which of them an item has depends on its value type, or on what the other of the two sequences has; the tables do
  /// not know it. PS3.3 sections C.17.3 and C.7.6.16.
  private static let madeOfMacros: Set<UInt32> = [0x0040_A730, 0x5200_9229, 0x5200_9230]

  /// What a report has to have at the top level: the root of its content is a container, which needs no value of
  /// another type. PS3.3 section C.17.3.
  private static let ofContainer: Set<Tag> = [Tag(0x0040, 0xA040), Tag(0x0040, 0xA050)]

  private let iodOfSOPClass: [String: String]
  private let modules: CSVTable
  private let attributes: SortedCSVFile
  private var cache: [String: IOD] = [:]

  init(_ folder: ResourceFolder) throws(TableError) {
    let classes = try CSVTable(
      "PS3.3-sop-class-iod.csv", bytes: folder.bytes(of: "PS3.3-sop-class-iod.csv"),
      columns: ["sop_class_uid", "iod"])
    var iodOfSOPClass: [String: String] = [:]
    try classes.forEachRow { row throws(TableError) in iodOfSOPClass[row.text(0)] = row.text(1) }
    self.iodOfSOPClass = iodOfSOPClass
    modules = try CSVTable(
      "PS3.3-iod-module.csv", bytes: folder.bytes(of: "PS3.3-iod-module.csv"),
      columns: ["iod", "module", "usage", "ie"])
    attributes = try SortedCSVFile(
      "PS3.3-module-attribute.csv", in: folder, columns: ["module", "path", "tag", "type"])
  }

  mutating func iod(forSOPClass uid: String) throws(TableError) -> IOD? {
    guard let name = iodOfSOPClass[uid] else { return nil }
    if let known = cache[name] { return known }
    let made = try assemble(name)
    cache[name] = made
    return made
  }

  private func assemble(_ name: String) throws(TableError) -> IOD {
    var types = AttributeTypeTable()
    var atTop: [Tag: AttributeType] = [:]
    try modules.forEachRow(key: name) { module throws(TableError) in
      let isMandatory = module.field(2, is: "M")
      let isContent = module.field(1, is: "sr-document-content")
      var parents: [Tag] = []
      try attributes.rows(of: module.text(1)).forEachRow { row throws(TableError) in
        guard let type = AttributeType(row.field(3)) else {
          throw row.error(expected: "a type of PS3.5")
        }
        // An attribute of a repeating group has no tag of its own.
        guard let tag = TagMask.tag(row.field(2)) else { return }
        let depth = row.field(1).count { $0 == 0x2E }
        while parents.count > depth { parents.removeLast() }
        let sequence = depth == 0 ? nil : parents.last
        parents.append(tag)
        let key = IOD.key(tag, in: sequence)
        types.add(type, key)
        if sequence == nil, isMandatory, type == .type1 || type == .type2,
          !isContent || IODTable.ofContainer.contains(tag)
        {
          atTop[tag] = min(type, atTop[tag] ?? type)
        }
      }
    }
    // How many paths lead to each attribute, wherever it stands.
    var paths: [UInt32: Int] = [:]
    paths.reserveCapacity(types.count)
    types.forEach { key, found in paths[UInt32(key & 0xFFFF_FFFF), default: 0] += found.paths }
    var requirements: [UInt32: [RequiredAttribute]] = [
      0: atTop.map { RequiredAttribute(tag: $0, type: $1) }.sorted { $0.tag < $1.tag }
    ]
    types.forEach { key, found in
      let sequence = UInt32(key >> 32)
      // Every path to the sequence has to require it.
      guard sequence != 0, !IODTable.madeOfMacros.contains(sequence), found.paths == paths[sequence],
        found.weakest == .type1 || found.weakest == .type2
      else { return }
      requirements[sequence, default: []].append(
        RequiredAttribute(tag: Tag(rawValue: UInt32(key & 0xFFFF_FFFF)), type: found.weakest))
    }
    for key in requirements.keys { requirements[key]?.sort { $0.tag < $1.tag } }
    return IOD(name: PublicName(fromTable: name), types: types, requirements: requirements)
  }
}
