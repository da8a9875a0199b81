internal import DICOM
internal import Findings
internal import Rules
internal import Text

/// The search for known values: those of the run's list, those that the data themselves gave away.
///
/// A first look searches for the list's values and for what other files gave away so far; a second one for what the
/// file itself, or another one after it, gave away. Both look at the same bytes.
extension OneAudit {
  /// How many values that were found in a file are looked for in the rest of it.
  private static let mostLearnt = 1_000

  /// Whether anything is looked for.
  private var isSearching: Bool { rules.needles != nil || early != nil || again != nil }

  // MARK: where values may stand

  /// Looks for known values in an element's value. To be called after the value was opened.
  mutating func findKnown(_ examined: borrowing ExaminedElement, _ searched: inout SeenValues) {
    guard isSearching, examined.isValueLoaded, !examined.isEmpty else { return }
    let value = examined.rawValue
    let reading: NeedleReading = examined.vr.isOpaque ? .raw : .text
    let remembers = again?.isOfBatch ?? true
    if remembers, searched.isQuiet(value, as: reading) { return }
    var isQuiet = true
    var hits = hits(in: value, as: reading, besideFieldsFrom: examined.element.value.lowerBound, &isQuiet)
    if remembers, isQuiet { searched.insert(quiet: value, as: reading) }
    if examined.explainsLikeness { hits.removeAll { $0.certainty != .fail } }
    // Mostly there is none, and a place takes longer to make than the search.
    guard !hits.isEmpty else { return }
    tell(hits, value, at: report.place(of: examined.element))
  }

  /// Looks for known values in all that a value holds: fields, names that no table has, and what belongs to no field.
  mutating func findKnown(in opened: OpenedValue) {
    guard isSearching else { return }
    let payload = opened.payload
    for field in payload.fields {
      let value = payload.value(of: field)
      if field.encoding != .binary, let text = text(value, field.encoding) {
        findKnown(in: text, as: .text, opened) { opened.place(of: field) }
      } else {
        findKnown(in: value, as: .raw, opened) { opened.place(of: field) }
      }
    }
    for number in payload.names.indices.map({ Int32($0) }) {
      let bytes = payload.bytes(ofName: number)
      let layer = payload.names[Int(number)].layer
      guard opened.names.publicName(of: bytes, in: payload.layers[Int(layer)].kind) == nil else { continue }
      findKnown(in: bytes, as: .text, opened) { opened.place(inLayer: layer, name: number, range: nil) }
    }
    for remnant in payload.remnants {
      findKnown(in: payload.value(of: remnant), as: .raw, opened) { opened.place(of: remnant) }
    }
  }

  private mutating func findKnown(
    in bytes: ArraySlice<UInt8>, as reading: NeedleReading, _ opened: OpenedValue, place: () -> Place
  ) {
    var isQuiet = true
    let hits = hits(in: bytes, as: reading, &isQuiet)
    guard !hits.isEmpty else { return }
    let place = place()
    let range = place.range ?? opened.element.range  // a place inside an element has a range
    innerHits += hits.map { InnerHit(person: $0.person, column: $0.column, range: range) }
    tell(hits, bytes, at: place)
  }

  /// Looks for known values in bytes that are no element's: preamble, what follows the last element, what could not be
  /// read.
  mutating func findKnown(in range: Range<Int>, _ reader: inout FileReader) {
    guard isSearching else { return }
    find(in: range, of: reader.values, as: .raw)
  }

  /// Looks for known values in the bytes of pictures, and in values too long to be judged.
  mutating func findKnown(inSamples range: Range<Int>, _ reader: inout FileReader) {
    guard isSearching, rules.scope == .all else { return }
    find(in: range, of: reader.values, as: .samples)
  }

  /// Looks for known values in the names of the file and of its folders.
  mutating func findKnown(inPath path: [UInt8]) {
    guard isSearching else { return }
    var isQuiet = true
    tell(hits(in: path[...], as: .text, &isQuiet), path[...], at: .file)
  }

  // MARK: the search

  /// The hits of what is to be reported, the surest of each person's value, and a note of those of what other files
  /// gave away.
  ///
  /// - Parameters:
  ///   - start: where an element's value begins in the file, to leave out what was told with one of its fields.
  ///   - isQuiet: becomes false if there are hits at all, also some that are nothing to report.
  private mutating func hits(
    in bytes: ArraySlice<UInt8>, as reading: NeedleReading, besideFieldsFrom start: Int? = nil,
    _ isQuiet: inout Bool
  ) -> [NeedleHit] {
    var found = DistinctHits()
    var isEmpty = true
    func isTold(_ hit: NeedleHit) -> Bool {
      guard let start else { return false }
      return innerHits.contains {
        $0.person == hit.person && $0.column == hit.column
          && $0.range.overlaps(start + hit.range.lowerBound..<start + hit.range.upperBound)
      }
    }
    if let again {
      again.needles.search(bytes, as: reading) { hit in
        isEmpty = false
        if !again.own.contains(hit.person), !isTold(hit) { found.add(hit) }
      }
      isQuiet = isEmpty
      return found.hits
    }
    rules.needles?.search(bytes, as: reading) { hit in
      isEmpty = false
      if !isTold(hit) { found.add(hit) }
    }
    isQuiet = isEmpty
    if let early {
      var met: Set<Int> = []
      early.needles.search(bytes, as: reading) { met.insert($0.person) }
      guard !met.isEmpty else { return found.hits }
      isQuiet = false
      metEarly.formUnion(met)
    }
    return found.hits
  }

  private mutating func find(in range: Range<Int>, of values: ValueSource, as reading: NeedleReading) {
    var found = DistinctHits()
    if let again {
      find(again.needles, in: range, of: values, as: reading) { hit in
        if !again.own.contains(hit.person) { found.add(hit) }
      }
    } else {
      if let needles = rules.needles {
        find(needles, in: range, of: values, as: reading) { found.add($0) }
      }
      if let early {
        var met: Set<Int> = []
        find(early.needles, in: range, of: values, as: reading) { met.insert($0.person) }
        metEarly.formUnion(met)
      }
    }
    for hit in found.hits {
      let start = range.lowerBound + hit.range.lowerBound
      tell([hit], [], at: .bytes(start..<start + hit.range.count))
    }
  }

  private mutating func find(
    _ needles: NeedleSet, in range: Range<Int>, of values: ValueSource, as reading: NeedleReading,
    _ found: (NeedleHit) -> Void
  ) {
    var stream = NeedleStream(needles, as: reading)
    var offset = range.lowerBound
    let end = min(range.upperBound, values.lengthInBytes)
    do throws(SystemError) {
      while offset < end {
        let bytes = try values.bytes(offset..<min(end, offset + 1 << 20))
        if bytes.isEmpty { break }
        stream.feed(bytes[...], found)
        offset += bytes.count
      }
    } catch {
      report.gap(
        .cannotRead, at: .bytes(offset..<end), lengthInBytes: 0,
        "The system refused: \(PublicName(fromTable: error.text)).")
    }
    stream.finish(found)
  }

  // MARK: what is told

  /// Reports what was found at one place.
  ///
  /// - Parameter bytes: those that the hits' ranges speak of; none if they were not kept.
  private mutating func tell(_ hits: [NeedleHit], _ bytes: ArraySlice<UInt8>, at place: Place) {
    guard !hits.isEmpty else { return }
    if depth > 0 {
      nestedHits += hits.map { InnerHit(person: $0.person, column: $0.column, range: place.range ?? 0..<0) }
    }
    if let again {
      tellRepeated(hits, bytes, at: place, again)
    } else {
      for hit in hits { tellListed(hit, at: place) }
    }
  }

  /// Reports a value of the list.
  ///
  /// What is short or common, or has so many like it in the list that texts have one by chance, is to review. Days are
  /// notes if somebody of a long list was born on nearly any, until another value of the same person stands beside one.
  private mutating func tellListed(_ hit: NeedleHit, at place: Place) {
    report.speaker = rules.checks.knownIndex[0]
    let severity: Severity =
      switch hit.certainty {
      case .fail: .fail
      case .review: .review
      case .supporting: hit.kind.isDay && rules.needles?.isOfManyDays == true ? .note : .review
      }
    report.add(severity, at: place, OneAudit.message(of: hit))
    evidence.add(hit, at: report.embedding?.place(of: place) ?? place)
  }

  private static func message(of hit: NeedleHit) -> Message {
    hit.certainty == .supporting
      ? "Entry \(hit.person + 1) of the list, \(hit.kind.text): \(hit.variant.text), \(hit.wrapping.text); texts have the like by chance."
      : "Entry \(hit.person + 1) of the list, \(hit.kind.text): \(hit.variant.text), \(hit.wrapping.text)."
  }

  /// Reports what weighs more because several values of one person of the list stand in the file.
  mutating func tellTogether() {
    guard let needles = rules.needles, evidence.isWorthALook else { return }
    report.speaker = rules.checks.knownIndex[0]
    for one in evidence.raised(by: needles) {
      let hit = one.found.hit
      report.raise(
        OneAudit.message(of: hit), at: one.found.place, to: one.severity,
        "Entry \(one.person + 1) of the list, \(hit.kind.text): \(hit.variant.text), \(hit.wrapping.text); in the same file stands \(one.other.text) of the same entry."
      )
    }
  }

  /// Reports the surest hit, unless the place fails already. What says little alone is not told: it stands in the
  /// report where it was found, and nobody listed it.
  private mutating func tellRepeated(
    _ hits: [NeedleHit], _ bytes: ArraySlice<UInt8>, at place: Place, _ look: SecondLook
  ) {
    var surest: NeedleHit?
    for hit in hits where hit.certainty > surest?.certainty ?? .supporting { surest = hit }
    guard let surest else { return }
    if let key = PlaceKey(report.embedding?.place(of: place) ?? place), look.failing.contains(key) { return }
    let start = bytes.startIndex
    let value =
      bytes.isEmpty ? bytes : bytes[start + surest.range.lowerBound..<start + surest.range.upperBound]
    report.speaker = rules.checks.knownIndex[1]
    report.add(
      surest.certainty == .fail ? .fail : .review, at: place, value: value,
      "What identifies at another place, \(surest.kind.text), stands here: \(surest.variant.text), \(surest.wrapping.text)."
    )
  }

  // MARK: what the file gives away

  /// Keeps the name that an element holds where it must not, to be looked for elsewhere.
  mutating func learnName(_ examined: borrowing ExaminedElement) {
    guard examined.vr == .pn, report.failures > 0, examined.isValueLoaded, !examined.isEmpty else { return }
    for value in examined.characterSet.values(in: examined.value, vr: .pn) {
      let text = Array(examined.characterSet.decode(value, vr: .pn).text.utf8)
      guard !profile.isCustomaryDummy(text[...], tag: examined.tag, vr: .pn),
        !profile.isDeclaredDummy(text[...], tag: examined.tag, vr: .pn)
      else { continue }
      learn(.personName, text[...])
    }
  }

  /// Looks at the file once more, for the values that were found somewhere in it, and reports where one stands and
  /// nothing fails yet.
  mutating func findRepeated(_ reader: consuming FileReader, name: [UInt8], _ auditor: inout FileAuditor) {
    guard !learnt.isEmpty else { return }
    guard learnt.count <= OneAudit.mostLearnt else {
      report.gap(
        .tooManyElements, at: .file, lengthInBytes: 0,
        "\(learnt.count) values were found that identify; they were not looked for in the rest of the file.")
      return
    }
    // Places that fail already say so for their own reason.
    var failing: Set<PlaceKey> = []
    for finding in report.findings where finding.severity == .fail {
      // Of the file as a whole much else may fail than its name.
      if case .file = finding.place, !rules.checks.isTextCheck(finding.check) { continue }
      if let key = PlaceKey(finding.place) { failing.insert(key) }
    }
    var look = OneAudit(
      rules: rules, profile: profile, index: result.index, path: result.path, filePath: filePath)
    look.again = SecondLook(
      needles: auditor.needles(for: learnt), own: [], failing: failing, isOfBatch: false)
    look.lookAgain(reader, name: name, &auditor)
    report.take(look.report.finishSecondLook())
  }

  /// Goes through a file for the values of ``again``.
  mutating func lookAgain(_ file: consuming FileReader, name: [UInt8], _ auditor: inout FileAuditor) {
    var reader = file
    switch reader.content {
    case .empty, .notDICOM: break
    case .part10, .bareDataSet: walk(&reader, &auditor)
    }
    findKnown(inPath: name)
  }

  /// Looks for the values of ``again`` in an element, whatever else is to be said of it.
  mutating func lookAgain(
    _ examined: borrowing ExaminedElement, _ reader: inout FileReader, _ auditor: inout FileAuditor
  ) {
    if !innerHits.isEmpty { innerHits.removeAll(keepingCapacity: true) }
    if let opened = opened(examined) {
      findKnown(in: opened)
      for number in opened.payload.layers.indices where opened.payload.layers[number].kind.isDataSet {
        _ = audit(layer: number, of: opened, &auditor)
      }
    }
    findKnown(examined, &auditor.searched)
    findKnown(inLong: examined, &reader)
  }

  /// Looks for known values in a value that was not loaded: it is too long, or a picture.
  mutating func findKnown(inLong examined: borrowing ExaminedElement, _ reader: inout FileReader) {
    let element = examined.element
    guard !examined.isValueLoaded, !examined.isSequence, !element.hasUndefinedLength, !element.value.isEmpty
    else { return }
    findKnown(inSamples: element.value, &reader)
  }
}
