public import DICOM
public import Rules
public import Text

/// Takes from original files the values that identify, to be looked for in what an anonymizer made of them.
public struct OriginalValues: Sendable {
  private let tables: StandardTables
  /// The values of each person in the order in which they came, by patient id and name as the files write them.
  private var persons: [[String]: [(kind: IdentifierKind, text: String)]] = [:]
  private var order: [[String]] = []
  /// The values of each person that are kept already.
  private var known: [[String]: Set<String>] = [:]
  /// How many files were read.
  public private(set) var files = 0
  /// How many entries of the walk are no DICOM files, or cannot be read.
  public private(set) var skipped = 0

  /// Begins with nothing.
  public init(_ tables: StandardTables) { self.tables = tables }

  /// Reads every file of a walk.
  public mutating func harvest(_ walk: FolderWalk) {
    var (walk, values) = (walk, OriginalValueReader(tables))
    while let entry = walk.next() {
      guard entry.kind == .file else { continue }
      do throws(SystemError) {
        harvest(FileReader(try FileBytes(path: entry.path), dictionary: tables), &values)
      } catch {
        skipped += 1
      }
    }
  }

  /// What was found, a person an entry.
  public var list: IdentifierList {
    var list = IdentifierList()
    for key in order { if let values = persons[key] { list.add(values) } }
    return list
  }

  private mutating func harvest(_ file: consuming FileReader, _ values: inout OriginalValueReader) {
    var reader = file
    switch reader.content {
    case .empty, .notDICOM:
      skipped += 1
      return
    case .part10, .bareDataSet: files += 1
    }
    values.beginFile()
    while let step = reader.step() {
      switch step {
      case .itemBegin: values.beginItem()
      case .itemEnd: values.endItem()
      case .element: values.takeElement(of: &reader)
      default: break
      }
    }
    if let file = values.endFile() { add(file) }
  }

  /// Takes in the values of a file.
  public mutating func add(_ file: OriginalFileValues) {
    var values: [(kind: IdentifierKind, text: String)] = []
    var patient = ["", ""]
    for one in file.found {
      let set = file.characterSets[one.set]
      for part in set.values(in: file.bytes[one.value], vr: one.vr) {
        let value = part.trimmed(for: one.vr)
        guard value.count > 1, !tables.isCustomaryDummy(value, tag: one.tag, vr: one.vr) else { continue }
        let text = set.decode(value, vr: one.vr).text
        values.append((one.kind, text))
        if !one.isInItem, one.tag == .patientID { patient[0] = text }
        if !one.isInItem, one.tag == .patientName { patient[1] = text }
      }
    }
    keep(values, of: patient)
  }

  private mutating func keep(_ values: [(kind: IdentifierKind, text: String)], of patient: [String]) {
    if persons[patient] == nil {
      persons[patient] = []
      order.append(patient)
    }
    for value in values where known[patient, default: []].insert("\(value.kind) \(value.text)").inserted {
      persons[patient]?.append(value)
    }
  }
}

/// The values of an original file that may identify.
public struct OriginalFileValues: Sendable {
  /// One of them.
  struct Found: Sendable {
    let tag: Tag
    let vr: VR
    let kind: IdentifierKind
    /// The place of the character set in force among ``characterSets``.
    let set: Int
    /// Its place among the bytes.
    let value: Range<Int>
    let isInItem: Bool
  }

  fileprivate(set) var found: [Found] = []
  fileprivate(set) var characterSets = [SpecificCharacterSet.defaultRepertoire]
  fileprivate(set) var bytes: [UInt8] = []
}

/// Picks the values that may identify out of original files, one file after the other, while somebody reads them.
public struct OriginalValueReader {
  /// How many different files are remembered.
  private static let mostRemembered = 1_024

  private let tables: StandardTables
  /// What each attribute that was met identifies by.
  private var kinds: [Tag: IdentifierKind?] = [:]
  private var file = OriginalFileValues()
  /// The character sets of the file but for the first as they are written.
  private var writtenSets: [[UInt8]] = []
  /// The places of the character sets of the data set and of the items that are open.
  private var sets = [0]
  /// Digests of what files before held: mostly a file says what another slice of its series said.
  private var known: Set<String> = []

  /// Begins with nothing.
  public init(_ tables: StandardTables) { self.tables = tables }

  /// Begins a file.
  public mutating func beginFile() {
    file.found.removeAll(keepingCapacity: true)
    file.bytes.removeAll(keepingCapacity: true)
    file.characterSets = [SpecificCharacterSet.defaultRepertoire]
    sets = [0]
    writtenSets.removeAll(keepingCapacity: true)
  }

  /// Goes into an item.
  public mutating func beginItem() { sets.append(sets[sets.count - 1]) }

  /// Leaves an item.
  public mutating func endItem() { if sets.count > 1 { sets.removeLast() } }

  /// Takes the value of the element that a reader came to, if it may identify.
  public mutating func takeElement(of reader: inout FileReader) {
    guard reader.element.value.count <= 1_024, !reader.element.value.isEmpty else { return }
    let element = reader.element
    if element.tag == .specificCharacterSet, element.vr == .cs {
      guard let value = reader.value(of: element) else { return }
      sets[sets.count - 1] = file.characterSets.count
      file.characterSets.append(SpecificCharacterSet(value))
      writtenSets.append(Array(value))
      return
    }
    guard let kind = kind(of: element), let value = reader.value(of: element) else { return }
    let start = file.bytes.count
    file.bytes += value
    file.found.append(
      OriginalFileValues.Found(
        tag: element.tag, vr: element.vr, kind: kind, set: sets[sets.count - 1],
        value: start..<file.bytes.count, isInItem: sets.count > 1))
  }

  /// What the file holds; nil if that is what a file before held.
  public mutating func endFile() -> OriginalFileValues? {
    // All that the values are read by; from the end on, each length is known before what it measures.
    var key = file.bytes
    func append(_ number: Int) { withUnsafeBytes(of: number) { key.append(contentsOf: $0) } }
    for one in file.found {
      append(Int(one.tag.rawValue) << 17 | Int(one.vr.rawValue) << 1 | (one.isInItem ? 1 : 0))
      append(one.value.upperBound)
      append(one.set)
    }
    append(file.found.count)
    for set in writtenSets {
      key += set
      append(set.count)
    }
    append(writtenSets.count)
    if known.count >= OriginalValueReader.mostRemembered { known.removeAll() }
    return known.insert(SHA256.hex(of: key)).inserted ? file : nil
  }

  /// What the value of an element identifies by; nil if it does not.
  private mutating func kind(of element: Element) -> IdentifierKind? {
    switch element.vr {
    case .pn: .personName
    case .da: element.tag == .patientBirthDate ? .birthDate : nil
    case .lo, .sh, .st, .lt, .uc, .ut, .ae: kind(of: element.tag)
    default: nil
    }
  }

  /// What the texts of an attribute identify by; nil if they do not.
  private mutating func kind(of tag: Tag) -> IdentifierKind? {
    if let known = kinds[tag] { return known }
    var kind: IdentifierKind?
    if tables.identifies(tag), let keyword = tables.attribute(tag)?.keyword {
      kind = IdentifierKind(keyword: keyword.description)
      if kind == .other { kind = nil }
    }
    kinds[tag] = .some(kind)
    return kind
  }
}
