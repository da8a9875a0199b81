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
      let vr = one.element.vr
      for part in one.set.values(in: file.bytes[one.value], vr: vr) {
        let value = part.trimmed(for: vr)
        guard value.count > 1, !tables.isCustomaryDummy(value, tag: one.element.tag, vr: vr) else { continue }
        let text = one.set.decode(value, vr: vr).text
        values.append((one.kind, text))
        if !one.isInItem, one.element.tag == .patientID { patient[0] = text }
        if !one.isInItem, one.element.tag == .patientName { patient[1] = text }
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
    let element: Element
    let kind: IdentifierKind
    let set: SpecificCharacterSet
    /// Its place among the bytes.
    let value: Range<Int>
    let isInItem: Bool
  }

  fileprivate(set) var found: [Found] = []
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
  /// The character sets of the data set and of the items that are open.
  private var characterSets = [SpecificCharacterSet.defaultRepertoire]
  /// What files before held, and at which tags: mostly a file says what another slice of its series said.
  private var known: Set<[UInt8]> = []

  /// Begins with nothing.
  public init(_ tables: StandardTables) { self.tables = tables }

  /// Begins a file.
  public mutating func beginFile() {
    file.found.removeAll(keepingCapacity: true)
    file.bytes.removeAll(keepingCapacity: true)
    characterSets = [SpecificCharacterSet.defaultRepertoire]
  }

  /// Goes into an item.
  public mutating func beginItem() { characterSets.append(characterSets[characterSets.count - 1]) }

  /// Leaves an item.
  public mutating func endItem() { if characterSets.count > 1 { characterSets.removeLast() } }

  /// Takes the value of the element that a reader came to, if it may identify.
  public mutating func takeElement(of reader: inout FileReader) {
    guard reader.element.value.count <= 1_024, !reader.element.value.isEmpty else { return }
    let element = reader.element
    if element.tag == .specificCharacterSet, element.vr == .cs {
      guard let value = reader.value(of: element) else { return }
      characterSets[characterSets.count - 1] = SpecificCharacterSet(value)
      file.bytes += value
      return
    }
    guard let kind = kind(of: element), let value = reader.value(of: element) else { return }
    let start = file.bytes.count
    file.bytes += value
    file.found.append(
      OriginalFileValues.Found(
        element: element, kind: kind, set: characterSets[characterSets.count - 1],
        value: start..<file.bytes.count, isInItem: characterSets.count > 1))
  }

  /// What the file holds; nil if that is what a file before held.
  public mutating func endFile() -> OriginalFileValues? {
    var key = file.bytes
    for one in file.found {
      let place = UInt64(one.element.tag.rawValue) << 32 | UInt64(one.value.lowerBound)
      withUnsafeBytes(of: place) { key.append(contentsOf: $0) }
      key.append(one.isInItem ? 1 : 0)
    }
    if known.count >= OriginalValueReader.mostRemembered { known.removeAll() }
    return known.insert(key).inserted ? file : nil
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
