public import DICOM

/// What the field of a payload holds, and which row of Table E.1-1 says what becomes of such a thing.
public struct PayloadFieldMeaning: Sendable {
  /// What a field holds.
  public enum Content: String, Sendable, CaseIterable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case patientName = "patient-name", patientID = "patient-id", birthDate = "birth-date", sex, age, size,
      weight,
      phone, physician, operatorName = "operator", institution, address, studyID = "study-id",
      deviceSerial = "device-serial", deviceName = "device-name",
      frameOfReferenceUID = "frame-of-reference-uid", otherUID = "other-uid", date, time, certificate
    /// What a person may have written for all to read: comments, file names.
    case freeText = "free-text"
    /// What a program says of itself: what it was built from, when and by whom.
    case deviceText = "device-text"
    /// What a person called a protocol, a series or an exam.
    case descriptor
    /// Nothing of a person.
    case technical
  }

  /// What it holds.
  public let content: Content
  /// The attribute whose row of Table E.1-1 applies by analogy; nil for technical fields.
  public let attribute: Tag?
  /// The field's name in the table, each run of digits as `#`.
  public let name: PublicName
}

/// `payload-fields.csv`: the names of fields in payloads. A name that does not stand here may not be printed.
///
/// Runs of digits count as one `#`, and indices such as `[3]` are left out: `tReferenceImage#` is all of them. The
/// names of a Siemens protocol are split at their points, each part a row.
public struct PayloadFieldTable: Sendable {
  private static let csa: StaticString = "csa"
  private static let columns = ["kind", "name", "holds", "keyword", "source"]

  /// Rows in an open table of hashes: -1 or an index of `rows`.
  private let slots: [Int32]
  private let rows: [(kind: PayloadKind, name: [UInt8], meaning: PayloadFieldMeaning)]

  init(
    _ folder: ResourceFolder, _ dictionary: DataDictionary, _ confidentiality: ConfidentialityTable
  ) throws(TableError) {
    let file = "payload-fields.csv"
    let table = try CSVTable(file, bytes: folder.bytes(of: file), columns: PayloadFieldTable.columns)
    var keywords = AttributesByKeyword(dictionary, confidentiality)
    var rows: [(kind: PayloadKind, name: [UInt8], meaning: PayloadFieldMeaning)] = []
    rows.reserveCapacity(2_500)
    // The rows of a kind stand together.
    var last: (text: [UInt8], kind: PayloadKind)?
    try table.forEachRow { row throws(TableError) in
      let isSame = last?.text.withUnsafeBufferPointer { ByteSearch.isSame($0, row.field(0)) }
      if isSame != true {
        let kind = row.field(0, is: PayloadFieldTable.csa) ? .csa2 : PayloadKind(rawValue: row.text(0))
        guard let kind else { throw row.error(expected: "csa or the name of a payload's kind") }
        last = (Array(row.field(0)), kind)
      }
      let kind = last!.kind  // set above
      let content =
        row.field(2, is: "technical") ? .technical : PayloadFieldTable.content(row.field(2))
      guard let content else {
        throw row.error(
          expected: PayloadFieldMeaning.Content.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let attribute = row.field(3).isEmpty ? nil : keywords.tag(row.field(3))
      guard (attribute == nil) == (content == .technical), row.field(3).isEmpty == (attribute == nil) else {
        throw row.error(expected: "the keyword of a row of Table E.1-1, and none for a technical field")
      }
      guard !row.field(1).isEmpty, !row.field(4).isEmpty else {
        throw row.error(expected: "a name and a source")
      }
      let name = Array(row.field(1))
      guard PayloadFieldTable.isSame(name[...], name, kind) else {
        throw row.error(expected: "# for digits, and no index")
      }
      rows.append(
        (
          kind, name,
          PayloadFieldMeaning(
            content: content, attribute: attribute, name: PublicName(fromTable: row.text(1)))
        ))
    }
    var slots = [Int32](repeating: -1, count: max(16, rows.count * 4).nextPowerOfTwo)
    for (index, row) in rows.enumerated() {
      var slot = Int(PayloadFieldTable.hash(row.name[...], row.kind) & UInt64(slots.count - 1))
      while slots[slot] >= 0 {
        let other = rows[Int(slots[slot])]
        guard other.kind != row.kind || other.name != row.name else {
          throw TableError(file: file, row: index + 2, expected: "each name of a kind once")
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      slots[slot] = Int32(index)
    }
    self.rows = rows
    self.slots = slots
  }

  /// How many names there are.
  public var count: Int { rows.count }

  /// What a field of a container holds by its name, of which a Siemens protocol's last part counts; nil if the
  /// table does not have it.
  public func meaning(of name: ArraySlice<UInt8>, in kind: PayloadKind) -> PayloadFieldMeaning? {
    guard kind == .siemensProtocol, let point = name.lastIndex(of: UInt8(ascii: ".")) else {
      return entry(name, kind)
    }
    // `.__attribute__.size` and the like say nothing: the part is looked up as any other.
    return entry(name[(point + 1)...], kind)
  }

  /// The name as it may be printed; nil if the table does not have all of its parts.
  public func publicName(of name: ArraySlice<UInt8>, in kind: PayloadKind) -> PublicName? {
    guard kind == .siemensProtocol, name.contains(UInt8(ascii: ".")) else { return entry(name, kind)?.name }
    var parts: [String] = []
    for part in name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard let entry = entry(part, kind) else { return nil }
      parts.append(entry.name.description)
    }
    return PublicName(fromTable: parts.joined(separator: "."))
  }

  private func entry(_ name: ArraySlice<UInt8>, _ kind: PayloadKind) -> PayloadFieldMeaning? {
    let kind = kind == .csa1 ? .csa2 : kind
    var slot = Int(PayloadFieldTable.hash(name, kind) & UInt64(slots.count - 1))
    while slots[slot] >= 0 {
      let row = rows[Int(slots[slot])]
      if row.kind == kind, PayloadFieldTable.isSame(name, row.name, kind) { return row.meaning }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Calls `body` with each byte of a name in its form of the table. Identifiers of DER have their digits kept.
  @inline(__always)
  private static func forEachByte(
    _ name: ArraySlice<UInt8>, _ kind: PayloadKind, _ body: (UInt8) -> Void
  ) {
    name.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        let byte = bytes[offset]
        offset += 1
        if kind == .der {
          body(byte)
        } else if byte == UInt8(ascii: "["), let close = endOfIndex(bytes, offset) {
          offset = close
        } else if (0x30...0x39).contains(byte) {
          while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
          body(UInt8(ascii: "#"))
        } else {
          body(byte)
        }
      }
    }
  }

  /// Where an index such as `[3]` or `[1][0]` ends whose bracket was read; nil if it is none.
  private static func endOfIndex(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var offset = start
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "]") else { return nil }
    return offset + 1
  }

  private static let contents = PayloadFieldMeaning.Content.allCases.map { ($0, Array($0.rawValue.utf8)) }

  private static func content(_ text: UnsafeBufferPointer<UInt8>) -> PayloadFieldMeaning.Content? {
    contents.first { one in one.1.withUnsafeBufferPointer { ByteSearch.isSame($0, text) } }?.0
  }

  private static func isSame(_ name: ArraySlice<UInt8>, _ other: [UInt8], _ kind: PayloadKind) -> Bool {
    var index = 0
    var isSame = true
    forEachByte(name, kind) { byte in
      if index >= other.count || other[index] != byte { isSame = false }
      index += 1
    }
    return isSame && index == other.count
  }

  /// FNV-1a of 64 bits.
  private static func hash(_ name: ArraySlice<UInt8>, _ kind: PayloadKind) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(kind.hashValueOfName)
    forEachByte(name, kind) { hash = (hash ^ UInt64($0)) &* 0x100_0000_01B3 }
    return hash ^ hash >> 29
  }
}

extension PayloadKind {
  /// A number that is the kind's own in every run.
  fileprivate var hashValueOfName: UInt8 {
    UInt8(truncatingIfNeeded: rawValue.utf8.reduce(0) { $0 &* 31 &+ Int($1) })
  }
}

extension Int {
  /// The smallest power of two that is not smaller.
  fileprivate var nextPowerOfTwo: Int { 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

/// The attributes that Table E.1-1 has by their keywords. Those that were asked for are found first: a table asks for the
/// same forty again and again.
private struct AttributesByKeyword {
  private let all: [(keyword: ArraySlice<UInt8>, tag: Tag)]
  private var met: [(keyword: ArraySlice<UInt8>, tag: Tag)] = []

  init(_ dictionary: DataDictionary, _ confidentiality: ConfidentialityTable) {
    all = confidentiality.rows.keys.compactMap { tag in
      dictionary.entry(for: tag).map { ($0.keywordBytes, tag) }
    }
  }

  mutating func tag(_ keyword: UnsafeBufferPointer<UInt8>) -> Tag? {
    func isMeant(_ one: (keyword: ArraySlice<UInt8>, tag: Tag)) -> Bool {
      one.keyword.withUnsafeBufferPointer { ByteSearch.isSame($0, keyword) }
    }
    if let known = met.first(where: isMeant) { return known.tag }
    guard let found = all.first(where: isMeant) else { return nil }
    met.append(found)
    return found.tag
  }
}
