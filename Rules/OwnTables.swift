public import DICOM

/// What a UID root says of the UIDs below it.
public struct UIDRoot: Sendable {
  /// Whose UIDs they are.
  public enum Kind: String, Sendable {
    /// Equipment makes them, so they are not replaced ones.
    case scanner
    /// A program library makes them; anonymizers use such roots.
    case toolkit
  }

  /// The root without a dot at its end.
  public let root: PublicName
  /// The owner.
  public let owner: PublicName
  /// Whose UIDs they are.
  public let kind: Kind
  /// What a UID below the root may tell.
  public let discloses: PublicName
}

/// `uid-roots.csv`.
struct UIDRootTable: Sendable {
  /// All roots with a dot behind them, longest first, one after the other, and where each stands.
  private let bytes: [UInt8]
  private let ranges: [Range<Int>]
  private let entries: [UIDRoot]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "uid-roots.csv", bytes: folder.bytes(of: "uid-roots.csv"),
      columns: ["root", "owner", "kind", "discloses", "source"])
    var rows: [(root: [UInt8], entry: UIDRoot)] = []
    try table.forEachRow { row throws(TableError) in
      guard let kind = UIDRoot.Kind(rawValue: row.text(2)) else {
        throw row.error(expected: "scanner or toolkit")
      }
      rows.append(
        (
          Array(row[0]) + [0x2E],
          UIDRoot(
            root: PublicName(fromTable: row.text(0)), owner: PublicName(fromTable: row.text(1)), kind: kind,
            discloses: PublicName(fromTable: row.text(3)))
        ))
    }
    rows.sort { $0.root.count > $1.root.count }
    var bytes: [UInt8] = []
    ranges = rows.map { row in
      bytes += row.root
      return bytes.count - row.root.count..<bytes.count
    }
    self.bytes = bytes
    entries = rows.map(\.entry)
  }

  func root(of uid: ArraySlice<UInt8>) -> UIDRoot? {
    let place = bytes.withUnsafeBufferPointer { roots in
      uid.withUnsafeBufferPointer { uid in
        ranges.firstIndex { range in
          var offset = 0
          while offset < range.count, offset < uid.count, roots[range.lowerBound + offset] == uid[offset] {
            offset += 1
          }
          return offset == range.count
        }
      }
    }
    return place.map { entries[$0] }
  }
}

/// What kind of program wrote a file, as its implementation version name tells.
public enum ProgramKind: String, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case equipment, toolkit
}

/// `implementation-versions.csv`.
struct ProgramTable: Sendable {
  private let rows: [(prefix: [UInt8], kind: ProgramKind)]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "implementation-versions.csv", bytes: folder.bytes(of: "implementation-versions.csv"),
      columns: ["prefix", "kind", "program", "source"])
    var rows: [(prefix: [UInt8], kind: ProgramKind)] = []
    try table.forEachRow { row throws(TableError) in
      guard let kind = ProgramKind(rawValue: row.text(1)) else {
        throw row.error(expected: "equipment or toolkit")
      }
      rows.append((Array(row[0]), kind))
    }
    self.rows = rows
  }

  func kind(of name: ArraySlice<UInt8>) -> ProgramKind? { rows.first { name.starts(with: $0.prefix) }?.kind }
}

/// `codec-marks.csv`.
struct CodecMarkTable: Sendable {
  private let beginnings: [String]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "codec-marks.csv", bytes: folder.bytes(of: "codec-marks.csv"),
      columns: ["beginning", "writer", "source"])
    var beginnings: [String] = []
    try table.forEachRow { row throws(TableError) in
      guard !row[0].isEmpty else { throw row.error(expected: "how the mark begins") }
      beginnings.append(row.text(0))
    }
    self.beginnings = beginnings
  }

  /// Whether a text is a mark and, behind it, nothing but the number of a version.
  func contains(_ text: String) -> Bool {
    beginnings.contains { beginning in
      text.hasPrefix(beginning)
        && text.dropFirst(beginning.count).allSatisfy { $0.isNumber || ". v-,".contains($0) }
    }
  }
}

/// `codec-option-words.csv`: the text in which an encoder of video says how it was called.
struct CodecOptionTable: Sendable {
  private let words: Set<Substring>

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "codec-option-words.csv", bytes: folder.bytes(of: "codec-option-words.csv"),
      columns: ["word", "writer", "source"])
    var words: Set<Substring> = []
    try table.forEachRow { row throws(TableError) in
      guard !row[0].isEmpty else { throw row.error(expected: "a word or the name of an option") }
      words.insert(row.text(0)[...])
    }
    self.words = words
  }

  /// Whether all of a text is the name and version of an encoder and options that are known, with values that are
  /// numbers or known words.
  func contains(_ text: String) -> Bool {
    let tokens = text.split { " []()".contains($0) }
    guard let first = tokens.first, ["x264", "x265", "Nx265"].contains(first),
      let options = tokens.firstIndex(of: "options:")
    else { return false }
    for (index, written) in tokens.enumerated() {
      let token = written.hasSuffix(",") ? written.dropLast() : written
      if words.contains(token) || index < options && isNumber(token) { continue }
      if token.hasPrefix("no-"), words.contains(token.dropFirst(3)) { continue }
      let parts = token.split(separator: "=", maxSplits: 1)
      guard index > options, parts.count == 2, words.contains(parts[0]),
        isNumber(parts[1]) || words.contains(parts[1])
          || parts[1].hasSuffix("conformance-window-offsets") && isNumber(parts[1].prefix(1))
      else { return false }
    }
    return true
  }

  /// The text without its last word, if that is known: `Lavc59.37.100 libx264` is a version and an encoder.
  func withoutEncoder(_ text: String) -> String {
    guard let blank = text.lastIndex(of: " "), words.contains(text[text.index(after: blank)...]) else {
      return text
    }
    return String(text[..<blank])
  }

  /// Whether it is a version or number, such as `0x3:0x113`, `3.5+1-f0c1022b6:`, `r3095` or `128x96`.
  private func isNumber(_ token: Substring) -> Bool {
    token.count <= 20
      && token.wholeMatch(of: /r?[0-9a-f.,:\/+x-]*[0-9][0-9a-f.,:\/+x-]*|-/) != nil
  }
}

/// `PS3.6-uids.csv`.
struct UIDTable: Sendable {
  private let names: [String: PublicName]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "PS3.6-uids.csv", bytes: folder.bytes(of: "PS3.6-uids.csv"),
      columns: ["uid", "name", "type", "info", "retired", "keyword"])
    var names: [String: PublicName] = [:]
    try table.forEachRow { row throws(TableError) in names[row.text(0)] = PublicName(fromTable: row.text(1)) }
    self.names = names
  }

  func name(of uid: ArraySlice<UInt8>) -> PublicName? { names[String(decoding: uid, as: UTF8.self)] }
}

/// What kind of picture or document an element holds.
public enum BulkKind: String, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case pixels, overlay, curve, waveform, document

  /// Whether it is a picture.
  public var isPicture: Bool { self == .pixels || self == .overlay }
}

/// `bulk-elements.csv`.
struct BulkTable: Sendable {
  private let rows: [(mask: TagMask, kind: BulkKind)]

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "bulk-elements.csv", bytes: folder.bytes(of: "bulk-elements.csv"),
      columns: ["tag_mask", "kind", "source"])
    var rows: [(mask: TagMask, kind: BulkKind)] = []
    try table.forEachRow { row throws(TableError) in
      guard let mask = TagMask(row[0]) else { throw row.error(expected: "eight hexadecimal digits or x") }
      guard let kind = BulkKind(rawValue: row.text(1)) else {
        throw row.error(expected: "pixels, overlay, curve, waveform or document")
      }
      rows.append((mask, kind))
    }
    self.rows = rows
  }

  func kind(of tag: Tag) -> BulkKind? { rows.first { $0.mask.matches(tag) }?.kind }
}

/// `keep-list.csv`.
enum KeepList {
  /// For each entry of the dictionary whether it is on the list.
  static func load(_ folder: ResourceFolder, _ dictionary: DataDictionary) throws(TableError) -> [Bool] {
    let table = try CSVTable(
      "keep-list.csv", bytes: folder.bytes(of: "keep-list.csv"), columns: ["tag", "keyword", "vr", "reason"])
    var kept = [Bool](repeating: false, count: dictionary.entries.count)
    try table.forEachRow { row throws(TableError) in
      guard let tag = TagMask.tag(row[0]), let entry = dictionary.entry(for: tag) else {
        throw row.error(expected: "a tag of PS3.6")
      }
      guard row[1].elementsEqual(entry.keyword.description.utf8) else {
        throw row.error(expected: "the keyword \(entry.keyword)")
      }
      kept[entry.index] = true
    }
    return kept
  }
}

/// Values that are known to be dummies: `customary-dummies.csv`, and what a profile declares.
struct DummyTable: Sendable {
  /// To what attributes a value applies.
  enum Scope: Hashable, Sendable {
    case vr(VR)
    case tag(Tag)
    case text
  }

  private var literals: [Scope: Set<[UInt8]>] = [:]
  private var globs: [Scope: [Glob]] = [:]
  /// Whether there is none.
  var isEmpty: Bool { literals.isEmpty && globs.isEmpty }

  init() {}

  init(_ folder: ResourceFolder) throws(TableError) {
    let table = try CSVTable(
      "customary-dummies.csv", bytes: folder.bytes(of: "customary-dummies.csv"),
      columns: ["scope", "kind", "value", "source"])
    var dummies = DummyTable()
    try table.forEachRow { row throws(TableError) in
      guard let scope = DummyTable.scope(row.text(0)) else {
        throw row.error(expected: "a VR, a tag, or text")
      }
      switch row.text(1) {
      case "literal": dummies.insert(literal: Array(row[2]), scope)
      case "glob": dummies.insert(Glob(Array(row[2])), scope)
      default: throw row.error(expected: "literal or glob")
      }
    }
    self = dummies
  }

  /// Reads a scope: `text`, a VR, or a tag.
  static func scope(_ text: String) -> Scope? {
    if text == "text" { return .text }
    if let vr = VR(text) { return .vr(vr) }
    return Tag(text).map { .tag($0) }
  }

  mutating func insert(literal: [UInt8], _ scope: Scope) {
    literals[scope, default: []].insert(DummyTable.folded(literal[...]))
  }

  mutating func insert(_ glob: Glob, _ scope: Scope) { globs[scope, default: []].append(glob) }

  /// Whether every value of a multi-valued one is in the table. Letters count without their case.
  func contains(_ value: ArraySlice<UInt8>, tag: Tag, vr: VR) -> Bool {
    if isEmpty { return false }
    let scopes: [Scope] = vr.isText ? [.tag(tag), .vr(vr), .text] : [.tag(tag), .vr(vr)]
    let parts = vr.isMultiValued ? value.split(separator: 0x5C, omittingEmptySubsequences: true) : [value]
    return parts.allSatisfy { part in
      let part = DummyTable.folded(part)
      return scopes.contains { scope in
        literals[scope]?.contains(part) == true || globs[scope]?.contains { $0.matches(part) } == true
      }
    }
  }

  /// Upper case, without blanks at the ends and separators at the end.
  static func folded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var end = value.endIndex
    while end > value.startIndex, [0x20, 0, 0x5E].contains(value[end - 1]) { end -= 1 }
    return value[..<end].drop { $0 == 0x20 }.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
  }
}

/// A pattern in which `*` stands for any bytes and `#` for one digit. Letters count without their case.
struct Glob: Sendable, Equatable {
  private let pattern: [UInt8]

  init(_ text: [UInt8]) { pattern = DummyTable.folded(text[...]) }

  /// Whether the whole of a folded value matches. Takes time of pattern times value at most.
  func matches(_ value: [UInt8]) -> Bool {
    var position = 0
    var place = 0
    var star: (pattern: Int, value: Int)?
    while place < value.count {
      if position < pattern.count, pattern[position] == 0x2A {
        star = (position, place)
        position += 1
      } else if position < pattern.count, Glob.matches(pattern[position], value[place]) {
        position += 1
        place += 1
      } else if let last = star {
        star = (last.pattern, last.value + 1)
        position = last.pattern + 1
        place = last.value + 1
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == 0x2A }
  }

  private static func matches(_ pattern: UInt8, _ byte: UInt8) -> Bool {
    pattern == byte || pattern == 0x23 && (0x30...0x39).contains(byte)
  }
}
