internal import DICOM
public import Rules
public import Text

/// Takes from original files the values that identify, to be looked for in what an anonymizer made of them.
public struct OriginalValues {
  private let tables: StandardTables
  /// The values of each person in the order in which they came, by patient id and name as the files write them.
  private var persons: [[String]: [(kind: IdentifierKind, text: String)]] = [:]
  private var order: [[String]] = []
  /// The values of each person that are kept already.
  private var known: [[String]: Set<String>] = [:]
  /// What each attribute that was met identifies by.
  private var kinds: [Tag: IdentifierKind?] = [:]
  /// The values of the last file: their places and bytes.
  private var lastPlaces: [UInt64] = []
  private var lastRaw: [UInt8] = []
  /// How many files were read.
  public private(set) var files = 0
  /// How many entries of the walk are no DICOM files, or cannot be read.
  public private(set) var skipped = 0

  /// Begins with nothing.
  public init(_ tables: StandardTables) { self.tables = tables }

  /// Reads every file of a walk.
  public mutating func harvest(_ walk: FolderWalk) {
    var walk = walk
    while let entry = walk.next() {
      guard entry.kind == .file else { continue }
      do throws(SystemError) {
        harvest(FileReader(try FileBytes(path: entry.path), dictionary: tables))
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

  private mutating func harvest(_ file: consuming FileReader) {
    var reader = file
    switch reader.content {
    case .empty, .notDICOM:
      skipped += 1
      return
    case .part10, .bareDataSet: files += 1
    }
    var found: [Found] = []
    var raw: [UInt8] = []
    var characterSets = [SpecificCharacterSet.defaultRepertoire]
    while let event = reader.next() {
      switch event {
      case .itemBegin: characterSets.append(characterSets[characterSets.count - 1])
      case .itemEnd: characterSets.removeLast()
      case .element(let element):
        guard element.value.count <= 1_024, !element.value.isEmpty, mayIdentify(element) else { continue }
        guard let value = reader.value(of: element) else { continue }
        let start = raw.count
        raw += value
        if element.tag == .specificCharacterSet {
          characterSets[characterSets.count - 1] = SpecificCharacterSet(value)
          continue
        }
        found.append(
          Found(
            element: element, set: characterSets[characterSets.count - 1], value: start..<raw.count,
            isInItem: characterSets.count > 1))
      default: break
      }
    }
    let places = found.map { UInt64($0.element.tag.rawValue) << 32 | UInt64($0.value.lowerBound) }
    // Mostly a file says what the one before it said, another slice of the same series.
    guard places != lastPlaces || raw != lastRaw else { return }
    (lastPlaces, lastRaw) = (places, raw)
    keep(found, raw)
  }

  /// A value that may identify, as a file has it.
  private struct Found {
    let element: Element
    let set: SpecificCharacterSet
    let value: Range<Int>
    let isInItem: Bool
  }

  /// Whether a value of an element could identify, whatever it is.
  private mutating func mayIdentify(_ element: Element) -> Bool {
    switch element.vr {
    case .pn: return true
    case .da: return element.tag == .patientBirthDate
    case .cs: return element.tag == .specificCharacterSet
    case .lo, .sh, .st, .lt, .uc, .ut, .ae: return kind(of: element.tag) != nil
    default: return false
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

  private mutating func keep(_ found: [Found], _ raw: [UInt8]) {
    var values: [(kind: IdentifierKind, text: String)] = []
    var patient = ["", ""]
    for one in found {
      for part in one.set.values(in: raw[one.value], vr: one.element.vr) {
        guard let kind = kind(of: one.element, part) else { continue }
        let text = one.set.decode(part.trimmed(for: one.element.vr), vr: one.element.vr).text
        values.append((kind, text))
        if !one.isInItem, one.element.tag == .patientID { patient[0] = text }
        if !one.isInItem, one.element.tag == .patientName { patient[1] = text }
      }
    }
    keep(values, of: patient)
  }

  /// What a value identifies by; nil if it does not, or is a dummy.
  private mutating func kind(of element: Element, _ value: ArraySlice<UInt8>) -> IdentifierKind? {
    let tag = element.tag
    let value = value.trimmed(for: element.vr)
    guard value.count > 1, !tables.isCustomaryDummy(value, tag: tag, vr: element.vr) else { return nil }
    switch element.vr {
    case .pn: return .personName
    case .da: return tag == .patientBirthDate ? .birthDate : nil
    case .lo, .sh, .st, .lt, .uc, .ut, .ae: return kind(of: tag)
    default: return nil
    }
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
