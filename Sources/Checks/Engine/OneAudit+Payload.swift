internal import DICOM
internal import Findings
internal import Rules
internal import Text

/// Values that hold something else than their VR says: vendors' headers and protocols, packed and structured texts,
/// data sets.
extension OneAudit {
  /// How deep data sets in values may be nested.
  private static let deepest = 4

  /// Opens an element's value; nil if nothing is in it but itself.
  ///
  /// Mutating, though it changes nothing: else all of the audit, two kilobytes, is copied for it.
  mutating func opened(_ examined: borrowing ExaminedElement) -> OpenedValue? {
    guard examined.mayHoldSomething else { return nil }
    let payload = OpenedPayload.open(examined.rawValue, creator: examined.element.creator)
    switch payload.kind {
    case .binary, .blank: return nil
    // The text as a whole was read already.
    case .plainText where !examined.vr.isOpaque: return nil
    default: break
    }
    let keyword = report.keyword(of: examined.element)
    let creator = examined.element.creator.map { report.label($0) }
    return OpenedValue(
      payload: payload, path: ElementPath(report.steps, examined.tag), keyword: keyword, creator: creator,
      element: examined.element, names: rules.tables.payloadFields)
  }

  /// Opens an element's value and judges what is in it.
  ///
  /// - Returns: whether all of the value was accounted for; false if it was not opened.
  mutating func open(_ examined: borrowing ExaminedElement, _ auditor: inout FileAuditor) -> Bool {
    guard let opened = opened(examined) else { return false }
    let payload = opened.payload
    valuesOpened += 1
    findKnown(in: opened)
    noteShifts(in: opened, examined)
    for field in payload.fields { judge(field, of: opened, examined) }
    for name in payload.names.indices { judge(name: Int32(name), of: opened) }
    for remnant in payload.remnants { judge(remnant, of: opened, auditor) }
    var isWhole = payload.fields.count + payload.remnants.count > 0 || payload.layers.count > 1
    for number in payload.layers.indices where payload.layers[number].kind.isDataSet {
      isWhole = audit(layer: number, of: opened, &auditor) && isWhole
    }
    for part in payload.unopened {
      isWhole = false
      // What is removed fails already and needs no second reason.
      guard examined.privateRule != .remove, examined.action != .x else { continue }
      report.gap(
        .payloadNotOpened, at: opened.place(inLayer: part.layer, name: part.name, range: part.range),
        lengthInBytes: 0, "A part of kind \(part.kind.name) was not opened: \(part.reason.name).")
    }
    // Text where a list vouches for numbers is wrong whatever it says.
    return isWhole && !(payload.kind == .plainText && examined.vr.isOpaque && examined.isKeptByList)
  }

  // MARK: fields

  /// Judges a field by what the table says that it holds, and by its words.
  private mutating func judge(
    _ field: PayloadField, of opened: OpenedValue, _ examined: borrowing ExaminedElement
  ) {
    let value = opened.payload.value(of: field)
    guard field.encoding != .binary, let text = text(value, field.encoding), !PayloadValue.isBlank(text)
    else {
      return
    }
    let meaning = opened.meaning(of: field)
    noteForCohort(text, meaning)
    let hasUIDs = judge(uidsIn: text, field, opened)
    switch meaning?.content {
    case .frameOfReferenceUID, .otherUID: if hasUIDs { return }
    default: break
    }
    if let meaning, judge(text, meaning, field, opened) { return }
    let isTechnical = meaning?.content == .technical
    // A number of a technical field is one: no date, no telephone.
    if isTechnical, !PayloadValue.hasWords(text) { return }
    let context: TextContext =
      switch meaning?.content {
      case .freeText: .freeText
      case .deviceText: .deviceText
      default: .payloadField
      }
    read(text, context, isTechnical ? .technical : .any) { opened.place(of: field) }
  }

  /// Judges a name that somebody gave: of a file in an archive, a key or a section that no table has.
  private mutating func judge(name number: Int32, of opened: OpenedValue) {
    let name = opened.payload.names[Int(number)]
    let bytes = opened.payload.bytes(ofName: number)
    let kind = opened.payload.layers[Int(name.layer)].kind
    let isFile = kind == .zip
    // A name that no file has, such as that of its comment, begins with a hash.
    guard isFile || kind == .json || kind == .iniText, bytes.first != UInt8(ascii: "#"),
      opened.names.publicName(of: bytes, in: kind) == nil
    else { return }
    let place = opened.place(inLayer: name.layer, name: number, range: nil)
    for part in isFile ? bytes.split(separator: UInt8(ascii: "/")) : [bytes] {
      read(part, isFile ? .path : .payloadField, isFile ? .any : .technical) { place }
    }
  }

  /// Judges a field by the row of Table E.1-1 that fits it; false if its words decide.
  private mutating func judge(
    _ text: ArraySlice<UInt8>, _ meaning: PayloadFieldMeaning, _ field: PayloadField, _ opened: OpenedValue
  ) -> Bool {
    guard let attribute = meaning.attribute,
      let action = profile.rule(for: attribute).action?.resolved(for: nil), action != .k, action != .c
    else { return false }
    switch meaning.content {
    case .technical, .freeText, .deviceText, .descriptor: return false
    default: break
    }
    let vr = rules.tables.vr(of: attribute) ?? .lo
    guard !PayloadValue.isDummy(text),
      !profile.isDeclaredDummy(text, tag: attribute, vr: vr),
      !profile.isCustomaryDummy(text, tag: attribute, vr: vr)
    else { return true }
    report.speaker = rules.checks.payloadIndex[0]
    let name: PublicName = rules.tables.attribute(attribute)?.keyword ?? "attribute"
    report.add(
      action == .x || meaning.content.isDirect ? .fail : .review, at: opened.place(of: field), value: text,
      "The field holds \(Evidence(of: text)); it is of the kind of \(name), which the profile does not keep.")
    switch meaning.content {
    case .patientName: learn(.personName, text)
    case .patientID: learn(.recordNumber, text)
    default: break
    }
    return true
  }

  /// Judges the UIDs in a field: one below a scanner's root was not replaced.
  ///
  /// - Returns: whether there are any.
  private mutating func judge(
    uidsIn text: ArraySlice<UInt8>, _ field: PayloadField, _ opened: OpenedValue
  ) -> Bool {
    let uids = PayloadValue.uids(in: text)
    guard !uids.isEmpty else { return false }
    report.speaker = rules.checks.payloadIndex[1]
    for uid in uids where !profile.options.contains(.retainUIDs) {
      guard let root = rules.tables.uidRoot(of: uid), root.kind == .scanner, rules.tables.uidName(uid) == nil
      else { continue }
      report.add(
        .fail, at: opened.place(of: field), value: uid,
        "The UID lies below \(root.root), which is \(root.owner)'s; such UIDs disclose \(root.discloses).")
    }
    return true
  }

  /// Judges bytes that belong to no field: text that is left behind the end of a name or a value.
  private mutating func judge(
    _ remnant: PayloadRemnant, of opened: OpenedValue, _ auditor: borrowing FileAuditor
  ) {
    guard let text = TextRun.text(in: Array(opened.payload.value(of: remnant))) else { return }
    read(Array(text.utf8)[...], .payloadField, .remnant) { opened.place(of: remnant) }
  }

  /// What of a text's detections counts.
  private enum Trust {
    /// All.
    case any
    /// What is sure to be a person's: the field's name says that it holds something else.
    case technical
    /// All, but nothing is sure: the bytes are what memory held.
    case remnant
  }

  /// Reads a text in a value, and reports what the detectors find.
  private mutating func read(
    _ text: ArraySlice<UInt8>, _ context: TextContext, _ trust: Trust, place: () -> Place
  ) {
    var found: [Detection] = []
    rules.detectors.examine(text, context: context, into: &found)
    for one in found {
      if trust == .technical, one.certainty != .fail || !one.detector.isOfPersons { continue }
      let words = text[(text.startIndex + one.range.lowerBound)..<(text.startIndex + one.range.upperBound)]
      report.speaker = rules.checks.textIndex[Int(one.detector.rawValue)]
      report.add(
        one.certainty == .fail && trust != .remnant ? .fail : .review, at: place(), value: words,
        "The field holds \(Evidence(of: words)) at byte \(one.range.lowerBound + 1) of \(text.count).")
      if one.certainty == .fail, trust != .remnant { learn(one.detector, words) }
    }
  }

  /// A field's text in UTF-8; nil if it is none in the encoding that its container gives it.
  func text(_ value: ArraySlice<UInt8>, _ encoding: PayloadEncoding) -> ArraySlice<UInt8>? {
    if encoding != .utf16LittleEndian, encoding != .utf16BigEndian, !value.needsDecoding { return value }
    switch encoding {
    case .dataSet: return Array(context.characterSet.decode(value, vr: .lt).text.utf8)[...]
    case .utf8: return value
    case .latin1: return OtherEncoding.latin1.read(value).map { Array($0.utf8)[...] }
    case .shiftJIS: return OtherEncoding.shiftJIS.read(value).map { Array($0.utf8)[...] }
    case .utf16LittleEndian, .utf16BigEndian:
      let isLittle = encoding == .utf16LittleEndian
      let units = stride(from: value.startIndex, to: value.endIndex - 1, by: 2).map { place -> UInt16 in
        let (first, second) = (UInt16(value[place]), UInt16(value[place + 1]))
        return isLittle ? first | second << 8 : second | first << 8
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)[...]
    case .binary: return nil
    }
  }

  // MARK: data sets

  /// Audits a data set in a value as one of its own, by all checks of elements.
  ///
  /// - Returns: whether it was read.
  mutating func audit(
    layer number: Int, of opened: OpenedValue, _ auditor: inout FileAuditor
  ) -> Bool {
    guard depth < OneAudit.deepest else { return false }
    let layer = opened.payload.layers[number]
    let bytes = Array(opened.payload.bytes(of: layer))
    var nested = OneAudit(
      rules: rules, profile: profile, index: result.index, path: result.path, filePath: filePath)
    nested.depth = depth + 1
    nested.report.embedding = opened.embedding(ofLayer: Int32(number), below: report.embedding)
    nested.context.characterSet = context.characterSet
    nested.early = early
    nested.again = again
    var isWhole = true
    for part in layer.kind == .dicomItems ? DataSetItems.contents(of: bytes) : [bytes] {
      var reader = FileReader(part, dictionary: rules.tables)
      switch reader.content {
      case .part10, .bareDataSet: nested.walk(&reader, &auditor)
      case .empty, .notDICOM: isWhole = false
      }
    }
    report.take(nested.report.finish())
    learnt.formUnion(nested.learnt)
    metEarly.formUnion(nested.metEarly)
    evidence.add(nested.evidence)
    for hit in nested.nestedHits {
      let here = InnerHit(person: hit.person, column: hit.column, range: opened.element.range)
      innerHits.append(here)
      if depth > 0 { nestedHits.append(here) }
    }
    result.elements += nested.result.elements
    if !nested.pictures.isEmpty {
      pictures.append(
        PendingPicture(path: opened.path, place: report.place(of: opened.element), lengthInBytes: 0))
    }
    return isWhole
  }
}

/// An element's value that was opened, with what a report may say of it.
struct OpenedValue {
  let payload: OpenedPayload
  let path: ElementPath
  let keyword: PublicName?
  let creator: CreatorLabel?
  let element: Element
  let names: PayloadFieldTable

  /// What the table says of a field by its own name, or by the nearest name above that has a row.
  func meaning(of field: PayloadField) -> PayloadFieldMeaning? {
    var number = field.name
    while number >= 0 {
      let name = payload.names[Int(number)]
      let kind = payload.layers[Int(name.layer)].kind
      if let meaning = names.meaning(of: payload.bytes(ofName: number), in: kind) { return meaning }
      number = name.parent
    }
    return nil
  }

  /// Where a field stands.
  func place(of field: PayloadField) -> Place {
    var steps = steps(layer: field.layer, name: field.name)
    if field.name >= 0, payload.names[Int(field.name)].values > 1 { steps.append(.item(Int(field.index))) }
    return place(steps, payload.range(of: field))
  }

  /// Where bytes of no field stand.
  func place(of remnant: PayloadRemnant) -> Place {
    place(steps(layer: remnant.layer, name: -1) + [.named("left over")], payload.range(of: remnant))
  }

  /// Where something in a layer stands.
  func place(inLayer layer: Int32, name: Int32, range: Range<Int>?) -> Place {
    place(steps(layer: layer, name: name), range)
  }

  /// How places in a data set that the value holds are named in the file.
  func embedding(ofLayer number: Int32, below outer: Embedding?) -> Embedding {
    let steps = steps(layer: number, name: payload.layers[Int(number)].name)
    guard let outer else {
      return Embedding(path: path, keyword: keyword, creator: creator, steps: steps, range: element.range)
    }
    return Embedding(
      path: outer.path, keyword: outer.keyword, creator: outer.creator,
      steps: outer.steps + [.element(path)] + steps, range: outer.range)
  }

  private func place(_ steps: [InnerPath.Step], _ range: Range<Int>?) -> Place {
    let start = element.value.lowerBound
    let bytes = range.map { start + $0.lowerBound..<start + $0.upperBound } ?? element.range
    return .inside(path, keyword: keyword, creator: creator, InnerPath(steps), bytes: bytes)
  }

  /// The levels down to a name: what is unpacked on the way, and the names. That a header is a header, its creator says.
  private func steps(layer: Int32, name: Int32) -> [InnerPath.Step] {
    var chain: [Int32] = []
    var number = name
    while number >= 0 {
      chain.append(number)
      number = payload.names[Int(number)].parent
    }
    var layers: [Int32] = []
    var current = layer
    while current >= 0 {
      layers.append(current)
      current = payload.layers[Int(current)].parent
    }
    var steps: [InnerPath.Step] = []
    for layer in layers.reversed() {
      switch payload.layers[Int(layer)].kind {
      case .csa1, .csa2, .siemensProtocol, .plainText, .geProtocol: break
      case let kind: steps.append(.named(kind.name))
      }
      for number in chain.reversed() where payload.names[Int(number)].layer == layer {
        steps.append(step(number))
      }
    }
    return steps
  }

  private func step(_ number: Int32) -> InnerPath.Step {
    let name = payload.names[Int(number)]
    let bytes = payload.bytes(ofName: number)
    guard let known = names.publicName(of: bytes, in: payload.layers[Int(name.layer)].kind) else {
      return .field(Int(number) + 1)
    }
    return .named(PayloadValue.name(known, bytes))
  }
}

extension ExaminedElement {
  /// Shorter texts hold nothing to be opened.
  private static let shortestText = 16

  /// Whether its value is to be opened: bytes that no rule removes, and private texts.
  fileprivate var mayHoldSomething: Bool {
    guard isValueLoaded, !isEmpty, !isInMeta else { return false }
    if vr.isOpaque { return tag.isPrivate || action == nil || action == .k || action == .c }
    guard tag.isPrivate, !tag.isPrivateCreator else { return false }
    switch vr {
    case .lo, .st, .lt, .ut, .uc, .sh: return value.count >= ExaminedElement.shortestText
    default: return false
    }
  }
}
