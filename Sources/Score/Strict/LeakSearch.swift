internal import DICOM
internal import Rules
public import Text

/// A value of an original that stands in an output where the key has no check.
public struct Leak: Sendable {
  /// What it is.
  public enum What: Sendable, Equatable {
    /// A value that the key removes, and how it is written.
    case value(IdentifierKind, NeedleVariant)
    /// A UID that the map replaces.
    case uid
  }

  /// The element's label.
  public let label: String
  /// What it is.
  public let what: What
  /// Whether chance is ruled out; else a person must look.
  public let isSure: Bool
  /// The value as it stands there.
  let bytes: [UInt8]
}

/// Collects what a key says of the originals.
struct KnownOriginals {
  private let tables: StandardTables
  private var values: [String: [(kind: IdentifierKind, text: String)]] = [:]
  private var seen: Set<String> = []
  private var order: [String] = []

  init(_ tables: StandardTables) { self.tables = tables }

  /// Takes in the checks of a patient's file.
  mutating func add(_ checks: [AnswerCheck], patient: String) {
    for check in checks where check.action == .textRemoved {
      guard case .text(let text) = check.actionText, let kind = kind(of: check) else { continue }
      add(kind, OfficialJudge.withoutEdges(text), patient: patient)
    }
  }

  /// Takes in a value.
  mutating func add(_ kind: IdentifierKind, _ text: String, patient: String) {
    for value in StrictJudge.values(text) where value.utf8.count > 2 {
      guard seen.insert("\(patient)\u{0}\(kind.rawValue)\u{0}\(value)").inserted else { continue }
      if values[patient] == nil { order.append(patient) }
      values[patient, default: []].append((kind, value))
    }
  }

  /// A value a patient, in the order in which they came.
  var list: IdentifierList {
    var list = IdentifierList()
    for patient in order { list.add(values[patient, default: []]) }
    return list
  }

  /// The search for them.
  var needles: NeedleSet { NeedleSet(list, options: NeedleOptions(MonthNames(tables.words))) }

  /// What a removed text is, by the attribute that it stood in; nil where it does not identify by itself.
  private func kind(of check: AnswerCheck) -> IdentifierKind? {
    guard let label = check.label, let tag = KnownOriginals.tag(of: label), !tag.isPrivate,
      let entry = tables.attribute(tag), tables.identifies(tag) || entry.vrs == [.pn]
    else { return nil }
    if entry.vrs == [.pn] { return .personName }
    if entry.vrs.contains(.da) || entry.vrs.contains(.dt) {
      return tag == .patientBirthDate ? .birthDate : nil
    }
    let kind = IdentifierKind(keyword: entry.keyword.description)
    return kind == .other ? nil : kind
  }

  /// The tag of a label's last element; nil for a private one with its creator.
  static func tag(of label: String) -> Tag? {
    guard label.utf8.count >= 13, label.hasSuffix(">") else { return nil }
    return Tag(label.dropLast().suffix(11))
  }
}

/// Looks for what is known of the originals in an output.
struct LeakSearch: Sendable {
  /// The shortest UID that is looked for, in bytes: short ones are well-known.
  private static let shortestUID = 20

  private let needles: NeedleSet
  private let uids: Set<[UInt8]>

  init(_ originals: KnownOriginals, uids: IdentifierMap) {
    needles = originals.needles
    self.uids = Set(
      uids.newByOld.filter { $0.key != $0.value && $0.key.utf8.count >= LeakSearch.shortestUID }.map {
        Array($0.key.utf8)
      })
  }

  /// Shorter texts hold nothing to be opened.
  private static let shortestOpened = 16
  /// How many bytes are looked at in one step, and how many of them again in the next one.
  private static let (step, overlap) = (1 << 20, 64)

  /// Looks in a value, and in what it holds packed; tells each leak once.
  ///
  /// - Parameter own: texts in lower case; what stands in one of them is no leak here.
  func search(
    _ value: ArraySlice<UInt8>, of element: Element, label: String, besides own: [String] = [],
    _ report: (Leak) -> Void
  ) {
    var told: [Leak] = []
    search(value, label: label, as: element.vr.isOpaque ? .raw : .text, besides: own) { told.append($0) }
    findUIDs(value, label: label, besides: own) { told.append($0) }
    for leak in told { report(leak) }
    guard value.count >= LeakSearch.shortestOpened, element.vr.isOpaque || element.tag.isPrivate else {
      return
    }
    let payload = OpenedPayload.open(value, creator: element.creator)
    switch payload.kind {
    case .binary, .blank, .plainText: return
    default: break
    }
    searchOpened(payload, label: label, besides: own) { leak in
      guard !told.contains(where: { $0.what == leak.what }) else { return }
      told.append(leak)
      report(leak)
    }
  }

  /// Looks in fields, remnants and data sets of an opened value.
  private func searchOpened(
    _ payload: OpenedPayload, label: String, besides own: [String], _ report: (Leak) -> Void
  ) {
    let place = label + "{opened}"
    func look(_ bytes: ArraySlice<UInt8>) {
      search(bytes, label: place, as: .raw, besides: own, report)
      findUIDs(bytes, label: place, besides: own, report)
    }
    for field in payload.fields { look(payload.value(of: field)) }
    for remnant in payload.remnants { look(payload.value(of: remnant)) }
    for layer in payload.layers where layer.kind.isForAnotherReader { look(payload.bytes(of: layer)) }
  }

  /// Looks in bytes that are in no element; tells each leak once.
  ///
  /// - Throws: the system's error where it does not show them.
  func search(
    _ range: Range<Int>, of values: ValueSource, label: String, _ report: (Leak) -> Void
  ) throws(SystemError) {
    var told: [Leak] = []
    var start = range.lowerBound
    let end = min(range.upperBound, values.lengthInBytes)
    while start < end {
      let bytes = try values.bytes(start..<min(end, start + LeakSearch.step))
      func tell(_ leak: Leak) {
        guard !told.contains(where: { $0.what == leak.what }) else { return }
        told.append(leak)
        report(leak)
      }
      search(bytes[...], label: label, as: .raw, tell)
      findUIDs(bytes[...], label: label, tell)
      if start + bytes.count >= end || bytes.count <= LeakSearch.overlap { return }
      start += bytes.count - LeakSearch.overlap
    }
  }

  /// Looks in words that were read from a picture.
  func search(words: String, label: String, _ report: (Leak) -> Void) {
    search(Array(words.utf8)[...], label: label, as: .text, report)
  }

  private func search(
    _ value: ArraySlice<UInt8>, label: String, as reading: NeedleReading, besides own: [String] = [],
    _ report: (Leak) -> Void
  ) {
    var hits: [NeedleHit] = []
    needles.search(value, as: reading) { if $0.certainty != .supporting { hits.append($0) } }
    let start = value.startIndex
    // The surest first, of those in their order; one that is asked about does not hide another.
    for certainty in [NeedleCertainty.fail, .review] {
      for hit in hits where hit.certainty == certainty {
        let found = value[start + hit.range.lowerBound..<start + hit.range.upperBound]
        if LeakSearch.stands(found, in: own) { continue }
        report(
          Leak(
            label: label, what: .value(hit.kind, hit.variant), isSure: certainty == .fail, bytes: Array(found)
          ))
        return
      }
    }
  }

  /// Whether a value stands in one of some texts in lower case.
  private static func stands(_ value: ArraySlice<UInt8>, in texts: [String]) -> Bool {
    guard !texts.isEmpty else { return false }
    let value = String(decoding: value, as: UTF8.self).lowercased()
    return texts.contains { $0.contains(value) }
  }

  /// Runs of digits and periods that are a UID of an original.
  private func findUIDs(
    _ value: ArraySlice<UInt8>, label: String, besides own: [String] = [], _ report: (Leak) -> Void
  ) {
    guard value.count >= LeakSearch.shortestUID, !uids.isEmpty else { return }
    var start = value.startIndex
    var index = start
    func end(_ end: Int) {
      guard end - start >= LeakSearch.shortestUID else { return }
      let run = Array(value[start..<end])
      guard uids.contains(run), !LeakSearch.stands(run[...], in: own) else { return }
      report(Leak(label: label, what: .uid, isSure: true, bytes: run))
    }
    while index < value.endIndex {
      let byte = value[index]
      if byte != UInt8(ascii: "."), !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        end(index)
        start = index + 1
      }
      index += 1
    }
    end(value.endIndex)
  }
}
