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
    var values: [(kind: IdentifierKind, text: String)] = []
    var patient = ["", ""]
    var characterSets = [SpecificCharacterSet.defaultRepertoire]
    while let event = reader.next() {
      switch event {
      case .itemBegin: characterSets.append(characterSets[characterSets.count - 1])
      case .itemEnd: characterSets.removeLast()
      case .element(let element):
        guard element.value.count <= 1_024, !element.value.isEmpty, element.vr.isText,
          let value = reader.value(of: element)
        else { continue }
        if element.tag == .specificCharacterSet {
          characterSets[characterSets.count - 1] = SpecificCharacterSet(value)
          continue
        }
        let set = characterSets[characterSets.count - 1]
        for part in set.values(in: value, vr: element.vr) {
          guard let kind = kind(of: element, part) else { continue }
          let text = set.decode(part.trimmed(for: element.vr), vr: element.vr).text
          values.append((kind, text))
          if characterSets.count == 1, element.tag == .patientID { patient[0] = text }
          if characterSets.count == 1, element.tag == .patientName { patient[1] = text }
        }
      default: break
      }
    }
    keep(values, of: patient)
  }

  /// What a value identifies by; nil if it does not, or is a dummy.
  private func kind(of element: Element, _ value: ArraySlice<UInt8>) -> IdentifierKind? {
    let tag = element.tag
    let value = value.trimmed(for: element.vr)
    guard value.count > 1, !tables.isCustomaryDummy(value, tag: tag, vr: element.vr) else { return nil }
    switch element.vr {
    case .pn: return .personName
    case .da: return tag == .patientBirthDate ? .birthDate : nil
    case .lo, .sh, .st, .lt, .uc, .ut, .ae:
      guard tables.identifies(tag), let keyword = tables.attribute(tag)?.keyword else { return nil }
      let kind = IdentifierKind(keyword: keyword.description)
      return kind == .other ? nil : kind
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
