public import DICOM

/// An attribute that is compared between files, or by which a person may be told apart.
public struct CohortAttribute: Sendable {
  /// What has one value of the attribute.
  public enum Entity: String, Sendable, CaseIterable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case patient, study, series
  }

  /// What happened at the day or time that the attribute holds.
  public enum Event: String, Sendable, CaseIterable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case birth, study, series, injection, acquisition, content, creation, performed, secondary
  }

  /// What the attribute contributes to the risk that a person is found.
  public enum Risk: String, Sendable, CaseIterable {
    /// Others may know it of a person.
    case quasi
    /// It is what others should not learn of a person.
    case sensitive
  }

  /// How much it weighs if an entity has several values.
  public enum Weight: String, Sendable, CaseIterable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case review, note
  }

  /// The attribute.
  public let tag: Tag
  /// Its keyword.
  public let keyword: PublicName
  /// Its VR.
  public let vr: VR
  /// What has one value of it; nil if it may differ from file to file.
  public let entity: Entity?
  /// How much it weighs if it differs; nil without an entity.
  public let weight: Weight?
  /// What happened then; nil if it is no date, no time, or one that is not compared.
  public let event: Event?
  /// What it contributes to the risk; nil if nothing.
  public let risk: Risk?
}

/// `cohort-attributes.csv` and `zip-areas.csv`: what files are compared by.
public struct CohortTable: Sendable {
  /// The attributes in the order of their tags; a place in this list is a slot.
  public let attributes: [CohortAttribute]
  /// The first three digits of the ZIP codes of areas in which fewer than 20,000 people live.
  public let smallAreas: Set<Int>
  /// Tags by a multiplied hash, with open addressing; 0 is none, else the slot and one.
  private let slots: [UInt8]

  private static var size: Int { 512 }

  init(_ folder: ResourceFolder, _ dictionary: DataDictionary) throws(TableError) {
    let name = "cohort-attributes.csv"
    let table = try CSVTable(
      name, bytes: folder.bytes(of: name),
      columns: ["tag", "keyword", "entity", "severity", "event", "risk", "source"])
    var attributes: [CohortAttribute] = []
    try table.forEachRow { row throws(TableError) in
      guard let tag = Tag(row.text(0)), let entry = dictionary.entry(for: tag), let vr = entry.vrs.first,
        entry.keyword.description == row.text(1), attributes.last.map({ $0.tag < tag }) ?? true
      else { throw row.error(expected: "an attribute of the dictionary, in the order of tags") }
      let entity = try CohortTable.word(row, 2, CohortAttribute.Entity.self)
      let weight = try CohortTable.word(row, 3, CohortAttribute.Weight.self)
      guard (entity == nil) == (weight == nil) else {
        throw row.error(expected: "a severity where there is an entity")
      }
      attributes.append(
        CohortAttribute(
          tag: tag, keyword: entry.keyword, vr: vr, entity: entity, weight: weight,
          event: try CohortTable.word(row, 4, CohortAttribute.Event.self),
          risk: try CohortTable.word(row, 5, CohortAttribute.Risk.self)))
    }
    guard attributes.count < 250 else {
      throw TableError(file: name, row: 250, expected: "fewer attributes")
    }
    self.attributes = attributes
    var slots = [UInt8](repeating: 0, count: CohortTable.size)
    for (slot, attribute) in attributes.enumerated() {
      var place = CohortTable.place(attribute.tag)
      while slots[place] != 0 { place = (place + 1) % CohortTable.size }
      slots[place] = UInt8(slot + 1)
    }
    self.slots = slots
    smallAreas = try CohortTable.areas(folder)
  }

  private static func word<Word: RawRepresentable & CaseIterable>(
    _ row: CSVTable.Row, _ column: Int, _: Word.Type
  ) throws(TableError) -> Word? where Word.RawValue == String {
    let text = row.text(column)
    if text.isEmpty { return nil }
    guard let word = Word(rawValue: text) else {
      throw row.error(expected: Word.allCases.map(\.rawValue).joined(separator: ", ") + " or nothing")
    }
    return word
  }

  private static func areas(_ folder: ResourceFolder) throws(TableError) -> Set<Int> {
    let table = try CSVTable(
      "zip-areas.csv", bytes: folder.bytes(of: "zip-areas.csv"), columns: ["area", "source"])
    var areas: Set<Int> = []
    try table.forEachRow { row throws(TableError) in
      guard row[0].count == 3, let area = Int(row.text(0)) else { throw row.error(expected: "three digits") }
      areas.insert(area)
    }
    return areas
  }

  private static func place(_ tag: Tag) -> Int { Int((tag.rawValue &* 2_654_435_769) >> 23) }

  /// The place of an attribute in ``attributes``; nil if the table does not have it.
  @inline(__always)
  public func slot(of tag: Tag) -> Int? {
    var place = CohortTable.place(tag)
    while true {
      let found = slots[place]
      if found == 0 { return nil }
      if attributes[Int(found) - 1].tag == tag { return Int(found) - 1 }
      place = (place + 1) % CohortTable.size
    }
  }

  /// The slot of an attribute that the program names.
  ///
  /// - Precondition: the table has it; a test holds it to that.
  public func slot(named tag: Tag) -> Int {
    guard let slot = slot(of: tag) else { preconditionFailure("cohort-attributes.csv lacks \(tag)") }
    return slot
  }
}
